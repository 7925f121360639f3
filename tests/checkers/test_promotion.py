"""Promotion: what the cards' examples do not show."""

import pytest

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, fixed, plan_for

FILLER = "河堤是去年冬天修的，用的是山里运来的条石，每一块都编了号。\n\n" * 6
CHROME = "知道了\n\n取消\n\n允许\n\n继续滑动看下一个\n\n向上滑动看下一个\n\n" * 5


def found(text: str, *rules: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(*(rules or ("PRO",))))


def lines(text: str, *rules: str) -> list[tuple[str, int, int]]:
    places = []
    for item in found(text, *rules):
        last = item.place.end.line
        places.append((item.rule, item.place.start.line, last))
    return places


def test_each_block_belongs_to_one_rule() -> None:
    text = FILLER + "扫码报名《水利入门》训练营，名额有限，也欢迎关注我们，点赞、在看都可以。\n"
    assert len(found(text)) == 1


@pytest.mark.parametrize("tail", ["", CHROME])
def test_page_chrome_does_not_move_the_tail(tail: str) -> None:
    """A phrase that needs the tail is found there, however many buttons follow it."""
    assert lines(FILLER + "扫描二维码，看河堤全图。\n\n" + tail, "PRO002") == [("PRO002", 13, 13)]


def test_a_weak_phrase_in_the_middle_is_quiet() -> None:
    assert found(FILLER * 3 + "扫描二维码，看河堤全图。\n\n" + FILLER * 6) == []


def test_emphasis_debris_does_not_hide_a_phrase() -> None:
    assert lines(FILLER + "**设为****星****标，更新不走丢**\n") == [("PRO001", 13, 13)]


def test_a_line_of_its_own_inside_a_paragraph_is_reported_alone() -> None:
    text = FILLER + "图片：河堤管理处  \n**点这里关注我，记得标星哦**  \n来源：档案馆\n"
    assert lines(text) == [("PRO001", 14, 14)]
    assert fixed(document(text), plan_for("PRO")) == FILLER + "图片：河堤管理处  \n来源：档案馆\n"


def test_an_advertisement_is_reported_whole_with_its_picture() -> None:
    advertisement = (
        "水位又涨了，你看得懂吗？扫码参与河道观测员培养计划，掌握自己的河！水从来不等人，现在正是入门的好时候。"
        "三位观测员联合打造线上实战课，从雨量筒讲到流速仪。【报名即将截止！把握机会，席位有限！】扫描二维码，"
        "和我们一起守住这条河！![](https://img.example.com/code.png)这里扫描"
    )
    text = FILLER + advertisement + "\n\n" + FILLER
    (item,) = found(text)
    assert (item.rule, text[item.span.start : item.span.end]) == ("PRO005", advertisement)
    assert fixed(document(text), plan_for("PRO")) == FILLER + FILLER.rstrip("\n") + "\n\n"


def test_a_glued_sentence_leaves_the_paragraph() -> None:
    body = "石匠姓温，左手使锤，三十年里换过九把，最后一把的木柄上刻着每一座桥的名字，刻满了就翻过来再刻，字越刻越小。"
    text = f"{FILLER}{body}若有收获，请点个赞。\n\n{FILLER}"
    (item,) = found(text)
    assert text[item.span.start : item.span.end] == "若有收获，请点个赞。"
    assert fixed(document(text), plan_for("PRO")) == f"{FILLER}{body}\n\n{FILLER}"


def test_a_list_is_one_finding_from_heading_to_last_entry() -> None:
    entries = "".join(f"[{n}、[第{n}座桥](https://mp.weixin.qq.com/s?mid={n})\n\n" for n in range(1, 5))
    assert lines(f"{FILLER}## 【往期回顾】\n\n{entries}石料来源：采石场\n") == [("PRO004", 13, 21)]


def test_a_list_ends_where_the_article_goes_on() -> None:
    text = f"{FILLER}**Read next**\n\n* [One](https://a.example/1)\n* [Two](https://a.example/2)\n\n{FILLER}"
    assert lines(text) == [("PRO004", 13, 16)]


def test_a_list_takes_no_links_within_the_page() -> None:
    text = FILLER + "## 相关阅读\n\n[一座桥](https://a.example/1)\n\n[返回顶部](#top)\n"
    assert lines(text) == [("PRO004", 13, 15)]


@pytest.mark.parametrize("host", ["a.example", "mp.weixin.qq.com"])
def test_references_are_no_list(host: str) -> None:
    links = f"[河道志](https://{host}/1)\n\n[桥梁志](https://{host}/2)\n"
    assert found(f"{FILLER}参考资料：\n\n{links}") == []


