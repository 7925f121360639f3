"""Pictures glued to sentences and needless escapes: near misses, lines that a break ends, and pictures side by side."""

import pytest

from tests.support import check, document, fixed, plan_for

_PICTURES, _ESCAPES = plan_for("MRK006"), plan_for("MRK003")
_BOAT, _PIER = "![船](https://example.com/boat.jpg)", "![](https://example.com/pier.jpg)"
_ICON = "![](https://example.com/icons/star.png)"
_SENTENCE, _NEXT = "渡口的老船今年又要上岸修补了。", "修船的人住在对岸，隔三天才来一次。"


def _found(text: str) -> list[str]:
    source = document(text)
    return [source.slice(item.span) for item in check([source], _PICTURES)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{_SENTENCE}{_ICON}{_NEXT}\n", id="an icon"),
        pytest.param(f"{_SENTENCE}![]()\n", id="a picture without a target"),
        pytest.param(f"{_SENTENCE}![](data:image/png;base64,AAAA)\n", id="a picture in the text"),
        pytest.param(f"{_SENTENCE}[读后{_BOAT}](https://example.com/a)\n", id="a picture in a link"),
        pytest.param(f"{_SENTENCE}[{_BOAT}]\n", id="a picture in brackets"),
        pytest.param(f"# {_SENTENCE}{_BOAT}\n", id="a heading"),
        pytest.param(f"{_SENTENCE}  \n{_BOAT}  \n{_NEXT}\n", id="a line of its own"),
        pytest.param(f"{_SENTENCE}\n{_BOAT}\n{_NEXT}\n", id="a wrapped line of its own"),
        pytest.param(f"{_SENTENCE}图源：渡口{_BOAT}\n", id="after a credit"),
        pytest.param(f"老船。{_BOAT}\n", id="too short before"),
        pytest.param(f"{_BOAT}修船的人来了。\n", id="too short after"),
        pytest.param(f"{_BOAT}{_NEXT.replace('。', '')}修船的人还没有来\n", id="no sentence after"),
        pytest.param(f"{_BOAT}**{_NEXT}修船的人还没有来。**\n", id="bold text after"),
        pytest.param(f"{_SENTENCE[:-1]}{_BOAT}{_NEXT}\n", id="in the midst of a sentence"),
        pytest.param(f"{_SENTENCE}{_BOAT}，{_NEXT}\n", id="before a comma"),
        pytest.param(f"`{_SENTENCE}{_BOAT}`\n", id="code"),
        pytest.param("".join(f"{_SENTENCE}{_BOAT}" for _ in range(51)) + "\n", id="a gallery"),
    ],
)
def test_pictures_that_stand_where_they_may_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_a_paragraph_with_fifty_pictures_is_no_gallery_yet() -> None:
    assert len(_found("".join(f"{_SENTENCE}{_BOAT}" for _ in range(50)) + "\n")) == 50


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(f"{_SENTENCE}{_BOAT} {_PIER}\n", [f"{_BOAT} {_PIER}"], id="side by side"),
        pytest.param(f"{_SENTENCE}{_BOAT}{_ICON}\n", [_BOAT], id="before an icon"),
        pytest.param(f"{_SENTENCE}{_BOAT}{_NEXT}{_PIER}\n", [_BOAT, _PIER], id="two in a paragraph"),
        pytest.param(f"上一行  \n{_SENTENCE}{_BOAT}  \n下一行\n", [_BOAT], id="in a line between breaks"),
        pytest.param(f"修补{_BOAT}  \n{_SENTENCE}{_PIER}\n", [_PIER], id="only in the second line"),
    ],
)
def test_pictures_are_taken_together_where_nothing_stands_between_them(text: str, found: list[str]) -> None:
    assert _found(text) == found


def test_only_the_line_of_a_picture_says_whether_it_is_glued() -> None:
    # What stands beyond a hard break is another line to the reader.
    assert _found(f"{_SENTENCE}  \n好。{_BOAT}  \n{_NEXT}\n") == []


def test_the_repair_sets_a_picture_apart_with_what_stands_beside_it() -> None:
    assert fixed(document(f"{_SENTENCE} {_BOAT} {_NEXT}\n"), _PICTURES) == f"{_SENTENCE} {_BOAT} {_NEXT}\n"
    assert fixed(document(f"{_SENTENCE}{_BOAT} {_NEXT}\n"), _PICTURES) == f"{_SENTENCE}\n\n{_BOAT}\n\n{_NEXT}\n"
    assert fixed(document(f"{_SENTENCE}{_BOAT}# 三天\n"), _PICTURES) == f"{_SENTENCE}{_BOAT}# 三天\n"


def _escapes(text: str) -> list[str]:
    source = document(text)
    return [source.slice(item.span) for item in check([source], _ESCAPES)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("`版本 3\\. 发布`\n", id="code"),
        pytest.param("3\\. 发布\n", id="the start of a list"),
        pytest.param("文件 a\\.b 不见了\n", id="no number"),
        pytest.param("| 版本 | 说明 |\n| --- | --- |\n| 第 3\\. 版 | 旧 |\n", id="a table"),
        pytest.param("    第 3\\. 版\n", id="a block of code"),
    ],
)
def test_escapes_that_are_needed_or_mean_something_stay(text: str) -> None:
    assert _escapes(text) == []


def test_an_escape_that_is_not_needed_goes() -> None:
    assert _escapes("船票在第 3\\. 号窗口\n") == ["\\."]
    assert fixed(document("船票在第 3\\. 号窗口\n"), _ESCAPES) == "船票在第 3. 号窗口\n"
