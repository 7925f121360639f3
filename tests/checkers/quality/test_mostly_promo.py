"""The share of promotion: what the card's examples do not show."""

from tests.support import check, document, plan_for

CALLS = (
    "关注公众号，设为星标，第一时间收到更新，不错过任何一场活动。\n\n"
    "觉得不错，记得点赞、在看、转发三连，分享给更多朋友。\n\n"
)
SENTENCE = "洪水退了以后，村里人凑钱请来了木匠，先把冲到下游的木板捞回来，一块一块晾在岸上。\n\n"


def count(text: str) -> int:
    return len(check([document(text)], plan_for("QLT002")))


def test_a_long_article_is_one_whatever_follows_it() -> None:
    assert count("# 老桥\n\n" + SENTENCE * 2 + CALLS * 6) == 1
    assert count("# 老桥\n\n" + SENTENCE * 20 + CALLS * 60) == 0


def test_what_says_next_to_nothing_is_another_rules_matter() -> None:
    assert count("# 老桥\n\n" + CALLS * 6) == 0
