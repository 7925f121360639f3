"""Text from articles on a terminal."""

import pytest

from lintcorpus.reporters.terminal import named, paint, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b]0;x\x07", "<U+001B>]0;x<U+0007>"),
        ("a\nb\tc\r", "a<U+000A>b<U+0009>c<U+000D>"),
        ("\x9b2J\x7f", "<U+009B>2J<U+007F>"),
        ("abc\u202egpj.exe", "abc<U+202E>gpj.exe"),
        ("\u2066x\u2069\u200f\u061c", "<U+2066>x<U+2069><U+200F><U+061C>"),
        ("零\u200b宽\ufeff\xad", "零<U+200B>宽<U+FEFF><U+00AD>"),
        ("\u2028\u2029\x85", "<U+2028><U+2029><U+0085>"),
        ("\udc80", "<U+DC80>"),
        ("\U000e0041", "<U+E0041>"),
    ],
)
def test_hidden_characters_become_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    "text", ["正常的文字，“引号”…", "👨\u200d👩\u200d👧 ❤\ufe0f", "e\u0301", "\u3000缩进", "a\\x1b"]
)
def test_other_text_stays(text: str) -> None:
    assert visible(text) == text


def test_named() -> None:
    assert named("e\u0301") == "<U+0065><U+0301>"


def test_paint_only_when_wanted() -> None:
    assert paint("x", "1;31", True) == "\x1b[1;31mx\x1b[0m"
    assert paint("x", "1;31", False) == "x"
    assert paint("", "1;31", True) == ""
