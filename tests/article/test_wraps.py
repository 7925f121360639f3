"""Recognising a wrapping tool: against textwrap itself, and against text that nobody wrapped."""

import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lintcorpus.article.wraps import wrapping
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Edit, apply_edits
from lintcorpus.model.header import FieldSpec, HeaderLayout

WORDS = st.sampled_from(
    [
        "the",
        "of",
        "a",
        "river",
        "well-known",
        "crossing",
        "江边的老渡口已经停航，",
        "2024",
        "年",
        "data-driven",
        "OpenAI's",
        "models",
        "and",
        "船工们说起往事，",
        "state-of-the-art",
        "harbour",
        "of",
        "stone",
        "co-operative",
        "in",
        "清晨",
        "late",
        "summer",
        "evenings,",
        "when",
        "boats",
        "return",
    ]
)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=20, max_size=60).map(" ".join), min_size=3, max_size=6)


def _wrap(paragraph: str, width: int) -> str:
    return "\n".join(textwrap.wrap(paragraph, width, break_long_words=False))


def _unwrapped(text: str) -> str:
    document = Document("a.md", text)
    found = wrapping(document)
    assert found is not None
    return apply_edits(text, [Edit(end.span, end.glue) for end in found.ends])


@given(PARAGRAPHS, st.sampled_from([72, 78, 78, 78, 80, 100]))
@settings(max_examples=60, deadline=None)
def test_what_textwrap_did_is_undone_exactly(paragraphs: list[str], width: int) -> None:
    text = "\n\n".join(_wrap(paragraph, width) for paragraph in paragraphs) + "\n"
    document = Document("a.md", text)
    found = wrapping(document)
    assume(found is not None)
    assert found is not None
    assert _wrap(_unwrapped(text).split("\n\n")[0].strip(), found.width) == text.split("\n\n")[0]
    assert _unwrapped(text) == "\n\n".join(paragraphs) + "\n"


def test_quotes_are_joined_without_their_marks() -> None:
    paragraph = "A long remark that the editor put above the article itself. " * 6
    text = "\n".join(textwrap.wrap("> " + paragraph.strip(), 78, subsequent_indent="> ")) + "\n"
    assert _unwrapped(text) == "> " + paragraph.strip() + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一行。\n",
        # A poem: short lines that end where the thought ends.
        "When the ferry left the shore\nthe bell rang twice,\nand nobody on the pier\nlooked up again\nbefore the fog.\n",
        # A sentence a line, written by a person.
        "".join(f"第{n}句话独自占了一行，写的人按下回车，下一句又从新的一行开始，从来不管宽度是多少。\n" for n in "一二三四五六七八"),
        # Lines that were wrapped by hand at no fixed width.
        "One two three four five six seven eight nine\nten eleven twelve thirteen fourteen fifteen sixteen\nseventeen eighteen\nnineteen twenty\n" * 3,
        # A list of single words.
        "alpha\nbeta\ngamma\ndelta\nepsilon\nzeta\n",
        # Two blanks at the end are a line break that was meant.
        "The first line of an address, which is quite long and ends with two blanks  \nthe second one  \nthe third one\n" * 4,
    ],
)  # fmt: skip
def test_text_that_no_tool_wrapped_is_left_alone(text: str) -> None:
    assert wrapping(Document("a.txt", text)) is None


def test_code_tables_lists_and_headers_keep_their_lines() -> None:
    paragraph = _wrap("words of a paragraph that was wrapped by the tool and goes on for a while " * 8, 78)
    kept = "```\nlines of code\nthat stay\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n  * one\n  * two\n"
    text = f"{paragraph}\n\n{kept}\n{paragraph}\n"
    assert kept in _unwrapped(text)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_newlines_are_joined_too(newline: str) -> None:
    paragraph = ("words of a paragraph that was wrapped by the tool and goes on for a while " * 8).strip()
    text = _wrap(paragraph, 78).replace("\n", newline) + newline
    assert _unwrapped(text) == paragraph + newline


def test_the_kind_of_what_is_cut_is_told() -> None:
    filler = _wrap("words of a paragraph that was wrapped by the tool and goes on for a while " * 8, 78)
    link = _wrap("see the [long title of another article that was published here](https://example.com/a) for more", 78)
    found = wrapping(Document("a.md", f"{filler}\n\n{link}\n"))
    assert found is not None
    assert [end.inside for end in found.ends][-1] == "link"


def test_one_line_end_is_enough_where_the_header_tells_of_the_tool() -> None:
    layout = HeaderLayout("ship-log", "lines", (FieldSpec("Ship", "title"), FieldSpec("Date", "date")), wrap=60)
    sentence = "The ferry left the landing stage at six in the morning and came back at noon."
    text = f"# The ferry\n\nShip: Anna\n\nDate: 2024-05-01\n\n{textwrap.fill(sentence, 60)}\n"
    document = Document("a.md", text, layouts=(layout,))
    found = wrapping(document)
    assert found is not None
    assert found.width == 60
    assert [document.line_of(end.span.start) for end in found.ends] == [6]
    assert wrapping(Document("a.md", text)) is None, "without the layout one line end proves nothing"
    short = text.replace("morning\n", "morning \n").replace("at six in the ", "at six\nin the ")
    assert wrapping(Document("a.md", short, layouts=(layout,))) is None, "a word would have had room"


def test_a_line_of_odd_blanks_is_no_title() -> None:
    assert wrapping(Document("a.md", "\xa0\u3000\n茶馆沿着河岸一字排开。\n\x0c\x0b\n码头还是木头搭的。\n")) is None
