"""Control characters, and no-break spaces that stand for ordinary ones."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

PLAN = plan_for("ENC005")


def test_one_finding_a_file_for_each_kind() -> None:
    text = "第一\b行\x02\n\n第二\x85行\n\n第三\xa0行\n\n第四\xa0行\b\n"
    found = check([document(text)], PLAN)
    assert [(item.variant, item.params["count"]) for item in found] == [("", 3), ("c1", 1), ("space", 2)]
    assert found[0].params["names"] == "U+0008, U+0002"


@pytest.mark.parametrize("text", ["`a\bb` 与 `a\xa0b`\n", "```\n\x1b[1m\xa0\n```\n"])
def test_code_is_left_alone(text: str) -> None:
    assert not check([document(text)], PLAN)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("甲\x0b乙\n", "甲 乙\n"),
        ("甲\x0b\n乙\n", "甲\n乙\n"),
        ("第一章完\n\x0c第二章\n", "第一章完\n第二章\n"),
        ("a\0b\0c\0\n", "abc\n"),
        ("\x1b[31m红\x1b[0m色\n", "红色\n"),
    ],
)
def test_what_is_safe_to_take_out(text: str, after: str) -> None:
    assert fixed(document(text), PLAN, Safety.SAFE) == after


@pytest.mark.parametrize(
    "text",
    [
        "an e\x0ecient way\n",  # a ligature of a PDF
        "the \x0crst time\n",
        "\b# 不是标题\n",
        "\b1. 不是列表\n",
        "[页](https://example.com/\b)\n",
    ],
)
def test_what_stays_as_it_is(text: str) -> None:
    assert check([document(text)], PLAN)
    assert fixed(document(text), PLAN, Safety.SAFE) == text


def test_windows_letters_are_an_unsafe_repair() -> None:
    text = "It\x92s \x93late\x94\n"
    (found,) = check([document(text)], PLAN)
    assert found.fix is not None
    assert found.fix.safety is Safety.UNSAFE
    assert fixed(document(text), PLAN) == "It’s “late”\n"


@pytest.mark.parametrize(
    "text",
    [
        "5\xa0km, 10\xa0000, 20\xa0%, §\xa03, p.\xa05, Fig.\xa02, $5\xa0million, 5\xa0p.m.\xa0sharp\n",
        "Mr.\xa0Tide, J.\xa0K.\xa0Shore, St.\xa0Ives, New\xa0York, Plan\xa0B, a\xa0boat\n",
        "«\xa0Oui\xa0!\xa0» dit-il\xa0: non\xa0?\n",
        "a\xa0–\xa0b, x\xa0=\xa0y, Home\xa0| About\xa0· Boats\n",
        "été\xa0dernier; в\xa0Москве; łódź\xa0płynie\n",
        "第\xa03\xa0章，共 5\xa0公里\n",
        "姓名\xa0\xa0\xa0\xa0电话\n",
        "导读\xa0▾ 与 \xa0🔍\n",
        "| a\xa0b | \xa0 |\n|---|---|\n| 甲\xa0乙 | 丙 |\n",
        "<p>甲\xa0乙</p>\n",
        "[email\xa0protected]\n",
        "\xa0\xa0第一行\n\xa0\xa0第二行\n",
        "## A title and its last\xa0word\n",
    ],
)
def test_no_break_spaces_that_are_meant(text: str) -> None:
    assert not check([document(text)], PLAN)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "来自\xa0[港口](https://example.com/)\xa0的\xa0`船`\xa0。\n",
            "来自 [港口](https://example.com/) 的 `船` 。\n",
        ),
        ("**重点**\xa0后文，**前文**\xa0。\n", "**重点** 后文，**前文** 。\n"),
        ("The end.\xa0 The beginning of\xa0another.\n", "The end. The beginning of another.\n"),
        ("行尾\xa0\n下一行 \xa0\n再下一行\xa0  \n完\n", "行尾\n下一行\n再下一行  \n完\n"),
        ("前文。\n\n\xa0\n\n后文。\n", "前文。\n\n\n\n后文。\n"),
        ("\xa0\xa0\xa0\xa0段首缩进。\n", "段首缩进。\n"),
        ("> \xa0引文。\n", "> 引文。\n"),
        ("2.\xa0第二章，甲\xa0乙\n", "2.\xa0第二章，甲 乙\n"),
        ("\xa0# 不是标题，甲\xa0乙\n", "\xa0# 不是标题，甲 乙\n"),
        ("- 甲\n\n\xa0\n\n    乙\n\n丙\xa0丁\n", "- 甲\n\n\xa0\n\n    乙\n\n丙 丁\n"),
    ],
)
def test_what_is_put_in_their_place(text: str, after: str) -> None:
    assert fixed(document(text), PLAN, Safety.SAFE) == after


def test_garbled_text_is_not_ours() -> None:
    assert not check([document("å\x8f¸ç\x9a\x84 文\n".replace(" 文", ""))], PLAN)
