"""Too short: what the card's examples do not show."""

from tests.support import check, document, plan_for

SENTENCE = "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来。"


def found(text: str, rule: str = "QLT001") -> list[str]:
    return [item.variant for item in check([document(text)], plan_for(rule))]


def test_an_empty_file_has_no_article() -> None:
    assert found("") == ["empty"]
    assert found("# 只有标题\n") == ["empty"]


def test_promotion_does_not_fill_a_file() -> None:
    calls = "关注公众号，设为星标，第一时间收到更新。\n\n长按识别二维码关注我们，回复“老桥”加入读者群。\n\n"
    assert found(f"# 桥\n\n{SENTENCE}\n\n{calls * 2}") == [""]
    assert found(f"# 桥\n\n{SENTENCE * 3}\n\n{calls * 2}") == []


def test_the_promotion_rules_agree_whoever_asks_first() -> None:
    text = f"# 桥\n\n{SENTENCE}\n\n关注公众号，设为星标，第一时间收到更新。\n"
    together = [item.rule for item in check([document(text)], plan_for("PRO001", "QLT001"))]
    assert together.count("PRO001") == len(found(text, "PRO001")) == 1


def test_capitals_that_grow_in_lower_case_do_no_harm() -> None:
    assert found("# İ\n\nİİİ\n") == ["empty"]


def test_a_note_without_a_page_is_as_short_as_it_was_written() -> None:
    assert found("今天停航。\n") == []
    assert found("今天停航。\n\n明天再来。\n") == []
    assert found("分享\n\n点赞\n\n在看\n") == ["empty"]
    assert found("今天停航。[详情](https://a.example)\n") == [""]


def test_a_short_note_below_the_heading_of_a_page_is_an_article() -> None:
    menu = "* [老桥的故事](https://a.example/bridge)\n" * 40
    assert found(f"# 修桥\n\n{menu}") == ["menu"]
    assert found(f"# 修桥\n\n{menu}\n{SENTENCE}\n") == ["menu"]
    assert found(f"# 修桥\n\n{menu}\n## 修桥\n\n{SENTENCE * 2}\n") == []
    assert found(f"# 修桥\n\n{menu}\n{SENTENCE * 5}\n") == []


def test_links_with_a_blank_line_inside_are_links() -> None:
    broken = "* [![](https://a.example/a.png)\n\n  The mill and the weir](https://a.example/mill)\n"
    assert found(f"# The mill\n\n{broken * 40}") == ["menu"]
