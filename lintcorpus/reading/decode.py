"""Bytes to text and back.

A strict decode that gives back the exact bytes decides, not a detector's confidence. Where several
codecs pass, or none, the most plausible text is taken; the detector is asked only about alphabets.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.reading.plausible import Script, plausibility, telling


class Decoded(NamedTuple):
    """What the bytes of a file say.

    Attributes:
        text: the text without a BOM; empty when the bytes are no text in any encoding.
        encoding: the Python codec that turns the text back into the bytes.
        bom: whether the bytes began with a byte order mark.
        lossy: whether the text cannot give back the bytes, or is nothing that anybody would write:
            then the true encoding is one that Python lacks, as EUC-TW.
        confidence: how sure a guessed encoding is, 0 to 1; ``None`` when nothing was guessed.
        binary: whether the bytes are no text.
    """

    text: str
    encoding: str
    bom: bool = False
    lossy: bool = False
    confidence: float | None = None
    binary: bool = False


class _Family(NamedTuple):
    """Codecs that read the same bytes nearly alike, the one that people mean first."""

    script: Script
    codecs: tuple[str, ...]


class _Reading(NamedTuple):
    """What speaks for a codec.

    Attributes:
        encoding: the codec.
        score: the plausibility of its text, with what the bytes and the detector say.
        seen: how many characters were judged.
        doubtful: whether so much text is so implausible that the codec cannot be the right one.
    """

    encoding: str
    score: float
    seen: int
    doubtful: bool = False


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_EAST_ASIAN = (
    _Family(Script.CHINESE, ("gb18030",)),
    _Family(Script.CHINESE, ("cp950", "big5hkscs", "big5")),
    _Family(Script.JAPANESE, ("cp932", "shift_jis_2004")),
    _Family(Script.JAPANESE, ("euc_jp", "euc_jis_2004")),
    _Family(Script.KOREAN, ("cp949", "johab")),
)
# The narrower codec is reported where it says the same: what is written back must not hold
# characters that the file's other readers do not know.
_NARROWER = {"gb18030": "gbk", "cp950": "big5", "cp932": "shift_jis", "cp949": "euc_kr"}
_WESTERN = "cp1252"

# Measured on Chinese, Japanese and Korean text and ten alphabets in pieces of 2 to 1,000
# characters: from 24 characters on, the right East Asian codec scores .52 and more in 99 of 100
# pieces, a wrong one (EUC-TW read as GBK) .46 at most.
_SAMPLE = 16 * 1024  # bytes that are judged; the strict decode is of everything
_ENOUGH = 24  # characters
_SURE = 0.55
_DOUBTFUL = 0.45
_PLAUSIBLE = 0.3  # enough where NUL bytes speak for UTF-16 as well
_MARGIN = 0.25  # how much less plausible a codec may be that takes every byte back
_WESTERN_BONUS = 0.025  # detectors cannot tell one accent from another; articles have cp1252's
_BINARY = 0.05  # share of control characters

_HIGH = re.compile(rb"[\x80-\xff]")
_LONE = re.compile(rb"(?<![\x80-\xff])(?<![\x80-\xff].)[\x80-\xff](?!.?[\x80-\xff])", re.DOTALL)
_CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if code not in b"\t\n\v\f\r\b\x1b")


def decode(raw: bytes) -> Decoded:
    """Decode the bytes of a file.

    In this order: byte order mark, UTF-16 and UTF-32 told by their NUL bytes, strict UTF-8, UTF-8
    with damage, what is most plausible of the East Asian codecs and of those that the detector
    proposes. Takes linear time; only a bounded sample is judged.

    Args:
        raw: all bytes.

    Returns:
        The text and how it was found; never raises.
    """
    for encoding, mark in _BOMS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    wide = _wide(raw, _PLAUSIBLE) if b"\0" in raw else None
    if wide is not None:
        return wide
    text = _strict(raw, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", binary=b"\0" in raw and _control_share(raw) > 2 * _BINARY)
    wide = _wide(raw, _SURE) if len(raw) >= 8 else None  # four characters may be chance no more
    if wide is not None:
        return wide
    if _control_share(raw) > _BINARY:
        return Decoded("", "utf-8", lossy=True, binary=True)
    return _damaged_utf8(raw) or _guessed(raw)


def encode(text: str, encoding: str, bom: bool) -> bytes:
    """The bytes of a file that holds this text.

    Args:
        text: the text, without a BOM.
        encoding: as in ``Decoded``.
        bom: whether to begin with the byte order mark of this encoding.

    Raises:
        UnicodeEncodeError: the encoding has no place for a character of the text.
    """
    mark = dict(_BOMS)[encoding] if bom else b""
    return mark + text.encode(encoding)


def _marked(body: bytes, encoding: str) -> Decoded:
    text = _strict(body, encoding)
    if text is not None:
        return Decoded(text, encoding, bom=True)
    if encoding == "utf-32-le":  # or UTF-16 text that begins with a NUL character
        return _marked(b"\0\0" + body, "utf-16-le")
    return Decoded(body.decode(encoding, "replace"), encoding, bom=True, lossy=True)


def _wide(raw: bytes, least: float) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, when its text is at least so plausible."""
    best, encoding = max((plausibility(_read(raw[:_SAMPLE], encoding)), encoding) for encoding in _WIDE)
    if best < least:
        return None
    text = _strict(raw, encoding)
    whole = raw.decode(encoding, "replace") if text is None else text
    return Decoded(whole, encoding, lossy=text is None, confidence=_confidence(best, len(whole)))


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with wrong bytes in it: other encodings hardly form its longer sequences by chance."""
    seen = telling(_read(_sample(raw), "utf-8"))
    wrong = seen.count("\ufffd")
    right = sum(1 if char < "\u0800" else 3 for char in seen if char >= "\x80") - 3 * wrong
    if right < max(4, 3 * wrong):
        return None
    return Decoded(raw.decode("utf-8", "replace"), "utf-8", lossy=True, confidence=_confidence(1.0, right))


def _guessed(raw: bytes) -> Decoded:
    readings = sorted(_readings(raw), key=lambda reading: -reading.score)
    best = readings[0]
    for reading in readings:
        if reading.score < best.score - _MARGIN:
            break
        text = _strict(raw, reading.encoding)
        if text is not None:
            narrower = _NARROWER.get(reading.encoding, reading.encoding)
            encoding = narrower if _strict(raw, narrower) == text else reading.encoding
            confidence = _confidence(reading.score, reading.seen)
            return Decoded(text, encoding, lossy=reading.doubtful, confidence=confidence)
    text = raw.decode(best.encoding, "replace")
    return Decoded(text, best.encoding, lossy=True, confidence=_confidence(best.score, best.seen))


def _readings(raw: bytes) -> Iterator[_Reading]:
    """What each codec would make of the bytes."""
    sample = _sample(raw)
    # In East Asian text high bytes stand together; one by one they are accents between letters.
    lone = len(_LONE.findall(sample)) / max(1, len(_HIGH.findall(sample)))
    east_asian = [_east_asian(sample, name, family.script, lone) for family in _EAST_ASIAN for name in family.codecs]
    best = max(east_asian, key=lambda reading: reading.score)
    if best.score >= _SURE and best.seen >= _ENOUGH:
        yield from east_asian
        return
    proposed = _detected(raw[:_SAMPLE] if _HIGH.search(raw, 0, _SAMPLE) else sample)
    for reading in east_asian:
        family = next(family for family in _EAST_ASIAN if reading.encoding in family.codecs)
        backing = max((confidence for name, confidence in proposed.items() if name in family.codecs), default=0.0)
        yield reading._replace(score=reading.score + backing)
    yield _alphabet(raw, sample, proposed, lone)


def _east_asian(sample: bytes, encoding: str, script: Script, lone: float) -> _Reading:
    text = _read(sample, encoding)
    score = plausibility(text, script)
    seen = len(telling(text))
    return _Reading(encoding, score - lone, seen, doubtful=seen >= _ENOUGH and score < _DOUBTFUL)


def _alphabet(raw: bytes, sample: bytes, proposed: dict[str, float], lone: float) -> _Reading:
    """The best of the detector's codecs for alphabets that gives back the bytes, or cp1252."""
    names = [name for name in {_WESTERN: 0.0} | proposed if not any(name in family.codecs for family in _EAST_ASIAN)]
    names.sort(key=lambda name: -proposed.get(name, 0.0) - _WESTERN_BONUS * (name == _WESTERN))
    fitting = (name for name in names if plausibility(_read(sample, name)) >= 0 and _strict(raw, name) is not None)
    encoding = next(fitting, _WESTERN)
    score = plausibility(_read(sample, encoding)) + proposed.get(encoding, 0.0)
    return _Reading(encoding, score - 0.3 * (1 - lone), len(_HIGH.findall(sample)))


