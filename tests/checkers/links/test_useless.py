"""Rules about links where the examples of the cards do not reach."""

import pytest

from lintcorpus.article.wraps import wrapping
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

ALL = ("LNK001", "LNK002", "LNK003", "LNK004", "LNK005", "LNK006", "LNK007", "MRK005")

WRAPPED = """\
The harbour office keeps a list of every boat that left the bay since the war
and the people who look after it know most of the families by name. They say
that the oldest entries were copied from church books by a teacher whose name
was Anna Holm. Most of the boats are gone and one of them is a restaurant now.
"""


def found(text: str, *rules: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(*rules))


def safeties(text: str, rule: str) -> list[Safety | None]:
    return [item.fix.safety if item.fix else None for item in found(text, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "[1、[船名录](https://example.com/a)\n",
        "[（2）[船名录](https://example.com/a)\n",
        "[③ [船名录](https://example.com/a)\n",
        "[第4期：[船名录](https://example.com/a)\n",
        "[NO.5 [船名录](https://example.com/a)\n",
        "[[船名录](https://example.com/a) 的来历\n",
        "[6\\. [The list of boats](https://example.com/a)\n",
    ],
)
def test_bracket_round_a_list_number_is_removed(text: str) -> None:
    assert fixed(document(text), plan_for("LNK001"), Safety.SAFE) == text[1:]


def test_number_that_would_become_a_list_is_not_safe() -> None:
    text = "[6. [The list of boats](https://example.com/a)\n"
    assert safeties(text, "LNK001") == [Safety.SHOW]
    assert safeties("[6. [The list of boats]](https://example.com/a)\n", "LNK001") == [Safety.SHOW]
    assert safeties("看 " + text, "LNK001") == [Safety.SAFE]


@pytest.mark.parametrize(
    "text",
    [
        "【[船名录](https://example.com/a)]\n",
        "(0, [船名录](https://example.com/a)]\n",
        "[编者说：[船名录](https://example.com/a)\n",
        "[船名录](https://example.com/a_(1950)_b)\n",
        '[船名录](https://example.com/a "题目 (一) [二]")\n',
        "    [船名录](https://example.com/a b)\n",
        "<div>[船名录](https://example.com/a b)</div>\n",
        "&#91;船名录](说明)\n",
        "arr[0](1) 与 [a-z](/*.txt)\n",
        "[a]",
        "]",
        "[",
    ],
)
def test_brackets_that_are_text_stay(text: str) -> None:
    assert found(text, "LNK001") == []


def test_only_the_removal_of_a_bracket_is_applied() -> None:
    torn = "[![](https://example.com/boat.jpg)\n\n三十年的船名录](https://example.com/names)\n"
    assert safeties(torn, "LNK001") == [Safety.SHOW]
    assert safeties("[船名录](https://example.com/a b.pdf)\n", "LNK001") == [Safety.SHOW]
    assert safeties("[船名录](https://example.com/na...\n", "LNK001") == [None]
    assert safeties("[船名录]](https://example.com/a)\n", "LNK001") == [Safety.SHOW]
    assert fixed(document(torn), plan_for("LNK001")) == torn


def test_a_torn_link_is_one_finding_with_its_own_message() -> None:
    items = "".join(f"* [![]()\n\n  第{n}条船](https://example.com/{n})\n" for n in range(3))
    assert [item.variant for item in found(items, "LNK001")] == ["torn"] * 3


def test_brackets_far_apart_are_no_pair() -> None:
    far = "[ 起\n\n" + "一段。\n\n" * 12 + "止](https://example.com/a)\n"
    assert [item.variant for item in found(far, "LNK001")] == ["unopened"]


def test_wrapped_link_needs_a_wrapped_file() -> None:
    link = "\n[三十年的船名录：与 Anna\nHolm的学生谈旧渔港](https://example.com/harbour/names?article=2247495116&index=1&chapter=3)\n"
    assert found(link, "LNK002") == []
    assert found("\u3000\n" + link, "LNK002") == []
    assert safeties(WRAPPED + link, "LNK002") == [Safety.SAFE]
    assert safeties((WRAPPED + link).replace("\n", "\r\n"), "LNK002") == [Safety.SAFE]


