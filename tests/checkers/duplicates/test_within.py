"""Repeated and contained paragraphs: what the cards' examples do not show."""

import pytest

from tests.support import check, document, fixed, plan_for

FILLER = [
    "渔港的冰厂每天凌晨两点开始碎冰，碎冰机一响，整条码头街就都醒了，狗也跟着叫。",
    "冰厂的厂长姓敖，做过二十年轮机，耳朵不好，和人说话的时候总看着对方的嘴。",
    "碎冰分三种，粗的垫舱底，中的盖鱼，细的装泡沫箱，价钱一样，分量不一样。",
    "船回来得晚的日子，冰要多备三成，因为鱼不等人，人也不愿意等着被鱼等。",
    "账本用铅笔记，遇上涂改就用橡皮擦掉重写，敖厂长说钢笔太自信，不适合海边。",
    "去年台风过后停了九天电，冰厂反而最忙，大家把家里的东西全都搬了过来。",
    "那几天厂门口摆着四张桌子，一张登记，一张收冰，两张打牌，谁也没有吵起来。",
    "后来供电的人来修线，在厂里吃了六顿饭，临走留下一只绝缘手套作为纪念。",
    "手套现在挂在碎冰机上方的钉子上，新来的学徒要先认得它，才许碰开关。",
    "学徒一共三个，两个是本地的，一个从内陆来，第一次看见海是在入职体检那天。",
]
PARAGRAPH = "敖厂长有一本小册子，记着每条船最后一次来拉冰的日子。船卖了，他就在日子后面画一个圈；船沉了，他什么也不画。"


def article(*extra: tuple[int, str]) -> str:
    """Ten paragraphs with others put in before the given places."""
    blocks = list(FILLER)
    for at, text in sorted(extra, reverse=True):
        blocks.insert(at, text)
    return "\n\n".join(blocks) + "\n"


def found(text: str, rule: str) -> list[str]:
    return [text[item.span.start : item.span.end] for item in check([document(text)], plan_for(rule))]


def test_the_second_copy_is_reported_and_the_first_is_named() -> None:
    text = article((4, PARAGRAPH), (6, PARAGRAPH))
    (item,) = check([document(text)], plan_for("DUP001"))
    assert item.place.start.line == 15
    assert item.params["line"] == 9
    assert [place.place.start.line for place in item.related] == [9]


def test_a_copy_is_found_in_spite_of_its_setting() -> None:
    copy = "敖厂长有一本__小册子__，记着每条船最后一次来拉冰的日子.\n船卖了,他就在[日子](https://a.example/x)后面画一个圈;船沉了，他什么也不画。"
    assert found(article((4, PARAGRAPH), (6, copy)), "DUP001") == [copy]


def test_a_far_copy_is_another_rule_s() -> None:
    apart = "\n\n".join(["---"] * 8)
    text = article((3, PARAGRAPH), (8, apart), (10, PARAGRAPH))
    assert found(text, "DUP001") == []
    assert found(text, "DUP003") == [PARAGRAPH]
    assert fixed(document(text), plan_for("DUP003")) == text


def test_slips_in_many_places_do_not_hide_it() -> None:
    long = PARAGRAPH + "他说字写得再小也不怕，海比字小，因为海装得进眼睛里，字却要一个一个地认。"
    copy = long
    for old, new in (
        ("小册子", "小册于"),
        ("最后一次", "最后次"),
        ("画一个圈", "画个圈"),
        ("什么也", "什么地"),
        ("也不怕", "也都不怕"),
    ):
        copy = copy.replace(old, new, 1)
    text = article((4, long), (6, copy))
    assert found(text, "DUP001") == [copy]
    assert fixed(document(text), plan_for("DUP001")) == text


