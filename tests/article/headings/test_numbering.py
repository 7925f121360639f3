"""Numbers at the head of a heading, and numbers that belong to the words behind them."""

import pytest

from lintcorpus.article.headings.numbering import number_of


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("一、来历", "chinese", 1),
        ("**十二、** 来历", "chinese", 12),
        ("二十. 来历", "chinese", 20),
        ("三", "chinese", 3),
        ("（四）来历", "(chinese)", 4),
        ("(4) Doors", "(digits)", 4),
        ("第三章 门", "第章", 3),
        ("第3部分：门", "第digits部分", 3),
        ("4、 门", "digits", 4),
        ("4.门", "digits", 4),
        ("【4】门", "digits", 4),
        ("04", "bare", 4),
        ("04门", "bare", 4),
        ("4 门", "bare", 4),
        ("④ 门", "circled", 4),
        ("IV. Doors", "roman", 4),
        ("Part IV: Doors", "labelpart", 4),
        ("Step four", "labelstep", 4),
        ("问题4、门", "label问题", 4),
        ("一百零二、门", "chinese", 102),
        ("第一百二十章 门", "第章", 120),
        ("二〇、门", "chinese", 20),
        ("４、门", "digits", 4),
        ("⑷ 门", "(digits)", 4),
        ("⒋门", "digits", 4),
        ("㈣门", "(chinese)", 4),
        ("Ⅳ 门", "roman", 4),
        ("Ⅻ、门", "roman", 12),
        ("XXXIV. Doors", "roman", 34),
        ("(iv) Doors", "(roman)", 4),
    ],
)
def test_number(text: str, style: str, value: int) -> None:
    found = number_of(text)
    assert found is not None
    assert (found.style, found.value) == (style, value)


def test_dotted_number_has_a_prefix() -> None:
    found = number_of("2.3 门")
    assert found is not None
    assert (found.prefix, found.value) == ((2,), 3)


@pytest.mark.parametrize(
    "text",
    [
        "3 ways to hang a door",
        "10个门",
        "10 个门",
        "2024年的门",
        "2024 in doors",
        "05 年",
        "12:30 开门",
        "80/20 法则",
        "24/7",
        "5G 来了",
        "一个门",
        "二维码",
        "百年孤独",
        "百、门",
        "一百个门",
        "VI 时代",
        "第二天",
        "第三方",
        "I am a door",
        "Partial doors",
        "Part time",
        "Step 3/5",
        "3.x 版",
        "",
    ],
)
def test_no_number(text: str) -> None:
    assert number_of(text) is None
