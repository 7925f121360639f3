"""Columns count what client and server agreed on, in every line that Python would cut elsewhere too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from lintcorpus.model.document import Document
from lintcorpus.model.span import Span
from lintcorpus.server.positions import Positions

LINE = "船\u2028😀a\x0b渔👩‍🚀b\u0085é"
"""Two, three and four bytes, a joined emoji, and what str.splitlines would take for line ends."""


@pytest.mark.parametrize(
    ("encoding", "column"), [("utf-8", 3 + 3 + 4 + 1 + 1), ("utf-16", 1 + 1 + 2 + 1 + 1), ("utf-32", 5)]
)
def test_columns_count_units_of_the_encoding(encoding: str, column: int) -> None:
    text = f"first\r\n{LINE}\n"
    positions = Positions(Document("a.md", text), encoding)
    offset = text.index("渔")
    assert positions.position(offset) == types.Position(1, column)
    assert positions.offset(types.Position(1, column)) == offset


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(text=st.text(st.sampled_from("a船😀é\n\r\u2028\x0c "), max_size=30), data=st.data())
def test_there_and_back(encoding: str, text: str, data: st.DataObject) -> None:
    document = Document("a.md", text)
    positions = Positions(document, encoding)
    offset = data.draw(st.integers(0, len(text)))
    if offset and text[offset - 1 : offset + 1] == "\r\n":
        return  # between the two there is no position
    assert positions.offset(positions.position(offset)) == offset


def test_a_position_in_the_midst_of_a_character_is_its_beginning() -> None:
    positions = Positions(Document("a.md", "a😀b"), "utf-16")
    assert positions.offset(types.Position(0, 2)) == 1


def test_what_lies_behind_the_end_is_the_end() -> None:
    positions = Positions(Document("a.md", "ab\r\ncd"), "utf-16")
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(9, 0)) == 6


def test_a_byte_order_mark_moves_the_first_line_only() -> None:
    positions = Positions(Document("a.md", "ab\ncd"), "utf-8", has_bom=True)
    assert positions.range(Span(0, 4)) == types.Range(types.Position(0, 3), types.Position(1, 1))
    assert positions.offset(types.Position(0, 4)) == 1


def test_a_lone_surrogate_counts_as_one_unit_of_utf_16() -> None:
    positions = Positions(Document("a.md", "\ud83dab"), "utf-16")
    assert positions.position(2) == types.Position(0, 2)
