"""What a text was before a program read its bytes in the wrong encoding."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

# How the bytes 80 to BF look in Windows-1252, and in Latin-1 where that has none.
_TAIL = "[\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘-‚“-„†‡•…‰‹›€™]"
_LATIN = lazy(f"(?:[\xc2-\xdf]{_TAIL}|[\xe0-\xef]{_TAIL}{{2}}|[\xf0-\xf4]{_TAIL}{{3}})+")
# Marks that also follow accented letters in ordinary text: «RENÉ», "été…", "CAFÉ™".
_ORDINARY = frozenset("«»“”‘’„‚–—…‹›\xa0")
_BRANDS = frozenset("™®©")
_WESTERN = ("sloppy-windows-1252", "latin-1")

# Letters, marks and pictures of living languages; a wrong guess gives others.
_WRITTEN = lazy(
    "[\xa0-\u024f\u0370-\u045f\u05d0-\u05ea\u060c-\u064a\u0e01-\u0e5b\u1e00-\u1eff\u2000-\u2bff\u3000-\u9fff"
    "\uac00-\ud7a3\ufe0f\ufeff-\uffee\U0001f000-\U0001faff]+"
)

_PAIRS = {"gb18030": "[\xa1-\xf7][\xa1-\xfe]", "cp950": "[\xa1-\xf9][@-~\xa1-\xfe]"}
_HAN_RUN = lazy("[\x80-\uffff]+(?:[ -~]{1,3}[\x80-\uffff]+)*")
_LOST = lazy("(?:锟斤拷|锟斤(?=\\W|\\Z))+")

# The commonest characters of simplified and traditional Chinese: a tenth of all that is written
# consists of the first four.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日"
    "這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實，。、；：？！“”（）《》"
)


class Misread(NamedTuple):
    """A run of text that was read in the wrong encoding.

    Attributes:
        span: the run.
        meant: what was written there; ``None`` where that is lost.
        strong: whether it is garbled without a doubt, or only where others are.
    """

    span: Span
    meant: str | None
    strong: bool = True


def latin_for_utf8(text: str, start: int, end: int) -> Iterator[Misread]:
    """Runs of accented letters and marks that are the bytes of UTF-8, read as Windows-1252 or Latin-1."""
    import ftfy.bad_codecs  # noqa: F401 - it makes the sloppy codec known

    for run in _LATIN.finditer(text, start, end):
        meant = _decoded(run[0])
        if meant is not None and _WRITTEN.fullmatch(meant):
            yield Misread(Span(*run.span()), meant.replace("\ufeff", ""), _is_strong(run[0]))


def latin_for_chinese(text: str) -> list[Misread]:
    """Runs of accented letters that are the bytes of GBK or Big5, read as Latin-1; empty when they are not."""
    for encoding, pair in _PAIRS.items():
        long = _paired(text, f"(?:{pair}){{3,}}", encoding)
        if _is_chinese("".join(item.meant or "" for item in long), least=6):
            # Where there is so much of it, single characters are garbled as well.
            return _paired(text, f"(?:{pair})+", encoding)
    return []


def _paired(text: str, pairs: str, encoding: str) -> list[Misread]:
    runs = ((run, _read(run[0].encode("latin-1"), encoding)) for run in re.finditer(pairs, text))
    return [Misread(Span(*run.span()), meant) for run, meant in runs if meant is not None]


def gbk_for_utf8(text: str) -> list[Misread]:
    """Runs of rare Han that are the bytes of UTF-8, read as GBK; among them those that lost bytes on their way."""
    runs = [(Span(*run.span()), _from_gbk(run[0])) for run in _HAN_RUN.finditer(text)]
    whole = "".join(meant for _, meant in runs if _is_chinese(meant, least=4))
    if not whole:
        return []
    return [
        Misread(span, None if "\ufffd" in meant else meant)
        for span, meant in runs
        if 4 * meant.count("\ufffd") < len(meant) and _is_chinese(meant, least=1)
    ]


def _from_gbk(run: str) -> str:
    """What the bytes of a run are in UTF-8, with replacement characters where they are nothing."""
    found = run.encode("gb18030", "replace").decode("utf-8", "replace")
    if "\ufffd" in found and "€" in run:
        # Windows shows the byte 80, which begins no pair, as the euro sign; so does a real pair.
        raw = b"\x80".join(part.encode("gb18030", "replace") for part in run.split("€"))
        other = raw.decode("utf-8", "replace")
        if _read(other.encode("gb2312", "ignore"), "gb2312") == other:
            return other
    return found


def lost(text: str) -> Iterator[Misread]:
    """Runs that were replacement characters before their bytes were read as GBK."""
    for run in _LOST.finditer(text):
        yield Misread(Span(*run.span()), None)


def _decoded(run: str) -> str | None:
    """What a run of UTF-8 meant, however often it was misread on its way."""
    meant = None
    while (further := _decoded_once(run)) is not None:
        meant = run = further
    return meant


def _decoded_once(run: str) -> str | None:
    if not _LATIN.fullmatch(run):
        return None
    for encoding in _WESTERN:
        try:
            return _read(run.encode(encoding), "utf-8")
        except UnicodeEncodeError:
            continue
    return None


def _read(raw: bytes, encoding: str) -> str | None:
    """The text of some bytes, if it gives them back."""
    try:
        text = raw.decode(encoding)
        return text if text.encode(encoding) == raw else None
    except UnicodeError:
        return None


def _is_strong(run: str) -> bool:
    if len(run) <= 2:
        return (run[0] in "\xc2\xc3" and run[1] not in _ORDINARY) or run == "\xc2\xa0"
    return not _ORDINARY.union(_BRANDS).issuperset(run[1:])


def _is_chinese(text: str, least: int) -> bool:
    """Whether a text has so many characters beyond ASCII and a third of them are the commonest."""
    seen = [char for char in text if char >= "\x80"]
    return len(seen) >= least and 3 * sum(char in _COMMON for char in seen) >= len(seen)
