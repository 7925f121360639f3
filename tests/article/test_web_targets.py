"""Which addresses of an article are asked for."""

import pytest

from lintcorpus.article.web_targets import web_targets
from tests.support import document


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("[a](https://a.org/x#part)", ["https://a.org/x#part"]),
        ("![a](https://a.org/x.png) 与 <https://b.org/y>", ["https://a.org/x.png", "https://b.org/y"]),
        ("[![p](https://a.org/p.png)](https://a.org/x)", ["https://a.org/p.png", "https://a.org/x"]),
        ("见 https://a.org/x。下文", ["https://a.org/x"]),
        ("[a][1]\n\n[1]: https://a.org/x\n", ["https://a.org/x"]),
        ("[https://a.org/x](https://a.org/x)", ["https://a.org/x"]),
        ("[a](mailto:x@a.org) [b](#c) [d](e.md) [f](ftp://a.org/)", []),
        ("`https://a.org/x`\n\n```\nhttps://a.org/y\n```\n", []),
        ("https://a.org/{name}/x https://a.org/x...", []),
        ("https://a.org/x-\n", []),
        ("https://a.org/?a=1&amp;b=2", ["https://a.org/?a=1&b=2"]),
        ("---\ntitle: x\nurl: https://a.org/x\n---\n\nhttps://b.org/y\n", ["https://b.org/y"]),
    ],
)
def test_addresses_of_the_article(text: str, urls: list[str]) -> None:
    source = document(text)
    found = web_targets(source)
    assert [target.url for target in found] == urls
    for target in found:
        assert not target.spelled or source.slice(target.span) == target.url


def test_the_target_is_marked_and_not_the_text_that_looks_like_it() -> None:
    (target,) = web_targets(document("[https://a.org/x](https://a.org/x)"))
    assert tuple(target.span) == (18, 33)
