"""The guard of repairs: each kind of difference is seen, where it is, and excused only by what a fix declares."""

from collections.abc import Iterable

import pytest

from lintcorpus.engine.guard import GuardedFix, violations
from lintcorpus.model.fix import Change, Edit, apply_edits
from lintcorpus.model.span import Span
from tests.support import document


def _edit(text: str, find: str, put: str) -> Edit:
    at = text.index(find)
    return Edit(Span(at, at + len(find)), put)


def _broken(text: str, *edits: Edit, changes: Iterable[Change] = ()) -> list[str]:
    """What the guard says of one fix of these edits."""
    after = apply_edits(text, sorted(edits))
    return violations(document(text), document(after), [GuardedFix(tuple(sorted(edits)), frozenset(changes))])


def _replaced(text: str, find: str, put: str, *changes: Change) -> list[str]:
    return _broken(text, _edit(text, find, put), changes=changes)


_HARMS = [
    pytest.param("渡口的船坏了。\n", "坏", "好", ["words"], id="a letter"),
    pytest.param("共 12 条船。\n", "2", "3", ["words"], id="a digit"),
    pytest.param("看 `ls` 的结果。\n", "ls", "la", ["words", "code"], id="code in a line"),
    pytest.param("水<sub>二</sub>位。\n", "<sub>", "<sup>", ["words"], id="a tag"),
    pytest.param("[船](https://example.com/a)\n", "/a", "/b", ["targets"], id="the target of a link"),
    pytest.param("![船](https://example.com/a.png)\n", "a.png", "b.png", ["targets"], id="the target of a picture"),
    pytest.param("![船](https://example.com/a.png)\n", "![", "[", ["targets"], id="a picture becomes a link"),
    pytest.param("见 https://example.com/a-b 处。\n", "-", "/", ["targets"], id="a bare URL"),
    pytest.param("渡口\n\n船。\n", "渡口", "# 渡口", ["headings"], id="a new heading"),
    pytest.param("# 渡口\n\n船。\n", "# ", "## ", ["headings"], id="the level of a heading"),
    pytest.param("渡口。\n\n船。\n", "船", "* 船", ["lists"], id="a new item"),
    pytest.param("* 渡口\n\n* 船\n", "\n\n* 船", "\n\n  * 船", ["lists"], id="the depth of an item"),
    pytest.param("* 渡口\n", "*", "1.", ["lists"], id="a number for a bullet"),
    pytest.param("看 ls 的结果。\n", "ls", "`ls`", ["code"], id="new code in a line"),
    pytest.param("```\na b\n```\n", "a b", "a  b", ["code"], id="blanks in a block of code"),
    pytest.param("甲|乙\n丙|丁\n", "\n", "\n-|-\n", ["tables"], id="a new table"),
    pytest.param("|甲|乙|\n|-|-|\n|丙|丁|\n", "丁|", "丁", ["tables"], id="the marks of a table"),
    pytest.param("渡口的船。\n", "的", "*的*", ["emphasis"], id="new emphasis"),
    pytest.param("渡口**的**船。\n", "**的**", "*的*", ["emphasis"], id="weaker emphasis"),
    pytest.param("渡口 *的船* 坏了。\n", "的船*", "的*船", ["emphasis"], id="emphasis of fewer words"),
]


@pytest.mark.parametrize(("text", "find", "put", "kinds"), _HARMS)
def test_each_harm_has_its_name(text: str, find: str, put: str, kinds: list[str]) -> None:
    assert _replaced(text, find, put) == kinds


@pytest.mark.parametrize(
    ("text", "find", "put"),
    [
        pytest.param("好的，，再见。\n", "，，", "，", id="a doubled mark"),
        pytest.param("# 渡口\n\n船。\n", "# ", "", id="a heading"),
        pytest.param("渡口\n* 船。\n", "\n* ", "", id="an item"),
        pytest.param("看 `ls` 的结果。\n", "`ls`", "ls", id="code"),
        pytest.param("甲|乙\n-|-\n丙|丁\n", "\n-|-\n", "\n", id="a table"),
        pytest.param("渡口**的**船。\n", "**的**", "的", id="emphasis"),
        pytest.param("```\na\r\nb\n```\n", "\r\n", "\n", id="line ends in code"),
        pytest.param("```\na\rb\n```\n", "\r", "\n", id="old line ends in code"),
        pytest.param("看 `ls\n-l` 的结果。\n", "\n", " ", id="a line end inside code in a line"),
        pytest.param("> 看 `ls\n> -l` 的结果。\n", "\n> ", " ", id="a line end inside code in a quoted line"),
    ],
)
def test_structure_may_end_where_an_edit_stands(text: str, find: str, put: str) -> None:
    assert _replaced(text, find, put) == []


