"""Lines of one file that end in different ways."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

PLAN = plan_for("ENC008")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_kind_is_fine(end: str) -> None:
    assert not check([document(end.join(["一", "", "二", "三"]))], PLAN)


def test_the_finding_is_the_first_line_that_ends_otherwise() -> None:
    (found,) = check([document("一\r\n二\r\n三三\n四\r\n五\r")], PLAN)
    assert found.params == {"counts": "3 CRLF, 1 LF, 1 CR", "usual": "CRLF"}
    assert found.span == (6, 8)


def test_other_marks_are_no_line_ends() -> None:
    assert not check([document("一\x85二\u2028三\x0c四\n")], PLAN)


@pytest.mark.parametrize(
    "text",
    [
        "- 甲\r\n- 乙\n\n    代码\r\n    代码\r\n",
        "```\r\na\nb\r\n```\r\n",
        "| a | b |\r\n|---|---|\n| c | d |\r\n",
    ],
)
def test_the_repair_is_safe_in_every_kind_of_block(text: str) -> None:
    after = fixed(document(text), PLAN, Safety.SAFE)
    assert after.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")
    assert not check([document(after)], PLAN)


def test_no_repair_where_programs_disagree_on_the_lines() -> None:
    (found,) = check([document("```\r代码\n```\n正文\n")], PLAN)
    assert found.fix is None
