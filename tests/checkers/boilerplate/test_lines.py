"""Listed lines: what the cards' examples do not show."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

FILLER = "麦子收完了，机器开回镇上，司机把钥匙挂在门后的钉子上，钉子是他父亲钉的。\n\n" * 6


def spans(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule))]


@pytest.mark.parametrize("marker", ["END", "--- END ---", "· END ·", "【全文完】", "～完～", "The End.", "## 完"])
def test_marks_and_letter_case_do_not_count(marker: str) -> None:
    assert spans(f"{FILLER}{marker}\n\n来源：农机站\n", "BLR003") == [marker]


@pytest.mark.parametrize("line", ["完成", "The end of it", "END.md", "- 完 -5", "[END](https://a.example)"])
def test_only_the_whole_line_counts(line: str) -> None:
    assert spans(f"{FILLER}{line}\n", "BLR003") == []


def test_an_end_marker_in_the_midst_is_left() -> None:
    assert spans(f"{FILLER}END\n\n{FILLER * 5}", "BLR003") == []


def test_a_marker_between_hard_breaks_goes_alone() -> None:
    text = f"{FILLER}摄影：老温  \n— 完 —  \n来源：农机站\n"
    plan = plan_for("BLR003")
    assert fixed(document(text), plan, Safety.SAFE) == f"{FILLER}摄影：老温  \n来源：农机站\n"


@pytest.mark.parametrize(
    "line",
    [
        "全文 12,345字 | 阅读约 18 分钟",
        "本文共3200字，建议阅读8分钟",
        "12 min read",
        "Estimated reading time: 7 minutes",
    ],
)
def test_any_number_stands_for_the_placeholder(line: str) -> None:
    assert spans(f"# 收割\n\n{line}\n\n{FILLER}", "BLR005") == [line]


def test_a_counter_glued_to_text_is_left() -> None:
    assert spans(f"# 收割\n\n全文 2,000字 | 阅读约6分钟 | 作者老温\n\n{FILLER}", "BLR005") == []


def test_an_end_marker_stays_where_it_tells_the_article_from_what_follows() -> None:
    article = "麦子收完了，机器开回镇上，仓库的门从里面插上了。\n\n（完）\n\n"
    (alone,) = check([document(article + "来源：农机站\n")], plan_for("BLR003"))
    (parting,) = check([document(article + "关注我们。\n\n点个赞吧。\n\n下期再见。\n")], plan_for("BLR003"))
    assert [item.fixes[0].safety for item in (alone, parting)] == [Safety.SAFE, Safety.UNSAFE]
