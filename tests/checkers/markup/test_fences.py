"""Fences that never close, in files, quotes and lists, and code that lost its fence."""

import pytest

from tests.support import check, document, plan_for

RULE = "MRK008"


def found(text: str) -> list[tuple[str, int]]:
    items = [item for item in check([document(text)], plan_for(RULE)) if item.rule == RULE]
    return [(item.variant, item.place.start.line) for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "```\n```\n",
        "~~~\n```\n~~~\n",
        "```\n````\n",
        "> ```\n> a\n> ```\n",
        "* 一\n\n  ```\n  a\n  ```\n* 二\n",
        "> ```\n> a\n\n文字\n\n```\nb\n```\n",
        "```md\n```js\nlet a\n```\n",
        "一行写完的 `{ a; }` 与 { b; }。\n",
        "问\n{\n答\n}\n完\n{\n又\n}\n",
    ],
)
def test_closed_code_and_text_are_left_alone(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("````\na\n```\n", [("", 1)]),
        ("```\r\na\r\n", [("", 1)]),
        ("> 引文\n> ```\n> a\n", [("", 2)]),
        ("```\na\n```\n\n文字\n\n```\n\n", [("last", 7)]),
        ("```py\na\n\n文字\n\n```py\nb\n```\n", [("swallows", 1)]),
        ("1. 一\n   ```\na\n```\n文字\n", [("", 2)]),
    ],
)
def test_open_fences(text: str, wanted: list[tuple[str, int]]) -> None:
    assert found(text) == wanted


def test_flattened_code_is_one_finding_a_file() -> None:
    code = "{\nreturn\n1\n;\n}\n{\n}\n"
    text = f"第一段\n{code}文字\n\n" + "很长的一段文字。" * 200 + f"\n\n第二段\n{code}完\n"
    assert found(text) == [("flattened", 2)]


def test_flattened_json_counts_as_code() -> None:
    assert found('结果是：\n{\n"id"\n:\n1\n}\n{\n"id"\n:\n2\n}\n') == [("flattened", 2)]
