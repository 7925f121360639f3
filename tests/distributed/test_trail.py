"""Records of which a process dies: they are named, and all others are checked."""

import importlib.util
import json
import os
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.distributed.job import Job, signature_of
from lintcorpus.distributed.trail import Trail
from lintcorpus.model.origin import Origin
from lintcorpus.records.reader import Record
from tests.distributed.data import POISON, batch, poisoned, process, records, table, write_jsonl
from tests.support import compiled_cards

has_daft = pytest.mark.skipif(
    importlib.util.find_spec("daft") is None, reason="the extra 'distributed' is absent: daft"
)
_RULES = ["--select", "PUN,LNK,RUN"]


def _job(folder: Path) -> tuple[App, Job]:
    request = Request(cwd=folder, isolated=True, cache_dir=compiled_cards(), flags={"select": ("PUN", "RUN")})
    app = App(request)
    return app, Job(request, signature_of(app), folder, 1000)


def _record(number: int) -> Record:
    return Record(f"a.jsonl#{number}", Origin("a.jsonl", number, number, "text", str(number)), "没有人，，来过。\n")


def _died_at(app: App, job: Job, row: int) -> None:
    """What is left when a process is killed while it checks a record."""
    trail = Trail(app, job, "part-00000-00000")
    for at in range(row + 1):
        trail.begin(at, _record(at))
    os.close(trail._file)


def test_a_record_that_was_under_way_is_tried_alone_and_checked_when_it_does_no_harm(tmp_path: Path) -> None:
    app, job = _job(tmp_path)
    _died_at(app, job, 2)
    with Trail(app, job, "part-00000-00000") as trail:
        assert [trail.begin(at, _record(at)) for at in range(4)] == [[], [], [], []]
    assert job.lost() == 0
    assert not list(job.place("trails").iterdir())


def test_a_record_at_which_three_processes_died_is_given_up(tmp_path: Path) -> None:
    app, job = _job(tmp_path)
    for _ in range(3):
        _died_at(app, job, 1)
    for _ in range(2):  # and stays so when the part is begun again
        with Trail(app, job, "part-00000-00000") as trail:
            said = [[item.rule for item in trail.begin(at, _record(at))] for at in range(3)]
        assert said == [[], ["RUN003"], []]
    assert job.lost() == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "jobs"), [("local", "2"), ("local", "1"), pytest.param("daft", "2", marks=has_daft)]
)
def test_a_record_that_kills_its_process_is_named_and_the_rest_goes_on(
    tmp_path: Path, engine: str, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = records()
    fatal = {7, 31}
    told = [{**row, "text": row["text"] + (f"\n{POISON}\n" if at in fatal else "")} for at, row in enumerate(rows)]
    write_jsonl(tmp_path / "data.jsonl", told)
    shared = ["data.jsonl", "--part-size", "0.01", *_RULES]
    run = process([*shared, "--engine", engine, "--jobs", jobs, "--out", "out"], tmp_path, poisoned(tmp_path))
    said, _ = run.communicate(timeout=300)
    assert run.returncode == 3, said
    monkeypatch.chdir(tmp_path)
    assert batch(*shared, "--jobs", "1", "--out", "whole") == 1
    found = table(tmp_path / "out" / "diagnostics")
    lost = {row["id"]: row["message"] for row in found if row["rule"] == "RUN003"}
    assert set(lost) == {rows[at]["id"] for at in fatal}
    assert all("the process that checked it died" in message for message in lost.values())
    others = [row for row in table(tmp_path / "whole" / "diagnostics") if row["id"] not in lost]
    assert [row for row in found if row["id"] not in lost] == others
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert (summary["unreadable"], summary["documents"]) == (2, 58)
