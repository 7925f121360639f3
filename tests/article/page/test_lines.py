"""The forms in which the lines of a page are compared."""

import pytest

from lintcorpus.article.page.lines import anchor_of, form_of, lines_of
from tests.support import document


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("12 Likes", "0likes"),
        ("阅读 1.2万", "阅读0"),
        ("4.2K followers", "0followers"),
        ("### Leave a Reply!", "leaveareply"),
        ("××", ""),
    ],
)
def test_marks_case_and_numbers_do_not_count(line: str, form: str) -> None:
    assert form_of(line) == form


def test_the_anchor_is_the_longest_words() -> None:
    assert anchor_of("，轻点两下取消赞") == "轻点两下取消赞"
    assert anchor_of("# likes") == "likes"


def test_links_and_what_stands_between_are_labels() -> None:
    lines = lines_of(document("[Home](/) | News | [Log in](/in)\n"), 0)
    assert lines is not None
    assert [(label.form, label.url) for label in lines[0].labels] == [("home", "/"), ("news", ""), ("login", "/in")]


def test_a_picture_has_no_line() -> None:
    assert lines_of(document("![Share](https://a.example/1.png)\n"), 0) == ()


def test_a_long_paragraph_is_not_read() -> None:
    assert lines_of(document("word " * 60), 0) is None


@pytest.mark.parametrize(
    ("block", "labels"),
    [
        ("[首页](/)", [("首页", "/")]),
        ("[](/)首页", [("首页", "")]),
        ("[首页]()", [("首页", "")]),
        ("首页 / 新闻", [("首页", ""), ("新闻", "")]),
    ],
)
def test_a_block_of_one_run_has_the_labels_of_any_other(block: str, labels: list[tuple[str, str]]) -> None:
    lines = lines_of(document(f"{block}\n"), 0)
    assert lines is not None
    assert [tuple(label) for line in lines for label in line.labels] == labels
