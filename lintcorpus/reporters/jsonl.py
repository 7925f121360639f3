"""The format ``jsonl``: one JSON object a line for each finding."""

from typing import TextIO

from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.json_report import diagnostic_object
from lintcorpus.reporters.jsontext import on_one_line


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write the objects of ``diagnostics`` in the format ``json``, suppressed and baselined ones included.

    There is no header and no summary: every line is a finding.

    Args:
        result: what the run found.
        stream: where to.
        options: language.
    """
    for item in result.diagnostics:
        stream.write(on_one_line(diagnostic_object(result, item, options.language)) + "\n")
