"""Taking lines and sentences out without touching their neighbours."""

import pytest

from lintcorpus.article.removal import remove_lines, remove_text
from lintcorpus.model.fix import apply_edits
from lintcorpus.model.span import Span
from tests.support import document


def without(text: str, part: str) -> str | None:
    start = text.index(part)
    edit = remove_lines(document(text), Span(start, start + len(part)))
    return None if edit is None else apply_edits(text, [edit])


@pytest.mark.parametrize(
    ("text", "part", "left"),
    [
        ("a\n\nX\n\nb\n", "X", "a\n\nb\n"),
        ("a\n\n\nX\n\n\n\nb\n", "X", "a\n\n\nb\n"),
        ("X\n\nb\n", "X", "b\n"),
        ("a\n\nX\n", "X", "a\n"),
        ("a\n\nX", "X", "a"),
        ("a\n\nX\n\n\n", "X", "a\n"),
        ("X\n", "X", "\n"),
        ("a\r\n\r\nX\r\n\r\nb\r\n", "X", "a\r\n\r\nb\r\n"),
        ("# a\nX\n\nb\n", "X", "# a\n\nb\n"),
        ("a\n## X\nb\n", "## X", "a\n\nb\n"),
        ("a  \nX  \nb\n", "X", "a  \nb\n"),
        ("a\nX\nb\n", "X", "a\nb\n"),
        ("**a  \nX  \nb**\n", "X", "**a  \nb**\n"),
        ("a\n\n**X**\n\nb\n", "**X**", "a\n\nb\n"),
        ("* a\n* X\n* b\n", "X", "* a\n* b\n"),
        ("> a\n>\n> X\n>\n> b\n", "X", "> a\n>\n> b\n"),
        ("a\n\n# X\n\n* Y\n* Z\n\nb\n", "# X\n\n* Y\n* Z", "a\n\nb\n"),
    ],
)
def test_lines_go_with_the_blank_lines_after_them(text: str, part: str, left: str) -> None:
    assert without(text, part) == left


@pytest.mark.parametrize(
    ("text", "part"), [("a X\n\nb\n", "X"), ("X b\n", "X"), ("* X\n\n  more of it\n", "X"), ("**X  \nb**\n", "**X")]
)
def test_what_shares_its_line_or_holds_more_stays(text: str, part: str) -> None:
    assert without(text, part) is None


@pytest.mark.parametrize(
    ("text", "part", "left"),
    [
        ("先说。再说。\n", "再说。", "先说。\n"),
        ("First. Then.\n", "Then.", "First.\n"),
        ("先说。**再说。**\n", "再说。", "先说。\n"),
        ("先说。再说。后说。\n", "再说。", "先说。后说。\n"),
        ("**先说。再说。**\n", "再说。", "**先说。**\n"),
    ],
)
def test_a_sentence_goes_with_emphasis_of_its_own(text: str, part: str, left: str) -> None:
    start = text.index(part)
    edit = remove_text(document(text), Span(start, start + len(part)))
    assert edit is not None
    assert apply_edits(text, [edit]) == left


def test_a_sentence_that_cuts_emphasis_stays() -> None:
    text = "先说。**再说。三**说。\n"
    assert remove_text(document(text), Span(5, 8)) is not None
    assert remove_text(document(text), Span(2, 7)) is None


def test_emphasis_that_reaches_over_a_line_keeps_it() -> None:
    """However many emphasised words stand between its beginning and the line."""
    text = "**桥上\\\n*一* *二* *三* *四*\\\n*五* 关注我们\\\n下一行**\n"
    source = document(text)
    start = text.index("*五*")
    end = text.index("\\\n下")
    assert remove_lines(source, Span(start, end)) is not None
    assert remove_lines(source, Span(0, end)) is None


@pytest.mark.parametrize("rest", ["# a title", "- item", "12. item", "> said", "```", "| a |", "==="])
def test_nothing_is_taken_out_where_the_rest_would_become_a_block(rest: str) -> None:
    source = document(f"![](p.png){rest}\n")
    assert remove_text(source, Span(0, 10)) is None
    assert remove_text(document(f"![](p.png)a {rest}\n"), Span(0, 10)) is not None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\nX\nb\n", "a\nb\n"),
        ("a\r\nX \r\nb\r\n", "a\r\nb\r\n"),
        ("X\nb\n", "b\n"),
        ("a\nX\n", "a\n"),
        ("a\nX", "a"),
        ("> a\n> X\n> b\n", "> a\n> b\n"),
        ("> a\n> X\n", "> a\n"),
        ("* X\n  b\n", "*\n  b\n"),
        ("a\nX\n2. b\n", "a\n2. b\n"),
        ("X\n2. b\n", None),
    ],
)
def test_a_part_that_fills_its_line_takes_the_line_with_it(text: str, left: str | None) -> None:
    start = text.index("X")
    edit = remove_text(document(text), Span(start, start + 1))
    assert (None if edit is None else apply_edits(text, [edit])) == left
