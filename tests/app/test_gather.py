"""Many files give what each gives, in whatever number of processes."""

from pathlib import Path

import pytest

from lintcorpus.app import gather
from lintcorpus.app.compose import App, Request
from lintcorpus.app.gather import _chunks, collect_files
from lintcorpus.app.inputs.files import find_files
from lintcorpus.cli import main
from tests.app.helpers import app_in, findings
from tests.support import compiled_cards


@pytest.mark.parametrize("jobs", [2, 3])
def test_results_do_not_depend_on_the_number_of_processes(
    folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "_MOST_FILES", 3)
    app = app_in(folder)
    files = find_files(app, [str(folder)]).files
    one, many = collect_files(app, files, 1), collect_files(app, files, jobs)
    assert findings(app, many) == findings(app, one)
    assert (many.files, many.skipped) == (one.files, one.skipped)
    assert [report.path for report in many.reports] == [report.path for report in one.reports]
    assert many.skipped["binary"] == 1


def test_chunks_hold_all_files_in_order() -> None:
    files = [Path(f"{at}.md") for at in range(130)]
    sizes = [1_000_000 if at == 60 else 10 for at in range(130)]
    found = list(_chunks(files, sizes))
    assert [path for chunk in found for path in chunk] == files
    assert max(map(len, found)) <= 50
    assert [Path("60.md")] in found


@pytest.mark.parametrize("value", ["0", "many", "-1", "1000"])
def test_a_wrong_number_is_wrong_use(value: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder), f"--jobs={value}"]) == 2
    assert "wants a number from 1 to 256" in capsys.readouterr().err


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


def test_an_empty_file_has_a_limit_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    request = Request(cwd=tmp_path, isolated=True, cache_dir=compiled_cards(), flags={"file_timeout": 60})
    assert collect_files(App(request), [tmp_path / "a.md"]).files == 1
