"""Finds data that stands among the words of an article: base64, hexadecimal dumps, minified code."""

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from lintcorpus.article.mask import mask
from lintcorpus.markdown.links import clipped
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_SHORTEST = 300
"""No word and no name has so many characters."""
_MINIFIED = 500
_CODE_MARKS = 0.1
_DISTINCT = 10
_RUN = lazy(rf"(?<![!-~])[!-~]{{{_SHORTEST},}}")
_ENCODED = lazy(r"[A-Za-z0-9+/=_\-]+")
_PICTURE_DATA = lazy(r"data:(?:image|font|audio|video)/")
_MARK = lazy(r"[{}();=]")


def _blobs(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding for an article with data in its text, at the first place."""
    for kind, span in _candidates(document):
        if not mask(document).covers(*span):
            params = {"match": clipped(document, span), "line": document.line_of(span.start) + 1}
            params["length"] = span.end - span.start
            yield Finding(document.line_span(0), params, kind, related=(Related(span, "data"),), key="article")
            return


def _candidates(document: Document) -> Iterator[tuple[str, Span]]:
    """Runs and lines that look like data, with their kind."""
    text = document.text
    starts = chain(document.line_starts, (len(text),))
    for start, end in [pair for pair in pairwise(starts) if pair[1] - pair[0] >= _SHORTEST]:
        line = text[start:end].rstrip()
        if not line.isascii() and _ascii(line) < _SHORTEST:
            continue
        for run in _RUN.finditer(line):
            kind = _kind(run[0])
            if kind:
                yield kind, Span(start + run.start(), start + run.end())
        if len(line) >= _MINIFIED and line.isascii() and _is_code(line) and line.count(" ") < len(line) // 12:
            yield "code", Span(start, start + len(line))


def _ascii(line: str) -> int:
    """At most how many characters of a line are ASCII."""
    return len(line) - (len(line.encode("utf-8", "surrogatepass")) - len(line)) // 3


def _kind(run: str) -> str:
    """What a run of characters without white space is: ``encoded``, ``code``, or ``""`` for neither."""
    if len(set(run)) < _DISTINCT or _PICTURE_DATA.search(run):
        return ""
    if (
        _ENCODED.fullmatch(run.split(",", 1)[-1])
        and run.count("/") < len(run) // 20
        and run.count("-") < len(run) // 20
    ):
        return "encoded"
    return "code" if _is_code(run) else ""


def _is_code(text: str) -> bool:
    return len(_MARK.findall(text)) >= _CODE_MARKS * len(text)


CHECKERS = (Checker("quality.blob", _blobs, NoOptions),)