@pytest.mark.parametrize(
    ("change", "excused"),
    [
        (Change.MARKS, {"headings", "lists", "code", "tables", "emphasis"}),
        (Change.WHITESPACE, set()),
        (Change.CHARACTERS, {"words"}),
        (Change.WORDS, {"words"}),
        (Change.TARGET, {"targets"}),
        (Change.BLOCK, {"words", "targets", "headings", "lists", "code", "tables", "emphasis"}),
    ],
)
@pytest.mark.parametrize(("text", "find", "put", "kinds"), _HARMS)
def test_a_change_that_is_declared_excuses_its_kinds_only(
    text: str, find: str, put: str, kinds: list[str], change: Change, excused: set[str]
) -> None:
    assert _replaced(text, find, put, change) == [kind for kind in kinds if kind not in excused]


def test_what_one_fix_declares_excuses_no_other() -> None:
    text = "渡口的船坏了，，明天再来。\n"
    honest = GuardedFix((_edit(text, "坏", "好"),), frozenset({Change.CHARACTERS}))
    other = GuardedFix((_edit(text, "明", "后"),), frozenset())
    after = document(apply_edits(text, [*honest.edits, *other.edits]))
    assert violations(document(text), after, [honest, other]) == ["words"]
    assert violations(document(text), after, [honest, other._replace(changes=frozenset({Change.WORDS}))]) == []


def test_what_is_declared_excuses_nothing_beside_the_edit() -> None:
    before, after = document("渡口的船坏了。\n"), document("渡口的般坏了。\n")
    for beside, quiet in (("的", False), ("船", True), ("坏", False)):
        fix = GuardedFix((_edit(before.text, beside, beside),), frozenset({Change.CHARACTERS}))
        assert (violations(before, after, [fix]) == []) is quiet


def test_differences_without_any_fix_are_seen() -> None:
    before = document("# 渡口\n\n* *船*\n\n`ls`\n\n[见](https://example.com/a)\n\n|甲|\n|-|\n")
    assert violations(before, before, []) == []
    assert violations(before, document("空。\n"), []) == [
        "words",
        "targets",
        "headings",
        "lists",
        "code",
        "tables",
        "emphasis",
    ]


def test_targets_are_compared_in_the_order_of_the_text() -> None:
    first, second = "https://example.com/a", "[乙](https://example.com/b)"
    before, after = document(f"{first} 和 {second}\n"), document(f"{second} 和 {first}\n")
    assert "targets" in violations(before, after, [])


def test_a_url_in_a_link_is_one_target() -> None:
    url = "https://example.com/a"
    text = f"[{url}]({url})\n"
    assert _replaced(text, f"[{url}]({url})", f"[{url}](<{url}>)") == []


def test_structure_that_a_fix_takes_apart_at_both_ends_is_free_between_them() -> None:
    text = "渡口 *的* 船坏了。\n"
    around = (Edit(Span(0, 0), "`"), Edit(Span(8, 8), "`"))
    assert _broken(text, *around) == ["code", "emphasis"]
    assert _broken(text, *around, changes={Change.MARKS}) == []


def test_structure_outside_of_what_a_fix_takes_apart_stays() -> None:
    text = "渡口的船坏了。\n\n## 明天\n"
    assert _broken(text, Edit(Span(0, 0), "```\n"), changes={Change.MARKS}) == ["headings"]


@pytest.mark.parametrize(("gap", "kinds"), [("", []), ("好", ["emphasis"]), ("好的", ["emphasis"])])
def test_structure_ends_only_right_at_an_edit(gap: str, kinds: list[str]) -> None:
    before, after = document(f"是，，{gap}*船* 坏了。\n"), document(f"是，{gap}船 坏了。\n")
    fix = GuardedFix((Edit(Span(1, 3), "，"),), frozenset())
    assert violations(before, after, [fix]) == kinds
    before, after = document(f"坏了的 *船*{gap}，，是。\n"), document(f"坏了的 船{gap}，是。\n")
    at = before.text.index("，，")
    fix = GuardedFix((Edit(Span(at, at + 2), "，"),), frozenset())
    assert violations(before, after, [fix]) == kinds
