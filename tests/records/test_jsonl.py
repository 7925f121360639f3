"""Lines of JSON keep every byte but those of the text that changed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.records.errors import CannotHoldError
from lintcorpus.records.jsonl import replaced
from tests.records.files import opened, rewritten

_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_SPACE = st.sampled_from(["", " ", "  ", "\t"])


@st.composite
def _written(draw: Any, char: str) -> str:
    """One of the ways in which JSON can write a character."""
    escape = json.dumps(char)[1:-1]
    if not escape.startswith("\\u"):
        code = "".join(f"\\u{unit:04X}" for unit in _units(char))
        forms = [escape, code, code.lower().replace("\\U", "\\u")] + (["\\/"] if char == "/" else [])
    else:
        forms = [escape, escape.upper().replace("\\U", "\\u")] + ([] if char < " " else [char])
    return str(draw(st.sampled_from(forms)))


def _units(char: str) -> list[int]:
    raw = char.encode("utf-16-be")
    return [raw[at] << 8 | raw[at + 1] for at in range(0, len(raw), 2)]


@st.composite
def _line(draw: Any) -> tuple[str, str, str, str]:
    """A line in three parts, of which the middle is the string of ``text``, and what that string says."""
    text = draw(_TEXT)
    literal = '"' + "".join(draw(_written(char)) for char in text) + '"'

    def members(count: int) -> list[str]:
        return [
            f"{draw(_SPACE)}{json.dumps(key)}{draw(_SPACE)}:{draw(_SPACE)}{json.dumps(value, ensure_ascii=draw(st.booleans()))}"
            for key, value in draw(st.lists(st.tuples(_TEXT.filter(lambda key: key != "text"), _VALUE), max_size=count))
        ]

    before, after = members(3), members(3)
    head = "{" + "".join(member + "," for member in before) + f'{draw(_SPACE)}"text"{draw(_SPACE)}:{draw(_SPACE)}'
    tail = (
        draw(_SPACE)
        + "".join("," + member for member in after)
        + "}"
        + draw(_SPACE)
        + draw(st.sampled_from(["", "\n", "\r\n"]))
    )
    return head, literal, tail, text


@given(_line(), _TEXT, st.booleans())
def test_only_the_bytes_of_the_text_change(line: tuple[str, str, str, str], new: str, escapes: bool) -> None:
    head, literal, tail, _ = line
    raw = f"{head}{literal}{tail}".encode()
    done = replaced(raw, "utf-8", "text", new, escapes)
    assert done.startswith(head.encode())
    assert done.endswith(tail.encode())
    assert json.loads(done)["text"] == new


@given(_line(), st.booleans())
def test_the_same_text_gives_the_same_bytes(line: tuple[str, str, str, str], escapes: bool) -> None:
    head, literal, tail, text = line
    raw = f"{head}{literal}{tail}".encode()
    assert replaced(raw, "utf-8", "text", text, escapes) == raw


@given(_line(), st.integers(0, 30), st.booleans())
def test_what_begins_and_ends_alike_keeps_its_escapes(line: tuple[str, str, str, str], at: int, escapes: bool) -> None:
    head, literal, tail, text = line
    at = min(at, len(text))
    done = replaced(f"{head}{literal}{tail}".encode(), "utf-8", "text", text[:at] + "\u4e00" + text[at:], escapes)
    inner = done.decode()[len(head) + 1 : -len(tail) - 1 if tail else -1]
    extra = len(inner) - (len(literal) - 2)
    # One character was put in; without it, the string is as it was.
    assert any(inner[:cut] + inner[cut + extra :] == literal[1:-1] for cut in range(len(inner) - extra + 1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"caf\\u00e9"', "café 中", '"caf\\u00e9 \\u4e2d"'),
        ('"caf\\u00E9"', "café ä中", '"caf\\u00E9 \\u00E4\\u4E2D"'),
        ('"中文"', "中文é", '"中文é"'),
        ('"a\\/b"', "a/b/c", '"a\\/b\\/c"'),
        ('"a\\u003cb"', "a<b<c", '"a\\u003cb\\u003cc"'),
        ('"😀 \\ud83d\\ude00"', "😀 😀!", '"😀 \\ud83d\\ude00!"'),
        ('"x"', 'x"\\\n\t\x01', '"x\\"\\\\\\n\\t\\u0001"'),
    ],
)
def test_new_characters_are_written_as_the_old_ones_are(old: str, new: str, expected: str) -> None:
    line = f'{{"text": {old}, "other": [1.0e5, "é\\u00e9"]}}\n'
    assert replaced(line.encode(), "utf-8", "text", new, True).decode() == line.replace(old, expected)


def test_of_two_fields_with_one_name_the_last_counts_and_inner_ones_do_not() -> None:
    raw = b'{"text": "one", "meta": {"text": "inner"}, "text": "two", "more": ["text"]}'
    assert replaced(raw, "utf-8", "text", "three", False) == raw.replace(b'"two"', b'"three"')


def test_a_line_in_another_encoding_keeps_it() -> None:
    raw = '{"id": "一", "text": "你好，，世界"}\n'.encode("gb18030")
    assert replaced(raw, "gb18030", "text", "你好，世界", False) == '{"id": "一", "text": "你好，世界"}\n'.encode(
        "gb18030"
    )
    with pytest.raises(CannotHoldError, match="big5 has no character"):
        replaced('{"text": "你好"}'.encode("big5"), "big5", "text", "你好€🙂", False)


@given(
    st.lists(
        st.sampled_from([b"\n", b"  \r\n", b"{", b'{"text": 1}\n', b'{"text": "x"}\r\n', b"\xff\n", b"[]\n"]),
        max_size=8,
    )
)
def test_all_that_is_no_changed_record_is_copied(pieces: list[bytes]) -> None:
    data = b'{"text": "first"}\n' + b"".join(pieces)
    assert rewritten(opened("a.jsonl", data), {}) == data
    assert rewritten(opened("a.jsonl", data), {1: "second"}) == data.replace(b"first", b"second")


def test_pure_ascii_texts_follow_the_file() -> None:
    raw = '{"text": "plain"}\n{"text": "中"}\n'.encode()
    assert rewritten(opened("a.jsonl", raw), {1: "plain é"}) == '{"text": "plain é"}\n{"text": "中"}\n'.encode()
    escaped = b'{"text": "plain"}\n{"text": "\\u4e2d"}\n'
    assert rewritten(opened("a.jsonl", escaped), {1: "plain é"}) == b'{"text": "plain \\u00e9"}\n{"text": "\\u4e2d"}\n'
