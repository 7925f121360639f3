"""The inputs written anew with repaired texts: whatever is no text of an article stays as it was."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.cli import main
from lintcorpus.distributed.cleaned import rewritings
from lintcorpus.distributed.documents import Input
from lintcorpus.distributed.job import Job, signature_of
from tests.distributed.data import batch, contents, records, write_jsonl
from tests.support import compiled_cards

_SHARED = ("--jobs", "1", "--fix", "--select", "PUN001", "--threshold", "0", "--part-size", "0.01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _rows() -> list[dict[str, Any]]:
    return [
        {"id": row["id"], "score": at / 3, "text": row["text"], "tags": ["甲", {"n": at}], "note": None}
        for at, row in enumerate(records())
    ]


def _repaired(text: str) -> str:
    return text.replace("，，", "，")


def test_json_lines_keep_every_other_byte(folder: Path) -> None:
    lines = [
        json.dumps(row, ensure_ascii=at % 2 == 0, indent=None, separators=(" , ", " : "))
        for at, row in enumerate(_rows())
    ]
    data = ("\n".join([*lines[:30], "", '{"broken": ', *lines[30:]]) + "\n").encode()
    (folder / "data.jsonl").write_bytes(data)
    (folder / "in").mkdir()
    (folder / "in" / "data.jsonl.gz").write_bytes(gzip.compress(data))
    assert batch("data.jsonl", "in", "--out", "out", *_SHARED) == 3
    done = (folder / "out" / "cleaned" / "data.jsonl").read_bytes()
    escaped = json.dumps("，，")[1:-1].encode()
    assert done != data
    assert done == data.replace("，，".encode(), "，".encode()).replace(escaped, escaped[:6])
    assert gzip.decompress((folder / "out" / "cleaned" / "in" / "data.jsonl.gz").read_bytes()) == done
    assert (folder / "data.jsonl").read_bytes() == data


def test_csv_keeps_its_other_fields(folder: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "text", "site"])
    writer.writerows((row["id"], row["text"], f'的，"{row["id"]}"，，') for row in records())
    (folder / "data.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    batch("data.csv", "--out", "out", *_SHARED)
    before = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    after = list(csv.reader(io.StringIO((folder / "out" / "cleaned" / "data.csv").read_text("utf-8"), newline="")))
    assert after == [before[0], *([row[0], _repaired(row[1]), row[2]] for row in before[1:])]


def test_parquet_keeps_its_other_columns_and_schema(folder: Path) -> None:
    table = pa.Table.from_pylist(
        [{**row, "tags": [str(row["tags"])]} for row in _rows()],
        schema=pa.schema(
            [
                ("score", pa.float32()),
                ("text", pa.large_string()),
                ("id", pa.string()),
                ("tags", pa.list_(pa.string())),
                ("note", pa.null()),
            ],
            metadata={"origin": "a test"},
        ),
    )
    pq.write_table(table, folder / "data.parquet", row_group_size=25)
    table = pq.read_table(folder / "data.parquet")
    batch("data.parquet", "--out", "out", *_SHARED)
    done = pq.read_table(folder / "out" / "cleaned" / "data.parquet")
    assert done.schema.equals(table.schema, check_metadata=True)
    assert done.drop_columns(["text"]).equals(table.drop_columns(["text"]))
    assert done.column("text").to_pylist() == [_repaired(row["text"]) for row in _rows()]
    assert done.column("text") != table.column("text")


def test_what_cannot_be_written_anew_is_said(folder: Path, capsys: Any) -> None:
    write_jsonl(folder / "data.jsonl", records())
    data = gzip.compress((folder / "data.jsonl").read_bytes())
    (folder / "cut.jsonl.gz").write_bytes(data[: len(data) // 2])
    (folder / "gbk.jsonl").write_bytes(
        b"".join(
            json.dumps({"id": str(at), "text": f"第{at}次，，&hearts;" * 3}, ensure_ascii=False).encode("gb18030")
            + b"\n"
            for at in range(9)
        )
    )
    arguments = ["data.jsonl", "cut.jsonl.gz", "gbk.jsonl", "--isolated", "--cache-dir", str(compiled_cards())]
    assert main(["batch", *arguments, "--out", "out", *_SHARED]) == 3
    assert "cut.jsonl.gz was not written anew: after record" in capsys.readouterr().err
    cleaned = {name for name in contents(folder / "out") if name.startswith("cleaned/")}
    assert cleaned == {"cleaned/data.jsonl", "cleaned/gbk.jsonl"}
    assert "，，" not in (folder / "out" / "cleaned" / "gbk.jsonl").read_text("gb18030")


def test_results_stay_in_their_folder_under_names_of_their_own(tmp_path: Path) -> None:
    request = Request(cwd=tmp_path, isolated=True, cache_dir=compiled_cards())
    job = Job(request, signature_of(App(request)), tmp_path / "out", 1000)
    names = ("../a.jsonl", "a.jsonl", "/data/a.jsonl", "s3://bucket/data/a.jsonl", "sub/../../a.jsonl")
    targets = [task.target for task in rewritings(job, [Input(name, name, 5) for name in names])]
    assert len(set(targets)) == len(names)
    assert all(target.is_relative_to(tmp_path / "out" / "cleaned") and ".." not in target.parts for target in targets)
