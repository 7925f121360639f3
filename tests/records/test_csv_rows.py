"""Rows of CSV are read as Python's ``csv`` reads them, and keep every byte but those of the field that changed."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.records.csv_rows import cut, replaced
from lintcorpus.records.errors import RecordsError
from tests.records.files import opened, rewritten

# No carriage return alone: older writers do not quote it, and then even ``csv`` takes it for the end of the row.
_TEXT = st.lists(st.sampled_from([*'ab,;"\n\t 中é', "\r\n"]), max_size=12).map("".join)
_TABLE = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(_TEXT, min_size=width, max_size=width), min_size=1, max_size=5)
)


def _csv(rows: list[list[str]], quoting: int, end: str, delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=end, delimiter=delimiter)  # type: ignore[arg-type]
    names = [f"f{at}" for at in range(len(rows[0]) - 1)]
    writer.writerow(["text", *names])
    writer.writerows(rows)
    return out.getvalue().encode()


_HOW = st.tuples(
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([",", ";", "\t"]),
)


@given(_TABLE, _HOW)
def test_the_same_records_as_the_csv_module(rows: list[list[str]], how: tuple[int, str, str]) -> None:
    file = opened("a.csv", _csv(rows, *how), text="text")
    assert [record.text for record in file.records()] == [row[0] for row in rows]


@given(_TABLE, _HOW, _TEXT)
def test_only_one_field_changes(rows: list[list[str]], how: tuple[int, str, str], new: str) -> None:
    data = _csv(rows, *how)
    done = rewritten(opened("a.csv", data, text="text"), {1: new})
    read = list(csv.reader(io.StringIO(done.decode(), newline=""), delimiter=how[2]))
    assert [row for row in read if row][1:] == [[new, *rows[0][1:]], *rows[1:]]
    old_row = _csv(rows[:1], *how).removeprefix(_csv(rows, *how)[: data.index(how[1].encode()) + len(how[1])])
    tail = data[data.index(how[1].encode()) + len(how[1]) + len(old_row) :]
    assert done.endswith(tail)
    assert rewritten(opened("a.csv", data, text="text"), {}) == data


@given(
    st.lists(st.binary(max_size=6).map(lambda raw: raw.replace(b"\n", b"").replace(b'"', b"")), min_size=2, max_size=4)
)
def test_plain_rows_are_cut_at_each_delimiter(fields: list[bytes]) -> None:
    plain = [field.replace(b",", b".") for field in fields]
    row = cut(b",".join(plain) + b"\n", b",")
    # A carriage return at the end belongs to the end of the line.
    plain[-1] = plain[-1].removesuffix(b"\r")
    assert [row.raw[start:end] for start, end in row.spans] == plain


@pytest.mark.parametrize(
    ("row", "new", "expected"),
    [
        (b"1,plain,x\r\n", "other", b"1,other,x\r\n"),
        (b'1,"plain",x\n', "other", b'1,"other",x\n'),
        (b"1,plain,x", "a, b", b'1,"a, b",x'),
        (b"1,plain,x\n", 'say "so"', b'1,"say ""so""",x\n'),
        (b'1,"a\nb",x\n', "a\nc", b'1,"a\nc",x\n'),
        (b'1,5 inch " pipe,x\n', "pipe", b"1,pipe,x\n"),
        (b"1,x,\n", "", b'1,"",\n'),
    ],
)
def test_quotes_only_where_they_are_needed_or_were(row: bytes, new: str, expected: bytes) -> None:
    assert replaced(row, "utf-8", b",", 1, new) == expected


def test_a_spreadsheet_in_gbk_keeps_its_encoding_and_mark() -> None:
    table = "编号,正文\r\n1,清晨的河边很安静，，只有跑步的人。\r\n2,下午的书店里没有什么客人。\r\n"
    file = opened("a.csv", table.encode("gbk"))
    assert (file.columns.text, file.columns.id, file.codec) == ("正文", "编号", "gb18030")
    assert rewritten(file, {1: "清晨的河边很安静，只有跑步的人。"}) == table.replace("，，", "，").encode("gbk")
    marked = b"\xef\xbb\xbfid,text\n1,one\n"
    assert rewritten(opened("a.csv", marked), {1: "two"}) == marked.replace(b"one", b"two")


def test_a_row_with_another_number_of_fields_is_broken_and_the_next_is_read() -> None:
    records = list(opened("a.csv", b"id,text\n1,one\n2,two,three\n3,three\n").records())
    assert [record.text for record in records] == ["one", "", "three"]
    assert records[1].problem == "it has 3 fields where the first row names 2; is a quote missing?"
    assert [record.path for record in records] == ["a.csv#1", "a.csv#@2", "a.csv#3"]


def test_a_quote_that_is_never_closed_ends_the_reading_with_its_line() -> None:
    records = opened("a.csv", b'id,text\n1,one\n2,"two\n3,three\n').records()
    assert next(records).text == "one"
    with pytest.raises(RecordsError, match="row at line 3 is never closed"):
        next(records)


def test_two_columns_with_one_name_are_refused() -> None:
    with pytest.raises(RecordsError, match="two fields have the name 'text'"):
        opened("a.csv", b"text,text\n1,2\n")
