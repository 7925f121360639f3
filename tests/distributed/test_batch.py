"""``lintcorpus batch`` on this machine: its tables, its exit codes, and what it does with bad input."""

import contextlib
import gzip
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from lintcorpus import Settings
from lintcorpus.app.compose import Request
from lintcorpus.cli import main
from lintcorpus.distributed import lint_dataset
from lintcorpus.distributed.job import Job, Signature
from lintcorpus.distributed.kernels import language_of
from lintcorpus.distributed.local import LocalEngine
from lintcorpus.distributed.schemas import CLUSTERS, DIAGNOSTICS, FIXED
from lintcorpus.errors import UsageError
from tests.distributed.data import batch, contents, parquet, process, records, table, write_jsonl
from tests.support import compiled_cards


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with records."""
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "data.jsonl", records())
    return tmp_path


def _checked(capsys: Any, *arguments: str) -> list[dict[str, Any]]:
    """What ``lintcorpus check`` finds."""
    capsys.readouterr()
    main(["--isolated", "--cache-dir", str(compiled_cards()), "-q", "--output-format", "json", *arguments])
    return list(json.loads(capsys.readouterr().out)["diagnostics"])


def test_findings_are_those_of_check(folder: Path, capsys: Any) -> None:
    assert batch("data.jsonl", "--out", "out", "--jobs", "1") == 1
    wanted = _checked(capsys, "data.jsonl")
    found = table(folder / "out" / "diagnostics")
    assert {"DUP005", "DUP006", "DUP007", "PUN001", "LNK001"} <= {row["rule"] for row in found}
    ours = [(row["document"], row["rule"], row["fingerprint"], row["offset"], row["severity"]) for row in found]
    theirs = [
        (item["path"], item["rule"], item["fingerprint"], item["start"]["offset"], item["severity"]) for item in wanted
    ]
    assert sorted(ours) == sorted(theirs)
    for name, schema in (("diagnostics", DIAGNOSTICS), ("clusters", CLUSTERS)):
        for path in (folder / "out" / name).glob("*.parquet"):
            assert pq.read_schema(path).equals(schema)


def test_comments_count_for_what_is_concluded_later(folder: Path, capsys: Any) -> None:
    text = records()[43]["text"]
    allowed = f"{text}\n<!-- lintcorpus-disable-file DUP006, DUP005 -- kept on purpose -->\n"
    idle = f"{records()[45]['text']}\n<!-- lintcorpus-disable-file PUN001 -->\n"
    write_jsonl(folder / "copies.jsonl", [{"id": str(at), "text": one} for at, one in enumerate((text, allowed, idle))])
    batch("copies.jsonl", "--out", "out", "--jobs", "1")
    found = table(folder / "out" / "diagnostics")
    theirs = _checked(capsys, "copies.jsonl")
    assert {row["rule"]: row["state"] for row in found}["DUP006"] == "suppressed"
    assert "RUN001" in {row["rule"] for row in found}
    assert sorted((row["document"], row["rule"], row["state"], row["fingerprint"]) for row in found) == sorted(
        (item["path"], item["rule"], item["state"], item["fingerprint"]) for item in theirs
    )


def test_clusters_are_those_of_duplicates(folder: Path, capsys: Any) -> None:
    batch("data.jsonl", "--out", "out", "--jobs", "1")
    capsys.readouterr()
    main(["duplicates", "--isolated", "--format", "json", "-q", "data.jsonl"])
    wanted = json.loads(capsys.readouterr().out)["clusters"]
    found: dict[str, list[tuple[str, str]]] = {}
    for row in table(folder / "out" / "clusters"):
        found.setdefault(row["cluster"], []).append((row["document"], row["role"]))
    theirs = [
        [(item["keep"]["path"], "keep"), *((member["path"], member["relation"]) for member in item["members"])]
        for item in wanted
    ]
    assert wanted
    assert sorted(found.values()) == sorted(theirs)


@pytest.mark.slow
def test_processes_and_parts_change_nothing(folder: Path) -> None:
    for name, more in (("one", ("--jobs", "1")), ("two", ("--jobs", "2"))):
        batch("data.jsonl", "--out", name, *more)
    assert contents(folder / "one") == contents(folder / "two")
    write_jsonl(folder / "more.jsonl", records()[:5])
    (folder / "packed").mkdir()
    (folder / "packed" / "data.jsonl.gz").write_bytes(gzip.compress((folder / "data.jsonl").read_bytes()))
    parquet(folder / "packed" / "data.parquet", records())
    batch("packed", "--out", "three", "--jobs", "1")
    rules = [row["rule"] for row in table(folder / "one" / "diagnostics") if not row["rule"].startswith("DUP")]
    again = [row["rule"] for row in table(folder / "three" / "diagnostics") if not row["rule"].startswith("DUP")]
    assert again == rules * 2
    summary = json.loads((folder / "three" / "summary.json").read_bytes())
    assert summary["clusters"]["spare"] >= len(records()) // 2
    assert set(summary["sources"]) == {"packed/data.jsonl.gz", "packed/data.parquet"}


def test_rates_decide_where_they_are_given(folder: Path) -> None:
    assert batch("data.jsonl", "--out", "a", "--jobs", "1", "--max-rate", "PUN001=50%,LNK001=0.5") == 0
    assert batch("data.jsonl", "--out", "b", "--jobs", "1", "--max-rate", "PUN001=1%") == 1
    assert json.loads((folder / "b" / "summary.json").read_bytes())["rates"][0]["documents"] == 11
    assert batch("data.jsonl", "--out", "c", "--jobs", "1", "--select", "PUN999") == 2
    assert batch("data.jsonl", "--out", "d", "--jobs", "1", "--max-rate", "PUN001=one") == 2


def test_repairs_are_written_beside(folder: Path) -> None:
    before = (folder / "data.jsonl").read_bytes()
    batch("data.jsonl", "--out", "out", "--jobs", "1", "--fix", "--select", "PUN001")
    fixed = table(folder / "out" / "fixed")
    assert [row["id"] for row in fixed] == [row["id"] for row in records()]
    assert not any("，，" in row["text"] for row in fixed)
    assert sum(row["changed"] for row in fixed) == 11
    assert pq.read_schema(next((folder / "out" / "fixed").glob("*"))).equals(FIXED)
    assert (folder / "data.jsonl").read_bytes() == before


def test_results_may_lie_among_the_inputs(folder: Path) -> None:
    assert batch(".", "--out", "out", "--jobs", "1", "--select", "PUN001") == 1
    assert batch(".", "--out", "out", "--jobs", "1", "--select", "PUN001", "--resume") == 1


def test_a_sample_is_the_same_each_time(folder: Path) -> None:
    for name in ("a", "b"):
        batch("data.jsonl", "--out", name, "--jobs", "1", "--sample", "7")
    assert contents(folder / "a") == contents(folder / "b")
    assert json.loads((folder / "a" / "summary.json").read_bytes())["documents"] == 7


def test_what_cannot_be_read_is_said_and_the_rest_is_done(folder: Path) -> None:
    whole = records()
    data = gzip.compress(os.urandom(0) + (folder / "data.jsonl").read_bytes())
    (folder / "cut.jsonl.gz").write_bytes(data[: len(data) // 2])
    write_jsonl(folder / "other.jsonl", [{"name": "a", "size": 3}])
    write_jsonl(folder / "kinds.jsonl", [*whole[:3], {"id": "x", "text": 5}, {"id": "y"}])
    parquet(folder / "sizes.parquet", [{"id": row["id"], "text": at} for at, row in enumerate(whole)])
    parquet(
        folder / "nulls.parquet",
        [{"id": row["id"], "text": row["text"] if at else None} for at, row in enumerate(whole)],
    )
    damaged = parquet(folder / "damaged.parquet", whole).read_bytes()
    at = damaged.index("渡口记事 20".encode())
    (folder / "damaged.parquet").write_bytes(damaged[: at - 40] + b"\xff" * 120 + damaged[at + 80 :])
    names = ["data.jsonl", "cut.jsonl.gz", "other.jsonl", "kinds.jsonl"]
    names += ["damaged.parquet", "sizes.parquet", "nulls.parquet"]
    assert batch(*names, "--out", "out", "--jobs", "1") == 3
    unread: dict[str, list[str]] = {}
    for row in table(folder / "out" / "diagnostics"):
        if row["rule"] == "RUN003":
            unread.setdefault(row["source"], []).append(row["message"])
    assert "cut off" in unread["cut.jsonl.gz"][0]
    assert "no field of its records is known to hold articles" in unread["other.jsonl"][0]
    assert "'text' is int and no text" in unread["kinds.jsonl"][0]
    assert "has no field 'text'" in unread["kinds.jsonl"][1]
    assert "row group 3 is damaged" in unread["damaged.parquet"][0]
    assert "no field of its records is known to hold articles" in unread["sizes.parquet"][0]
    assert ["'text' is null and no text" in message for message in unread["nulls.parquet"]] == [True]
    summary = json.loads((folder / "out" / "summary.json").read_bytes())
    assert summary["sources"]["data.jsonl"]["documents"] == 60
    assert summary["sources"]["damaged.parquet"]["documents"] == 50
    assert summary["sources"]["cut.jsonl.gz"]["documents"] > 0
    allowed = ("--max-rate", "RUN003=20%")
    assert batch(*names, "--out", "allowed", "--jobs", "1", *allowed) == 0
    assert batch(*names, "--out", "named", "--jobs", "1", "--text-column", "text") == 3
    found = table(folder / "named" / "diagnostics")
    said = [row["message"] for row in found if (row["rule"], row["source"]) == ("RUN003", "sizes.parquet")]
    assert len(said) == 1
    assert "its column 'text' does not hold text" in said[0]


def test_lines_in_other_encodings_and_records_above_the_limit_are_said(folder: Path) -> None:
    whole = [json.dumps(row, ensure_ascii=False) for row in records()]
    lines = [line.encode("gb18030" if at in (3, 9) else "utf-8") for at, line in enumerate(whole)]
    lines[20] = json.dumps({"id": "huge", "text": "长" * 400_000}, ensure_ascii=False).encode()
    (folder / "mixed.jsonl").write_bytes(b"\n".join(lines))
    (folder / "lintcorpus.yaml").write_text("max-file-size: 1000000\nselect: [PUN001, RUN003]\n", encoding="utf-8")
    arguments = ["mixed.jsonl", "--jobs", "1", "--config", "lintcorpus.yaml", "--cache-dir", str(compiled_cards())]
    assert main(["batch", "-q", "--no-cache", *arguments, "--out", "out"]) == 3
    found = [row for row in table(folder / "out" / "diagnostics") if row["rule"] == "RUN003"]
    assert [row["number"] for row in found] == [4, 10, 21]
    assert all("is no UTF-8; convert the record" in row["message"] for row in found[:2])
    assert "more than the limit of 1,000,000; raise 'max-file-size'" in found[2]["message"]
    summary = json.loads((folder / "out" / "summary.json").read_bytes())
    assert (summary["documents"], summary["unreadable"]) == (57, 3)


def test_severities_count_as_for_check(folder: Path) -> None:
    assert batch("data.jsonl", "--out", "a", "--jobs", "1", "--select", "PUN001", "--severity", "PUN001=info") == 0
    assert {row["severity"] for row in table(folder / "a" / "diagnostics")} == {"info"}
    assert batch("data.jsonl", "--out", "b", "--jobs", "1", "--select", "PUN001", "--severity", "PUN001=error") == 1
    assert batch("data.jsonl", "--out", "c", "--jobs", "1", "--severity", "PUN001=loud") == 2


def test_findings_that_a_baseline_has_are_known(folder: Path, capsys: Any) -> None:
    shared = ["--isolated", "--cache-dir", str(compiled_cards()), "-q", "--select", "PUN001,LNK001,DUP006"]
    baseline = ["--baseline", str(folder / "known.jsonl")]
    assert main(["baseline", "create", *shared[:-2], *baseline, "data.jsonl"]) == 0
    rows = [row if row["id"] != "r004" else {**row, "text": "又一句，，" + row["text"]} for row in records()]
    write_jsonl(folder / "data.jsonl", rows)
    capsys.readouterr()
    main([*shared, *baseline, "--show-baselined", "--output-format", "json", "data.jsonl"])
    wanted = sorted((item["path"], item["fingerprint"], item["state"]) for item in _reported(capsys))
    assert batch("data.jsonl", "--out", "out", "--jobs", "1", "--select", "PUN001,LNK001,DUP006", *baseline) == 1
    found = table(folder / "out" / "diagnostics")
    assert sorted((row["document"], row["fingerprint"], row["state"]) for row in found) == wanted
    assert [row["document"] for row in found if row["state"] == "new"] == ["data.jsonl#r004"]
    summary = json.loads((folder / "out" / "summary.json").read_bytes())
    assert (summary["baselined"], summary["suppressed"]) == (len(found) - 1, 0)


def _reported(capsys: Any) -> list[dict[str, Any]]:
    return list(json.loads(capsys.readouterr().out)["diagnostics"])


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path, capsys: Any) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "letter.txt").write_text("dear")
    assert batch("data.jsonl", "--out", "out", "--jobs", "1") == 2
    assert "not empty" in capsys.readouterr().err
    batch("data.jsonl", "--out", "fine", "--jobs", "1")
    assert batch("data.jsonl", "--out", "fine", "--jobs", "1") == 2
    assert "--resume" in capsys.readouterr().err
    assert batch("data.jsonl", "--out", "fine", "--jobs", "1", "--resume", "--ignore", "PUN") == 2
    assert "other signature" in capsys.readouterr().err
    assert batch("data.jsonl", "--out", "fine", "--jobs", "1", "--resume") == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_run_that_was_killed_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    rows = [{**row, "id": f"{row['id']}-{turn}"} for turn in range(12) for row in records()]
    write_jsonl(tmp_path / "data.jsonl", rows)
    arguments = ["data.jsonl", "--part-size", "0.1", "--jobs", "2", "--select", "PUN,LNK,DUP", "--out"]
    whole = process([*arguments, "whole"], tmp_path)
    assert whole.wait() == 1, whole.stdout
    kills = 0
    code = -1
    more: list[str] = []
    while code < 0 and kills < 3:
        run = process([*arguments, "killed", *more], tmp_path, start_new_session=True)
        # Each time a little later, so that other stages are hit.
        wanted = kills + 1
        while run.poll() is None and len(list((tmp_path / "killed").rglob("*.parquet"))) < 6 * wanted * wanted:
            time.sleep(0.02)
        if run.poll() is None:
            os.killpg(run.pid, signal.SIGKILL)
            kills += 1
        code = run.wait()
        more = ["--resume"]
    while code < 0:
        code = process([*arguments, "killed", *more], tmp_path).wait()
    assert kills >= 2
    assert code == 1
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "data.jsonl", [{**row, "text": row["text"] * 30} for row in records()])
    run = process(["data.jsonl", "--part-size", "0.02", "--jobs", "2", "--out", "out"], tmp_path, process_group=0)
    while run.poll() is None and not list((tmp_path / "out" / "work" / "trails").glob("*")):
        time.sleep(0.02)
    assert len(_group(run.pid)) > 2
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    limit = time.monotonic() + 60
    while _group(run.pid) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not _group(run.pid)


def _group(leader: int) -> list[str]:
    """The processes of a group that have not ended."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, _, group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                found.append(place.name)
    return found


