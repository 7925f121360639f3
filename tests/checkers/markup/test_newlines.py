"""Typed-out line ends, and the programs, paths and formulas that hold the same two characters."""

import pytest

from tests.support import check, document, fixed, plan_for

RULE = "MRK011"


def found(text: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(RULE))]


@pytest.mark.parametrize(
    "text",
    [
        "程序先打印：你好。\\n再打印：再见。\n",
        "分隔符是“\\n”与“\\t”。\n",
        "E:\\name。\\note 与 F:\\t 两个盘。\n",
        "梯度 \\nabla 与 \\theta、\\tau、\\nu。\n",
        '"First line.\\nSecond line."\n',
        "标题\\n正文\n",
        "姓名\\t年龄\n",
        "`一。\\n二。`\n",
        "[说明](https://example.com/a.\\nB)\n",
        "一。\\\\N二。\n",
    ],
)
def test_programs_paths_and_formulas(text: str) -> None:
    assert not found(text)


def test_lines_cut_between_words_count_beside_sure_ones() -> None:
    assert found("老街的门牌\\n写在旧账上。\\n后来账本丢了。\n") == ["\\n写在旧账上。\\n"]


def test_backslashes_may_be_doubled() -> None:
    assert fixed(document("河涨了。\\\\n\\\\n山没动。\n"), plan_for(RULE)) == "河涨了。\n\n山没动。\n"


def test_no_repair_where_the_rest_would_become_a_heading() -> None:
    (item,) = check([document("河涨了。\\n\\n*山*没动。\\n# 完\n")], plan_for(RULE))
    assert item.params["count"] == 1
