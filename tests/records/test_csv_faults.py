"""What is said of CSV that cannot be read or cannot take a repair, and that everything else stays as it is."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.records.csv_rows import delimiter_of, replaced, rows
from lintcorpus.records.errors import CannotHoldError, RecordsError
from lintcorpus.records.row import Row
from tests.records.files import opened, rewritten


def _rows(data: bytes, codec: str = "utf-8", limit: int = 1000, *, tabs: bool = False) -> list[Row]:
    return list(rows(io.BytesIO(data), codec, limit, tabs))


def test_marks_and_blank_lines_belong_to_no_record_and_are_kept() -> None:
    data = b"\xef\xbb\xbfid,text\r\n\r\n1,one\r\n\n2,two\n"
    found = _rows(data)
    assert [(row.number, row.line) for row in found] == [(0, 1), (0, 1), (0, 2), (1, 3), (0, 4), (2, 5)]
    assert b"".join(row.raw for row in found) == data


def test_a_quoted_field_takes_its_lines_with_it() -> None:
    found = _rows(b'id,text\n1,"one\ntwo\n"\n2,three\n')
    assert [(row.number, row.line) for row in found] == [(0, 1), (1, 2), (2, 5)]


@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
def test_the_head_tells_what_ends_a_field(delimiter: bytes) -> None:
    head = delimiter.join((b"id", b"text", b"url")) + b"\n"
    assert delimiter_of(head, False) == delimiter
    assert delimiter_of(head, True) == b"\t"
    assert _rows(head + delimiter.join((b"1", b"one", b"u")) + b"\n")[1].fields == {
        "id": "1",
        "text": "one",
        "url": "u",
    }


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            b'id,text\n1,"' + b"x\n" * 50 + b'"2,"y"\n',
            "the row at line 2 and all after it were not read: the record has",
        ),
        (b'id,text\n1,"' + b"x\n" * 50 + b'2,"y"\n', "is another missing?"),
        (b'id,text\n1,"' + b"x\n" * 50, "the quote of a field in it is never closed"),
        (b"id," + b"x" * 100 + b"\n1,one\n", "its first row, the names of the fields: the record has"),
        (b'id,text\n1,"two\n', "the quote of a field in the row at line 2 is never closed"),
        (b"\xff,text\n1,one\n", "its first row, the names of the fields: "),
        (b"id,text,id\n1,one,2\n", "two fields have the name 'id'"),
    ],
)
def test_what_makes_all_that_follows_doubtful_ends_the_reading(data: bytes, why: str) -> None:
    with pytest.raises(RecordsError) as caught:
        _rows(data, limit=60)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    "long",
    [
        b"1," + b"x" * 200,
        b'1,"' + b"x\n" * 100 + b'"',
        b'1,"' + b'x""\n' * 50 + b'"\r',
        b'1,"' + b"x" * 200 + b'",more,"and more"',
        b'1,one "quoted", word, ' + b"x" * 100,
    ],
)
def test_a_row_that_is_too_large_is_passed_over(long: bytes) -> None:
    data = b"id,text\n" + long + b'\n2,"two"\n'
    found = _rows(data, limit=60)
    large, fine = (row for row in found if row.number)
    assert large.problem.startswith(f"the record has {len(long) + 1} bytes, more than the limit of 60")
    assert (large.number, large.line) == (1, 2)
    assert (fine.number, fine.line, fine.fields) == (2, 2 + long.count(b"\n") + 1, {"id": "2", "text": "two"})
    assert b"".join(row.raw for row in found) == data


_VALUES = st.text(st.sampled_from('a,;"\n\té中 '), max_size=30)


@given(st.lists(st.tuples(_VALUES, _VALUES), min_size=1, max_size=8), st.integers(12, 60))
def test_rows_that_are_too_large_hide_no_other(values: list[tuple[str, str]], limit: int) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("id", "text"), *values])
    data = written.getvalue().encode()
    found = _rows(data, limit=max(limit, len(b'"id","text"\r\n')))
    assert b"".join(row.raw for row in found) == data
    records = [row for row in found if row.number]
    assert [row.number for row in records] == list(range(1, len(values) + 1))
    for row, (name, text) in zip(records, values, strict=True):
        assert row.problem.startswith("the record has ") or row.fields == {"id": name, "text": text}


def test_a_row_that_is_too_large_stays_as_it_is_when_others_are_repaired() -> None:
    data = b'id,text\n1,"' + b"x\n" * 300 + b'"\n2,old\n'
    assert rewritten(opened("a.csv", data, limit=200, text="text"), {2: "new"}) == data.replace(b"old", b"new")


def test_a_first_row_of_many_megabytes_hides_no_other() -> None:
    data = b'id,text\n1,"' + (b"x" * 99 + b"\n") * 1_100_000 + b'"\n2,one\n'
    records = list(opened("a.csv", data, limit=2000, text="text").records())
    assert [(record.text, record.problem[:30]) for record in records] == [
        ("", "the record has 110,000,005 byt"),
        ("one", ""),
    ]


def test_a_row_with_bytes_that_are_no_text_is_broken_and_the_next_is_read() -> None:
    _, broken, fine = _rows(b"id,text\n1,\xff\n2,two\n")
    assert broken.problem
    assert (fine.problem, fine.fields) == ("", {"id": "2", "text": "two"})


def test_a_text_that_the_encoding_does_not_have_is_refused() -> None:
    with pytest.raises(CannotHoldError, match="its encoding gb2312 has no character '😀'"):
        replaced(b"1,plain,x\n", "gb2312", b",", 1, "好😀")


def test_what_follows_a_closing_quote_belongs_to_the_field() -> None:
    row = b'1,"plain" text,x\n'
    assert _rows(b"id,text,n\n" + row)[1].fields == {"id": "1", "text": "plain text", "n": "x"}
    assert replaced(row, "utf-8", b",", 1, "new") == b'1,"new",x\n'