def test_a_part_of_a_paragraph_counts_from_a_sentence_on() -> None:
    part = "船卖了，他就在日子后面画一个圈；船沉了，他什么也不画，只把那一页折起来，"
    whole = f"敖厂长有一本小册子。{part}等人来问。"
    other = f"冰厂的账也是这样记的。{part}再也没有打开过。"
    text = article((8, whole), (10, other))
    assert found(text, "DUP002") == [part]
    assert fixed(document(text), plan_for("DUP002")) == text
    said_alike = (
        whole.replace("敖厂长有一本小册子。", "敖厂长有一本小册子，"),
        other.replace("这样记的。", "这样记的，"),
    )
    assert found(article((8, said_alike[0]), (10, said_alike[1])), "DUP002") == []


@pytest.mark.parametrize(("between", "adjacent"), [("", True), ("后来的事没有人说得清楚。", True)])
def test_a_sentence_said_twice_in_one_paragraph(between: str, adjacent: bool) -> None:
    sentence = "船沉了，他什么也不画，只把那一页纸轻轻地折起来。"
    text = article((8, f"敖厂长有一本小册子。{sentence}{between}{sentence}问的人就不再问了。"))
    (item,) = check([document(text)], plan_for("DUP004"))
    assert text[item.span.start : item.span.end] == sentence
    assert (item.variant == "adjacent") is adjacent
    assert fixed(document(text), plan_for("DUP004")).count(sentence) == 1


def test_a_sentence_further_on_is_information() -> None:
    sentence = "船沉了，他什么也不画，只把那一页纸轻轻地折起来。"
    text = article((8, f"敖厂长有一本小册子。{sentence}"), (11, f"问的人多了。{sentence}大家都知道。"))
    (item,) = check([document(text)], plan_for("DUP004"))
    assert item.variant == ""


@pytest.mark.parametrize("label", ["导语：", "**摘要** | ", "TL;DR: "])
def test_what_is_marked_as_a_summary_may_come_again(label: str) -> None:
    text = article((5, label + PARAGRAPH), (7, PARAGRAPH))
    assert found(text, "DUP001") == found(text, "DUP002") == []


def test_the_first_paragraphs_may_come_again() -> None:
    assert found(article((1, PARAGRAPH), (4, PARAGRAPH)), "DUP001") == []


def test_a_paragraph_that_stands_three_times_is_a_refrain() -> None:
    assert found(article((4, PARAGRAPH), (6, PARAGRAPH), (8, PARAGRAPH)), "DUP001") == []


@pytest.mark.parametrize(
    "setting",
    ["> {}", "* {}", "**{}**", "“{}”", "图3：{}", "[{}](https://a.example)", "| a |\n|---|\n| {} |"],
)
def test_what_is_set_apart_may_say_it_again(setting: str) -> None:
    text = article((4, PARAGRAPH), (6, setting.format(PARAGRAPH)))
    assert found(text, "DUP001") == found(text, "DUP002") == []


def test_two_equal_quotations_are_a_repetition() -> None:
    quotation = f"“{PARAGRAPH}”"
    assert found(article((4, quotation), (6, quotation)), "DUP001") == [quotation]


def test_a_slip_mended_in_the_copy_does_not_hide_it() -> None:
    mended = PARAGRAPH.replace("画一个圈", "画了一个圈")
    text = article((4, PARAGRAPH), (6, mended))
    assert found(text, "DUP001") == [mended]
    assert fixed(document(text), plan_for("DUP001")) == text


@pytest.mark.parametrize(("old", "new"), [("一本", "两本"), ("船卖了", "船没卖"), ("最后", "最前"), ("敖厂长", "Ada")])
def test_one_pattern_with_other_words_is_no_copy(old: str, new: str) -> None:
    other = PARAGRAPH.replace(old, new)
    text = article((4, PARAGRAPH), (6, other))
    assert found(text, "DUP001") == found(text, "DUP002") == []


def test_the_fix_keeps_pictures() -> None:
    copy = PARAGRAPH + "![冰](https://img.example/ice.jpg)"
    text = article((4, PARAGRAPH), (6, copy))
    assert found(text, "DUP001") == [copy]
    assert fixed(document(text), plan_for("DUP001")) == text


