"""A file or record at which a worker process dies is named, and the others are checked."""

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from lintcorpus.app import gather
from lintcorpus.app.caching import checked
from lintcorpus.app.caching.checked import Checked, check_packed
from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.gather import collect_files
from lintcorpus.app.inputs.files import find_files
from lintcorpus.app.inputs.source import Source
from lintcorpus.app.processes import pool, records
from tests.app.helpers import app_in, findings
from tests.support import compiled_cards

forking = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches forked processes only")


@forking
def test_a_file_at_which_a_worker_dies_is_named_and_the_rest_is_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(app: App, sources: Iterable[Source]) -> Collected:
        def watched() -> Iterable[Source]:
            for source in sources:
                if source.name.endswith(("07.md", "31.md")):
                    os._exit(9)
                yield source

        return collect(app, watched())

    app = app_in(folder)
    files = find_files(app, [str(folder)]).files
    whole = {path for path, _, _ in findings(app, collect_files(app, files, 1))}
    monkeypatch.setattr(gather, "collect", dies)
    monkeypatch.setattr(gather, "_MOST_FILES", 10)
    gathered = collect_files(app, files, 2)
    died = [item.path for item in gathered.diagnostics if item.rule == "RUN003"]
    assert died == ["07.md", "31.md"]
    assert {path for path, _, rule in findings(app, gathered) if rule != "RUN003"} == whole - {"07.md", "31.md"}


def _with_limit(folder: Path, seconds: float) -> App:
    flags = {"file_timeout": seconds}
    return App(Request(cwd=folder, isolated=True, cache_dir=compiled_cards(), flags=flags))


def _endless(app: App, sources: Iterable[Source]) -> Collected:
    """Checks files as ever, but for one at which it never comes to an end."""

    def watched() -> Iterable[Source]:
        for source in sources:
            if source.name.endswith(("07.md", "#7")):
                re.match(r"(a|a)*b", "a" * 40)  # holds the interpreter all the while
            yield source

    return collect(app, watched())


@forking
@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_file_that_takes_too_long_is_named_and_the_rest_is_checked(
    folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _with_limit(folder, 2)
    files = find_files(app, [str(folder)]).files
    whole = findings(app, collect_files(app_in(folder), files, 1))
    monkeypatch.setattr(gather, "collect", _endless)
    gathered = collect_files(app, files, jobs)
    (late,) = [item for item in gathered.diagnostics if item.rule == "RUN003"]
    assert (late.path, late.variant, dict(late.params)) == ("07.md", "timeout", {"kind": "timeout", "limit": "2"})
    card = app.catalog.cards["RUN003"]
    assert "longer than 2 s" in card.message(late.variant, late.params, "en")
    assert "超过 2 秒" in card.message(late.variant, late.params, "zh")
    left = [item for item in findings(app, gathered) if item[0] != "07.md"]
    assert {item[0] for item in left} == {item[0] for item in whole} - {"07.md"}


@pytest.mark.slow
@forking
def test_a_record_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": at, "text": f"第 {at} 条，，只有一句。"}, ensure_ascii=False) for at in range(10)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setattr(records, "collect", _endless)
    gathered = records.collect_records(_with_limit(tmp_path, 2), [tmp_path / "a.jsonl"], 1)
    (late,) = gathered.diagnostics
    assert (late.path, late.rule, late.variant) == ("a.jsonl#7", "RUN003", "timeout")
    assert late.place.origin is not None
    assert late.place.origin.number == 8
    assert gathered.records == 9


@pytest.mark.slow
@forking
def test_a_file_that_took_too_long_is_tried_again_by_the_next_run(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(
        cwd=folder,
        isolated=True,
        cache_dir=compiled_cards(),
        index_dir=tmp_path_factory.mktemp("cache"),
        flags={"file_timeout": 2},
    )
    files = find_files(App(request), [str(folder)]).files
    with monkeypatch.context() as patched:
        patched.setattr(checked, "check_packed", _endless_packed)
        first = collect_files(App(request), files, 1)
    assert [item.path for item in first.diagnostics if item.rule == "RUN003"] == ["07.md"]
    again = collect_files(App(request), files, 1)
    assert not [item for item in again.diagnostics if item.rule == "RUN003"]
    assert "07.md" in {report.path for report in again.reports}


def _endless_packed(app: App, files: Sequence[Path]) -> Iterator[tuple[Checked, Collected]]:
    for path in files:
        if path.name == "07.md":
            time.sleep(1000)
        yield from check_packed(app, [path])


@forking
def test_without_a_limit_a_lost_process_is_no_timeout(folder: Path) -> None:
    app = app_in(folder)
    (lost,) = pool.death(app, "a.md", 1000.0)
    assert (lost.variant, lost.params["kind"]) == ("", "worker")
