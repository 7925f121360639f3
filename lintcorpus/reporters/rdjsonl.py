"""The format ``rdjsonl``: findings for reviewdog, one a line."""

from lintcorpus.reporters.rdjson import report_lines as report

__all__ = ["report"]
