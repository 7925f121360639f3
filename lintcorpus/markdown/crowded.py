"""Spares the parser lines of nothing but marks: it makes an object of each, and no article has so many in a line."""

from collections.abc import Iterator

from lintcorpus.model.lazy import lazy

MOST = 100_000
"""Marks of a line that are read as marks."""
_MARKS = b"[]!*_~`<>&\\|+-"
_AS_LETTERS = bytes.maketrans(_MARKS, b"x" * len(_MARKS))
_MARK = lazy(rb"[\[\]!*_~`<>&\\|+\-]")


def thinned(raw: bytes) -> bytes:
    """A text in UTF-8 of the same length in which the marks of a line beyond a number are letters.

    Args:
        raw: the text; it is given back as it is when no line has so many.
    """
    parts: list[bytes] = []
    done = 0
    for start, end in _long_lines(raw):
        if end - start - len(raw[start:end].translate(None, _MARKS)) > MOST:
            places = _MARK.finditer(raw, start, end)
            last = next(place.end() for number, place in enumerate(places, 1) if number == MOST)
            parts += (raw[done:last], raw[last:end].translate(_AS_LETTERS))
            done = end
    return b"".join((*parts, raw[done:])) if parts else raw


def _long_lines(raw: bytes) -> Iterator[tuple[int, int]]:
    """The lines that are long enough to hold so many; most of the others are not even looked at."""
    start = 0
    while len(raw) - start > MOST:
        last = max(raw.rfind(mark, start, start + MOST) for mark in (b"\n", b"\r"))
        if last < 0:
            ends = (raw.find(mark, start + MOST) for mark in (b"\n", b"\r"))
            last = min((end for end in ends if end >= 0), default=len(raw))
            yield start, last
        start = last + 1
