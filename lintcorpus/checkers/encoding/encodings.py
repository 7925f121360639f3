"""Finds files in another encoding than UTF-8, and offers to write them in it."""

import re
from collections.abc import Iterable, Iterator

from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_TARGET = "utf-8"
_UNICODE = {"utf-8", "utf8", "ascii", "us-ascii"}
_SURE = 0.8
"""The least confidence in a guessed encoding with which a file is rewritten."""

# Where a file says its own encoding. HTML may say it in several tags, each of them in its head.
_XML = lazy(r"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_HTML_START = lazy(r"\s*(?:<\?xml\b[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|meta|title)\b", re.I | re.S)
_META = lazy(r"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)[^>]*>", re.IGNORECASE)
_HEAD_END = lazy(r"</head\b|<body\b", re.IGNORECASE)
_HEAD = 8192
"""Code points in which a head ends, at the latest."""


def _not_utf8(document: Document, options: NoOptions) -> Iterable[Finding]:
    """One finding on the first line of a file that is neither UTF-8 nor ASCII."""
    if document.encoding.lower().replace("_", "-") in _UNICODE:
        return
    params = {"encoding": document.encoding}
    evidence = {} if document.confidence is None else {"confidence": document.confidence}
    sure = document.confidence is None or document.confidence >= _SURE
    fixes = () if document.lossy or not sure else (_transcoding(document),)
    variant = "lossy" if document.lossy else ""
    yield Finding(document.line_span(0), params, variant, fixes, evidence=evidence, key="encoding")


def _transcoding(document: Document) -> Fix:
    """The same text in UTF-8; a file that names its encoding must name the new one."""
    edits = tuple(Edit(span, _TARGET.upper()) for span in _declarations(document.text))
    return Fix(edits, Safety.UNSAFE, encoding=_TARGET)


def _declarations(text: str) -> Iterator[Span]:
    """The places where an XML or HTML file names its encoding, in order."""
    declared = _XML.match(text)
    if declared is not None:
        yield Span(*declared.span(1))
    if _HTML_START.match(text, 0, _HEAD) is not None:
        end = _HEAD_END.search(text, 0, _HEAD)
        for tag in _META.finditer(text, 0, _HEAD if end is None else end.start()):
            yield Span(*tag.span(1))


CHECKERS = (Checker("encodings.not-utf8", _not_utf8),)
