"""What an edit of a character does to the Markdown around it."""

import pytest

from lintcorpus.markdown.surroundings import breaks_url, harmless, in_url
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Edit
from lintcorpus.model.span import Span

MARK = "¤"


def _marked(text: str) -> tuple[Document, Span]:
    at = text.index(MARK)
    return Document("a.md", text), Span(at, at + 1)


def test_a_place_beside_a_whole_picture_is_in_no_url() -> None:
    text = "\u200d![](https://example.com/a.png)\u200d**\n"
    both = [Span(at, at + 1) for at, char in enumerate(text) if char == "\u200d"]
    assert [breaks_url(Document("a.md", text), span) for span in both] == [False, False]


@pytest.mark.parametrize(
    "text", ["见 https://example.com/a¤b\n", "[a](https://example.com/¤)\n", "https://example.com/a¤\n"]
)
def test_places_in_urls(text: str) -> None:
    assert in_url(*_marked(text))


@pytest.mark.parametrize("text", ["[a¤b](https://example.com/)\n", "见https://example.com/。然后¤\n"])
def test_places_beside_urls(text: str) -> None:
    assert not in_url(*_marked(text))


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://exam\x00¤ple.com/)\n",
        "https:/¤/example.com\n",
        "[a]¤(b)\n",
        "[a](甲乙¤丙)\n",
        "ww¤www.example.com\n",
    ],
)
def test_places_that_keep_a_url_from_being_one(text: str) -> None:
    assert breaks_url(*_marked(text))


@pytest.mark.parametrize("text", ["见https://example.com/。然后¤再说\n", "[a](b) 之后¤\n"])
def test_places_far_from_urls(text: str) -> None:
    assert not breaks_url(*_marked(text))


@pytest.mark.parametrize("text", ["甲¤乙\n", "**甲¤丙** 乙\n", "甲¤ **乙**\n", "# 标¤题\n", "¤甲乙\n", "- ¤甲\n"])
@pytest.mark.parametrize("put", ["", " "])
def test_edits_that_change_nothing(text: str, put: str) -> None:
    document, span = _marked(text)
    assert list(harmless(document, [Edit(span, put)]))


@pytest.mark.parametrize(
    "text",
    [
        "¤# 标题\n",
        "¤- 甲\n",
        "1.¤ 甲\n",
        "3¤. 甲\n",
        "* 1.¤ 甲\n",
        "[a]¤[b]\n\n[b]: https://example.com/\n",
        "!¤[a](b)\n",
        "*¤*甲**\n",
        "-¤--\n",
        "[a]: https://example.com/¤b\n[c]: d e\n",
    ],
)
def test_edits_that_would_make_something(text: str) -> None:
    document, span = _marked(text)
    assert not list(harmless(document, [Edit(span, "")]))


def test_one_bad_edit_leaves_the_plain_ones_of_its_block() -> None:
    text = "甲¤乙，[a]¤(b)，丙¤丁\n"
    edits = [Edit(Span(at, at + 1), "") for at, char in enumerate(text) if char == MARK]
    assert list(harmless(Document("a.md", text), edits)) == [edits[0], edits[2]]
