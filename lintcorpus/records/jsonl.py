"""Records as lines of JSON: read, and one text put in the place of another with everything around it kept."""

import json
import re
from collections.abc import Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from typing import Any, BinaryIO, NamedTuple

from lintcorpus.records.codec import undecodable
from lintcorpus.records.errors import CannotHoldError
from lintcorpus.records.lines import lines, too_large
from lintcorpus.records.row import Row

_MARK = b"\xef\xbb\xbf"
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()
_TOKEN = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def rows(stream: BinaryIO, codec: str, limit: int) -> Iterator[Row]:
    """The records of a file.

    Args:
        stream: at its beginning.
        codec: of its lines.
        limit: bytes above which a line is not read.
    """
    number = 0
    for line in lines(stream, limit):
        if line.partial:
            yield Row(0, line.number, line.raw)
            continue
        raw = line.raw
        if line.number == 1 and raw.startswith(_MARK):
            yield Row(0, 1, _MARK)
            raw = raw[len(_MARK) :]
        if not line.size and not raw.strip():
            yield Row(0, line.number, raw)
            continue
        number += 1
        if line.size:
            yield Row(number, line.number, raw, problem=too_large(line.size, limit))
        else:
            yield _row(number, line.number, raw, codec)


def _row(number: int, line: int, raw: bytes, codec: str) -> Row:
    try:
        fields = json.loads(raw.decode(codec))
    except UnicodeDecodeError as error:
        return Row(number, line, raw, problem=undecodable(error, codec))
    except json.JSONDecodeError as error:
        problem = f"it is not JSON: {error.msg} at character {error.pos + 1} of the line"
        return Row(number, line, raw, problem=problem)
    except (ValueError, RecursionError) as error:
        return Row(number, line, raw, problem=f"it is not JSON that can be read: {error}")
    if not isinstance(fields, dict):
        return Row(number, line, raw, problem=f"it is {_named(fields)} and no object with fields")
    return Row(number, line, raw, fields)


def replaced(raw: bytes, codec: str, field: str, text: str, escapes: bool) -> bytes:
    """The line with another text in a field; every byte outside of that string stays as it is.

    Inside of it what begins and ends the text alike stays as it is, and the rest is escaped the way
    the old text was.

    Args:
        raw: the line.
        codec: of the line.
        field: whose value is a string.
        text: the new value.
        escapes: whether to escape characters beyond ASCII where the line does not tell.

    Raises:
        CannotHoldError: the encoding has no bytes for the text, or does not give back the line.
    """
    line = raw.decode(codec)
    start, end = _value(line, field)
    if line.encode(codec) != raw:
        raise CannotHoldError(f"its encoding {codec} does not give back its bytes")
    literal = _literal(line[start:end], text, escapes and line.isascii())
    try:
        new = (line[:start] + literal + line[end:]).encode(codec)
    except UnicodeEncodeError as error:
        raise CannotHoldError(f"its encoding {codec} has no character {error.object[error.start]!r}") from error
    if _fields(new.decode(codec)) != {**_fields(line), field: text}:
        raise CannotHoldError("the new text does not read back as it was written")
    return new


def _fields(line: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(line, parse_constant=str)  # NaN is not equal to itself
    return fields


class _Token(NamedTuple):
    """A character of a text and how it is written."""

    char: str
    written: str


def _value(line: str, field: str) -> tuple[int, int]:
    """Where the string of a field stands, with its quotes; of several with one name the last, which is what counts."""
    found = (-1, -1)
    at = _after_space(line, 0) + 1
    while True:
        at = _after_space(line, at)
        if line[at] == "}":
            return found
        key, at = scanstring(line, at + 1, True)
        at = _after_space(line, _after_space(line, at) + 1)
        if line[at] == '"':
            start = at
            _, at = scanstring(line, at + 1, True)
            if key == field:
                found = (start, at)
        else:
            _, at = _DECODER.raw_decode(line, at)
        at = _after_space(line, at)
        if line[at] == ",":
            at += 1


def _after_space(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _literal(old: str, text: str, escapes: bool) -> str:
    """The text as a JSON string, written like the old one.

    Args:
        old: the old string with its quotes.
        text: the new value.
        escapes: whether to escape characters beyond ASCII where the old string does not tell.
    """
    tokens = [_Token(_char(written), written) for written in _TOKEN.findall(old[1:-1])]
    head = 0
    while head < min(len(tokens), len(text)) and tokens[head].char == text[head]:
        head += 1
    tail = 0
    while tail < min(len(tokens), len(text)) - head and tokens[-1 - tail].char == text[-1 - tail]:
        tail += 1
    way = {token.char: token.written for token in reversed(tokens)}
    foreign = [token for token in tokens if not token.char.isascii()]
    if foreign:
        escapes = any(token.written.startswith("\\") for token in foreign)
    capital = any(re.search(r"\\u[0-9a-f]*[A-F]", token.written) for token in tokens)
    middle = text[head : len(text) - tail]
    for char in set(middle) - way.keys():
        way[char] = _written(char, escapes, capital)
    written = "".join(way[char] for char in middle)
    first = "".join(token.written for token in tokens[:head])
    last = "".join(token.written for token in tokens[len(tokens) - tail :])
    return f'"{first}{written}{last}"'


def _char(written: str) -> str:
    return written if not written.startswith("\\") else json.loads(f'"{written}"')


def _written(char: str, escapes: bool, capital: bool) -> str:
    """A character as it stands in a JSON string."""
    if char in _SHORT:
        return _SHORT[char]
    if char < " " or (escapes and not char.isascii()) or "\ud800" <= char <= "\udfff":
        escaped = json.dumps(char)[1:-1]
        return re.sub(r"(?<=\\u)[0-9a-f]{4}", lambda found: found[0].upper(), escaped) if capital else escaped
    return char


def _named(value: Any) -> str:
    names = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "null")
