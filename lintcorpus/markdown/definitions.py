"""Lines that define where reference links lead, or what footnotes say."""

from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_LABEL = lazy(r"(?:[ \t>]|[-+*] |\d{1,9}[.)] )*\[(\^?[^\[\]\r\n]{1,200})\]:")


def defined_label(document: Document, offset: int) -> Span | None:
    """The label that the line around an offset is written to define; the parser may not see it so.

    Args:
        document: any document.
        offset: in code points.

    Returns:
        What stands between the brackets, with the ``^`` of a footnote, or ``None``.
    """
    line = document.line_span(document.line_of(offset))
    found = _LABEL.match(document.text, line.start, line.end)
    return Span(*found.span(1)) if found is not None else None


def is_defined_target(document: Document, offset: int) -> bool:
    """Whether the target of a reference link begins here, as in ``[label]: https://a.example``."""
    label = defined_label(document, offset)
    if label is None or document.text.startswith("^", label.start):
        return False
    return not document.text[label.end + len("]:") : offset].strip(" \t<")
