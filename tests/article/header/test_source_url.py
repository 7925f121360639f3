"""Source URLs: whose site they name, and when two of them are one page."""

import pytest

from lintcorpus.article.header.source_url import source_url

WECHAT = "http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMQ==&mid=27&idx=2&sn=0a1b&chksm=c0#rd"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.com/a", "example.com"),
        ("https://notes.blog.example.com:8080/a", "example.com"),
        ("http://example.co.uk/a", "example.co.uk"),
        ("http://news.example.com.cn/a", "example.com.cn"),
        ("https://co.example.uk/a", "example.uk"),
        (WECHAT, "__biz=MzAwMDAwMDAwMQ=="),
        (WECHAT.replace("&", "&amp;"), "__biz=MzAwMDAwMDAwMQ=="),
        ("https://mp.weixin.qq.com/s/Q1w2E3r4T5y6", ""),
    ],
)
def test_site(url: str, site: str) -> None:
    found = source_url(url)
    assert found is not None
    assert found.site == site


@pytest.mark.parametrize(
    "url", ["", "/a/b", "example.com", "ftp://example.com/a", "http://localhost/a", "http://[bad/a"]
)
def test_what_is_no_web_address(url: str) -> None:
    assert source_url(url) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.com/a/", "https://www.example.com/a"),
        ("https://example.com/a.html?utm_source=x&id=3", "https://example.com/a?id=3#top"),
        ("https://example.com/%E6%B8%A1%E5%8F%A3", "https://example.com/渡口"),
        (WECHAT, "https://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMQ==&idx=2&mid=27"),
    ],
)
def test_one_page_in_two_writings(one: str, other: str) -> None:
    first, second = source_url(one), source_url(other)
    assert first is not None
    assert second is not None
    assert first.page == second.page != ""


@pytest.mark.parametrize(
    "other", ["https://example.com/b", "https://example.com/a?id=4", "https://notes.example.com/a?id=3"]
)
def test_two_pages(other: str) -> None:
    first, second = source_url("https://example.com/a?id=3"), source_url(other)
    assert first is not None
    assert second is not None
    assert first.page != second.page


def test_short_links_cannot_be_compared() -> None:
    found = source_url("https://mp.weixin.qq.com/s/Q1w2E3r4T5y6")
    assert found is not None
    assert found.page == ""
