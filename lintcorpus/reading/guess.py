"""The encoding of text that does not tell it.

Where several codecs give back the exact bytes, or none does, the most plausible text is taken; the
detector is asked only about alphabets and about texts too short to judge.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.model.lazy import lazy
from lintcorpus.reading.decoded import Decoded, control_share, strict
from lintcorpus.reading.plausible import Script, judge, telling


class _Family(NamedTuple):
    """Codecs that read the same bytes nearly alike, the one that people mean first.

    Attributes:
        script: what they were made to write.
        codecs: by the names of Python.
        rarity: what is taken from their scores because hardly anybody used them.
    """

    script: Script
    codecs: tuple[str, ...]
    rarity: float = 0.0


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


_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_EAST_ASIAN = (
    _Family(Script.CHINESE, ("gb18030",)),
    _Family(Script.CHINESE, ("cp950", "big5hkscs", "big5")),
    _Family(Script.CHINESE, ("euc_tw",), rarity=0.1),
    _Family(Script.JAPANESE, ("cp932", "shift_jis_2004")),
    _Family(Script.JAPANESE, ("euc_jp", "euc_jis_2004")),
    _Family(Script.KOREAN, ("cp949", "euc_kr")),
    _Family(Script.KOREAN, ("johab",), rarity=0.1),
)
# The narrower codec is reported where it says the same: what is written back must not hold
# characters that the file's other readers do not know.
_NARROWER = {"gb18030": "gbk", "cp950": "big5", "cp932": "shift_jis", "cp949": "euc_kr"}
_WESTERN = "cp1252"

# Measured on Chinese, Japanese and Korean text and ten alphabets in pieces of 2 to 1,000
# characters: from 24 characters on, the right East Asian codec scores .52 and more in 99 of 100
# pieces, a wrong one (EUC-TW read as GBK) .46 at most.
_SAMPLE = 4 * 1024  # bytes that are judged; the strict decode is of everything
_ENOUGH = 24  # characters
_SURE = 0.55
_DOUBTFUL = 0.45
_PLAUSIBLE = 0.35  # enough where NUL bytes speak for UTF-16 as well
_MARGIN = 0.25  # how much less plausible a codec may be that takes every byte back
_WESTERN_BONUS = 0.025  # detectors cannot tell one accent from another; articles have cp1252's
_BINARY = 0.05  # share of control characters

_HIGH = lazy(rb"[\x80-\xff]")
_LONE = lazy(rb"(?<![\x80-\xff])(?<![\x80-\xff].)[\x80-\xff](?!.?[\x80-\xff])", re.DOTALL)

_NO_TEXT = Decoded("", "utf-8", lossy=True, binary=True)


def guess(raw: bytes, utf8: str | None) -> Decoded:
    """Decode bytes that no mark explains.

    Args:
        raw: all bytes.
        utf8: what they are in strict UTF-8, full of control characters; ``None`` when they are not.
    """
    # Without a NUL, fewer than four characters may look like UTF-16 by chance.
    told = b"\0" in raw
    wide = _wide(raw, _PLAUSIBLE if told else _SURE) if told or len(raw) >= 8 else None
    if wide is not None:
        return wide
    if utf8 is not None:
        return Decoded(utf8, "utf-8", binary=True)
    if control_share(raw) > _BINARY:
        return _NO_TEXT
    return _damaged_utf8(raw) or _most_plausible(raw)


def _wide(raw: bytes, least: float) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, when its text is at least so plausible."""
    best, encoding = max((_wide_score(raw[:_SAMPLE], encoding), encoding) for encoding in _WIDE)
    if best < least:
        return None
    text = strict(raw, encoding)
    whole = raw.decode(encoding, "replace") if text is None else text
    return Decoded(whole, encoding, lossy=text is None, confidence=_confidence(best, len(whole)))


