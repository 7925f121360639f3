"""Edits lead from one text to the other, and no further."""

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.model.fix import apply_edits
from lintcorpus.server.edits import changes

LINES = st.lists(st.sampled_from(["a\n", "船\r\n", "b\r", "\n", "a b\n", "\r\n", "c"]), max_size=12).map("".join)


@given(LINES, LINES)
def test_edits_make_the_one_text_of_the_other(before: str, after: str) -> None:
    edits = changes(before, after)
    assert apply_edits(before, edits) == after
    ends = [0, *(edit.span.end for edit in edits)]
    assert all(edit.span.start >= end for edit, end in zip(edits, ends, strict=False))


@given(LINES, LINES)
def test_no_edit_begins_or_ends_inside_a_line_end(before: str, after: str) -> None:
    for span, _ in changes(before, after):
        for at in span:
            assert before[at - 1 : at + 1] != "\r\n" or at == 0


def test_only_what_differs_is_touched() -> None:
    before = "one\ntwo,, three\nfour\n"
    (edit,) = changes(before, "one\ntwo, three\nfour\n")
    assert before[edit.span.start : edit.span.end] == ","


def test_the_same_text_needs_no_edit() -> None:
    assert changes("a\r\nb", "a\r\nb") == []
