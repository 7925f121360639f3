"""Lists of other articles: where they begin, what belongs to them, and what only looks like one."""

import pytest

from lintcorpus.article.page.units import units_of
from lintcorpus.article.publisher.related_lists import is_pictured, words_of
from tests.support import check, document, plan_for

_STORY = (
    "雨停的时候，记录员合上了本子。他在最后一栏写下九十一毫米，又在旁边画了一个小小的太阳。"
    "院子里的量筒要等到明天早上八点再看一次，如果夜里还下，就得另起一行。\n\n"
)
_FIRST, _SECOND = "[一座雨量站的九十年](https://example.com/1)", "[河水漫过来的那个晚上](https://example.com/2)"


def _lists(text: str) -> list[str]:
    """The texts of the lists in an article."""
    source = document(text)
    return [source.slice(item.span) for item in check([source], plan_for("PRO004")) if item.rule == "PRO004"]


def _below(text: str) -> list[str]:
    return _lists(_STORY + text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"## 往期回顾\n\n{_FIRST}\n\n{_SECOND}", id="titles"),
        pytest.param(f"往期回顾\n\n* {_FIRST}\n* {_SECOND}", id="items"),
        pytest.param(f"【往期回顾】\n\n---\n\n{_FIRST}", id="a rule below the heading"),
        pytest.param(f"往期回顾\n\n{_FIRST}\n\n记录员\n\n2021-03-04\n\n{_SECOND}", id="authors and dates"),
        pytest.param(f"往期回顾\n\n* {_FIRST}\n\n  记录员的第一本书\n\n* {_SECOND}", id="the rest of an item"),
        pytest.param("往期回顾\n\n[![](https://example.com/1.png)](https://example.com/1)", id="a picture"),
        pytest.param("往期回顾\n\n一座雨量站的九十年\n\n河水漫过来的那个晚上", id="titles that lost their links"),
        pytest.param("往期回顾", id="a heading that lost its list"),
        pytest.param(f"More from the rain gauge\n\n{_FIRST}\n\n{_SECOND}", id="a heading with a name"),
        pytest.param(
            "往期回顾\n\n* 一座雨量站的九十年](https://example.com/1\n* 河水漫过来的晚上", id="remains of links"
        ),
    ],
)
def test_a_list_reaches_to_its_last_entry(text: str) -> None:
    assert _below(text + "\n") == [text]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[往期回顾\n\n", id="half of a link"),
        pytest.param(f"More from the rain gauge\n\n{_FIRST}\n\n", id="a heading with a name and one entry"),
        pytest.param("参考文献\n\n" + _FIRST + "\n\n", id="references"),
        pytest.param(f"{_FIRST}\n\n{_SECOND}\n\n", id="links to anywhere"),
    ],
)
def test_what_only_looks_like_a_list_is_left_alone(text: str) -> None:
    assert _below(text) == []


def test_prose_ends_a_list() -> None:
    text = f"往期回顾\n\n{_FIRST}"
    assert _below(f"{text}\n\n```\n{_SECOND}\n```\n") == [text]
    assert _below(f"{text}\n\n{_STORY.strip() * 2}\n\n{_SECOND}\n") == [text]
    assert _below(f"{text}\n\n甲\n\n乙\n\n丙\n\n丁\n\n{_SECOND}\n") == [text]
    assert _below(f"{text}\n\n## 后来\n\n{_SECOND}\n") == [text]


def test_titles_without_links_are_a_list_only_up_to_the_end() -> None:
    heading = "往期回顾"
    assert _below(f"{heading}\n\n一座雨量站的九十年\n\n河水漫过来的那个晚上。\n") == [heading]
    assert _below(f"{heading}\n\n一座雨量站的九十年\n\n```\n河水漫过来的那个晚上\n```\n") == [heading]
    assert _below(f"{heading}\n\n一座雨量站的九十年\n") == [heading]


def test_a_list_has_at_most_24_entries() -> None:
    entries = [f"[第 {number} 座雨量站的九十年](https://example.com/{number})" for number in range(30)]
    (found,) = _below("往期回顾\n\n" + "\n\n".join(entries) + "\n")
    assert found.count("](") == 24


def test_links_within_the_page_are_no_entries() -> None:
    for mark in ("* ", ""):
        text = f"相关内容\n\n{mark}[一座雨量站的九十年](#one)\n\n{mark}[河水漫过来的那个晚上](#two)\n\n"
        assert _lists(text + _STORY * 4) == []


_OWN = [
    f"[{title}](https://mp.weixin.qq.com/s?__biz=AAAA&mid={at})" for at, title in enumerate(("雨量站", "河水", "水磨"))
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("\n\n".join(_OWN), ["\n\n".join(_OWN)], id="three"),
        pytest.param(_OWN[0], [], id="one"),
        pytest.param(f"{_OWN[0]}\n\n{_STORY}{_OWN[1]}", [], id="prose between them"),
        pytest.param("参考资料：\n\n" + "\n\n".join(_OWN), [], id="sources"),
        pytest.param("参考资料：  \n" + "  \n".join(_OWN), [], id="sources in one paragraph"),
        pytest.param("参考资料：\n\n" + "\n\n".join(_OWN[:2] * 9), [], id="many sources"),
        pytest.param(
            "图片来源：水文站\n\n" + "---\n\n" * 3 + "\n\n".join(_OWN), ["\n\n".join(_OWN)], id="a credit far above"
        ),
    ],
)
def test_links_to_the_publishers_own_host_need_no_heading(text: str, found: list[str]) -> None:
    assert _below(text + "\n") == found


def test_the_words_of_a_line_go_from_letter_to_letter() -> None:
    assert [words_of(text) for text in ("往期回顾", "【往期回顾】", "▼ read next!", "——", "")] == [
        "往期回顾",
        "往期回顾",
        "read next",
        "",
        "",
    ]


def test_only_a_picture_inside_of_a_link_makes_a_link() -> None:
    picture = "![](https://example.com/1.png)"
    for text, pictured in (
        (f"[{picture}](https://example.com/)", True),
        (f"{_FIRST} {picture}", False),
        (picture, False),
    ):
        (unit,) = units_of(document(text), 0)
        assert is_pictured(unit) is pictured