def _wide_score(sample: bytes, encoding: str) -> float:
    """The plausibility of a text whose ASCII tells as much as the rest: elsewhere no NUL stands in it."""
    text = _read(sample, encoding)
    score, seen = judge(text)
    return (score * seen + len(text) - seen) / max(1, len(text))


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with wrong bytes in it: other encodings hardly form its longer sequences by chance."""
    sample = _sample(raw)
    seen = telling(sample.decode("utf-8", "replace") if sample is raw else _read(sample, "utf-8"))
    wrong = seen.count("\ufffd")
    right = sum(1 if char < "\u0800" else 3 for char in seen if char >= "\x80") - 3 * wrong
    if right < 4 * max(1, wrong):
        return None
    return Decoded(raw.decode("utf-8", "replace"), "utf-8", lossy=True, confidence=_confidence(1.0, right))


def _most_plausible(raw: bytes) -> Decoded:
    readings = sorted(_readings(raw), key=lambda reading: -reading.score)
    best = readings[0]
    for reading in readings:
        if reading.score < best.score - _MARGIN:
            break
        text = strict(raw, reading.encoding)
        if text is not None:
            narrower = _NARROWER.get(reading.encoding, reading.encoding)
            encoding = narrower if strict(raw, narrower) == text else reading.encoding
            confidence = 0.0 if reading.doubtful else _confidence(reading.score, reading.seen)
            return Decoded(text, encoding, lossy=reading.doubtful, confidence=confidence)
    if b"\0" in raw:
        return _NO_TEXT
    text = raw.decode(best.encoding, "replace")
    return Decoded(text, best.encoding, lossy=True, confidence=_confidence(best.score, best.seen))


def _readings(raw: bytes) -> Iterator[_Reading]:
    """What each codec would make of the bytes."""
    sample = _sample(raw)
    # In East Asian text high bytes stand together; one by one they are accents between letters.
    lone = len(_LONE.findall(sample)) / len(_HIGH.findall(sample))
    east_asian = [_east_asian(sample, name, family, lone) for family in _EAST_ASIAN for name in family.codecs]
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


def _east_asian(sample: bytes, encoding: str, family: _Family, lone: float) -> _Reading:
    score, seen = judge(_read(sample, encoding), family.script)
    return _Reading(encoding, score - lone - family.rarity, seen, doubtful=seen >= _ENOUGH and score < _DOUBTFUL)


def _alphabet(raw: bytes, sample: bytes, proposed: dict[str, float], lone: float) -> _Reading:
    """The best of the detector's codecs for alphabets that gives back the bytes, or cp1252."""
    names = [name for name in {_WESTERN: 0.0} | proposed if not any(name in family.codecs for family in _EAST_ASIAN)]
    names.sort(key=lambda name: -proposed.get(name, 0.0) - _WESTERN_BONUS * (name == _WESTERN))
    fitting = (name for name in names if judge(_read(sample, name)).score >= 0 and strict(raw, name) is not None)
    encoding = next(fitting, _WESTERN)
    score, seen = judge(_read(sample, encoding))
    return _Reading(encoding, score + proposed.get(encoding, 0.0) - 0.3 * (1 - lone), seen)


def _detected(sample: bytes) -> dict[str, float]:
    """What the detector proposes, by the names of Python's codecs, with its confidence."""
    import chardet  # takes 80 ms, and most corpora never need it

    # Code pages of DOS, the old Mac and mainframes hold no scraped articles, but fit anything.
    eras = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    found = chardet.detect_all(sample, ignore_threshold=True, encoding_era=eras, compat_names=False)
    pairs = ((item["encoding"], item["confidence"]) for item in found)
    # What Unicode it is, if any, was decided before.
    return {name: confidence for name, confidence in pairs if name is not None and not name.startswith("utf")}


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


def _confidence(score: float, seen: int) -> float:
    """Grows with plausibility and with how much was seen; two characters alone prove little."""
    return round(min(1.0, max(0.0, score / _SURE)) * seen / (seen + 1), 2)
