"""Characters in another form than the rest of their text."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

PLAN = plan_for("ENC007")
SIMPLE = "他们说这个时候来对了，为了这场会，大家都没有睡，还让我从头开始，这个问题还没有讨论过。" * 3


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("⽤户与接⼝\n", "用户与接口\n"),
        ("⻓度和⻚面，⻄边\n", "长度和页面，西边\n"),
        ("**⼤模型**很⼤\n\n⽣成\n", "**大模型**很大\n\n生成\n"),
    ],
)
def test_radicals_become_characters(text: str, after: str) -> None:
    assert fixed(document(text), PLAN, Safety.SAFE) == after


@pytest.mark.parametrize(
    "text",
    [
        "笔画表：⼀ ⼁ ⼂\n",
        "康熙部首 ⽤ 在字典里。\n",
        "`⽤户`\n",
        "宮\ufa11さんは山\ufa11に住んでいて、毎日とても忙しいです。\n",
        "Ｔ恤、Ａ股、ＱＱ、Ｗｏｗ 餐厅\n",
        "全角的 ＡＩ 与 ＩＴ、ＣＰＵ\n",
        "昨日は ＡＩ と ＩＴ と ＣＰＵ の話をしました。とても面白かったです。\n",
    ],
)
def test_what_is_meant(text: str) -> None:
    assert not check([document(text)], PLAN)


def test_compatibility_forms_are_an_unsafe_repair() -> None:
    (found,) = check([document("他在\uf90a山住过。\n")], PLAN)
    assert (found.variant, found.fix and found.fix.safety) == ("compatible", Safety.UNSAFE)
    assert fixed(document("他在\uf90a山住过。\n"), PLAN) == "他在金山住过。\n"


def test_full_width_words_are_found_where_they_are_a_habit_or_a_slip() -> None:
    assert fixed(document("ＡＰＥＣ、ＣＥＯ 与 ５Ｇ网、Ｇ２０，ＷＴＯ\n"), PLAN) == "APEC、CEO 与 ５Ｇ网、Ｇ２０，WTO\n"
    assert fixed(document("这个 ＡＰＰ 不同于那个 APP。\n"), PLAN) == "这个 APP 不同于那个 APP。\n"


def test_a_traditional_slip_in_a_simplified_text() -> None:
    assert fixed(document(SIMPLE + "\n\n我們没有讨论这个。\n"), PLAN) == SIMPLE + "\n\n我们没有讨论这个。\n"


@pytest.mark.parametrize(
    "text",
    [
        "他说：“我們没有讨论这个。”\n",
        "> 我們没有讨论这个。\n",
        "《我們这个时代》是一本书。\n",
        "我們沒有討論過這個問題，時候還早。\n",
        "张國荣与刘德華都来过这里。\n",
        "繁体的“們”写作 們，这个要记住。\n",
    ],
)
def test_quotations_titles_and_names_keep_their_script(text: str) -> None:
    assert not check([document(SIMPLE + "\n\n" + text)], PLAN)


def test_a_traditional_text_is_no_heap_of_slips() -> None:
    text = "這個週末我們去了海邊，孩子們在沙灘上玩了一整天，回家的時候都睡著了。只有一个人没有来。\n"
    assert not check([document(text)], PLAN)