def _detected(sample: bytes) -> dict[str, float]:
    """What the detector proposes, by the names of Python's codecs, with its confidence."""
    import chardet  # takes 80 ms, and most corpora never need it

    # Code pages of DOS, the old Mac and mainframes hold no scraped articles, but fit anything.
    eras = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    found = chardet.detect_all(sample, ignore_threshold=True, encoding_era=eras, compat_names=False)
    return {item["encoding"]: item["confidence"] for item in found if item["encoding"] is not None}


def _strict(raw: bytes, encoding: str) -> str | None:
    """The text, if it gives back the exact bytes."""
    try:
        text = raw.decode(encoding)
        return text if text.encode(encoding) == raw else None
    except UnicodeError:
        return None


def _read(sample: bytes, encoding: str) -> str:
    """The text of a sample that may end within a character."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(sample)


def _sample(raw: bytes) -> bytes:
    """Bytes that begin where a character does: at the first that is not ASCII, in long files."""
    if len(raw) <= _SAMPLE:
        return raw
    first = _HIGH.search(raw)
    start = first.start() if first is not None else 0
    return raw[start : start + _SAMPLE]


def _control_share(raw: bytes) -> float:
    return 1 - len(raw.translate(None, _CONTROLS)) / max(1, len(raw))


def _confidence(score: float, seen: int) -> float:
    """Grows with plausibility and with how much was seen; two characters alone prove little."""
    return round(min(1.0, max(0.0, score / _SURE)) * seen / (seen + 1), 2)