@pytest.mark.parametrize("joint", ["旧渔港 Anna{}Holm", "{}旧渔港", "旧渔港{}"])
def test_wrapped_link_with_a_picture_is_joined(joint: str) -> None:
    link = f"\n[![](https://example.com/harbour/assets/names/of/all/boats.png){joint}](https://example.com/list?article=2247495116&index=1&chapter=3&more=4)\n"
    text = WRAPPED + link.format("\n")
    assert safeties(text, "LNK002") == [Safety.SAFE]
    assert fixed(document(text), plan_for("LNK002"), Safety.SAFE) == WRAPPED + link.format(" ")


def test_join_after_a_hyphen_is_unsafe() -> None:
    link = "\n[三十年的船名录：旧渔港的well-\nknown木船](https://example.com/harbour/names?article=2247495116&index=1&chapter=3)\n"
    assert safeties(WRAPPED + link, "LNK002") == [Safety.UNSAFE]


def test_heading_takes_back_its_half_link_only_when_nothing_else_follows() -> None:
    target = "](https://example.com/harbour/lind?article=2247495117&index=2)"
    heading = f"\n## [八十四岁的捻缝师傅 Per\nLind口述：一张账单和几条木船{target}"
    assert safeties(WRAPPED + heading + "\n", "LNK002") == [Safety.SAFE]
    assert safeties(WRAPPED + heading + "，后来的事\n", "LNK002") == [Safety.UNSAFE]
    assert "师傅 Per Lind口述" in fixed(document(WRAPPED + heading + "\n"), plan_for("LNK002"), Safety.SAFE)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_cut_url_is_joined_over_any_newline(newline: str) -> None:
    text = f"原文：https://example.com/harbour-towns-{newline}lists/of/boats.html{newline}"
    joined = f"原文：https://example.com/harbour-towns-lists/of/boats.html{newline}"
    assert fixed(document(text), plan_for("LNK003"), Safety.SAFE) == joined


def test_plain_word_after_a_hyphen_is_less_certain() -> None:
    assert safeties("https://example.com/harbour-\nlists\n", "LNK003") == [Safety.UNSAFE]
    assert safeties("https://example.com/harbour-\nLists\n", "LNK003") == []
    assert safeties("https://example.com/harbour-\nlists are long\n", "LNK003") == []
    assert safeties("[a](https://example.com/harbour-\nLists)\n", "LNK003") == [Safety.SAFE]


def test_plain_word_is_certain_where_a_tool_wrapped() -> None:
    url = "\nhttps://example.com/harbour/towns/and-their-lists-of-boats-from-the-war-to-the-\n"
    assert safeties(WRAPPED + url + "present\n", "LNK003") == [Safety.SAFE]
    assert safeties(WRAPPED + url + "present day\n", "LNK003") == [Safety.UNSAFE]


def test_every_line_end_of_a_cut_url_belongs_to_the_url() -> None:
    url = (
        "\nhttps://example.com/harbour/towns/and-their-lists-of-boats-from-the-war-to-the-\n"
        "present-day-with-all-that-became-of-them-and-of-the-people-who-sailed-in-them-\n"
        "for-a-living/\n"
    )
    ends = wrapping(document(WRAPPED + url))
    assert ends is not None
    assert [end.inside for end in ends.ends] == ["text", "text", "text", "url", "url"]
    assert len(found(WRAPPED + url, "LNK003")) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("见[船名录](https://example.com/harbour-\ntowns-and-lists-\nof-boats/)。\n", 1),
        ("<https://example.com/harbour-\ntowns-and-lists-\nof-boats/>\n", 1),
        ("## https://example.com/harbour-\ntowns-and-lists-\nof-boats/\n", 1),
        ("_**原文：https://example.com/harbour-\ntowns-and-lists-\nof-boats-2024**_\n", 1),
        ("[https://example.com/a-\nbc-\nde](https://example.com/a-\nbc-\nde)\n", 0),
        ("[https://example.com/ab-\ncd-\nef](https://example.com/ab-\ncd-\nef)\n", 2),
        ("[![](https://example.com/we-\nicons/of-\nboats.png)](https://example.com/ha-\nrbour-\nnames)\n", 2),
    ],
)
def test_url_cut_twice_is_one_finding(text: str, count: int) -> None:
    assert safeties(text, "LNK003") == [Safety.SAFE] * count
    if count:
        assert fixed(document(text), plan_for("LNK003"), Safety.SAFE) == text.replace("-\n", "-")


