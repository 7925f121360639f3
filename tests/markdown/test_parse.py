"""The parser view: spans that fit the source, and agreement with another CommonMark parser."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lintcorpus.markdown.parse import Inline, blocks, inlines_of, parsed
from lintcorpus.model.document import Document

PIECES = [
    "# 标题\n\n", "## \n\n", "正文有**粗体**和*斜体*，", "[链接](https://example.com/a-b \"题\")", "![图](a.png)", "`代码`",
    "\n", "\n\n", "  \n", "> 引用\n", "* 一\n", "  1. 二\n", "    缩进\n", "```\nx\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "**", "****", "[", "](", "]", "😀", "\t", "\r\n", "&amp;", "\\*", "<b>x</b>", "---\n", "a\u0301", "[^1]", "[^1]: 注\n", "~~删~~",
]  # fmt: skip

TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def _kinds(text: str) -> list[tuple[str, str]]:
    document = Document("a.md", text)
    return [(block.kind, document.slice(block.span)) for block in blocks(document)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# 题\n\n正文\n", [("heading", "# 题"), ("paragraph", "正文")]),
        ("* 一\n* 二\n", [("paragraph", "一"), ("paragraph", "二")]),
        ("> 引\n> 用\n", [("paragraph", "引\n> 用")]),
        ("题\n===\n", [("heading", "题\n===")]),
        ("a\n\n***\n\nb\n", [("paragraph", "a"), ("rule", "***"), ("paragraph", "b")]),
        ("```py\nx\n```\n", [("code", "```py\nx\n```")]),
        ("---\na: b\n---\n正文\n", [("paragraph", "正文")]),
        ("正文\n\n---\n前言: 后语\n---\n更多\n", [("paragraph", "正文"), ("rule", "---"), ("heading", "前言: 后语\n---"), ("paragraph", "更多")]),
        ("<div>\nx\n</div>\n", [("html", "<div>\nx\n</div>")]),
    ],
)  # fmt: skip
def test_blocks(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _kinds(text) == wanted


def test_links_know_their_target_and_the_span_between_the_brackets() -> None:
    text = '见 [三座**桥**](https://example.com/x "题") 和 ![图](a.png)、[](b)、<https://example.com>'
    document = Document("a.md", text)
    found = [
        (piece.kind, piece.data.url, piece.data.form, document.slice(piece.data.text))
        for piece in parsed(document).inlines
        if piece.kind in ("link", "image")
    ]
    assert found == [
        ("link", "https://example.com/x", "inline", "三座**桥**"),
        ("image", "a.png", "inline", "图"),
        ("link", "b", "inline", ""),
        ("link", "https://example.com", "autolink", "https://example.com"),
    ]


def test_marks_that_the_parser_could_not_use_are_texts_of_their_own() -> None:
    document = Document("a.md", "[1、[题](u) **（重点）**后")
    singles = [document.text[piece.start : piece.end] for piece in parsed(document).inlines if piece.kind == "text"]
    assert "[" in singles
    assert singles.count("*") == 4


def test_items_know_their_depth_and_number() -> None:
    document = Document("a.md", "1. 一\n2. 二\n   * 三\n")
    assert [(item.depth, item.number) for item in parsed(document).items] == [(1, 1), (1, 2), (2, None)]
    (last,) = [block for block in blocks(document) if document.slice(block.span) == "三"]
    assert last.items == (1, 2)


@given(TEXTS)
@settings(max_examples=300)
def test_spans_lie_in_the_text_and_nest(text: str) -> None:
    document = Document("a.md", text)
    found = parsed(document)
    for block in found.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(text)
        for piece in inlines_of(document, block):
            assert block.span.start <= piece.start <= piece.end <= len(text)
    assert [block.first for block in found.blocks] == sorted(block.first for block in found.blocks)


@given(TEXTS)
@settings(max_examples=300)
def test_another_parser_sees_the_same(text: str) -> None:
    document = Document("a.md", text)
    if text.startswith(("---", "+++")) or "[^" in text or "\t" in text:
        return  # front matter and footnotes are not CommonMark; tabs move inside list items
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    assert _headings(document) == [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    ours = Counter(
        piece.kind for piece in parsed(document).inlines if piece.kind in ("link", "image", "strong", "emphasis")
    )
    assert ours == Counter(kind for token in tokens for kind in _inline_kinds(token))


def _headings(document: Document) -> list[int]:
    return [block.level for block in blocks(document, "heading")]


def _inline_kinds(token: Token) -> list[str]:
    names = {"link_open": "link", "image": "image", "strong_open": "strong", "em_open": "emphasis"}
    found = []
    for child in token.children or ():
        if child.type in names:
            found.append(names[child.type])
        if child.type == "image":
            found.extend(_inline_kinds(child))
    return found


def test_inline_is_a_plain_tuple() -> None:
    assert Inline("text", 0, 1) == ("text", 0, 1, None)


def test_a_lone_surrogate_keeps_every_place() -> None:
    document = Document("a.md", "前\ud800**粗**后\n")
    (strong,) = [piece for piece in parsed(document).inlines if piece.kind == "strong"]
    assert document.text[strong.start : strong.end] == "**粗**"


def test_of_very_many_pieces_texts_that_touch_are_one_and_at_last_lines_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.markdown.parse._MOST", 4)
    monkeypatch.setattr("lintcorpus.markdown.parse._MOST_BROKEN", 6)
    found = parsed(Document("a.md", "[[[\n[[[\n[[[\n[a](b)[[\n[[\n\n[[\n"))
    first, second = (found.inlines[block.first : block.last] for block in found.blocks)
    assert [(piece.kind, piece.start, piece.end) for piece in first] == [
        *[("text", 0, 1), ("text", 1, 2), ("text", 2, 3), ("soft", 3, 4), ("text", 4, 7), ("soft", 7, 8)],
        *[("text", 8, 12), ("link", 12, 18), ("text", 13, 14), ("text", 18, 23)],
    ]
    assert [(piece.kind, piece.start, piece.end) for piece in second] == [("text", 25, 26), ("text", 26, 27)]
