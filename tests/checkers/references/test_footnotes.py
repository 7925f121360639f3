"""REF003 where the examples of the card do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, plan_for


def found(text: str) -> list[Diagnostic]:
    return check([document(text)], plan_for("REF003"))


def variants(text: str) -> list[tuple[str, int]]:
    return [(item.variant, item.params["number"]) for item in found(text)]


NOTES = "[1] 县志\n\n[2] 年鉴\n\n[3] 口述\n"


def test_mark_beyond_the_last_note_is_reported_once() -> None:
    assert variants(f"水位[1]低[2]，鱼[3]少[4]，船[4]停。\n\n{NOTES}") == [("", 4)]


def test_number_far_beyond_the_notes_is_something_else() -> None:
    assert variants(f"水位[1]低[2]，鱼[3]少，第[42]号船停了。\n\n{NOTES}") == []


def test_list_and_range_in_one_mark() -> None:
    assert variants(f"水位[1, 2]低，鱼[3-4]少。\n\n{NOTES}") == [("", 4)]
    assert variants(f"水位[1–3]低。\n\n{NOTES}") == []


def test_escaped_brackets_count() -> None:
    assert variants("水位\\[1\\]低\\[2\\]，鱼\\[3\\]少。\n\n\\[1\\] 县志\n\n\\[2\\] 年鉴\n") == [("", 3)]


def test_notes_with_a_colon_and_lost_note_in_the_middle() -> None:
    assert variants("水位[1]低[2]，鱼[3]少。\n\n[1]: 县志 卷二\n\n[3]: 口述 老陈\n") == [("", 2)]


def test_definitions_of_references_are_no_notes() -> None:
    assert variants("水位[1]低[2]，鱼[3]少[4]。\n\n[1]: https://example.com/a\n[2]: https://example.com/b\n") == []


@pytest.mark.parametrize("after", ["参考文献\n\n县志等。\n", "1. 县志\n2. 年鉴\n", "Sources: annals, yearbook.\n"])
def test_any_list_of_sources_may_hold_the_notes(after: str) -> None:
    assert variants(f"水位[1]低[2]，鱼[3]少[4]，船[5]停。\n\n{after}") == []


def test_one_finding_where_all_notes_are_lost() -> None:
    items = found("水位[1]低[2]，鱼[3]少[4]，船[5]停。\n\n后来的事没有人记。\n")
    assert [(item.variant, item.params["count"]) for item in items] == [("no-notes", 5)]


def test_marks_that_do_not_count_up_are_no_notes() -> None:
    assert variants("水位[3]低[1]，鱼[7]少[2]，船[5]停。\n\n后来的事没有人记。\n") == []


def test_wrapped_mark_at_the_start_of_a_line_is_no_note() -> None:
    prose = (
        "The harbour office keeps a list of every boat that left the bay since the war\n"
        "[1] and the people who look after it know most of the families by name. They\n"
        "say that the oldest entries were copied [2] from church books by a teacher\n"
        "whose name was Anna Holm. Most of the boats are gone [3] and one of them is a\n"
        "restaurant now.\n"
    )
    assert variants(f"{prose}\n[1] Annals\n\n[2] Yearbook\n\n[3] Ledger\n") == []
    assert variants(f"{prose}\n[1] Annals\n\n[2] Yearbook\n") == [("", 3)]


def test_marks_side_by_side() -> None:
    assert variants(f"水位[1][2]低，鱼[3]少。\n\n{NOTES}") == []
    assert variants(f"水位[1][4]低，鱼[2][3]少。\n\n{NOTES}") == [("", 4)]
    assert variants(f"水位[1]低，鱼[2]少，见[年鉴][3]。\n\n{NOTES}") == [("unmarked", 3)]


def test_mark_on_a_line_of_its_own_is_seen() -> None:
    assert variants(f"水位[1]低[2]，鱼\n[3]\n少。\n\n{NOTES}") == []
