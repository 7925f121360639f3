"""Takes the name of a site off the title of a page."""

from lintcorpus.model.lazy import lazy

_SITE = lazy(r"\s+[|\-–—·•:»«]+\s+|\s*[|｜_]\s*")


def without_site(text: str) -> str | None:
    """A title without what stands before its first or after its last bar, which may name the site.

    Args:
        text: one line, as ``<title>`` holds it.

    Returns:
        The longest of the parts that bars and dashes make of it; ``None`` where there is only one.
    """
    parts = parts_of(text)
    return max(parts, key=len) if len(parts) > 1 else None


def parts_of(text: str) -> list[str]:
    """What bars and dashes part a title into, in order: the title itself, a column, the name of the site.

    Args:
        text: one line, as ``<title>`` holds it.
    """
    return [part for part in _SITE.split(text) if part.strip()]
