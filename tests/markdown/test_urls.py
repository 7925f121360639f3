"""Bare URLs: where they end."""

import pytest

from lintcorpus.markdown.urls import bare_urls
from lintcorpus.model.document import Document


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("见 https://example.com/a-b。后", ["https://example.com/a-b"]),
        ("见https://example.com/a，以及", ["https://example.com/a"]),
        ("(see https://example.com/a)", ["https://example.com/a"]),
        ("https://example.com/a_(b)", ["https://example.com/a_(b)"]),
        ("[x](https://example.com/a)", ["https://example.com/a"]),
        ("End: https://example.com/a.", ["https://example.com/a"]),
        ("<https://example.com/a>", ["https://example.com/a"]),
        ("https://example.com/?a=1&b=2#c", ["https://example.com/?a=1&b=2#c"]),
        ("HTTP://EXAMPLE.COM/A", ["HTTP://EXAMPLE.COM/A"]),
        ("https:// alone", []),
        ("no url", []),
    ],
)
def test_bare_urls(text: str, wanted: list[str]) -> None:
    document = Document("a.md", text)
    assert [document.slice(span) for span in bare_urls(document)] == wanted
