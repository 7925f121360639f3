"""Lines and positions: LF, CR and CRLF only, in code points."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.model.document import Document, view
from lintcorpus.model.span import Position, Span


@given(st.text(alphabet="ab中😀\n\r\u2028\x85\x0c", max_size=40))
def test_positions_lead_back_to_their_offsets(text: str) -> None:
    document = Document("a", text)
    lines = re.split(r"\r\n|\r|\n", text)
    assert [document.slice(document.line_span(at)) for at in range(len(lines))] == lines
    for offset in range(len(text) + 1):
        line, column, same = document.position(offset)
        assert same == offset
        assert document.line_starts[line - 1] + column - 1 == offset


def test_columns_count_code_points() -> None:
    assert Document("a", "😀中文；；好").position(3) == Position(1, 4, 3)


def test_a_view_is_computed_once_for_each_document() -> None:
    calls = []

    @view
    def length(document: Document) -> int:
        calls.append(document.path)
        return len(document.text)

    first, second = Document("a", "xx"), Document("b", "yyy")
    assert [length(first), length(first), length(second)] == [2, 2, 3]
    assert calls == ["a", "b"]


def test_the_text_after_an_edit_shares_no_view() -> None:
    document = Document("a", "x\ny", layouts=())
    assert list(document.line_starts) == [0, 2]
    assert list(document.with_text("xy").line_starts) == [0]


@pytest.mark.parametrize(
    ("first", "second", "overlaps", "touches"),
    [
        ((0, 2), (2, 4), False, True),
        ((0, 2), (1, 4), True, True),
        ((0, 2), (3, 4), False, False),
        ((2, 2), (0, 4), True, True),
        ((2, 2), (2, 2), True, True),
        ((2, 2), (3, 4), False, False),
    ],
)
def test_spans(first: tuple[int, int], second: tuple[int, int], overlaps: bool, touches: bool) -> None:
    assert Span(*first).overlaps(Span(*second)) is overlaps
    assert Span(*second).overlaps(Span(*first)) is overlaps
    assert Span(*first).touches(Span(*second)) is touches
