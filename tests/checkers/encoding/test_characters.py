"""Characters that nobody sees, and those that stand for lost text."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def test_one_finding_a_line_with_the_names_of_the_characters() -> None:
    (found,) = check([document("一\u200b二\u200b\u2060三\n")], plan_for("ENC004"))
    assert found.params == {"names": "U+200B ZERO WIDTH SPACE, U+2060 WORD JOINER", "count": 3}


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽\u200d🔬 与 🏴\u200d☠️ 与 ❤️\u200d🔥\n",
        "می\u200cشود\n",
        "ภาษา\u200bไทย\n",
        "שלום\u200e (abc)\n",
        "f\u2061(x)\n",
        "`a\u200bb`\n",
    ],
)
def test_characters_that_are_needed_stay(text: str) -> None:
    assert not check([document(text)], plan_for("ENC004"))


@pytest.mark.parametrize("text", ["\u200b# 不是标题\n", "\u200b- 不是列表\n", "*\u200b*甲乙**\n"])
def test_no_repair_where_markdown_would_read_it_otherwise(text: str) -> None:
    (found,) = check([document(text)], plan_for("ENC004"))
    assert found.fix is None


def test_joiners_beside_marks_go_where_nothing_changes() -> None:
    assert fixed(document("**\u200d站长说\u200d** ：修桥。\n"), plan_for("ENC004")) == "**站长说** ：修桥。\n"


def test_a_url_is_changed_by_an_unsafe_repair_only() -> None:
    text = "见 https://example.com/a\u200b 一文，作者\u200b不详。\n"
    found = check([document(text)], plan_for("ENC004"))
    assert [(item.variant, item.fix and item.fix.safety) for item in found] == [
        ("url", Safety.UNSAFE),
        ("", Safety.SAFE),
    ]
    assert fixed(document(text), plan_for("ENC004"), Safety.SAFE) == text.replace("者\u200b", "者")


def test_lost_text_is_one_finding_a_line() -> None:
    (found,) = check([document("\ufffd\ufffd茶庄与\ufffd\n")], plan_for("ENC003"))
    assert found.params == {"count": 3}
    assert found.span == (0, 6)


def test_a_soft_hyphen_in_garbled_text_is_a_byte_of_it() -> None:
    text = "今年的头采比去年晚了六天，雨水也少，成了字。\n"
    assert "\xad" in text.encode().decode("latin-1")
    assert not check([document(text.encode().decode("latin-1"))], plan_for("ENC004"))