def test_cut_target_is_no_bracket_fault() -> None:
    text = "![](https://example.com/harbour-\nicons/boat.png)\n"
    assert [item.rule for item in found(text, "LNK001", "LNK003")] == ["LNK003"]


def test_url_after_a_url_as_text_is_seen_too() -> None:
    text = "[https://example.com/harbour](https://example.com/harbour-\ntowns/)\n"
    assert fixed(document(text), plan_for("LNK003")) == (
        "[https://example.com/harbour](https://example.com/harbour-towns/)\n"
    )


def test_url_cut_in_the_text_of_a_link_is_joined() -> None:
    text = "[https://example.com/harbour-\nTowns](https://example.com/harbour-Towns)\n"
    assert fixed(document(text), plan_for("LNK003"), Safety.SAFE) == text.replace("\n", "", 1)


@pytest.mark.parametrize("target", ["", "<>", "#", "##", "#!", "javascript:;", "JavaScript:void(0)", "about:blank"])
def test_link_to_nowhere_becomes_its_text(target: str) -> None:
    text = f"请[**点这里**报名]({target})。\n"
    assert fixed(document(text), plan_for("LNK004"), Safety.SAFE) == "请**点这里**报名。\n"


@pytest.mark.parametrize("inner", ["# 1", "- a", "1. a", "> a", "    a", "---"])
def test_text_that_would_become_a_block_stays_linked(inner: str) -> None:
    text = f"[{inner}]()\n"
    assert safeties(text, "LNK004") == [Safety.SHOW]
    assert fixed(document(text), plan_for("LNK004")) == text


def test_link_without_text_keeps_what_leads_somewhere() -> None:
    plan = plan_for("LNK005")
    assert fixed(document("见[](https://example.com/a)。\n"), plan) == "见<https://example.com/a>。\n"
    assert fixed(document("[a](https://example.com/a)[](https://example.com/a)\n"), plan) == (
        "[a](https://example.com/a)\n"
    )
    assert safeties("[](#top)一\n", "LNK005") == [Safety.UNSAFE]
    assert safeties("[](#top)# 一\n", "LNK005") == [Safety.SHOW]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("https//example.com/a", "https://example.com/a"),
        ("http:/example.com", "http://example.com"),
        ("HTTPS：//example.com/a", "https://example.com/a"),
        ("hhttps://example.com", "https://example.com"),
        ("https://http://example.com", "http://example.com"),
        ("http:////example.com", "http://example.com"),
    ],
)
def test_start_of_a_url_is_mended(wrong: str, right: str) -> None:
    assert fixed(document(f"见{wrong}，后文。\n"), plan_for("LNK007")) == f"见{right}，后文。\n"


@pytest.mark.parametrize(
    "text",
    [
        "https://archive.example.org/2020/https://example.com\n",
        "https://example.org/login?to=https//example.com\n",
        "https://example.org/a,https://example.com/b\n",
        "把 http：改成 https：就好\n",
        "见[a](https://example.com/a。b)\n",
    ],
)
def test_odd_but_working_urls_stay(text: str) -> None:
    assert found(text, "LNK007") == []


def test_all_link_rules_agree_with_the_guard() -> None:
    text = (
        WRAPPED
        + "\n[1、[三十年的船名录：与 Anna\nHolm的学生谈旧渔港]](https://example.com/harbour/names?article=2247495116&index=1&chapter=3)\n"
        + "\n**[报名]()**参加，见https//example.com/a 与[](https://example.com/b)。\n"
        + "\n![](https://example.com/harbour-\nicons/boat.png) [船] (https://example.com/c)\n"
    )
    assert fixed(document(text), plan_for(*ALL)) == (
        WRAPPED.replace("\n", " ").rstrip()
        + "\n\n1、[三十年的船名录：与 Anna Holm的学生谈旧渔港](https://example.com/harbour/names?article=2247495116&index=1&chapter=3)\n"
        + "\n**报名**参加，见https://example.com/a 与<https://example.com/b>。\n"
        + "\n![](https://example.com/harbour-icons/boat.png) [船](https://example.com/c)\n"
    )
