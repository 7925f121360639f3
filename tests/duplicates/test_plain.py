"""What an article says, read off its lines."""

from lintcorpus.duplicates.folding import folded
from lintcorpus.duplicates.plain import plain
from tests.duplicates.texts import chinese, english


def _said(text: str) -> str:
    return folded(plain(text).text)


def test_header_links_pictures_and_menus_are_left_out() -> None:
    body = english(1)
    page = (
        f"---\ntitle: One\ndate: 2024-01-02\n---\n\n# One\n\nHome\n\n* [About](https://a.example/about)\n"
        f"* [Contact us now](https://a.example/(c))\n\n![A long text, in a picture.](https://a.example/1.png)\n\n{body}\n\n"
        "[![logo](https://a.example/logo.png)](https://a.example/a-very-long-address-of-a-page-that-says-nothing)\n"
    )
    assert _said(page) == folded(body)
    assert plain(page).title == ""


def test_words_of_links_in_sentences_stay() -> None:
    body = english(1)
    assert _said(body.replace("harbour", "[harbour](https://a.example/h)")) == folded(body)


def test_how_lines_are_wrapped_and_ended_does_not_matter() -> None:
    body = english(2)
    lines = body.replace(". ", ".\n")
    assert _said(lines) == _said(body) == _said(lines.replace("\n", "\r\n"))


def test_lines_of_keys_above_the_article_are_a_header() -> None:
    body = chinese(1)
    assert _said(f"# 渡口\n\n作者：某人\n日期：2024-01-02\n来源：某处\n\n{body}") == folded(body)


def test_a_break_at_the_start_is_no_header() -> None:
    body = english(3)
    assert _said(f"---\n\n{body}\n\n---\n\n{body}") == folded(body + body)


def test_a_page_of_menus_has_its_title() -> None:
    menu = "\n".join(f"* Section number {at} of this site" for at in range(80))
    assert plain(f"# The Ferry\n\n{menu}\n\n{english(4, 8)}").title == "theferry"


def test_a_short_article_is_compared_as_a_whole() -> None:
    poem = "# Rope\n\n" + "\n".join(["rope in the rain", "rope in the drawer"] * 4)
    assert plain(poem).title == "rope"
    assert "ropeinthedrawer" in _said(poem)


def test_unclosed_marks_take_no_time() -> None:
    for text in ("[" * 50_000, "](" * 50_000, "<a" * 50_000, "![" * 50_000, "---\n:\n" * 20_000, "a: b\n" * 50_000):
        plain(text)
