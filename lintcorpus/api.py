"""The only import a plugin needs."""

from lintcorpus.hookspecs import API_VERSION, hookimpl
from lintcorpus.model.checker import (
    AnchoredChecker,
    AnyChecker,
    Checker,
    CorpusChecker,
    CorpusFinding,
    Fact,
    Hit,
    LocatedFact,
    NoOptions,
)
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding, Related, Severity
from lintcorpus.model.fix import Change, Edit, Fix, Safety
from lintcorpus.model.result import Reporter, ReportOptions, Result
from lintcorpus.model.span import Position, Span

__all__ = [
    "API_VERSION",
    "AnchoredChecker",
    "AnyChecker",
    "Change",
    "Checker",
    "CorpusChecker",
    "CorpusFinding",
    "Document",
    "Edit",
    "Fact",
    "Finding",
    "Fix",
    "Hit",
    "LocatedFact",
    "NoOptions",
    "Position",
    "Related",
    "ReportOptions",
    "Reporter",
    "Result",
    "Safety",
    "Severity",
    "Span",
    "hookimpl",
    "view",
]
