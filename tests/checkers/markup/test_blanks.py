"""Blank space that says nothing is taken out; blank space that breaks lines or stands in code stays."""

import pytest

from lintcorpus.markdown.shown import shown
from tests.support import check, document, fixed, plan_for

RULE = "MRK010"
HEAPS = "一\n\n\n\n二\n\n \n\n\t\n\n三\n\n\n\n"


def variants(text: str) -> list[str]:
    return [item.variant for item in check([document(text)], plan_for(RULE)) if item.rule == RULE]


def test_each_kind_is_one_finding() -> None:
    assert variants(f"{HEAPS}四 \n" + "五 \n\n" * 12 + "六") == ["", "spaces", "end"]


def test_few_places_are_not_worth_a_line() -> None:
    assert variants("一\n\n\n\n二 \n\n三\t\n\n\n\n四\n") == []


def test_repair_shows_the_same() -> None:
    text = (
        HEAPS
        + "- 甲  \n  乙 \n"
        + "- 丙 \n" * 12
        + "\n文\n\n    code \n\n\n\n\n\n    more \n\n\n\n\n```\nx \n\n\n\n\n\n```\n完  "
    )
    repaired = fixed(document(text), plan_for(RULE))
    assert shown(repaired) == shown(text)
    for kept in ("甲  \n", "code \n\n\n\n\n\n    more", "x \n\n\n\n\n\n```"):
        assert kept in repaired


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_newlines_of_the_file_are_kept(newline: str) -> None:
    text = HEAPS.replace("\n", newline) + "四"
    wanted = f"一{newline}{newline}二{newline}{newline}三{newline}{newline}四{newline}"
    assert fixed(document(text), plan_for(RULE)) == wanted


def test_heap_at_the_end_goes() -> None:
    assert fixed(document("一\n\n\n\n\n\n\n"), plan_for(RULE)) == "一\n"


def test_no_newline_is_put_into_open_code() -> None:
    (item,) = check([document("```\na = 1")], plan_for(RULE))
    assert item.fix is None


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n\n\n\n"])
def test_files_without_text_are_left_alone(text: str) -> None:
    assert variants(text) == []
