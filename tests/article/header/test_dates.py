"""Dates in the forms that scrapers leave, and days that do not exist."""

from datetime import date

import pytest

from lintcorpus.article.header.dates import is_epoch, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2025-01-07",
        "2025-01-07 07:16",
        "2025-01-07T07:16:22.123+08:00",
        "2025/1/7",
        "2025.01.07.",
        "20250107",
        "20250107T071622Z",
        "2025年1月7日",
        "2025年 1 月 7 日 星期二 07:16",
        "Jan 7, 2025",
        "January 7th, 2025 at 3:15 PM",
        "7 Jan 2025",
        "Tue, 07 Jan 2025 07:16:00 +0800",
        "1736208000",
        "1736208000123",
    ],
)
def test_forms(text: str) -> None:
    assert read_date(text) == (date(2025, 1, 7), False)


def test_year_and_month_alone() -> None:
    assert read_date("2023年10月").day == date(2023, 10, 1)
    assert read_date("October 2023").day == date(2023, 10, 1)
    assert read_date("2023").day == date(2023, 1, 1)


def test_day_or_month_first() -> None:
    assert read_date("31/12/2024").day == date(2024, 12, 31)
    assert read_date("12/31/2024").day == date(2024, 12, 31)
    assert read_date("03/02/2024").day == date(2024, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-30",
        "2025-13-01",
        "0000-00-00",
        "2023年2月29日",
        "Feb 30, 2024",
        "31/02/2024",
        "2025-01-07 25:10",
        "2025-01-07 10:61",
    ],
)
def test_impossible(text: str) -> None:
    assert read_date(text) == (None, True)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "3 days ago", "昨天", "令和7年1月7日", "25-01-07", "2025-1-071", "{{ date }}"]
)
def test_not_read(text: str) -> None:
    assert read_date(text) == (None, False)


def test_epoch_in_any_zone() -> None:
    assert is_epoch(date(1970, 1, 1))
    assert is_epoch(date(1969, 12, 31))
    assert not is_epoch(date(1970, 1, 3))
