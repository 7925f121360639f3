"""The judge tells text that people write from text read with the wrong codec."""

import pytest

from lintcorpus.reading.plausible import Script, judge
from tests.reading.texts import FRENCH, JAPANESE, KOREAN, RUSSIAN, SIMPLIFIED, TRADITIONAL

ALL = [*SIMPLIFIED, *TRADITIONAL, *JAPANESE, *KOREAN, *FRENCH, *RUSSIAN]


def test_ascii_is_plausible_and_tells_nothing() -> None:
    assert judge("# A title\n\n* a list\t\x1b[0m\n") == (1.0, 0)


@pytest.mark.parametrize("text", ALL)
def test_what_people_write_is_plausible(text: str) -> None:
    assert judge(text).score > 0.5


@pytest.mark.parametrize(
    ("sentences", "written", "read", "script"),
    [
        (SIMPLIFIED, "gbk", "cp950", Script.CHINESE),
        (SIMPLIFIED, "gbk", "euc_jp", Script.JAPANESE),
        (SIMPLIFIED, "gbk", "cp949", Script.KOREAN),
        (SIMPLIFIED, "gbk", "cp1252", Script.ANY),
        (SIMPLIFIED, "gbk", "utf-16-le", Script.ANY),
        (SIMPLIFIED, "utf-8", "gb18030", Script.CHINESE),
        (TRADITIONAL, "cp950", "gb18030", Script.CHINESE),
        (TRADITIONAL, "cp950", "cp932", Script.JAPANESE),
        (JAPANESE, "euc_jp", "gb18030", Script.CHINESE),
        (JAPANESE, "cp932", "cp950", Script.CHINESE),
        (KOREAN, "cp949", "gb18030", Script.CHINESE),
        (RUSSIAN, "cp1251", "koi8_r", Script.ANY),
        (RUSSIAN, "koi8_r", "cp1251", Script.ANY),
    ],
)
def test_the_wrong_codec_is_less_plausible_by_far(
    sentences: tuple[str, ...], written: str, read: str, script: Script
) -> None:
    text = "\n".join(sentences)
    assert judge(text).score - judge(text.encode(written).decode(read, "replace"), script).score > 0.3


def test_a_replaced_byte_costs_more_than_it_could_win() -> None:
    text = SIMPLIFIED[0]
    assert judge(text + "\ufffd").score < judge(text).score - 1 / len(text)


@pytest.mark.parametrize("name", ["iPhone", "GitHub", "McDonald's"])
def test_capitals_within_a_name_are_no_fault(name: str) -> None:
    assert judge(f"{name} é").score == judge("é").score
