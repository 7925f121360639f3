"""What of a file of records is read, what is broken, and what is said about it."""

import gzip
import io
import json
from collections import deque
from pathlib import Path
from random import Random

import pytest

from lintcorpus.records.columns import Columns, chosen
from lintcorpus.records.compressed import packing
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.lines import lines
from lintcorpus.records.names import Names, format_of, split_name
from lintcorpus.records.reader import Record, open_records
from tests.records.files import ARTICLES, articles, jsonl, opened, packed, rewritten

_pa = pytest.importorskip


def _problems(name: str, data: bytes, limit: int = 100_000) -> list[tuple[int, str]]:
    return [(item.origin.number, item.problem) for item in opened(name, data, limit).records() if item.problem]


def test_broken_records_are_told_by_number_and_the_rest_goes_on() -> None:
    data = b"".join(
        [
            b'{"id": 1, "text": "one"}\n',
            b'{"id": 2, "text": "tw\n',
            b"\n",
            b"[1, 2]\n",
            b'{"id": 4}\n',
            b'{"id": 5, "text": null}\n',
            b'{"id": 6, "text": ["six"]}\n',
            b'{"id": 7, "text": "\xb0\xa1\xa1\xa3"}\n',
            b'{"id": 8, "text": "half \\ud83d"}\n',
            b'{"id": 9, "text": "nine"}',
        ]
    )
    file = opened("a.jsonl", data)
    records = list(file.records())
    assert [record.text for record in records if record.text] == ["one", "nine"]
    assert [(item.origin.number, item.origin.line, item.problem) for item in records if item.problem] == [
        (2, 2, "it is not JSON: Invalid control character at at character 22 of the line"),
        (3, 4, "it is a list and no object with fields"),
        (4, 5, "it has no field 'text'; it has 'id'"),
        (5, 6, "its field 'text' is null and no text"),
        (6, 7, "its field 'text' is list and no text"),
        (7, 8, "byte 20 of the record (0xB0) is no UTF-8; convert the record to UTF-8"),
        (8, 9, "an escape in its text is half a character (\\ud800 to \\udfff)"),
    ]


def test_a_record_above_the_limit_is_passed_over_in_pieces() -> None:
    data = b'{"text": "one"}\n{"text": "' + b"x" * 5000 + b'"}\n{"text": "three"}\n'
    file = opened("a.jsonl", data, 1000)
    assert [(item.text, item.problem) for item in file.records()] == [
        ("one", ""),
        ("", "the record has 5,013 bytes, more than the limit of 1,000; raise 'max-file-size' to read it"),
        ("three", ""),
    ]
    assert rewritten(file, {3: "four"}) == data.replace(b"three", b"four")
    pieces = list(lines(io.BytesIO(data), 1000))
    assert max(len(piece.raw) for piece in pieces) <= 1001
    assert b"".join(piece.raw for piece in pieces) == data


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_packed_data_that_was_cut_off_is_read_as_far_as_it_goes(suffix: str) -> None:
    random = Random(7)
    texts = ("".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(300)) for _ in range(1000))
    data = jsonl({"id": at, "text": text} for at, text in enumerate(texts))
    whole = packed(f"a.jsonl{suffix}", data)
    assert [item.text for item in opened(f"a.jsonl{suffix}", whole).records()] == [
        json.loads(line)["text"] for line in data.splitlines()
    ]
    records = opened(f"a.jsonl{suffix}", whole[: len(whole) // 2]).records()
    read: list[Record] = []
    with pytest.raises(RecordsError) as error:
        deque(map(read.append, records))
    assert str(error.value).endswith("its packed data ends too early: the file was cut off; fetch it again")
    assert 100 < len(read) < 900
    assert str(error.value).startswith(f"after record {len(read)}: ")


def test_damaged_packed_data_and_a_wrong_suffix() -> None:
    broken = bytearray(gzip.compress(jsonl(articles()) * 50))
    broken[-4:] = b"\0\0\0\0"
    with pytest.raises(RecordsError, match="after record 200: its packed data is damaged"):
        list(opened("a.jsonl.gz", bytes(broken)).records())
    with pytest.raises(RecordsError, match=r"its name ends in \.gz, but it is not packed so"):
        opened("a.jsonl.gz", jsonl(articles()))


def test_several_members_of_gzip_are_one_file() -> None:
    data = gzip.compress(jsonl(articles()[:2])) + gzip.compress(jsonl(articles()[2:]))
    assert [item.text for item in opened("a.jsonl.gz", data).records()] == list(ARTICLES.values())


def test_packing_gives_the_same_bytes_each_time() -> None:
    for suffix in (".gz", ".zst"):
        outs = []
        for _ in range(2):
            out = io.BytesIO()
            with packing(out, suffix) as stream:
                stream.write(b"some text\n" * 100)
            outs.append(out.getvalue())
        assert outs[0] == outs[1]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"n": 1}\n', "no field of its records is known to hold articles; name it with --text-column: they have 'n'"),
        (b"[\n 1,\n", "none of its first records can be read; line 1: it is not JSON"),
        ('{"text": 1}'.encode("utf-16"), "it is in UTF-16 or UTF-32"),
        (bytes(range(256)) * 20, "it is not text|none of its first records can be read"),
    ],
)
def test_files_that_are_none(data: bytes, message: str) -> None:
    with pytest.raises(RecordsError, match=message):
        opened("a.jsonl", data)


