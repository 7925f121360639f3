"""Rules about pictures where the examples of the cards do not reach."""

import base64

import pytest

from lintcorpus.checkers.pictures import PlaceholderOptions
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def variant(url: str) -> str | None:
    items = found(f"![]({url})\n", "IMG002")
    return items[0].variant if items else None


def data(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


GIF = b"GIF89a" + (1).to_bytes(2, "little") * 2 + b"\x80\x00\x00,\x00\x00;"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("", "empty"),
        ("data:image/png;base64,", "cut"),
        ("data:image/png;base64…", "cut"),
        ("data:image/png;base64,iVBORw0K...", "cut"),
        (data("gif", GIF), ""),
        (data("gif", GIF[:8] + (40).to_bytes(2, "little") + GIF[10:]), None),
        (data("gif", GIF[:-1] + b"x"), "cut"),
        # A PNG of one point that is called a GIF.
        (data("gif", b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + (1).to_bytes(4, "big") * 2 + b"IEND\xaeB`\x82"), ""),
        (data("jpeg", b"\xff\xd8" + b"x" * 90 + b"\xff\xd9"), None),
        (data("jpeg", b"\xff\xd8" + b"x" * 90), "cut"),
        (data("webp", b"RIFFxxxxWEBP"), None),
        ("data:image/svg+xml,%3Csvg%20viewBox=%220%200%209%209%22%3E%3C/svg%3E", ""),
        ("data:image/svg+xml;charset=utf-8,%3Csvg%3E%3Crect/%3E%3C/svg%3E", None),
        ("data:text/plain;base64,aGFsbG8=", None),
        ("https://example.com/assets/1x1.png", ""),
        ("/static/Loading.gif?t=1", ""),
        ("https://example.com/loading.jpg", None),
        ("https://example.com/google-pixel.png", None),
        ("https://example.com/blank/640", None),
    ],
)
def test_what_shows_nothing(url: str, wanted: str | None) -> None:
    assert variant(url) == wanted


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("渔网![]()晒着。\n", Safety.SAFE),
        ("![渔网]()\n", Safety.UNSAFE),
        ("![][1]\n\n[1]: data:image/gif;base64,\n", Safety.UNSAFE),
        ("[![]()](https://example.com/a)\n", None),
        ("## ![]()\n", None),
        ("> ![]()\n", None),
        ("* [![]()\n\n  渔网](https://example.com/a)\n", None),
    ],
)
def test_safety_of_the_deletion(text: str, safety: Safety | None) -> None:
    items = found(text, "IMG002")
    assert [item.fix.safety if item.fix else None for item in items] == [safety]


def test_deletion_leaves_the_lines_around_it() -> None:
    text = "晒网。  \n![]()  \n补网。\n\n| 网 | ![]() |\n|---|---|\n| 一 | 二 |\n"
    assert fixed(document(text), plan_for("IMG002")) == "晒网。  \n补网。\n\n| 网 |  |\n|---|---|\n| 一 | 二 |\n"


def test_picture_in_code_is_none() -> None:
    assert not found("`![]()`\n\n```\n![](spacer.gif)\n```\n", "IMG002")


def test_size_of_an_embedded_picture_is_told() -> None:
    url = data("jpeg", b"\xff\xd8" + b"x" * 3000 + b"\xff\xd9")
    assert [item.params for item in found(f"![]({url})\n", "IMG003")] == [{"size": len(url)}]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("dot.gif", True),
        ("DOT.PNG", True),
        ("a9.svg", True),
        ("dot.jpg", False),
        ("adot.gif", False),
        ("dot.x.gif", False),
    ],
)
def test_names_of_placeholders_are_matched_in_full(name: str, wanted: bool) -> None:
    assert PlaceholderOptions(files=("dot", r"a\d")).holds(name) is wanted


@pytest.mark.parametrize("pattern", ["dot(?=s)", r"(dot)\1", "dot{2,1}"])
def test_a_pattern_that_cannot_be_linear_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="RE2"):
        PlaceholderOptions(files=(pattern,))


def test_a_pattern_that_tries_for_ever_elsewhere_ends() -> None:
    assert not PlaceholderOptions(files=("(a|a)*b",)).holds("a" * 500 + ".gif")
