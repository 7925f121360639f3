"""Finds files whose lines end in more than one way."""

from collections import Counter
from collections.abc import Iterable

from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_END = lazy(r"\r\n|\r|\n")
_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def _mixed(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding a file: its first line that ends otherwise than most."""
    text = document.text
    if "\r" not in text:
        return
    ends = list(_END.finditer(text))
    counts = Counter(end[0] for end in ends)
    if len(counts) < 2:
        return
    usual = max(counts, key=lambda kind: (counts[kind], kind == "\n"))
    others = [end for end in ends if end[0] != usual]
    line = document.line_span(document.line_of(others[0].start()))
    shown = ", ".join(f"{count} {_NAMES[kind]}" for kind, count in counts.most_common())
    # Whether a lone CR ends a line is what programs disagree on, Markdown parsers among them.
    edits = tuple(Edit(Span(*end.span()), usual) for end in others if "\r" not in counts)
    fixes = (Fix(edits, Safety.SAFE),) if edits else ()
    params = {"counts": shown, "usual": _NAMES[usual]}
    yield Finding(line, params, fixes=fixes, key="line ends")


CHECKERS = (Checker("line_ends.mixed", _mixed),)
