"""Dates in the text against the day of publication."""

import pytest

from tests.support import check, document, plan_for


def _found(published: str, sentence: str, **options: int) -> list[tuple[str, str]]:
    plan = plan_for("META008", options={"META008": options} if options else None)
    text = f"---\ntitle: A ferry\ndate: {published}\n---\n\n{sentence}\n"
    return [(item.variant, str(item.params["date"])) for item in check([document(text)], plan)]


def test_last_years_number_only_in_the_first_months() -> None:
    sentence = "On January 5, 2024 the ferry was launched."
    assert _found("2025-01-07", sentence) == [("last-year", "January 5, 2024")]
    assert _found("2025-01-25", sentence) == []
    assert _found("2025-01-25", sentence, near=30) == [("last-year", "January 5, 2024")]
    assert _found("2024-01-07", sentence) == []
    assert _found("2026-01-07", sentence) == []
    assert _found("2025-03-02", "2024年3月1日，渡船下水。") == []
    assert _found("2025-03-02", "2024年3月1日，渡船下水。", months=3) == [("last-year", "2024年3月1日")]


@pytest.mark.parametrize(
    "sentence",
    [
        "渡船已于2025年12月31日停航。",
        "2025 年 12 月 31 日，新码头举行了开航仪式，",
        "The ferry was sunk on 31 December 2025.",
    ],
)
def test_days_to_come_told_as_past(sentence: str) -> None:
    assert len(_found("2025-01-07", sentence)) == 1
    assert _found("2025-12-30", sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "渡船将于2025年12月31日停航。",
        "报名到2025年12月31日截止，已经有三百人报名。",
        "The ferry, which was sold, will be sunk on 31 December 2025.",
        "Tickets were valid until December 31, 2025.",
        "December 31, 2025",
        "已经停航。2025年12月31日，",
    ],
)
def test_plans_and_bare_days_are_quiet(sentence: str) -> None:
    assert _found("2025-01-07", sentence) == []


def test_leap_day_has_no_counterpart() -> None:
    assert _found("2025-02-28", "On February 29, 2024 the ferry was launched.") == []
