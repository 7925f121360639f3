"""The codec for EUC-TW, which Python lacks: planes 1 and 2 of CNS 11643 in the order of Big5."""

import codecs
from collections.abc import Callable
from functools import cache
from itertools import product

from lintcorpus.model.lazy import lazy

NAME = "euc_tw"

# Big5 was made into planes 1 and 2 of the national standard, which moved a few hundred characters
# into their right place: number in the plane (row and column, each of 94), number in Big5 (each
# lead byte from A1 has 157 trail bytes, assigned or not), how many follow in the same order.
_PLANE_1 = (
    "0:0:5 6:6:8 15:15:6 21:23:2 24:22:1 29:29:44 73:74:1 74:73:1 75:75:22 98:98:1 100:100:27 127:128:1 128:127:1 "
    "129:129:19 148:149:1 149:148:1 150:150:4 155:21:1 156:156:2 160:160:1 162:162:1 165:165:69 282:234:29 "
    "312:264:1 314:266:142 470:6101:20 3290:471:17 3307:263:1 3308:489:86 3394:265:1 3395:576:1307 4702:1884:424 "
    "5126:1883:1 5127:2308:1876 7003:4571:1 7004:4184:387 7391:4572:525 7916:5286:1 7917:5097:105 8023:5203:83 "
    "8106:5287:84 8190:5517:1 8191:5371:54 8245:5426:1 8246:5425:1 8247:5427:90 8337:5518:354 "
)
_PLANE_2 = (
    "0:6280:10 10:6291:33 43:6372:1 44:6324:48 92:6373:46 138:6586:1 139:6419:167 306:6587:1840 2146:9074:1 "
    "2147:8428:108 2255:8537:537 2792:8427:1 2793:9075:100 2893:8536:1 2894:9175:399 3293:9575:1637 4930:11761:1 "
    "4931:11212:146 5077:11899:1 5078:11358:287 5365:12508:1 5366:11645:116 5482:11762:137 5619:11900:104 "
    "5723:12425:1 5724:12004:222 5946:12227:198 6144:12426:82 6226:12509:86 6312:12226:1 6313:12595:8 "
    "6321:12604:153 6474:12758:56 6530:13114:1 6531:12814:113 6644:12603:1 6645:12927:142 6787:12757:1 "
    "6788:13069:45 6833:13115:71 6904:13380:1 6905:13186:194 7099:13381:490 7589:13914:1 7590:13871:43 "
    "7633:13915:1 7634:13917:11 7645:13916:1 7646:13928:4 "
)
# What Python's Big5 lacks, or writes with another character.
_BEYOND_BIG5 = {
    5: "・", 14: "﹑", 23: "︲", 154: "‖", 158: "∕﹨", 161: "￥", 163: "￠￡", 490: "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ", 571: "亠", 578: "冫",
    583: "勹", 3102: "".join(map(chr, (*range(0x2400, 0x2420), 0x2421))), 8022: "彞",
}  # fmt: skip
_PLANE_2_LEAD = b"\x8e\xa2"
_UNIT = lazy(rb"[\x00-\x7f]+|\x8e\xa2[\xa1-\xfe]{2}|[\xa1-\xfe]{2}")
_BEGUN = lazy(rb"\x8e(?:\xa2[\xa1-\xfe]?)?|[\xa1-\xfe]")


def codec() -> codecs.CodecInfo:
    """The codec, for Python's registry."""
    return codecs.CodecInfo(encode, decode, incrementaldecoder=_IncrementalDecoder, name=NAME)  # type: ignore[arg-type]


def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
    """The bytes of a text, and how many characters they stand for.

    Raises:
        UnicodeEncodeError: a character has no place in planes 1 and 2.
    """
    table = _tables()[1]
    parts: list[bytes] = []
    at = 0
    while at < len(text):
        char = text[at]
        found = char.encode() if char < "\x80" else table.get(char)
        if found is not None:
            parts.append(found)
            at += 1
            continue
        handled, at = _handled(errors, UnicodeEncodeError(NAME, text, at, at + 1, "not in CNS 11643 planes 1 and 2"))
        parts.append(handled if isinstance(handled, bytes) else encode(handled)[0])
    return b"".join(parts), len(text)


def decode(raw: bytes, errors: str = "strict") -> tuple[str, int]:
    """The text of some bytes, and how many bytes it stands for.

    Raises:
        UnicodeDecodeError: a byte begins no character of planes 1 and 2.
    """
    text, _ = _decoded(bytes(raw), errors, final=True)
    return text, len(raw)


class _IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    """Keeps a character that has only begun until its rest comes."""

    def _buffer_decode(self, raw: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        return _decoded(raw, errors, final)


def _decoded(raw: bytes, errors: str, final: bool) -> tuple[str, int]:
    table = _tables()[0]
    parts: list[str] = []
    at = 0
    while at < len(raw):
        unit = _UNIT.match(raw, at)
        end = at + 1 if unit is None else unit.end()
        if unit is not None:
            found = unit[0].decode() if raw[at] < 0x80 else table.get(unit[0])
            if found is not None:
                parts.append(found)
                at = end
                continue
        elif not final and (begun := _BEGUN.match(raw, at)) is not None and begun.end() == len(raw):
            break
        handled, at = _handled(errors, UnicodeDecodeError(NAME, raw, at, end, "not in CNS 11643 planes 1 and 2"))
        parts.append(str(handled))
    return "".join(parts), at


def _handled(errors: str, error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for something that has no equivalent, and where to go on."""
    handler: Callable[[UnicodeError], tuple[str | bytes, int]] = codecs.lookup_error(errors)
    return handler(error)


@cache
def _tables() -> tuple[dict[bytes, str], dict[str, bytes]]:
    """Bytes to character and back."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = [bytes(pair).decode("big5", "replace") for pair in product(range(0xA1, 0xFA), trails)]
    chars: dict[bytes, str] = {}
    for lead, plane in ((b"", _PLANE_1), (_PLANE_2_LEAD, _PLANE_2)):
        for run in plane.split():
            start, source, count = map(int, run.split(":"))
            chars |= {lead + _place(start + step): big5[source + step] for step in range(count)}
    for start, text in _BEYOND_BIG5.items():
        chars |= {_place(start + step): char for step, char in enumerate(text)}
    return chars, {char: place for place, char in chars.items()}


def _place(number: int) -> bytes:
    return bytes((0xA1 + number // 94, 0xA1 + number % 94))
