"""Rows that do not fit, in every way of writing bars."""

import pytest

from tests.support import check, document, plan_for

RULE = "MRK009"


def found(text: str) -> list[tuple[str, int]]:
    items = [item for item in check([document(text)], plan_for(RULE)) if item.rule == RULE]
    return [(item.variant, item.place.start.line) for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| 1 |  |\n",
        "a | b\n---|---\n1 | 2\n",
        "a | b |\n---|---|\n1 | 2 |\n",
        "a| b  \n---|---  \n1|   \n",
        "| a | b |\n|---|---|\n| `x \\| y` | 2 |\n",
        "> | a | b |\n> |---|---|\n> | 1 | 2 |\n",
        "- | a | b |\n  |---|---|\n  | 1 | 2 |\n",
        "条件概率 P(A|B) 与 P(B|A)。\n",
        "|\n|\n|\n",
        "| 单独一行 | 不算 |\n",
    ],
)
def test_whole_tables_and_text_with_bars(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a | b\n---|---\n1 | 2 | 3\n", [("long", 3)]),
        ("| a | b |\n|---|---|\n| 1 |\n| 2 |\n", [("", 3)]),
        ("> | a | b |\n> |---|---|\n> | 1 |\n", [("", 3)]),
        ("| a | b |\n|---|---|\n", [("layout", 1)]),
        ("正文\n--- | ---\n一 | 二\n", [("rule", 2)]),
        ("| a | b |\n| c | d |\n", [("rows", 1)]),
        ("|\n a |\n b |\n\n文字\n\n|\n c |\n d |\n", [("split", 1), ("split", 7)]),
    ],
)
def test_broken_tables(text: str, wanted: list[tuple[str, int]]) -> None:
    assert found(text) == wanted