def test_an_empty_file_holds_no_records() -> None:
    form = format_of("a.jsonl")
    assert form is not None
    for data in (b"", b"\n\n"):
        assert open_records("a.jsonl", lambda data=data: io.BytesIO(data), form, Columns(), 100) is None  # type: ignore[misc]


def test_columns_are_found_by_their_names() -> None:
    rows = [{"url": "u", "Content": "x", "body": "y", "ID": 3}, {"url": "u", "Content": "x", "body": "y", "ID": 4}]
    assert chosen(Columns(), rows) == Columns("Content", "ID")
    assert chosen(Columns(text="body"), rows) == Columns("body", "ID")
    assert chosen(Columns(path="url"), rows) == Columns("Content", "", "url")
    # A field whose values repeat names no record, and one that is no text holds no article.
    assert chosen(Columns(), [{"text": 1, "md": "x", "id": 7}, {"text": 2, "md": "y", "id": 7}]) == Columns("md")
    with pytest.raises(RecordsError, match="none of its first records has a field 'txt'; they have 'url', 'Content'"):
        chosen(Columns(text="txt"), rows)
    with pytest.raises(RecordsError, match="and 8 more"):
        chosen(Columns(), [{f"column {at}": at for at in range(20)}])


def test_names_of_records_are_unique_and_on_one_line() -> None:
    names = Names("d/a.jsonl")
    assert names.name("a1", 1) == "d/a.jsonl#a1"
    assert names.name("a1", 2) == "d/a.jsonl#@2"
    assert names.name("", 3) == "d/a.jsonl#@3"
    assert names.name("@3", 4) == "d/a.jsonl#%403"
    assert names.name("two\nlines%", 5) == "d/a.jsonl#two%0Alines%25"
    long = {names.name("x" * 500 + end, 6) for end in "ab"}
    assert len(long) == 2
    assert all(len(name) < 200 for name in long)


def test_file_and_record_of_a_path() -> None:
    assert split_name("d/a.jsonl.gz#blog/x.md") == ("d/a.jsonl.gz", "blog/x.md")
    assert split_name("a#1.csv#x#y") == ("a#1.csv", "x#y")
    assert split_name("notes.md#x") is None
    assert format_of("A.JSONL") == format_of("a.ndjson")
    assert format_of("a.parquet.gz") is None
    assert format_of("a.json") is None


def _parquet(rows: list[dict[str, object]], **how: object) -> bytes:
    pa, pq = _pa("pyarrow"), _pa("pyarrow.parquet")
    out = io.BytesIO()
    table = pa.Table.from_pylist(rows).replace_schema_metadata({"origin": "a test"})
    pq.write_table(table, out, **how)
    return out.getvalue()


def _rows(count: int) -> list[dict[str, object]]:
    return [
        {"id": f"p{at}", "text": f"文章{at}，，第一行。\n", "score": [at / 2, float("nan")], "note": None}
        for at in range(count)
    ]