def test_only_the_repeated_sentences_are_reported_and_deleted() -> None:
    text = article((8, PARAGRAPH), (10, f"有人问起这件事。{PARAGRAPH}问的人就不再问了。"))
    assert found(text, "DUP002") == [PARAGRAPH]
    assert "\n\n有人问起这件事。问的人就不再问了。\n" in fixed(document(text), plan_for("DUP002"))


def test_straight_quotation_marks_belong_to_the_side_they_close() -> None:
    said = '"我把日子都记着，不是为了算账，"敖厂长说，"是怕有一天没有人记得这里来过多少条船，走过多少人。"'
    text = article((8, f"{said}他把本子合上。"), (10, f'{said}"那要是忘了呢？"学徒问。'))
    assert found(text, "DUP002") == [said]


def test_the_lead_may_be_said_again_inside_a_paragraph() -> None:
    text = article((5, PARAGRAPH), (8, f"{PARAGRAPH}问的人就不再问了，把冰装上车，一路没有说话，到家才想起没有付钱。"))
    assert found(text, "DUP002") == []


def test_like_places_of_two_sections_may_say_the_same() -> None:
    sections = f"## 粗冰\n\n{PARAGRAPH}\n\n{FILLER[0]}\n\n## 细冰\n\n{PARAGRAPH}\n"
    assert found(article() + "\n" + sections, "DUP001") == []


def test_questions_and_lines_that_lead_on_may_come_again() -> None:
    for line in (
        "如果冰厂明天就要关门，你们会把剩下的冰送给谁，又会把那只绝缘手套挂到哪里去呢？",
        "在出海之前把下面这些东西一件一件点清楚，缺一件都不要开船，回来以后再点一次：",
    ):
        assert found(article((4, line), (6, line)), "DUP001") == []


def test_a_long_question_that_stands_twice_is_a_copy() -> None:
    question = (
        "如果冰厂明天就要关门，学徒们都回到各自的家里去，码头上再也听不见碎冰机的声音，"
        "那么明年春天第一条满舱回来的船，应该把它的鱼放在哪里，又应该由谁来告诉船上的人，这里从前有过一座冰厂呢？"
    )
    assert found(article((4, question), (6, question)), "DUP001") == [question]


def test_a_torn_half_of_a_paragraph_is_found_in_another() -> None:
    half = "船沉了，他什么也不画，只把那一页折起来，压在玻璃板的下面，等人来问，"
    text = article((8, f"敖厂长有一本小册子。{half}"), (10, f"{FILLER[5]}{half}可是没有人来。"))
    assert found(text, "DUP002") == [half]


def test_a_whole_paragraph_in_a_longer_one_of_a_like_section_is_found() -> None:
    sections = f"## 粗冰\n\n{PARAGRAPH}\n\n## 细冰\n\n{PARAGRAPH}问的人就不再问了，把冰装上车，一路没有说话。\n"
    assert found(article() + "\n" + sections, "DUP002") == [PARAGRAPH]


@pytest.mark.parametrize("step", [12, 16, 20])
def test_slips_in_english_do_not_hide_a_copy(step: int) -> None:
    said = (
        "The harbour keeps a book in which every boat is written down by the colour of its sail and not by its name, "
        "because the names are sold with the boats and the sails are not."
    )
    copy = "".join("" if at % step == step - 1 and char.isalpha() else char for at, char in enumerate(said))
    assert found(article((4, said), (6, copy)), "DUP001") == [copy]


def test_a_slot_among_slips_hides_no_long_copy() -> None:
    long = PARAGRAPH + "他说字写得再小也不怕，海比字小，因为海装得进眼睛里，字却要一个一个地认。"
    copy = long.replace("最后一次", "最前一次").replace("画一个圈", "画个圈")
    assert found(article((4, long), (6, copy)), "DUP001") == [copy]