def test_short_lines_between_two_calls_go_with_them() -> None:
    text = FILLER + "扫码加群，\n\n一起看河。\n\n点这里👇关注我，记得标星哦～\n"
    assert [(item.rule, item.variant) for item in found(text)] == [
        ("PRO002", ""),
        ("PRO002", "between"),
        ("PRO001", ""),
    ]


@pytest.mark.parametrize(
    "own",
    ["温师傅：非常感谢各位来看这座桥。", "原文：https://example.com/bridge", "— 完 —", "THE END"],
)
def test_what_is_the_articles_own_stays_between_two_calls(own: str) -> None:
    text = f"{FILLER}扫码加群，\n\n{own}\n\n点这里👇关注我，记得标星哦～\n"
    assert [item.variant for item in found(text)] == ["", ""]


def test_the_title_is_never_promotion() -> None:
    assert found(f"[首页](https://a.example)\n\n# 欢迎报名！水利训练营开课，名额有限\n\n{FILLER}") == []


def test_code_and_tables_are_left_alone() -> None:
    assert found(f"{FILLER}```\n点这里关注我，记得标星\n```\n\n| 点这里关注我 | 记得标星 |\n| --- | --- |\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "超市推出限时优惠，鸡蛋每斤便宜一块二，队伍排到了马路对面。",
        "由于名额有限，很多人没能进到会场。",
        "网友纷纷点赞、转发，视频一夜之间传遍了全城。",
        "扫码加群已经成了小区里买菜的主要方式。",
        "一键三连是从视频网站流行起来的说法。",
        "记得关注天气预报，山里的雨说来就来。",
        "长按识别的准确率从八成提高到九成六。",
        "公司开了公众号，又开了视频号，编辑却还是那一个。",
        "Early bird tickets sold out in four minutes.",
        "People follow us on foot for miles.",
        "The discount code leaked and was used eleven thousand times.",
        "Sponsored by the ministry, the expedition left in May.",
    ],
)
def test_an_article_may_speak_about_promotion(sentence: str) -> None:
    assert found(FILLER + sentence + "\n") == []


@pytest.mark.parametrize(
    ("call", "rule"),
    [
        ("⭐️设为星标，第一时间收到推送⭐️", "PRO001"),
        ("更多内容，请关注我们的官方微信", "PRO001"),
        ("Like what you read? Follow me on Medium for more.", "PRO001"),
        ("扫码添加小助手，备注“读书”进群", "PRO007"),
        ("把这篇文章转发给需要的朋友", "PRO003"),
        ("Don't forget to like, share and subscribe!", "PRO003"),
        ("直播预告：本周五晚八点，欢迎预约直播", "PRO005"),
        ("Use code SHADE20 for 20% off your first order.", "PRO005"),
    ],
)
def test_calls_are_found_at_the_tail(call: str, rule: str) -> None:
    assert [item.rule for item in found(FILLER + call + "\n")] == [rule]


def test_the_evidence_names_phrases_place_and_score() -> None:
    (item,) = found(FILLER + "点这里👇关注我，记得标星哦～\n")
    assert item.evidence["place"] == "tail"
    assert "记得标星" in item.evidence["phrases"]
    assert item.evidence["score"] >= 1


def test_a_weak_phrase_counts_beside_promotion() -> None:
    call, weak = "扫码加群，一起看河。\n\n", "商务合作与广告合作\n\n"
    assert lines(FILLER + weak + FILLER) == []
    assert lines(FILLER + weak) == []
    assert lines(FILLER + weak + call) == [("PRO008", 13, 13), ("PRO002", 15, 15)]
    assert lines(FILLER + call + weak) == [("PRO002", 13, 13), ("PRO008", 15, 15)]


def test_an_address_goes_with_the_line_before_it() -> None:
    text = FILLER + "投稿请发邮件到：\n\n**river@bank.example**\n\n编辑：小温\n"
    assert [(item.rule, item.variant) for item in found(text)] == [("PRO008", ""), ("PRO008", "between")]


def test_somebody_who_speaks_several_times_calls_nobody() -> None:
    turns = "".join(f"温师傅：石头要自己去山里挑，挑了{n}天。\n\n记者：后来呢？\n\n" for n in range(3))
    call = "欢迎关注我们的公众号，那里有图纸。\n"
    assert found(FILLER + turns + "温师傅：" + call) == []
    assert [item.rule for item in found(FILLER + turns + call)] == ["PRO001"]


