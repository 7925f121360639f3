"""Notices and credits: what the cards' examples do not show."""

import pytest

from lintcorpus.checkers.boilerplate.notices import NoticeOptions
from tests.support import check, document, plan_for

FILLER = "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来，一块一块晾在岸上。\n\n" * 30


def found(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule))]


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("BLR004", "责编：温不闻"),
        ("BLR006", "版权声明：本文为河边志原创，转载请注明出处。"),
        ("BLR007", "本网站使用 Cookie 来改善您的浏览体验，继续使用即表示同意。"),
    ],
)
def test_they_count_at_the_edges_alone(rule: str, line: str) -> None:
    assert found(f"{FILLER}{line}\n", rule) == [line]
    assert found(f"{FILLER}{line}\n\n{FILLER}", rule) == []


def test_those_that_stand_together_are_one_finding() -> None:
    text = f"{FILLER}作者：温不闻\n\n编辑：老林\n\n摄影：深井\n"
    assert found(text, "BLR004") == ["作者：温不闻\n\n编辑：老林\n\n摄影：深井"]


@pytest.mark.parametrize("line", ["作者：温不闻", "图：深井", "记者：深井"])
def test_a_byline_alone_is_no_credit(line: str) -> None:
    assert found(f"{FILLER}{line}\n", "BLR004") == []


@pytest.mark.parametrize("before", ["![](https://a.example/1.png)", "| 月 | 米 |\n| --- | --- |\n| 三 | 1 |"])
def test_a_source_below_a_picture_or_table_is_a_caption(before: str) -> None:
    assert found(f"{FILLER}{before}\n\n来源：水文站\n", "BLR004") == []
    assert found(f"{FILLER}来源：水文站\n", "BLR004") == ["来源：水文站"]


def test_a_quoted_notice_is_no_notice() -> None:
    assert found(f"{FILLER}他在门上写道：“未经许可不得转载。”\n", "BLR006") == []


def test_each_line_of_a_block_is_told_by_its_own_words() -> None:
    text = f"{FILLER}责编：温不闻  \n桥修好了，路也通了。  \n校对：老林\n"
    assert found(text, "BLR004") == ["责编：温不闻", "校对：老林"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("版权所有", True),
        ("版权所有：河边志", True),
        ("版权所有者是书商", False),
        ("版权所有的权利", False),
        ("版權所有", True),
        ("版權所有人", False),
    ],
)
def test_what_follows_a_notice_tells_whether_it_is_one(line: str, wanted: bool) -> None:
    assert bool(found(f"{FILLER}{line}\n", "BLR006")) is wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("This website uses cookies.", True),
        ("This website uses cookies to ensure that it works.", True),
        ("This website uses cookies and milk.", False),
        ("Müller’s Küche uses cookies to improve your experience.", True),
        ("We use cookies.", True),
        ("We use cookies to thank people.", False),
    ],
)
def test_a_notice_about_cookies_ends_or_goes_on_as_one(line: str, wanted: bool) -> None:
    assert bool(found(f"The weir was built by monks.\n\n{line}\n", "BLR007")) is wanted


@pytest.mark.parametrize("pattern", ["版权(?!者)", r"(版权)\1", "版权{3,1}", "(版权"])
def test_a_pattern_that_cannot_be_linear_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="RE2"):
        NoticeOptions(notices={"版权": pattern})


def test_a_pattern_that_tries_for_ever_elsewhere_ends() -> None:
    assert not NoticeOptions(notices={"a": "(a|a)*b"}).begins("a", "a" * 500)
