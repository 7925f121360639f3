"""robots.txt as RFC 9309 reads it."""

import pytest

from lintcorpus.online.robots import Robots, read_robots


@pytest.mark.parametrize(
    ("lines", "path", "allowed"),
    [
        ("Disallow: /", "/a", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a", "/abc", False),
        ("Disallow: /a", "/b", True),
        ("Disallow: /a/\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a/", "/a/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?page=2", True),
        ("Disallow: /*?id=", "/x?id=3", False),
        ("Disallow: /*/b*c", "/a/b/d/c", False),
        ("Disallow: /$", "/", False),
        ("Disallow: /$", "/a", True),
        ("Disallow: /潮", "/%E6%BD%AE", False),
        ("Disallow: /a  # all of it", "/ab", False),
        ("Crawl-delay: 5", "/a", True),
        ("Disallow: /*aa", "/" + "a" * 2000 + "b", False),
        ("Disallow: /" + "*a" * 200 + "$", "/" + "a" * 5000 + "b", True),
    ],
)
def test_the_longest_rule_decides(lines: str, path: str, allowed: bool) -> None:
    assert read_robots(f"User-agent: *\n{lines}\n", "lintcorpus").allows(path) is allowed


def test_a_group_of_the_own_name_is_the_only_one_that_counts() -> None:
    text = "User-agent: a\nUser-agent: LintCorpus/2.0\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n\nUser-agent: lintcorpus\nCrawl-delay: 2\n"
    assert read_robots(text, "lintcorpus") == Robots(((False, "/x"),), 2.0)
    assert read_robots(text, "other") == Robots(((False, "/"),))


def test_anything_can_be_read() -> None:
    for text in ("", "\ufeffUser-agent:*\rDisallow:/\r", "<html>\nnothing: here\n", "Disallow: /\n", "User-agent\n:\n"):
        read_robots(text, "lintcorpus").allows("/a")
    assert not read_robots("\ufeffUser-agent:*\rDisallow:/\r", "lintcorpus").allows("/a")
    assert read_robots("Disallow: /\n", "lintcorpus").allows("/a")