def test_a_label_deletes_itself_only_at_an_edge() -> None:
    label = "Advertisement\n\n"
    (edge,) = found(label + FILLER)
    (middle,) = found(FILLER * 3 + label + FILLER * 6)
    assert [fix.safety.name for fix in (*edge.fixes, *middle.fixes)] == ["SAFE", "UNSAFE"]


def test_a_list_without_links_ends_with_the_article() -> None:
    titles = "一座桥的九十年记忆\n\n河水漫过来的那个晚上？\n"
    assert lines(f"{FILLER}往期回顾\n\n{titles}") == [("PRO004", 13, 17)]
    assert lines(f"{FILLER}往期回顾\n\n{titles}\n{FILLER}") == [("PRO004", 13, 13)]


def test_entries_may_have_excerpts_at_the_tail() -> None:
    entry = "[河堤的石头](https://a.example/{})\n\n去年冬天，山里运来的条石编了号，一块一块码在岸边，等着开春。\n\n"
    text = FILLER + "相关文章\n\n" + entry.format(1) + entry.format(2) + entry.format(3)
    assert lines(text) == [("PRO004", 13, 23)]


def test_a_row_of_links_is_no_call() -> None:
    row = "[公司简介](https://a.example/1) | [我要投稿](https://a.example/2) | [商务合作](https://a.example/3)\n"
    assert found(FILLER + row) == []


def test_a_message_names_the_phrases() -> None:
    found = check([document("船开走了。\n\n**点这里👇关注我，记得标星哦～**\n")], plan_for("PRO001"))
    assert [item.params["signs"] for item in found] == ["记得标星 · 关注我，"]


ANNOUNCEMENT = (
    "# 河港摄影奖开始征集\n\n"
    + "".join(
        f"第{number}届河港摄影奖面向所有拍过渡口的人，评委会从来稿里选出二十张挂在候船室。\n\n"
        for number in "一二三四五六七"
    )
    + "## 参评方式\n\n评选报名截至十一月二十日，结果在年底公布。\n\n  * 扫描二维码即可报名评选：\n\n— 完 —\n\n"
)


def test_a_call_above_the_end_mark_is_the_article_s_own_where_others_follow_it() -> None:
    calls = "**点这里👇关注我，记得标星哦～**\n\n**一键三连「分享」「点赞」和「在看」**\n\n**港口新鲜事日日相见 ~**\n"
    found = check([document(ANNOUNCEMENT + calls)], plan_for("PRO001", "PRO002", "PRO003", "PRO005"))
    below = (ANNOUNCEMENT + calls).index("— 完 —")
    assert found
    assert all(item.span.start > below for item in found)


def test_an_end_mark_at_the_very_end_says_nothing_of_the_calls_above_it() -> None:
    found = check([document(ANNOUNCEMENT)], plan_for("PRO002"))
    assert [item.rule for item in found] == ["PRO002"]


def test_a_link_under_each_entry_of_a_digest_is_the_entry_s_own() -> None:
    entries = "".join(
        f"### 第{number}条\n\n渡口换了新的缆桩，老桩送进了陈列室。\n\n【[阅读全文](https://example.com/{number})】\n\n"
        for number in "一二三"
    )
    assert not check([document(f"# 一周渡口\n\n{entries}")], plan_for("PRO009"))
    single = "# 缆桩\n\n渡口换了新的缆桩，老桩送进了陈列室。\n\n[阅读全文](https://example.com/a)\n"
    assert [item.rule for item in check([document(single)], plan_for("PRO009"))] == ["PRO009"]


def test_a_user_s_phrases_count_for_their_rule_alone() -> None:
    text = "船开走了。\n\n渡口广播站每晚与您相约。\n"
    own = {"PRO011": {"phrases": ["广播站{每晚|每周}与您相约"]}}
    assert not check([document(text)], plan_for("PRO001", "PRO011"))
    assert [item.rule for item in check([document(text)], plan_for("PRO001", "PRO011", options=own))] == ["PRO011"]


def test_in_a_dump_with_hundreds_of_labels_nobody_speaks_but_the_first() -> None:
    """So that a label in every line costs no search of the whole text for each."""
    calls = "".join(f"甲{n}号：欢迎关注我们的公众号，那里有图纸。\n\n" * 3 for n in range(210))
    assert {line for _, line, _ in lines(calls)} == set(range(1 + 2 * 3 * 200, 1 + 2 * 3 * 210, 2))
