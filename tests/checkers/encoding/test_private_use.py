"""Characters of private use: icons go, letters stay."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

PLAN = plan_for("ENC006")


def test_one_finding_a_file_with_the_names_of_the_first_kinds() -> None:
    text = "".join(f"图标 {chr(0xF000 + number)} 与\n\n" for number in range(7))
    (found,) = check([document(text)], PLAN)
    assert found.params == {"names": "U+F000, U+F001, U+F002, U+F003, U+F004, …", "count": 7}


@pytest.mark.parametrize("char", ["\ue000", "\uf8fe", "\U000f0001", "\U0010fffd"])
def test_every_area_of_private_use(char: str) -> None:
    assert check([document(f"图标 {char} 在此\n")], PLAN)


@pytest.mark.parametrize(
    "text",
    [
        "苹果 \uf8ff\n",
        "`\ue0b0` 是代码\n",
        "PUA 的第一个字符 U+E000 是 \ue000\n",
        "图标字体里的 \uf002\n",
        "😀 𠀀 豈 ！\n",
    ],
)
def test_what_is_meant(text: str) -> None:
    assert not check([document(text)], PLAN)


def test_only_paragraphs_of_their_own_go_safely() -> None:
    text = "\uf0c9\n\n正文 \uf0c9 继续。\n\n- \uf0c9\n\n> \uf0c9\n"
    assert fixed(document(text), PLAN, Safety.SAFE) == "正文 \uf0c9 继续。\n\n- \uf0c9\n\n> \uf0c9\n"
    assert "正文 继续。" in fixed(document(text), PLAN)


@pytest.mark.parametrize("text", ["[*\uf099*](https://example.com/)\n", "他叫王\ue863，是船长。\n", "of\ue001ce\n"])
def test_what_no_repair_touches(text: str) -> None:
    (found,) = check([document(text)], PLAN)
    assert found.fix is None


def test_words_are_not_glued_together() -> None:
    assert fixed(document("Aug 07*\ue804*The harbour\n"), PLAN) == "Aug 07 The harbour\n"
