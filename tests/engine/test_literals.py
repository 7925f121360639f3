"""The literal pass says the same of a text whether it is the first of a run or a later one."""

import pytest

from lintcorpus.engine.literals import LiteralPass, anchors_of
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
    anchors = anchors_of(app().plan.anchored.values())
    literals = LiteralPass(anchors)
    first = literals.hits(text)
    assert literals.hits(text) == first == LiteralPass(anchors).hits(text)


def test_hits_are_in_lower_case_and_in_order_of_place() -> None:
    anchors = anchors_of(plan_for("MRK002").anchored.values())
    assert LiteralPass(anchors).hits("_a_ *b* ") == {"MRK002": [Hit("_ ", 2, 4), Hit("* ", 6, 8)]}


def test_a_long_text_gives_what_its_parts_give() -> None:
    anchors = anchors_of(plan_for("MRK001", "MRK002", "PRO001").anchored.values())
    literals = LiteralPass(anchors)
    part = "渡口的船，**明天**开。_a_ *b* 关注公众号。\n" * 10
    repeated = 250_000 // len(part)
    wanted = {
        rule: [
            Hit(literal, start + at * len(part), end + at * len(part))
            for at in range(repeated)
            for literal, start, end in hits
        ]
        for rule, hits in literals.hits(part).items()
    }
    assert {rule: list(hits) for rule, hits in literals.hits(part * repeated).items()} == wanted
    assert wanted["MRK002"]


def test_hits_of_a_long_text_are_a_sequence_of_little_memory() -> None:
    anchors = anchors_of(plan_for("MRK002").anchored.values())
    hits = LiteralPass(anchors).hits("_a_ *b* " * 30_000)["MRK002"]
    assert not isinstance(hits, list)
    assert (len(hits), hits[0], hits[-1]) == (60_000, Hit("_ ", 2, 4), Hit("* ", 239_998, 240_000))
    assert list(hits[1:3]) == [Hit("* ", 6, 8), Hit("_ ", 10, 12)]


def test_in_a_text_of_nothing_but_anchors_those_that_overlap_are_told_once() -> None:
    anchors = anchors_of(plan_for("MRK001").anchored.values())
    hits = LiteralPass(anchors).hits("*" * 250_000)["MRK001"]
    assert len(hits) == 125_000
