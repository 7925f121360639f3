"""Several processes find what one does, and survive the death of one of them."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from lintcorpus.app import workers
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