@pytest.mark.slow
def test_a_process_that_dies_is_named_or_replaced(tmp_path: Path) -> None:
    job = Job(Request(cwd=tmp_path, isolated=True), Signature("", "", "", ""), tmp_path, 1000)
    with LocalEngine(2) as engine:
        # The first time it is tried each process dies; the second time it finds the mark of the first.
        assert sorted(engine.run(_dies_once, job, [1, 2, 3])) == [1, 2, 3]
        with pytest.raises(UsageError, match="is there enough memory"):
            list(engine.run(_dies, job, [1]))


def _dies_once(job: Job, task: int) -> int:
    mark = job.folder / f"tried-{task}"
    if not mark.exists():
        mark.touch()
        os._exit(9)
    return task


def _dies(job: Job, task: int) -> int:
    os._exit(9)


def test_the_python_interface_gives_tables(folder: Path) -> None:
    found = lint_dataset("data.jsonl", out="out", workers=1, settings=Settings(select=("PUN001",)), threshold=0)
    table = found.diagnostics.to_table()
    assert table.num_rows == 11 == found.summary["findings"]["warning"] + found.summary["findings"]["error"]
    assert set(table.column("language").to_pylist()) == {"zh"}
    assert found.summary["clusters"] == {}
    with pytest.raises(UsageError, match="holds a run already"):
        lint_dataset("data.jsonl", out="out", workers=1)
    with pytest.raises(UsageError, match="no file of records"):
        lint_dataset([], out="none", workers=1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("河水涨了半尺，石阶只剩三级。", "zh"),
        ("Python 3.11 发布了，带来了更快的解释器。", "zh"),
        ("The lathe was older than the building.", "en"),
        ("Café Müller opened at six, as ever, and nobody came in before nine.", "en"),
        ("川の水が増えて、石段は三段だけ残っていた。", "other"),
        ("Старый маяк стоял на скале.", "other"),
        ("12345 --- 678", "other"),
        ("", "other"),
    ],
)
def test_languages_are_told_by_their_letters(text: str, language: str) -> None:
    assert language_of(text) == language
