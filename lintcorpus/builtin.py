"""The built-in plugin: lintcorpus's own checkers, cards and formats, through the public hooks."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, TextIO

from lintcorpus.model.checker import AnyChecker
from lintcorpus.model.result import Reporter, ReportOptions, Result

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_CHECKERS = (
    "about_run",
    "bare_urls",
    "blanks",
    "blobs",
    "boilerplate",
    "characters",
    "confused_words",
    "control_characters",
    "dead_links",
    "duplicates",
    "emphasis",
    "encodings",
    "fences",
    "footnotes",
    "glued_words",
    "header_title",
    "heading_space",
    "heading_structure",
    "heading_text",
    "headings",
    "html",
    "language",
    "line_ends",
    "link_brackets",
    "links",
    "lists",
    "machine_residue",
    "malformed_header",
    "mark_width",
    "markup",
    "metadata",
    "misspellings",
    "mojibake",
    "mostly_promo",
    "names",
    "near_copies",
    "newlines",
    "not_an_article",
    "notices",
    "page",
    "pairs",
    "paragraph_ends",
    "pattern",
    "personal",
    "pictures",
    "placeholder",
    "pointers",
    "private_use",
    "promotion",
    "punctuation",
    "recurring",
    "recurring_boilerplate",
    "references",
    "relative_targets",
    "repetition",
    "source_account",
    "tables",
    "text_dates",
    "titles",
    "too_short",
    "truncation",
    "typos",
    "unlikely",
    "url_parameters",
    "urls",
    "variants",
    "wraps",
    "wrong_characters",
)
"""Modules of ``lintcorpus.checkers``; each has a tuple ``CHECKERS``."""

_REPORTERS = {
    "text": "text",
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "statistics": "statistics",
    "json": "json_report",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "rdjson": "rdjson",
    "rdjsonl": "rdjsonl",
    "html": "html.report",
}
"""Format to module of ``lintcorpus.reporters``; each has a function ``report``."""


def lintcorpus_checkers() -> Iterable[AnyChecker]:
    """All checkers of ``lintcorpus.checkers``."""
    return [checker for module in _CHECKERS for checker in checkers_of(module)]


def checkers_of(module: str) -> Iterable[AnyChecker]:
    """The checkers of one module of ``lintcorpus.checkers``."""
    found: Iterable[AnyChecker] = import_module(f"lintcorpus.checkers.{module}").CHECKERS
    return found


def modules_of_checkers() -> dict[str, str]:
    """By name of a checker the module of ``lintcorpus.checkers`` that has it."""
    return {checker.name: module for module in _CHECKERS for checker in checkers_of(module)}


def lintcorpus_packs() -> "Iterable[Traversable]":
    """The catalogue that comes with lintcorpus."""
    from lintcorpus.catalog.locate import builtin_pack

    return [builtin_pack()]


def lintcorpus_reporters() -> Mapping[str, Reporter]:
    """The formats of ``lintcorpus.reporters``, each imported when it is used."""
    return {name: _lazy(module) for name, module in _REPORTERS.items()}


def _lazy(module: str) -> Reporter:
    def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
        import_module(f"lintcorpus.reporters.{module}").report(result, stream, options)

    return report
