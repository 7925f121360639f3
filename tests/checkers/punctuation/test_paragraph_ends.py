"""Ends of paragraphs where the examples of the card do not reach."""

from tests.support import check, document, plan_for

CLOSED = "清晨的渡口只有一条船，船上坐着三个挑担的人。他们要赶在集市开张之前过河，谁也不肯多等一刻。"
OPEN = "那天的鱼卖得很好，不到中午就空了两只筐。剩下的一筐他舍不得贱卖，打算挑回村里分给邻居"
SENTENCE = OPEN.partition("。")[2]


def found(*paragraphs: str) -> list[tuple[str, str]]:
    text = "\n\n".join(paragraphs) + "\n"
    return [
        (text[item.span.start : item.span.end], item.variant) for item in check([document(text)], plan_for("PUN009"))
    ]


def test_both_neighbours_must_be_closed_text() -> None:
    assert found(*[CLOSED] * 3, OPEN, *[CLOSED] * 3) == [(SENTENCE, "")]
    assert found(*[CLOSED] * 6, OPEN) == []
    assert found(OPEN, *[CLOSED] * 6) == []
    assert found(*[CLOSED] * 3, "小标题", OPEN, *[CLOSED] * 3) == []


def test_a_heading_may_follow_a_comma_only() -> None:
    assert found(*[CLOSED] * 3, OPEN + "，", "## 午后", *[CLOSED] * 3) == [(SENTENCE + "，", "comma")]
    assert found(*[CLOSED] * 3, OPEN, "## 午后", *[CLOSED] * 3) == []


def test_what_happens_often_is_the_writers_way() -> None:
    assert len(found(*[CLOSED, OPEN] * 2, *[CLOSED] * 4)) == 2
    assert found(*[CLOSED, OPEN] * 3, *[CLOSED] * 4) == []


def test_closing_marks_and_emphasis_behind_the_end_count() -> None:
    assert found(*[CLOSED] * 3, f"**他说。**“{OPEN}。”", *[CLOSED] * 3) == []
    assert found(*[CLOSED] * 3, OPEN.replace(SENTENCE, f"**{SENTENCE}**"), *[CLOSED] * 3) == [(SENTENCE, "")]
