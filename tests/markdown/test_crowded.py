"""Lines with more marks than any article has."""

import pytest

from lintcorpus.markdown.crowded import MOST, thinned
from lintcorpus.markdown.parse import parsed
from tests.support import document


@pytest.mark.parametrize("text", ["", "[a](b) **c**\n", "[" * MOST, "字" * MOST + "[" * MOST, ("[" * MOST + "\n") * 2])
def test_a_text_without_such_a_line_stays_as_it_is(text: str) -> None:
    raw = text.encode()
    assert thinned(raw) is raw


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", ""])
def test_marks_of_a_line_beyond_the_number_are_letters(end: str) -> None:
    line = "字[" * MOST
    raw = f"# a{end}{line}[b]*c*{end}[d](e)".encode()
    assert thinned(raw) == f"# a{end}{line}xbxxcx{end}[d](e)".encode() if end else raw


@pytest.mark.parametrize("mark", ["[", "*a ", ">", "`a", "字_"])
def test_what_stands_behind_such_a_line_is_parsed_as_ever(mark: str) -> None:
    text = mark * (MOST + 50_000) + "\n\n[船](https://ferry.example/a)\n"
    found = parsed(document(text))
    link = next(piece for piece in found.inlines if piece.kind == "link")
    assert text[link.start : link.end] == "[船](https://ferry.example/a)"
    assert found.blocks[-1].span.end == len(text) - 1
    assert len(found.inlines) < 2 * MOST
