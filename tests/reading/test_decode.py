"""Decoding gives the text that was written, gives back the bytes, or says that it cannot."""

import codecs
import random
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lintcorpus.reading.decode import decode, encode
from lintcorpus.reading.decoded import Decoded
from tests.reading.texts import (
    ENGLISH,
    FRENCH,
    JAPANESE,
    KOREAN,
    POLISH,
    RUSSIAN,
    SIMPLIFIED,
    TRADITIONAL,
)

BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
LEGACY = [
    (SIMPLIFIED, "gbk"),
    (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "gbk"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "cp950"),
    (TRADITIONAL, "euc_tw"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"),
    (KOREAN, "euc_kr"),
    (KOREAN, "cp949"),
    (RUSSIAN, "cp1251"),
    (RUSSIAN, "koi8_r"),
    (FRENCH, "cp1252"),
    (POLISH, "cp1250"),
    (ENGLISH, "cp1252"),
]

FEW = settings(max_examples=15, deadline=None)


def gives_back(found: Decoded, raw: bytes) -> bool:
    return encode(found.text, found.encoding, found.bom) == raw


def articles(sentences: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts of one to twelve of these sentences, with line ends of every kind."""
    lines = st.lists(st.sampled_from(sentences), min_size=1, max_size=12)
    return st.builds(lambda chosen, end: end.join(chosen) + end, lines, st.sampled_from(("\n", "\r\n", "\n\n")))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_given_back_or_called_lossy(raw: bytes) -> None:
    found = decode(raw)
    assert found.lossy or gives_back(found, raw)
    assert found.confidence is None or 0 <= found.confidence <= 1


@settings(deadline=None)
@given(st.text(max_size=200))
def test_utf8_is_never_guessed(text: str) -> None:
    assume("\0" not in text and not text.startswith("\ufeff"))
    raw = text.encode()
    assume(not any(raw.startswith(mark) for mark in BOMS.values()))
    assert decode(raw) == Decoded(text, "utf-8")


@pytest.mark.parametrize("encoding", BOMS)
@FEW
@given(text=st.text(max_size=200))
def test_a_byte_order_mark_decides_and_is_no_text(encoding: str, text: str) -> None:
    assume(not (encoding == "utf-16-le" and text.startswith("\0")))  # that is the mark of UTF-32
    raw = BOMS[encoding] + text.encode(encoding)
    assert decode(raw) == Decoded(text, encoding, bom=True)
    assert encode(text, encoding, bom=True) == raw


@pytest.mark.parametrize("encoding", [name for name in BOMS if name != "utf-8"])
@pytest.mark.parametrize("sentences", [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, FRENCH, RUSSIAN, ENGLISH])
@FEW
@given(data=st.data())
def test_wide_text_needs_no_mark(encoding: str, sentences: tuple[str, ...], data: st.DataObject) -> None:
    text = data.draw(articles(sentences))
    raw = text.encode(encoding)
    found = decode(raw)
    assert (found.text, found.encoding, found.bom, found.lossy) == (text, encoding, False, False)


@pytest.mark.parametrize(("sentences", "encoding"), LEGACY)
@FEW
@given(data=st.data())
def test_legacy_text_is_read_and_given_back(sentences: tuple[str, ...], encoding: str, data: st.DataObject) -> None:
    text = data.draw(articles(sentences))
    raw = text.encode(encoding)
    found = decode(raw)
    assert found.text == text
    assert not found.lossy
    assert not found.bom
    assert gives_back(found, raw)
    assert found.confidence is not None
    assert found.confidence > 0.5


@pytest.mark.parametrize(
    ("sentences", "encoding"),
    [
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "euc_tw"),
        (JAPANESE, "shift_jis"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "utf-16"),
    ],
)
@pytest.mark.parametrize("size", [10, 24, 150, 60_000])
def test_short_and_long_texts_are_read(sentences: tuple[str, ...], encoding: str, size: int) -> None:
    text = ("\n".join(sentences) * (1 + size // 80))[:size]
    raw = text.encode(encoding)
    found = decode(raw)
    assert (found.text, found.lossy, found.bom) == (text, False, encoding == "utf-16")
    assert gives_back(found, raw)


def test_a_page_of_ascii_with_a_few_characters_is_wide_text() -> None:
    text = '<a title="繼續覓食" href="https://example.com/entries/116">More</a>\n' * 20
    found = decode(text.encode("utf-16-le"))
    assert (found.text, found.encoding, found.lossy) == (text, "utf-16-le", False)


@pytest.mark.parametrize("text", ["中間的回歸層：T2", "回答。具", "数据分析与决策"])
def test_a_short_text_in_gbk_is_no_damaged_utf8(text: str) -> None:
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize("size", [6, 10])
def test_titles_are_enough(size: int) -> None:
    titles = [sentence[:size] for sentence in (*SIMPLIFIED, *TRADITIONAL)]
    assert [decode(title.encode("gb18030")).text for title in titles] == titles
    titles = [sentence[:size] for sentence in TRADITIONAL]
    assert [decode(title.encode("cp950")).text for title in titles] == titles


@pytest.mark.parametrize(
    ("text", "written", "named"),
    [
        ("只有常见的字，没有别的。" * 3, "gb18030", "gbk"),
        ("这里有一个表情😀，旧的编码写不出来。" * 3, "gb18030", "gb18030"),
        ("這裡只有常見的字，沒有別的。" * 3, "cp950", "big5"),
        ("這裡有一個～波浪號～，兩種表格不同。" * 3, "cp950", "cp950"),
        ("呢篇文係用廣東話寫嘅，佢哋話冇問題。" * 3, "big5hkscs", "big5hkscs"),
        ("この文は①番目です。とても簡単でした。" * 3, "cp932", "cp932"),
        ("이 글은 아주 쉽습니다. 똠방각하 펲시콜라." * 3, "cp949", "cp949"),
    ],
)
def test_the_narrowest_codec_that_says_the_same_is_named(text: str, written: str, named: str) -> None:
    found = decode(text.encode(written))
    assert (found.text, found.encoding, found.lossy) == (text, named, False)


def test_a_declared_code_page_helps_the_detector() -> None:
    text = f'<?xml version="1.0" encoding="iso-8859-2"?>\n<p>{POLISH[0]}</p>\n'
    assert decode(text.encode("iso8859-2")).text == text


@pytest.mark.parametrize("raw", [b"", b"a", b"\n", b"plain ASCII\r\n", "é".encode(), b"\x1b[1mbold\x1b[0m"])
def test_little_text(raw: bytes) -> None:
    assert decode(raw) == Decoded(raw.decode(), "utf-8")


@pytest.mark.parametrize("byte", range(0x80, 0x100))
def test_one_strange_byte(byte: int) -> None:
    found = decode(bytes([byte]))
    assert found.lossy or gives_back(found, bytes([byte]))


@pytest.mark.parametrize("encoding", BOMS)
def test_a_mark_alone_is_an_empty_text(encoding: str) -> None:
    assert decode(BOMS[encoding]) == Decoded("", encoding, bom=True)


@pytest.mark.parametrize("sentences", [SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN, FRENCH, RUSSIAN, ENGLISH])
def test_a_stray_nul_leaves_utf8_alone(sentences: tuple[str, ...]) -> None:
    """Letters in pairs look like Han in UTF-16; one NUL must not make them so."""
    for text in (sentences[0], "\n".join(sentences)):
        for at in range(0, len(text), 7):
            broken = text[:at] + "\0" + text[at:]
            assert decode(broken.encode()) == Decoded(broken, "utf-8")


def test_a_stray_nul_leaves_gbk_alone() -> None:
    text = "\n".join(SIMPLIFIED) + "\0\n"
    found = decode(text.encode("gbk"))
    assert (found.text, found.encoding, found.binary) == (text, "gbk", False)


@pytest.mark.parametrize("encoding", BOMS)
@pytest.mark.parametrize("marked", [True, False])
def test_a_cut_character_makes_unicode_lossy_not_another_encoding(encoding: str, marked: bool) -> None:
    text = "\n".join(SIMPLIFIED)
    raw = (BOMS[encoding] if marked else b"") + text.encode(encoding)[:-1]
    found = decode(raw)
    assert (found.encoding, found.lossy, found.bom, found.binary) == (encoding, True, marked, False)
    assert found.text.startswith(text[:-1])


@pytest.mark.parametrize(
    ("sentences", "encoding"),
    [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "cp950"), (JAPANESE, "euc_jp"), (JAPANESE, "cp932"), (KOREAN, "cp949")],
)
def test_half_a_character_does_not_make_mojibake(sentences: tuple[str, ...], encoding: str) -> None:
    """Windows-1252 would take nearly any bytes back, exactly and senselessly."""
    before, after = sentences[0] + "\n", "\n" + sentences[1]
    half = sentences[2][3:4].encode(encoding)[:1]
    found = decode(before.encode(encoding) + half + after.encode(encoding))
    assert found.text == before + "\ufffd" + after
    assert found.encoding == encoding
    assert found.lossy


@pytest.mark.parametrize("damage", [b"\x92", b"\xff", "中".encode()[:2], "中".encode("gbk")])
@pytest.mark.parametrize("sentences", [SIMPLIFIED, KOREAN, RUSSIAN, FRENCH, ENGLISH])
def test_damaged_utf8_stays_utf8(sentences: tuple[str, ...], damage: bytes) -> None:
    before, after = "\n".join(sentences), "\n".join(sentences)
    found = decode(before.encode() + b" " + damage + b" " + after.encode())
    assert (found.encoding, found.lossy) == ("utf-8", True)
    assert found.text.startswith(before + " \ufffd")
    assert found.text.endswith(" " + after)


def test_characters_that_no_codec_has_make_it_lossy() -> None:
    """EUC-TW has planes beyond the two that are known here."""
    before, after = "\n".join(TRADITIONAL), "\n後面還有文字。\n"
    found = decode(before.encode("euc_tw") + b"\x8e\xa3\xa1\xa1" + after.encode("euc_tw"))
    assert (found.encoding, found.lossy, found.binary) == ("euc_tw", True, False)
    assert found.text.startswith(before + "\ufffd")
    assert found.text.endswith(after)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(2000),
        b"PK\x03\x04\x14\0\0\0\x08\0" + random.Random(2).randbytes(2000),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + random.Random(3).randbytes(5000),
        b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(4).randbytes(500) + bytes(400),
        bytes(1000),
        b"name\0" + bytes(300) + b"0000644\0" + b"text of a member\n" * 8 + bytes(200),
        random.Random(5).randbytes(100_000),
    ],
    ids=["png", "zip", "pdf", "elf", "zeros", "tar", "noise"],
)
def test_what_is_no_text_is_called_binary(raw: bytes) -> None:
    assert decode(raw).binary


def test_the_first_strange_byte_may_come_late() -> None:
    text = "plain words\n" * 20_000 + "\n".join(SIMPLIFIED)
    found = decode(text.encode("gbk"))
    assert (found.text, found.encoding, found.lossy) == (text, "gbk", False)


def test_the_strict_decode_is_of_everything() -> None:
    text = "\n".join(SIMPLIFIED) * 300
    found = decode(text.encode("gbk") + b"\n\xff\n")
    assert (found.text, found.encoding, found.lossy) == (text + "\n\ufffd\n", "gb18030", True)


def test_the_strict_decode_finds_a_character_of_the_wider_codec_late() -> None:
    text = "\n".join(TRADITIONAL) * 100 + "\n佢哋話冇問題嘅"
    found = decode(text.encode("big5hkscs"))
    assert (found.text, found.encoding, found.lossy) == (text, "big5hkscs", False)


def test_encoding_refuses_what_the_codec_does_not_have() -> None:
    with pytest.raises(UnicodeEncodeError):
        encode("旧编码里没有😀", "gbk", bom=False)


@pytest.mark.parametrize(
    ("module", "encodings"),
    [
        ("lintcorpus.reading.guess", ["utf-8", "utf-8-sig", "utf-16"]),
        ("chardet", ["utf-8", "utf-16-le", "utf-32-be", "gbk", "gb18030"]),
    ],
)
def test_what_costs_time_is_imported_only_when_needed(module: str, encodings: list[str]) -> None:
    raws = ["\n".join(SIMPLIFIED).encode(encoding) for encoding in encodings]
    program = (
        "import sys; from lintcorpus.reading.decode import decode\n"
        f"for raw in {raws!r}: assert not decode(raw).lossy\n"
        f"sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
