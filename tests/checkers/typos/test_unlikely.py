"""Hints of a model of the language: what excuses them, whatever the model is."""

from collections.abc import Sequence
from typing import Any

import pytest

from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from lintcorpus.model.language import Guess
from lintcorpus.model.learned import Learned, LearnedAccount
from tests.support import document, plan_for

RIGHT = {"广": "光", "侯": "候", "腌": "研"}


class Suspicious:
    """A model that would write some characters otherwise wherever they stand."""

    def __init__(self, probability: float = 0.95) -> None:
        self.probability = probability

    def score(self, sentences: Sequence[str]) -> Sequence[Sequence[Guess]]:
        return [
            [Guess(at, at + 1, RIGHT[char], self.probability) for at, char in enumerate(line) if char in RIGHT]
            for line in sentences
        ]


def found(text: str, probability: float = 0.95, **more: Any) -> list[Diagnostic]:
    options = more.pop("options", None)
    plan = plan_for("TYP009", options={"TYP009": options} if options else None)
    return list(check_document(document(text, language=Suspicious(probability), **more), plan).diagnostics)


def places(text: str, **more: Any) -> list[int]:
    return [item.span.start for item in found(text, **more)]


def test_a_hint_says_what_stands_there_what_is_likelier_and_how_sure_the_model_is() -> None:
    (item,) = found("# 渡口\n\n雾散了，渔船靠着**灯广**回到\n港口。\n")
    assert item.evidence == {"stands": "广", "likelier": "光", "probability": 0.95}
    assert item.params == {"form": "着灯广回到", "meant": "着灯光回到", "percent": 95}
    assert item.severity.name.lower() == "info"
    (fix,) = item.fixes
    assert (fix.safety, fix.edits[0].text) == (Safety.SHOW, "光")


def test_without_a_model_there_are_no_hints() -> None:
    assert check_document(document("雾散了，渔船靠着灯广回到港口。"), plan_for("TYP009")).diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "他把路灯写成“灯广”，大家都笑了。",
        "他说：“雾散了，渔船靠着灯广回到港口。”",
        '他说:"雾散了,渔船靠着灯广回到港口。"',
        "书名是《灯广与渔船》。",
        "脚本里写着 `灯广`，没有人改。",
        "```\n渔船靠着灯广回到港口\n```\n",
        '见[那一页](https://example.org/灯广 "灯塔")。',
        "![灯广](a.png) 是一张旧照片。",
        "灯广回来了，大家都认识灯广。",
        "腌菜要用粗盐，腌鱼用细盐，腌肉看天气。",
        "這個老人對潮汐的脾氣很熟，我們來的時候他還沒說過一個字，後來會說到灯广。",
    ],
)
def test_what_is_quoted_code_repeated_or_traditional_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_common_pair_that_stands_again_excuses_nothing() -> None:
    assert places("天亮的时候他才来，船是这样的时侯开走的，的时是个常见的组合。") == [15]


def test_quotes_excuse_only_what_stands_between_them() -> None:
    assert len(found("他说“早”，渔船靠着灯广回到港口，又说“晚”。")) == 1


def test_words_of_the_user_and_names_of_accounts_are_right() -> None:
    text = "雾散了，渔船靠着灯广回到港口。"
    account = LearnedAccount("灯广", "", 3, {})
    assert len(found(text)) == 1
    assert found(text, learned=Learned((account,))) == []
    assert found(text, learned=Learned((), {"灯广": 12})) == []
    assert len(found(text, learned=Learned((), {"": 3, "灯会": 12}))) == 1


def test_the_threshold_is_an_option() -> None:
    text = "雾散了，渔船靠着灯广回到港口。"
    assert found(text, 0.89) == []
    assert len(found(text, 0.9)) == 1
    assert len(found(text, 0.6, options={"probability": 0.6})) == 1
