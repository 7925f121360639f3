"""Rules about empty and cut headings where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


def lines(text: str, rule: str) -> list[int]:
    return [item.place.start.line for item in found(text, rule)]


@pytest.mark.parametrize(
    "mark", ["##", "##  ", "## ##", "## **", "## \u200b\u200d", "##\u00a0".rstrip("\u00a0") + " \u00a0"]
)
def test_heading_that_shows_nothing(mark: str) -> None:
    assert lines(f"# 渡口\n\n开了。\n\n{mark}\n\n![](https://example.com/a.png)\n", "HDG004") == [5]


@pytest.mark.parametrize(
    "mark",
    [
        "## ![](https://example.com/a.png)",
        '## <a id="x"></a>',
        "## …",
        "## ---",
        "## [](https://example.com)",
        "## `#`",
    ],
)
def test_heading_that_shows_or_holds_something(mark: str) -> None:
    assert lines(f"# 渡口\n\n开了。\n\n{mark}\n\n船旧了。\n", "HDG004") == []


def test_long_paragraph_or_picture_is_not_pulled_up() -> None:
    for behind in (
        "船旧了，人也少了，只有渡口的灯还是老样子，每天晚上六点准时亮起来。",
        "[船](/a)",
        "> 船",
        "- 船",
        "两行\n文字",
        "船旧了。",
    ):
        only = found(f"# 渡口\n\n开了。\n\n##\n\n{behind}\n", "HDG004")
        assert [item.variant for item in only] == [""], behind


def test_deleting_leaves_neighbours_apart() -> None:
    plan = plan_for("HDG004")
    assert fixed(document("# 渡口\n\n开了。\n##\n旧了，很旧，旧得没有人再愿意坐上去。\n"), plan) == (
        "# 渡口\n\n开了。\n\n旧了，很旧，旧得没有人再愿意坐上去。\n"
    )
    assert (
        fixed(document("# 渡口\r\n\r\n##\r\n\r\n## 船\r\n\r\n旧。\r\n"), plan) == "# 渡口\r\n\r\n## 船\r\n\r\n旧。\r\n"
    )


WRAPPED = """
The committee met for the first time in the spring of that year and agreed on
a plan that nobody outside the room had expected, least of all the people who
were to pay for it. By the autumn it was clear that the plan would not hold
and that somebody had to say so.
"""


def test_heading_cut_inside_a_link_is_a_finding_about_the_link() -> None:
    text = (
        "# The committee\n\n## [What the committee agreed on in the spring of that year and why it did\n"
        "nothing about it](https://example.com/plan)\n" + WRAPPED
    )
    assert lines(text, "HDG008") == []
    assert lines(text, "LNK002") == [3]
    bare = text.replace("[", "").replace("](https://example.com/plan)", "")
    assert lines(bare, "HDG008") == [3]
    assert lines(bare, "LNK002") == []


def test_paragraph_cut_off_from_its_marks_is_not_pulled_up() -> None:
    cut = "# 渡口\n\n##\n"
    name = "渡口" * 40  # too long a word for the line of the marks
    assert [item.variant for item in found(cut + name + "\n" + WRAPPED, "HDG004")] == ["detached"]
    assert [item.variant for item in found(cut + name + "。\n" + WRAPPED, "HDG004")] == [""]


def test_bare_mark_beside_code_is_deleted_on_demand_only() -> None:
    text = "# 渡口\n\n把它写进配置：\n\nopen = 8\n#\nclose = 19\n"
    assert fixed(document(text), plan_for("HDG004"), Safety.SAFE) == text
    assert "\n#\n" not in fixed(document(text), plan_for("HDG004"))