def test_parquet_is_written_anew_as_it_was() -> None:
    pq = _pa("pyarrow.parquet")
    old = _parquet(
        _rows(50),
        row_group_size=20,
        compression={"id": "NONE", "text": "ZSTD", "score.list.element": "GZIP", "note": "SNAPPY"},
    )
    file = opened("a.parquet", old)
    new = rewritten(file, {7: "neu", 45: ""})
    assert file.difference(io.BytesIO(new)) == ""
    before, after = (pq.ParquetFile(io.BytesIO(data)) for data in (old, new))
    assert after.schema_arrow.metadata == before.schema_arrow.metadata
    groups = [[item.metadata.row_group(at).num_rows for at in range(3)] for item in (before, after)]
    assert groups == [[20, 20, 10]] * 2
    kinds = [[item.metadata.row_group(0).column(at).compression for at in range(4)] for item in (before, after)]
    assert kinds[0] == kinds[1]
    texts = [row["text"] for row in _rows(50)]
    texts[6], texts[44] = "neu", ""
    assert after.read().column("text").to_pylist() == texts


def test_a_change_beside_the_texts_would_be_seen() -> None:
    file = opened("a.parquet", _parquet(_rows(10)))
    other = _rows(10)
    other[3]["id"] = "q3"
    assert file.difference(io.BytesIO(_parquet(other))) == "row group 1"
    assert file.difference(io.BytesIO(_parquet(_rows(10), row_group_size=5))) == "its row groups"


def test_a_dictionary_column_and_large_strings_stay_what_they_are() -> None:
    pa, pq = _pa("pyarrow"), _pa("pyarrow.parquet")
    for kind in (pa.dictionary(pa.int32(), pa.string()), pa.large_string()):
        table = pa.table({"text": pa.array(["a，，", "b", None, "b"]).cast(kind)})
        out = io.BytesIO()
        pq.write_table(table, out)
        file = opened("a.parquet", out.getvalue())
        done = pq.read_table(io.BytesIO(rewritten(file, {1: "a，"})))
        assert done.schema.field("text").type == table.schema.field("text").type
        assert done.column("text").to_pylist() == ["a，", "b", None, "b"]


def test_a_damaged_page_costs_its_row_group_only() -> None:
    pq = _pa("pyarrow.parquet")
    old = _parquet(_rows(60), row_group_size=20, compression="zstd", write_page_checksum=True)
    column = pq.ParquetFile(io.BytesIO(old)).metadata.row_group(1).column(1)
    data = bytearray(old)
    at = column.data_page_offset + column.total_compressed_size // 2
    start = column.dictionary_page_offset + column.total_compressed_size // 2
    for place in (at, start):
        data[place : place + 8] = bytes(8 * [0xA5])
    file = opened("a.parquet", bytes(data))
    found = list(file.records())
    assert [item.origin.number for item in found if not item.problem] == [*range(1, 21), *range(41, 61)]
    (broken,) = [item for item in found if item.problem]
    assert broken.problem.startswith("records 21 to 40: row group 2 is damaged (")
    with pytest.raises(RecordsError, match="row group 2 is damaged; nothing is repaired in this file"):
        rewritten(file, {1: "x"})


def test_a_parquet_file_that_is_cut_off_or_has_no_text() -> None:
    with pytest.raises(RecordsError, match="it is no Parquet file, or cut off"):
        opened("a.parquet", _parquet(_rows(5))[:-20])
    with pytest.raises(RecordsError, match="its column 'score' does not hold text"):
        opened("a.parquet", _parquet(_rows(5)), text="score")


def test_a_missing_package_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data, zst = _parquet(_rows(1)), packed("a.jsonl.zst", jsonl(articles()))
    for module in ("pyarrow", "pyarrow.parquet", "backports.zstd", "compression.zstd", "backports", "compression"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(RecordsError, match=r"pip install 'lintcorpus\[parquet\]'"):
        opened("a.parquet", data)
    with pytest.raises(RecordsError, match=r"pip install 'lintcorpus\[zst\]'"):
        opened("a.jsonl.zst", zst)


def test_many_broken_records_are_counted() -> None:
    data = b'{"text": "one"}\n' + b"{\n" * 1500
    problems = _problems("a.jsonl", data)
    assert len(problems) == 1001
    assert problems[-1] == (0, "500 more of its records cannot be read; see those named before")
