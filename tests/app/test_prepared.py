"""A plan that is kept gives what a plan that is made gives, and needs less for it."""

import subprocess
import sys
from pathlib import Path

from lintcorpus.app.compose import App, Request
from lintcorpus.app.prepared import PREFIX
from lintcorpus.engine.pipeline import check_document
from tests.support import document

_TEXT = "# 渡口\n\n船，，明天开。**点击**关注公众号。 见[时刻表](https://ferry.example/a 。\n"


def _app(folder: Path, **flags: object) -> App:
    return App(Request(folder, flags=flags, cache_dir=folder / "cache"))


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "cache").glob(f"{PREFIX}*"))


def _found(app: App) -> list[tuple[str, int, int]]:
    found = check_document(document(_TEXT), app.plan).diagnostics
    return [(item.rule, item.span.start, item.span.end) for item in found]


def test_a_kept_plan_finds_the_same(tmp_path: Path) -> None:
    made = _app(tmp_path)
    wanted = _found(made)
    assert len(_files(tmp_path)) == 1
    kept = _app(tmp_path)
    assert list(kept.plan.rules) == list(made.plan.rules)
    assert _found(kept) == wanted != []
    assert [rule.options for rule in kept.plan.rules.values()] == [rule.options for rule in made.plan.rules.values()]


def test_other_settings_have_a_plan_of_their_own(tmp_path: Path) -> None:
    assert "PUN001" in _app(tmp_path).plan.rules
    assert "PUN001" not in _app(tmp_path, ignore=("PUN001",)).plan.rules
    assert len(_files(tmp_path)) == 2
    assert "PUN001" not in _app(tmp_path, ignore=("PUN001",)).plan.rules


def test_a_damaged_plan_is_made_anew(tmp_path: Path) -> None:
    wanted = _found(_app(tmp_path))
    (file,) = _files(tmp_path)
    raw = file.read_bytes()
    for damaged in (b"", raw[:-7], raw[:90] + b"\xff" + raw[91:]):
        file.write_bytes(damaged)
        assert _found(_app(tmp_path)) == wanted
        assert file.read_bytes()[:80] == raw[:80]


def test_a_run_imports_no_checker_that_has_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Ferries\n\nThe ferry leaves the harbour at noon.\n", encoding="utf-8")
    code = (
        "import sys; from lintcorpus.cli import main; main(['--cache-dir', 'cache', '--no-cache', 'a.md']);"
        "print(*sorted(sys.modules))"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "lintcorpus.checkers.links.useless" in modules
    assert not modules & {
        *(
            "lintcorpus.checkers.references.footnotes",
            "lintcorpus.checkers.encoding.variants",
            "lintcorpus.checkers.quality.placeholder",
        ),
        *("yaml", "pluggy", "dataclasses", "inspect", "hashlib", "json", "sqlite3", "traceback", "tempfile"),
        *("numpy", "logging", "concurrent.futures", "multiprocessing"),
    }
    assert {name.removeprefix("lintcorpus.app.") for name in modules if name.startswith("lintcorpus.app.")} == {
        *("compose", "prepared", "patterns", "inputs", "inputs.files", "inputs.source", "collected", "gather", "check")
    }
