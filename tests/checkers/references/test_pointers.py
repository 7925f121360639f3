"""REF001 and REF002 where the examples of the cards do not reach."""

from pathlib import Path
from typing import Any

import pytest

from lintcorpus.checkers.references.pointers import PointerOptions
from lintcorpus.cli import main
from lintcorpus.model.checker import Hit
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.span import Span
from tests.support import check, document, own_pack, plan_for


def found(text: str, *rules: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(*rules))


def matches(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text, rule)]


PICTURE = "![](https://example.com/gate.png)"


@pytest.mark.parametrize(("between", "count"), [(5, 0), (6, 1)])
def test_picture_counts_within_its_reach_only(between: int, count: int) -> None:
    filler = "\n\n".join(f"第 {number} 段讲的是闸门的历史。" for number in range(between))
    assert len(found(f"下图展示了闸门的位置。\n\n{filler}\n\n{PICTURE}\n", "REF001")) == count


@pytest.mark.parametrize(("between", "count"), [(1, 0), (2, 1)])
def test_words_with_a_colon_announce_what_comes_next(between: int, count: int) -> None:
    filler = "\n\n".join("涨潮比退潮快。" for _ in range(between))
    assert len(found(f"潮位如下图所示：\n\n{filler}\n\n{PICTURE}\n", "REF001")) == count


def test_picture_on_the_other_side_counts_when_it_is_near() -> None:
    assert not found(f"{PICTURE}\n\n下图展示了闸门的位置。\n", "REF001")
    assert found(f"{PICTURE}\n\n一段。\n\n二段。\n\n三段。\n\n下图展示了闸门的位置。\n", "REF001")


def test_cover_in_the_header_is_no_picture_of_the_article() -> None:
    head = "# 闸门\n\n文章作者: 陈\n发布时间: 2024-05-01\n原文链接: http://example.com/a\n\n封面图链接: https://example.com/c.png\n"
    assert matches(f"{head}\n闸门的位置见图 2。\n", "REF001") == ["见图 2"]


def test_each_numbered_figure_is_reported_once() -> None:
    text = "水尺如图1所示，闸门见图2。\n\n再看图1：如图1所示，水尺在左岸。\n"
    assert matches(text, "REF001") == ["如图1所示", "见图2"]


def test_code_is_no_place_for_words_that_point() -> None:
    assert not found("```\n如下图所示\nsee the image below\n```\n\n`如下图所示`\n", "REF001")


def test_promotion_is_not_reported_twice() -> None:
    text = "摊子收完，街上只剩下洒水车。\n\n长按识别下方二维码，添加小编，领取夜市地图。\n"
    assert [item.rule for item in found(text, "REF001", "PRO002")] == ["PRO002"]


def test_words_broken_by_a_wrap_are_found() -> None:
    assert (
        len(
            found(
                "The gate has three parts, as you can see in the diagram\nbelow, and the upper one is light.\n",
                "REF001",
            )
        )
        == 1
    )


def test_evidence_tells_how_many_pictures_there_are() -> None:
    text = f"{PICTURE}\n\n" + "一段。\n\n" * 8 + "下图展示了闸门的位置。\n"
    assert [item.evidence for item in found(text, "REF001")] == [{"pictures": 1}]


@pytest.mark.parametrize(
    "text",
    [
        "[志愿者可以通过以下链接报名](https://example.com/a)\n",
        "志愿者可以通过以下链接报名：\n\n- 报名表 form.example.com\n",
        "名单见文末链接。\n\n" + "水位每天抄两次。\n\n" * 40 + "<https://example.com/a>\n",
        'Sign up at the link below.\n\n<a href="https://example.com/a">form</a>\n',
        "名单见文末链接。\n\n[名单](https://example.com/a\n",
    ],
)
def test_any_trace_of_an_address_counts_as_a_link(text: str) -> None:
    assert not found(text, "REF002")


def test_link_within_the_page_is_no_link_to_follow() -> None:
    assert found("名单见文末链接。\n\n[回到开头](#top)\n", "REF002")


