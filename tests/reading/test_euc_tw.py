"""The codec for EUC-TW agrees with the standard and keeps Python's rules for codecs."""

import codecs

import pytest

from lintcorpus.reading import decoded  # noqa: F401 - importing it makes the codec known
from lintcorpus.reading.euc_tw import decode, encode
from tests.reading.texts import SIMPLIFIED, TRADITIONAL

CHARTS = {
    "　": b"\xa1\xa1",
    "「": b"\xa1\xd6",
    "‖": b"\xa2\xdd",
    "０": b"\xa4\xa1",
    "α": b"\xa5\xaf",
    "ⅰ": b"\xa6\xb5",
    "一": b"\xc4\xa1",
    "中": b"\xc4\xe3",
    "國": b"\xd9\xcf",
    "臺": b"\xea\xd7",
    "彞": b"\xf6\xc1",
    "灣": b"\xfd\xa4",
    "籲": b"\xfd\xcb",
    "乂": b"\x8e\xa2\xa1\xa1",
    "龘": b"\x8e\xa2\xf2\xc4",
    "a": b"a",
}
TEXT = "\n".join(TRADITIONAL)


@pytest.mark.parametrize(("char", "raw"), CHARTS.items())
def test_characters_stand_where_the_charts_have_them(char: str, raw: bytes) -> None:
    assert char.encode("euc_tw") == raw
    assert raw.decode("euc_tw") == char


def test_text_comes_back_exactly() -> None:
    assert TEXT.encode("euc_tw").decode("euc_tw") == TEXT
    assert decode(encode(TEXT)[0]) == (TEXT, len(TEXT.encode("euc_tw")))


def test_bytes_may_come_in_pieces() -> None:
    raw = (TEXT + "龘").encode("euc_tw")
    for size in (1, 2, 3, 7):
        decoder = codecs.getincrementaldecoder("euc_tw")()
        pieces = [decoder.decode(raw[at : at + size]) for at in range(0, len(raw), size)]
        assert "".join(pieces) + decoder.decode(b"", final=True) == TEXT + "龘"


@pytest.mark.parametrize("raw", [b"\xc4", b"\xff\xff", b"\x8e\xa2\xa1", b"\x8e\xa3\xa1\xa1", b"\xc4\x41", b"\xa9\xa1"])
def test_what_is_no_character_is_an_error_or_replaced(raw: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        raw.decode("euc_tw")
    found = (b"\xc4\xe3" + raw + b"\n").decode("euc_tw", "replace")
    assert found.startswith("中\ufffd")
    assert found.endswith("\n")


@pytest.mark.parametrize("text", [SIMPLIFIED[0], "我們😀"])
def test_what_the_standard_lacks_is_not_encoded(text: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        text.encode("euc_tw")
    assert b"?" in text.encode("euc_tw", "replace")
