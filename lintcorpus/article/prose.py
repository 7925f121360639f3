"""The Chinese lines of an article as a reader sees them, for models of the language."""

from lintcorpus.article.page.units import Plain, plain, units_of
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document, view
from lintcorpus.model.lazy import lazy

_IDEOGRAPH = lazy("[\u4e00-\u9fff]")


@view
def chinese_lines(document: Document) -> tuple[Plain, ...]:
    """The lines of paragraphs, headings and tables that hold an ideograph, with the way back to the source."""
    found = (
        plain(document, unit)
        for index, block in enumerate(parsed(document).blocks)
        if block.kind not in ("code", "html", "rule")
        for unit in units_of(document, index)
    )
    return tuple(line for line in found if _IDEOGRAPH.search(line.text))
