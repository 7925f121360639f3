"""``--timings`` and ``--profile`` tell where time goes and change nothing else; progress shows on terminals only."""

import io
import pstats
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import read_files
from lintcorpus.cli import main
from lintcorpus.cli import progress as progress_module
from lintcorpus.cli.progress import metered, reading

_ARTICLE = "# 集市\n\n早市上的摊位比往年少了一半；；大家都在问为什么。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.md").write_text(_ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_timings_name_stages_and_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.md"]) == 1
    plain = capsys.readouterr().out
    assert main(["a.md", "--timings"]) == 1
    out, err = capsys.readouterr()
    assert out == plain
    assert "1 documents" in err
    assert all(f"\n{name}" in err for name in ("read", "parse", "rules", "compare files", "report"))


def test_timings_measure_no_repairs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.md", "--timings", "--fix"]) == 2
    assert "--timings" in capsys.readouterr().err
    assert (folder / "a.md").read_text(encoding="utf-8") == _ARTICLE


def test_a_profile_can_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["a.md", "--profile", "run.prof"]) == 1
    names = {name for _, _, name in pstats.Stats(str(folder / "run.prof")).stats}  # type: ignore[attr-defined]
    assert "check_document" in names


def test_a_profile_that_cannot_be_written_is_said_before_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["a.md", "--profile", "nowhere/run.prof"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "nowhere/run.prof" in err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_run_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_module, "_LONG", 0)
    monkeypatch.setenv("TERM", "xterm")
    stream = _Terminal()
    with metered(3, stream, quiet=False) as meter:
        meter.advance(1, 1_000_000, 1234)
    shown = stream.getvalue()
    assert "1/3" in shown
    assert "1,234 findings" in shown
    assert "MB/s" in shown


@pytest.mark.parametrize("quiet", [False, True])
def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, quiet: bool) -> None:
    monkeypatch.setattr(progress_module, "_LONG", 0)
    stream = _Terminal() if quiet else io.StringIO()
    with metered(3, stream, quiet=quiet) as meter:
        meter.advance(1, 1_000_000, 1)
    assert stream.getvalue() == ""


def test_a_short_run_shows_nothing() -> None:
    stream = _Terminal()
    with metered(3, stream, quiet=False) as meter:
        meter.advance(1, 1, 0)
    assert stream.getvalue() == ""


def _counted_on(
    stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, folder: Path, files: int | None, *, quiet: bool = False
) -> App:
    monkeypatch.setattr(progress_module, "_LONG", 0)
    monkeypatch.setattr(progress_module, "_OFTEN", 0)
    monkeypatch.setenv("TERM", "xterm")
    app = App(Request(cwd=folder, isolated=True))
    with reading(app, "index", files, stream, quiet=quiet):
        assert [source.name for source in read_files(app, [folder / "a.md"])] == ["a.md"]
    assert app.on_file is None
    return app


@pytest.mark.parametrize(("files", "shown"), [(3, "1/3"), (None, "1/?")])
def test_a_long_task_shows_how_many_files_it_has_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, files: int | None, shown: str
) -> None:
    stream = _Terminal()
    _counted_on(stream, monkeypatch, folder, files)
    assert "index" in stream.getvalue()
    assert shown in stream.getvalue()


def test_a_task_shows_nothing_where_nobody_looks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, quiet in ((_Terminal(), True), (io.StringIO(), False)):
        _counted_on(stream, monkeypatch, folder, 3, quiet=quiet)
        assert stream.getvalue() == ""
