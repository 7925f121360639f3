"""A line of source around a place, cut to the width of a terminal."""

import re
from typing import NamedTuple

from lintcorpus.model.finding import Frame
from lintcorpus.reporters.terminal import named, visible
from lintcorpus.reporters.width import ELLIPSIS, cells, clip_end, clip_start

_URL = re.compile(r"(https?://[\w.:-]+/)([!#-&*-;=?-Z_a-z~]+)", re.ASCII | re.IGNORECASE)
_URL_TAIL = 10
_CONTEXT = 12


class Cut(NamedTuple):
    """A frame as it is to be printed: no tab, nothing invisible, ellipses where text is left out."""

    before: str
    match: str
    after: str

    @property
    def carets(self) -> str:
        """What stands under the line to mark the match; one caret when the match is empty."""
        return " " * cells(self.before) + "^" * max(1, cells(self.match))


def cut(frame: Frame, width: int) -> Cut:
    """Fit a frame into a number of cells around its match.

    Args:
        frame: the line as the engine kept it.
        width: the cells that the line may take.

    Returns:
        Its parts.
    """
    left_out, _, right_out = frame.clipped
    before = ELLIPSIS * left_out + _short_urls(_one_line(frame.before))
    match = matched(frame)
    after = _short_urls(_one_line(frame.after)) + ELLIPSIS * right_out
    if cells(before) + cells(match) + cells(after) <= width:
        return Cut(before, match, after)
    context = min(_CONTEXT, width // 4)
    match = clip_end(match, width - min(cells(before), context) - min(cells(after), context))
    spare = width - cells(match)
    before = clip_start(before, max(spare // 2, spare - cells(after)))
    after = clip_end(after, spare - cells(before))
    return Cut(before, match, after)


def matched(frame: Frame) -> str:
    """The match of a frame in full; characters that would take no cell are shown as ``<U+XXXX>``."""
    text = _one_line(frame.match)
    return (text if cells(text) else named(frame.match)) + ELLIPSIS * frame.clipped[1]


def _one_line(text: str) -> str:
    return visible(text.replace("\t", " "))


def _short_urls(text: str) -> str:
    """The text with the middle of long URLs left out."""
    return _URL.sub(_short_url, text)


def _short_url(match: re.Match[str]) -> str:
    short = f"{match[1]}{ELLIPSIS}{match[2][-_URL_TAIL:]}"
    return short if len(short) < len(match[0]) else match[0]