def test_colon_after_words_that_point_back_announces_no_picture() -> None:
    assert not found(f"{PICTURE}\n\n闸门的尺寸如上图所示：\n\n上段三尺。\n", "REF001")
    assert not found(f"{PICTURE}\n\n如图所示：\n\n上段三尺。\n", "REF001")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请see the image below.\n", ["the image below"]),
        ("See the image below的说明。\n", []),
        ("The gauge is read twice a day，see the image below.\n", ["see the image below"]),
        ("“See the image below”里写着潮位。\n", []),
        ("Look at\xa0the\xa0old\xa0photo\xa0below.\n", ["the\xa0old\xa0photo\xa0below"]),
        ("Sit in the café photo below, says the card.\n", ["the café photo below"]),
        ("Éthe photo below, is what the card says.\n", []),
        ("The gauge(figure 3) is read twice a day.\n", ["(figure 3"]),
        ("The gauge, see figure 3图.\n", []),
        ("潮位\u3000下图展示了闸门。\n", ["下图"]),
        ("①下图展示了闸门，Ａ下图也是，小时々下图亦然。\n", []),
    ],
)
def test_spaces_and_letters_are_those_of_all_that_is_written(text: str, expected: list[str]) -> None:
    assert matches(text, "REF001") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请click here to sign up.\n", []),
        ("Please\xa0click here to sign up.\n", ["Please\xa0click here to"]),
        ("Click here to的意思是点击。\n", []),
        ("The list的 of boats can be found here.\n", []),
        ("The list — of boats can be found here.\n", ["list — of boats can be found here"]),
    ],
)
def test_words_beside_another_script_are_words_of_it(text: str, expected: list[str]) -> None:
    assert matches(text, "REF002") == expected


def _options(**entry: Any) -> PointerOptions:
    return PointerOptions({"phrases": [{"anchors": ["ab"], "pattern": "ab", **entry}]}, {})


@pytest.mark.parametrize("pattern", ["(a+)+ab$", "(?:a|a)*ab!", "(?:a?){40}a{40}ab$"])
@pytest.mark.parametrize("key", ["pattern", "not_before", "before", "after", "not_after"])
def test_a_pattern_that_tries_for_ever_elsewhere_ends(key: str, pattern: str) -> None:
    text = "a" * 60 + "ab" + "a" * 60 + "b"
    (phrase,) = _options(**{key: pattern}).by_anchor["ab"]
    found = phrase.find(text, Hit("ab", 60, 62), Span(0, len(text)))
    assert (found is None) == (key in ("pattern", "before", "after"))


def test_words_that_are_not_meant_need_not_be_named() -> None:
    assert _options().told.search("anything") is None


_CARD = """\
id: OWN001
name: own-rule
summary: {en: Words of ours, zh: 自定义}
why: {en: It is not wanted., zh: 不需要。}
severity: warning
contextual: true
checker: pointers.link
data: {phrases: own-rule.data.yaml, lexicon: lexicon.data.yaml}
message: {en: "Nothing there: {match}", zh: "没有：{match}"}
fix: {safety: none, reason: {en: None., zh: 无。}}
good: ["没有问题。\\n"]
bad: ["⟦ab⟧\\n"]
since: 0.1.0
"""


@pytest.mark.parametrize("key", ["pattern", "before", "not_before", "after", "not_after"])
@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"'(ab)\1'", r"'\\1' is not in the syntax of RE2"),
        ("'ab(?!c)'", "is not in the syntax of RE2"),
        (r"'ab\Z'", "refuses it: invalid escape sequence"),
        ("'ab('", "refuses it: missing"),
        ("7", "is no text: 7"),
    ],
)
def test_a_pattern_that_cannot_be_linear_is_refused_with_its_card(
    key: str, pattern: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = "".join(f"    {name}: {value}\n" for name, value in {"pattern": "ab", key: pattern}.items())
    phrases = f"told: []\nphrases:\n  - anchors: [ab]\n{entry}"
    config = own_pack(tmp_path, own_rule=_CARD, own_rule_data=phrases, lexicon_data="{}\n")
    assert main([str(tmp_path), "--config", str(config), "--no-cache"]) == 2
    said = capsys.readouterr().err
    assert reason in said
    assert "own-rule.yaml" in said
