"""The baseline file: one self-contained line a finding, the same whatever the order, and clear about damage."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.baseline.entry import Entry
from lintcorpus.baseline.lines import parsed, rendered
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Context

_ONE = Entry("a/渡口.md", "PUN001", "1-00aa", Context("五点起床", "，，", "先去看水"))
_TWO = Entry("b.md", "META001", "1-00bb", Context("", "# 渡口", "", "author", 1))


def test_a_line_is_an_entry_and_holds_no_number_of_a_line() -> None:
    text = rendered([_TWO, _ONE])
    first, second = map(json.loads, text.splitlines())
    assert first == {
        "path": "a/渡口.md",
        "rule": "PUN001",
        "fingerprint": "1-00aa",
        "before": "五点起床",
        "text": "，，",
        "after": "先去看水",
    }
    assert (second["key"], second["occurrence"]) == ("author", 1)
    assert parsed(text, "x") == [_ONE, _TWO]


def test_lines_that_a_merge_doubled_count_once() -> None:
    text = rendered([_ONE, _TWO])
    assert parsed(text + text, "x") == [_ONE, _TWO]
    assert rendered([_ONE, _TWO, _ONE]) == text


def test_order_of_entries_changes_nothing() -> None:
    entries = [_ONE._replace(fingerprint=f"1-{at:04x}") for at in range(20)]
    mixed = entries.copy()
    random.Random(1).shuffle(mixed)
    assert rendered(mixed) == rendered(entries)
    assert rendered(entries).splitlines() == sorted(rendered(entries).splitlines())


def test_windows_line_ends_and_blank_lines_are_read() -> None:
    assert parsed("\ufeff" + rendered([_ONE, _TWO]).replace("\n", "\r\n\r\n"), "x") == [_ONE, _TWO]


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> other", "||||||| base"])
def test_conflict_markers_are_told(marker: str) -> None:
    with pytest.raises(UsageError, match=r"^base\.jsonl:2: a merge left a conflict here"):
        parsed(rendered([_ONE]) + marker + "\n" + rendered([_TWO]), "base.jsonl")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"path": "a.md", "rule"', "no JSON"),
        ("[1, 2]", "no object"),
        ('{"path": "a.md", "rule": "X001"}', "'fingerprint' must be a text"),
        ('{"path": "a.md", "rule": "X001", "fingerprint": "what"}', "'fingerprint' is none"),
        ('{"path": 1, "rule": "X001", "fingerprint": "1-aa"}', "'path' must be a text"),
        ('{"path": "a", "rule": "X001", "fingerprint": "1-aa", "text": null}', "'text' must be a text"),
        ('{"path": "a", "rule": "X001", "fingerprint": "1-aa", "occurrence": -1}', "'occurrence' must be"),
        ('{"path": "a", "rule": "X001", "fingerprint": "1-aa", "occurrence": true}', "'occurrence' must be"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_damaged_lines_are_told(line: str, what: str) -> None:
    with pytest.raises(UsageError, match=r"^base\.jsonl:2: damaged entry of the baseline") as caught:
        parsed(rendered([_ONE]) + line + "\n", "base.jsonl")
    assert f"damaged entry of the baseline ({what}" in str(caught.value)
    assert str(caught.value).endswith("; delete the line, then run 'lintcorpus baseline update'")


def test_what_a_merge_left_names_the_way_out() -> None:
    with pytest.raises(UsageError) as caught:
        parsed("<<<<<<< HEAD\n", "base.jsonl")
    assert "'merge=union' for this file in .gitattributes" in str(caught.value)
    assert str(caught.value).endswith("then run 'lintcorpus baseline update'")


def test_letters_are_written_as_they_are_and_lone_surrogates_by_number() -> None:
    entry = _ONE._replace(context=Context("渡\ud800口", "\udfff", ""))
    text = rendered([entry])
    assert '"before": "渡\\ud800口", "text": "\\udfff"' in text
    assert parsed(text, "x") == [entry]


@given(st.lists(st.text(st.characters(blacklist_categories=())), min_size=5, max_size=5), st.integers(0, 9))
def test_any_text_survives(texts: list[str], occurrence: int) -> None:
    path, before, match, after, key = texts
    entry = Entry(path, "PUN001", "1-0a", Context(before, match, after, key, occurrence))
    text = rendered([entry]).encode("utf-8").decode("utf-8")
    assert text.count("\n") == 1
    assert parsed(text, "x") == [entry]
