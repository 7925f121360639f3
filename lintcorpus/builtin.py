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
    "boilerplate.lines",
    "boilerplate.notices",
    "boilerplate.page",
    "boilerplate.recurring",
    "duplicates.near_copies",
    "duplicates.recurring",
    "duplicates.within",
    "encoding.characters",
    "encoding.control_characters",
    "encoding.encodings",
    "encoding.line_ends",
    "encoding.mojibake",
    "encoding.private_use",
    "encoding.variants",
    "headings.space",
    "headings.structure",
    "headings.text",
    "headings.titles",
    "headings.torn",
    "links.bare_urls",
    "links.brackets",
    "links.damaged_urls",
    "links.dead_links",
    "links.references",
    "links.relative_targets",
    "links.url_parameters",
    "links.useless",
    "markup.blanks",
    "markup.emphasis",
    "markup.escapes",
    "markup.fences",
    "markup.html",
    "markup.lists",
    "markup.newlines",
    "markup.tables",
    "markup.wraps",
    "metadata.fields",
    "metadata.header_title",
    "metadata.malformed",
    "metadata.source_account",
    "metadata.text_dates",
    "pattern",
    "personal",
    "pictures",
    "promotion",
    "punctuation.mark_width",
    "punctuation.marks",
    "punctuation.pairs",
    "punctuation.paragraph_ends",
    "quality.blobs",
    "quality.language",
    "quality.machine_residue",
    "quality.mostly_promo",
    "quality.not_an_article",
    "quality.placeholder",
    "quality.repetition",
    "quality.too_short",
    "quality.truncation",
    "references.footnotes",
    "references.pointers",
    "typos.confused_words",
    "typos.glued_words",
    "typos.misspellings",
    "typos.names",
    "typos.slips",
    "typos.unlikely",
    "typos.wrong_characters",
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
