"""The header block of an article, read by the layouts that the catalogue describes."""

from lintcorpus.article.header.fields import Found, needed, parted, read_fields
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document, view
from lintcorpus.model.header import Header, HeaderField, HeaderLayout
from lintcorpus.model.lazy import lazy

_ANY_KEY = lazy(r"([A-Za-z_][\w\-]*)(?::(?:\s|\Z)|\s*=\s)")
_PROOF_OF_FRONT_MATTER = 2
_QUOTED = {'"': '"', "'": "'", "(": ")"}


@view
def header(document: Document) -> Header | None:
    """The header block, or ``None`` when no layout of the run fits.

    A layout that the config demands wins where one of its fields is there. Else the layout that
    knows most of the keys wins; at a tie the one that misses fewest of the fields it requires, then
    the one that has most of them, then the first.
    """
    best: tuple[HeaderLayout, Found] | None = None
    best_fit = (False, 0, 0, 0)
    for layout in document.layouts:
        least = needed(layout)
        found = read_fields(document, layout) if least else None
        if found is None or not found.fields:
            continue
        known, missing = found.keys & layout.roles.keys(), layout.required - found.keys
        fit = (layout.demanded, len(known), -len(missing), len(layout.required) - len(missing))
        if len(known) >= least and (best is None or fit > best_fit):
            best, best_fit = (layout, found), fit
    if best is None:
        return None
    layout, found = best
    return Header(layout, found.span, tuple([_with_role(field, layout) for field in parted(document, found, layout)]))


def bare_value(field: HeaderField) -> str:
    """The value without the quotes or brackets that its format puts round it, stripped."""
    value = field.value
    if len(value) >= 2 and _QUOTED.get(value[0]) == value[-1]:
        return value[1:-1].strip()
    return value


def _with_role(field: HeaderField, layout: HeaderLayout) -> HeaderField:
    role = layout.roles.get(field.key.lower(), "")
    return HeaderField(field.key, field.value, field.span, field.value_span, field.mark, role)


@view
def unclosed_front_matter(document: Document) -> bool:
    """Whether the file begins like front matter that a layout knows, and nothing ends it."""
    if not document.text.startswith(("---", "+++")) or front_matter(document).end:
        return False
    known = {spec.key for layout in document.layouts if layout.kind == "front-matter" for spec in layout.fields}
    found = 0
    for index in range(1, len(document.line_starts)):
        match = _ANY_KEY.match(document.slice(document.line_span(index)))
        if match is None:
            break
        found += match[1] in known
    return found >= _PROOF_OF_FRONT_MATTER
