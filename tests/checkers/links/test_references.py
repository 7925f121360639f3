"""Rules about reference links where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic, Severity
from tests.support import check, document, plan_for


def found(text: str) -> list[Diagnostic]:
    return check([document(text)], plan_for("LNK010"))


def places(text: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in found(text)]


def test_a_list_of_targets_that_was_cut_off_leaves_every_reference() -> None:
    text = "[船名录][1]、[旧地图][2]、![渡口][3]、[港务处][a]、[Sound][].\n"
    assert places(text) == ["[船名录][1]", "[旧地图][2]", "![渡口][3]", "[港务处][a]", "[Sound][]"]


@pytest.mark.parametrize(
    "text",
    [
        "[船名录][1] 一个数说明不了什么。\n",
        "[船名录][1] 与 [旧地图][1] 也一样。\n",
        "[船名录][a] 与 [旧地图][b]\n",
        "港口扩建过[来源请求][3]，又缩小了[需要更新][4]，后来停用。[5]\n",
        "[微笑][1] [呲牙]\n",
        "grid[row][1] and grid[col][2], f(x)[low][1], $[low][2]\n",
        "[low][1][2] and [high][3](4)\n",
        "[7][1] and [8][2], [a][1] and [b][2]\n",
        "志[EB/OL][1]、志[J][2]\n",
        "    [船名录][1]\n    [旧地图][2]\n",
        "<p>[船名录][1] [旧地图][2]</p>\n",
    ],
)
def test_brackets_that_are_no_references_are_quiet(text: str) -> None:
    assert found(text) == []


def test_a_definition_that_is_not_read_is_shown() -> None:
    text = "见[船名录][1]与[旧地图][2]。\n\n```\n[1]: https://example.com/a\n[2]: https://example.com/b\n"
    first, second = found(text)
    assert (first.variant, second.variant) == ("unread", "unread")
    assert first.related[0].place.start.line == 4


def test_labels_are_compared_without_case_and_white_space() -> None:
    text = "[船][The  List] 与 [the list]\n\n[THE LIST]: https://example.com/a\n"
    assert found(text) == []


@pytest.mark.parametrize(
    "definition",
    ["[2]: https://example.com/b", "[2]: <https://example.com/b> '题'", "> [2]: /b", "- [2]: b.html", "[^2]: 一句话"],
)
def test_a_definition_without_a_reference_is_a_hint(definition: str) -> None:
    [item] = found(f"见[船名录][1]。\n\n[1]: https://example.com/a\n\n{definition}\n")
    assert (item.variant, item.severity) == ("unused", Severity.INFO)


@pytest.mark.parametrize(
    "line",
    [
        "[//]: # (待续)",
        '[#]: via: "https://example.com"',
        "[comment]: <> (待续)",
        "[老陈]: 后来船就停了",
        "[1]：https://example.com",
    ],
)
def test_comments_and_speech_are_no_definitions(line: str) -> None:
    assert found(f"正文\n\n{line}\n") == []


@pytest.mark.parametrize("text", ["[^0-9]", "[^a-z]+", "[^1]+", "([^1]|x)", "\\[^1\\]", "`[^1]`", "/[^1]/", "[^编者]"])
def test_sets_of_characters_are_no_footnotes(text: str) -> None:
    assert found(f"写作 {text} 即可。\n") == []


def test_footnotes_miss_their_notes() -> None:
    assert places("旧渔港[^1]还在[^note-2]，账本[^3]也在。\n\n[^3]: 老陈保管。\n") == ["[^1]", "[^note-2]"]


def test_a_link_inside_its_text_is_another_fault() -> None:
    assert found("[见[船名录](https://example.com/b)一页][1]，[1]\n\n[1]: https://example.com/a\n") == []


def test_front_matter_defines_nothing() -> None:
    assert found("---\n[1]: https://example.com/a\n---\n\n正文\n") == []
