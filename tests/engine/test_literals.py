"""The literal pass says the same of a text whether it is the first of a run or a later one."""

import pytest

from lintcorpus.engine.literals import LiteralPass
from lintcorpus.model.checker import Hit
from tests.support import app, plan_for

_TEXTS = (
    "",
    "zzz",
    "渡口的船，，明天开。**点击**关注[公众号](https://ferry.example/a)，İstanbul 的 FERRY waits。\x00\n",
    "The ferry leaves at noon. See https://ferry.example/timetable for more; SUBSCRIBE to our newsletter!\n",
)


@pytest.mark.parametrize("text", _TEXTS)
def test_the_first_text_gives_what_a_later_one_gives(text: str) -> None:
    rules = [rule for rule, _ in app().plan.anchored.values()]
    literals = LiteralPass(rules)
    first = literals.hits(text)
    assert literals.hits(text) == first == LiteralPass(rules).hits(text)


def test_hits_are_in_lower_case_and_in_order_of_place() -> None:
    rules = [rule for rule, _ in plan_for("MRK002").anchored.values()]
    assert LiteralPass(rules).hits("_a_ *b* ") == {"MRK002": [Hit("_ ", 2, 4), Hit("* ", 6, 8)]}
