"""Repetition: which ratio is reported, per language."""

from typing import Any

from tests.support import check, document, plan_for

ZH = "今天渡口停航，请各位乘客改走上游的石桥，谢谢大家的理解。"
EN = "The boat does not sail today, so please take the bridge above the mill instead."


def variants(text: str, **options: Any) -> list[str]:
    plan = plan_for("QLT007", options={"QLT007": options} if options else None)
    return [item.variant for item in check([document(text)], plan)]


def numbered(sentence: str, count: int) -> str:
    words = "春夏秋冬晴雨风雪晨昏水火山石田林"
    return "\n\n".join(
        f"{words[at]}{words[-at]}{words[at - 3]}日里{words[at - 5]}边{sentence[at : at + 9]}" for at in range(count)
    )


def test_the_ratio_that_is_exceeded_most_is_reported() -> None:
    assert len(variants(f"{ZH}\n\n" * 6)) == 1
    assert len(variants(f"{EN}\n\n" * 6)) == 1


def test_texts_without_repetition_pass() -> None:
    assert variants(numbered(ZH, 12)) == []


def test_few_words_say_nothing() -> None:
    assert variants("好。好。好。\n") == []


def test_the_limits_are_the_users() -> None:
    text = f"{ZH}\n\n" * 6
    assert variants(text, lines=1, letters=1, tolerance=10) == []
