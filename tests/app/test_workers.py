"""Several processes find what one does, and survive the death of one of them."""

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from lintcorpus.app import cache, records, workers
from lintcorpus.app.cache import Checked, check_packed
from lintcorpus.app.check import Collected, collect, finish
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs import Source, find_files
from lintcorpus.app.workers import _cgroup_limit, _chunks, collect_files, usable_cpus
from lintcorpus.cli import main
from tests.support import compiled_cards

forking = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches forked processes only")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for at in range(40):
        text = f"# 第{at}篇\n\n好，，再见。\n\n" + ("同一段话在好几篇文章里都有，" * 8) + "。\n"
        (tmp_path / f"{at:02}.md").write_text(text, encoding="utf-8")
    (tmp_path / "broken.md").write_bytes(b"\0\1\2binary\0" * 50)
    return tmp_path


def _app(folder: Path) -> App:
    return App(Request(cwd=folder, isolated=True, cache_dir=compiled_cards()))


def _findings(app: App, gathered: Collected) -> list[tuple[str, int, str]]:
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    return [(item.path, item.place.start.offset, item.rule) for item in result.diagnostics]


@pytest.mark.parametrize("jobs", [2, 3])
def test_results_do_not_depend_on_the_number_of_processes(
    folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_MOST_FILES", 3)
    app = _app(folder)
    files = find_files(app, [str(folder)]).files
    one, many = collect_files(app, files, 1), collect_files(app, files, jobs)
    assert _findings(app, many) == _findings(app, one)
    assert (many.files, many.skipped) == (one.files, one.skipped)
    assert [report.path for report in many.reports] == [report.path for report in one.reports]
    assert many.skipped["binary"] == 1


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

    app = _app(folder)
    files = find_files(app, [str(folder)]).files
    whole = {path for path, _, _ in _findings(app, collect_files(app, files, 1))}
    monkeypatch.setattr(workers, "collect", dies)
    monkeypatch.setattr(workers, "_MOST_FILES", 10)
    gathered = collect_files(app, files, 2)
    died = [item.path for item in gathered.diagnostics if item.rule == "RUN003"]
    assert died == ["07.md", "31.md"]
    assert {path for path, _, rule in _findings(app, gathered) if rule != "RUN003"} == whole - {"07.md", "31.md"}


def test_chunks_hold_all_files_in_order() -> None:
    files = [Path(f"{at}.md") for at in range(130)]
    sizes = [1_000_000 if at == 60 else 10 for at in range(130)]
    found = list(_chunks(files, sizes))
    assert [path for chunk in found for path in chunk] == files
    assert max(map(len, found)) <= 50
    assert [Path("60.md")] in found


@pytest.mark.parametrize(("written", "limit"), [("max 100000", sys.maxsize), ("150000 100000", 2), ("20000 100000", 1)])
def test_the_limit_of_the_control_group_counts(tmp_path: Path, written: str, limit: int) -> None:
    (tmp_path / "cpu.max").write_text(written + "\n")
    assert _cgroup_limit(tmp_path) == limit


def test_the_old_control_group_counts_as_well(tmp_path: Path) -> None:
    assert _cgroup_limit(tmp_path) == sys.maxsize
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("-1\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert _cgroup_limit(tmp_path) == sys.maxsize
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("250000\n")
    assert _cgroup_limit(tmp_path) == 3
    assert 1 <= usable_cpus() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("value", ["0", "many", "-1", "1000"])
def test_a_wrong_number_is_wrong_use(value: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), f"--jobs={value}"]) == 2
    assert "wants a number from 1 to 256" in capsys.readouterr().err


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
    whole = _findings(app, collect_files(_app(folder), files, 1))
    monkeypatch.setattr(workers, "collect", _endless)
    gathered = collect_files(app, files, jobs)
    (late,) = [item for item in gathered.diagnostics if item.rule == "RUN003"]
    assert (late.path, late.variant, dict(late.params)) == ("07.md", "timeout", {"kind": "timeout", "limit": "2"})
    card = app.catalog.cards["RUN003"]
    assert "longer than 2 s" in card.message(late.variant, late.params, "en")
    assert "超过 2 秒" in card.message(late.variant, late.params, "zh")
    left = [item for item in _findings(app, gathered) if item[0] != "07.md"]
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
        patched.setattr(cache, "check_packed", _endless_packed)
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
    app = _app(folder)
    (lost,) = workers.death(app, "a.md", 1000.0)
    assert (lost.variant, lost.params["kind"]) == ("", "worker")


@pytest.mark.parametrize("options", [["--fix"], ["--timings"], ["--staged"], ["--profile"]])
def test_the_limit_is_for_checks(folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    options = [*options, str(folder / "profile")] if options == ["--profile"] else options
    assert main([str(folder), "--file-timeout", "5", *options]) == 2
    assert "--file-timeout limits the check of files" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["-1", "soon", "nan", "1e9"])
def test_a_wrong_limit_is_wrong_use(value: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), f"--file-timeout={value}"]) == 2
    assert "wants seconds from 0 to 86400" in capsys.readouterr().err


def test_a_limit_of_the_settings_holds(tmp_path: Path) -> None:
    (tmp_path / "lintcorpus.yaml").write_text("file-timeout: 60\n")
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    request = Request(cwd=tmp_path, cache_dir=compiled_cards(), indexed=False)
    assert App(request).settings.file_timeout == 60
    gathered = collect_files(App(request), [tmp_path / "a.md"])
    assert [item.rule for report in gathered.reports for item in report.diagnostics] == ["PUN001"]
