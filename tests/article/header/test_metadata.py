"""What stands in the metadata."""

import pytest

from lintcorpus.article.header.metadata import in_metadata
from lintcorpus.model.span import Span
from tests.support import document

HEADER = "# 题目\n\n文章作者: 老陈\n发布时间: 2024-05-01 10:00\n发布地: 北方\n原文链接: https://example.com/a\n\n正文\n"


@pytest.mark.parametrize(
    ("text", "word", "inside"),
    [
        (HEADER, "example", True),
        (HEADER, "正文", False),
        ("---\nurl: example\n---\n\n正文\n", "example", True),
        ("---\nurl: example\n---\n\n正文\n", "正文", False),
        ("正文\n", "正文", False),
    ],
)
def test_front_matter_and_header_block_are_metadata(text: str, word: str, inside: bool) -> None:
    at = text.index(word)
    assert in_metadata(document(text), Span(at, at + len(word))) is inside
