"""Titles in metadata and above the article: when they say the same, and which heading is the title."""

import pytest

from tests.support import check, document, plan_for


def _page(named: str, heading: str, more: str = "") -> str:
    return (
        f"---\ntitle: {named}\nurl: https://example.com/a\nsource: River Notes\ndate: 2024-05-03\n"
        f"fetch_date: 2024-06-01T10:00:00\n---\n\n# {heading}\n\nThe boat leaves at five past six.\n{more}"
    )


def _found(text: str) -> list[tuple[int, int]]:
    return [
        (item.place.start.line, item.related[0].place.start.line)
        for item in check([document(text)], plan_for("META006"))
    ]


@pytest.mark.parametrize(
    ("named", "heading"),
    [
        ("The last ferry", "THE LAST FERRY!"),
        ("The last ferry - River Notes", "The last ferry"),
        ("River Notes » The last ferry", "The last ferry"),
        ("The last ferry | River Notes", "The last ferry – Harbour Weekly"),
        ("渡口的最后一班船 | 江岸手记", "渡口的最后一班船｜连载"),
        ("渡口：最后一班船（上）", "渡口·最后一班船（上）"),
        ("ＡＩ时代的渡口", "AI 时代的渡口"),
        ('"Ferries &amp; harbours"', "Ferries and harbours"),
        ("'It''s the last ferry'", "It’s the last ferry"),
        ("The last ferry", "The last *ferry* of `2024`"),
        ("The last ferry leaves", "末班渡船离开了"),
        ("The last ferry leaves", "Последний паром уходит"),
        (">-\n  The last\n  boat", "A tailor at the foot of the hill"),
    ],
)
def test_titles_that_say_the_same_or_cannot_be_compared(named: str, heading: str) -> None:
    assert _found(_page(named, heading)) == []


@pytest.mark.parametrize(
    ("named", "heading"),
    [
        ("The last ferry", "A tailor at the foot of the hill"),
        ("The last ferry", "The first ferry"),
        ("渡口的最后一班船", "山脚下的裁缝铺"),
        ('"\\u6e21\\u53e3"', "裁缝铺"),
    ],
)
def test_titles_that_differ(named: str, heading: str) -> None:
    assert _found(_page(named, heading)) == [(9, 2)]


def test_the_second_heading_of_a_page_is_its_own_matter() -> None:
    assert (
        _found(_page("The last ferry", "The last ferry", "\n# A tailor at the foot of the hill\n\nThe scissors.\n"))
        == []
    )


SAVED = "---\ntitle: The last ferry leaves at five\nurl: https://example.com/a\n---\n\n{}\n\nThe scissors are old.\n"


@pytest.mark.parametrize(
    "body",
    [
        "# Preface",  # too short to be told from a section
        "Some words first.\n\n# Tailors of the old town",
        "# Tailors of the old town\n\nText.\n\n# Harbours of the new town",
        "## Tailors of the old town",
        "# The ferry that leaves at five: the last one",
    ],
)
def test_headings_of_a_saved_page_that_need_not_be_its_title(body: str) -> None:
    assert _found(SAVED.format(body)) == []


def test_heading_of_a_saved_page_that_is_of_another_one() -> None:
    assert _found(SAVED.format("# Tailors of the old town")) == [(6, 2)]
    assert _found(SAVED.replace("url: https://example.com/a\n", "").format("# Tailors of the old town")) == []
    assert _found(SAVED.replace("https://example.com", "").format("# Tailors of the old town")) == []
