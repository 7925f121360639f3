"""What a lexicon finds in a line."""

from typing import Any

import pytest

from lintcorpus.article.publisher.lexicon import Lexicon
from lintcorpus.model.checker import Hit
from lintcorpus.model.span import Span


def lexicon(**more: Any) -> Lexicon:
    entry = {"category": "call", "weight": 1.0, "phrases": ["关注…公众号", "follow us"], **more.pop("entry", {})}
    data = {
        "phrases": [entry],
        "told": [],
        "before": [],
        "after": [],
        "headings": [],
        "openings": [],
        "labels": [],
        "lines": {},
        "hosts": [],
        "references": [],
        "ends": [],
    }
    return Lexicon({**data, **more})


def marks(text: str, **more: Any) -> list[str]:
    known = lexicon(**more)
    return [mark.words for mark in known.marks(text, [Span(0, len(text))], known.phrases_in(text))]


@pytest.mark.parametrize("text", ["关注公众号", "请关注“河道”公众号。", "now follow us"])
def test_phrases_may_have_gaps(text: str) -> None:
    assert len(marks(text)) == 1


def test_a_gap_is_short() -> None:
    assert marks("关注这条河的人后来都各自开了自己的公众号") == []


def test_a_phrase_stays_in_its_sentence() -> None:
    text = "扫一扫关注。公众号"
    assert lexicon().marks(text, [Span(0, 6), Span(6, 9)], lexicon().phrases) == []


def test_the_phrases_of_an_entry_count_once_a_sentence() -> None:
    assert len(marks("关注公众号，follow us，关注公众号")) == 1


def test_guards() -> None:
    assert marks("关注公众号", entry={"needs": ["扫码"]}) == []
    assert marks("扫码，关注公众号", entry={"needs": ["扫码"]}) == ["关注公众号"]
    assert marks("关注该公众号", entry={"unless": ["该"]}) == []
    assert marks("用户都会关注公众号", told=["用户"]) == []
    assert marks("不关注公众号", before=["不"]) == []
    assert marks("关注公众号的人", after=["的"]) == []


def test_what_somebody_says_is_no_call() -> None:
    assert marks("他说：“欢迎各位有空时关注我们的公众号。”") == []
    assert marks("“follow us”") == []
    assert marks("请关注“河道”公众号") == ["关注“河道”公众号"]


@pytest.mark.parametrize(
    "data",
    [
        {"phrases": []},
        {"phrases": [{"category": "a", "weight": 1}], "told": [], "before": [], "after": []},
        {"phrases": [{"category": "a", "weight": 1, "phrases": [], "neds": []}]},
    ],
)
def test_a_lexicon_that_is_not_whole_is_refused(data: dict[str, Any]) -> None:
    names = ("told", "before", "after", "headings", "labels", "hosts", "references") if data["phrases"] else ()
    with pytest.raises(ValueError, match="lexicon"):
        Lexicon({**{name: [] for name in names}, **data})


def test_a_phrase_may_have_choices() -> None:
    entry = {"phrases": ["join {our|the} {chat|forum}", "{点击|戳}…{原文|全文}"]}
    assert marks("come and join our forum", entry=entry) == ["join our forum"]
    assert marks("join our old forum", entry=entry) == []
    assert marks("请点击下方全文", entry=entry) == ["点击下方全文"]


def test_a_phrase_does_not_begin_or_end_inside_a_word() -> None:
    assert marks("they follow user accounts") == []
    assert marks("unfollow us") == []


def test_anchors_are_rare_literals() -> None:
    phrase = lexicon(entry={"phrases": ["{点|戳}…阅读原文"]}).phrases[0]
    assert phrase.anchors == ("阅读原文",)
    phrase = lexicon(entry={"phrases": ["{join|visit} our {chat|forum}"]}).phrases[0]
    assert set(phrase.anchors) == {"join our chat", "join our forum", "visit our chat", "visit our forum"}


def test_hits_are_those_of_the_literal_pass() -> None:
    known = lexicon(headings=["读书{会|角}"], hosts=["Mp.example.com"])
    # The capital I with a dot grows when it is lowered, and the offsets must not.
    assert known.hits("İ 读书角 Follow US mp.example.com") == [
        Hit("读书角", 2, 5),
        Hit("follow us", 6, 15),
        Hit("mp.example.com", 16, 30),
    ]


def test_a_text_speaks_when_it_holds_a_phrase_or_a_name() -> None:
    known = lexicon(headings=["读书会"])
    assert known.speaks("FOLLOW US")
    assert known.speaks("读书会")
    assert not known.speaks("读书")
