"""Every hook: called with what its docstring says, and survived when a plugin fails in it."""

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

import pytest

import lintcorpus.plugins
from lintcorpus import hookspecs
from lintcorpus.api import (
    API_VERSION,
    Checker,
    Document,
    Finding,
    NoOptions,
    Reporter,
    ReportOptions,
    Result,
    Span,
    hookimpl,
)
from lintcorpus.cli import main
from lintcorpus.plugins import Plugins
from tests.support import compiled_cards

CARD = """\
id: SHOUT001
name: shouting
summary: {en: An exclamation mark}
why: {en: Articles that shout are seldom read.}
severity: warning
checker: shout.mark
message: {en: "Do not shout: {match}"}
fix: {safety: none}
good: ["Calm.\\n"]
bad: ["Now⟦!⟧\\n"]
"""


class _Point:
    """An entry point whose plugin is made by a test."""

    def __init__(self, name: str, plugin: Any) -> None:
        self.name = name
        self.value = f"{name}:plugin"
        self._plugin = plugin
        self.dist = type("Dist", (), {"name": f"lintcorpus-{name}", "version": "1.2.3"})()

    def load(self) -> Any:
        if isinstance(self._plugin, Exception):
            raise self._plugin
        return self._plugin


def _plugin(**members: Any) -> ModuleType:
    module = ModuleType("plugin")
    module.LINTCORPUS_API_VERSION = API_VERSION  # type: ignore[attr-defined]
    for name, member in members.items():
        setattr(module, name, hookimpl(member) if name.startswith("lintcorpus_") else member)
    return module


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Make plugins look installed, and give the tests a folder of their own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))

    def put(**plugins: Any) -> None:
        points = [_Point(name, plugin) for name, plugin in plugins.items()]

        def found(group: str) -> Iterable[EntryPoint]:
            assert group == "lintcorpus"
            return points  # type: ignore[return-value]

        monkeypatch.setattr(lintcorpus.plugins, "entry_points", found)

    return put


def _shouts(document: Document, options: NoOptions) -> Iterable[Finding]:
    for at, char in enumerate(document.text):
        if char == "!":
            yield Finding(Span(at, at + 1), {"match": char})


def _pack(folder: Path) -> Path:
    (folder / "tone").mkdir(parents=True)
    (folder / "PACK.yaml").write_text("name: shout\nversion: '1'\nschema: 1\n", encoding="utf-8")
    (folder / "tone" / "shouting.yaml").write_text(CARD, encoding="utf-8")
    return folder


def test_checkers_and_packs(install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = _pack(tmp_path / "pack")
    install(
        shout=_plugin(
            lintcorpus_checkers=lambda: [Checker("shout.mark", _shouts)],
            lintcorpus_packs=lambda: [pack],
        )
    )
    (tmp_path / "a.md").write_text("Now!\n", encoding="utf-8")
    assert main(["--quiet", "a.md"]) == 1
    assert capsys.readouterr().out == "a.md:1:4: warning SHOUT001 shouting: Do not shout: !\n"


def test_reporters(install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def count(result: Result, stream: TextIO, options: ReportOptions) -> None:
        stream.write(f"{len(result.diagnostics)} in {result.files}\n")

    def reporters() -> Mapping[str, Reporter]:
        return {"count": count}

    install(counter=_plugin(lintcorpus_reporters=reporters))
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    assert main(["--quiet", "a.md", "--output-format", "count"]) == 1
    assert capsys.readouterr().out == "1 in 1\n"


def test_decode(install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def decode(path: Path, raw: bytes) -> tuple[str, str] | None:
        return (raw.decode("utf-7"), "utf-7") if path.suffix == ".md" else None

    install(seven=_plugin(lintcorpus_decode=decode))
    (tmp_path / "a.md").write_bytes("好，，再见。\n".encode("utf-7"))
    assert main(["--quiet", "--select", "PUN001", "a.md"]) == 1
    assert "a.md:1:2: warning PUN001" in capsys.readouterr().out


def test_split(install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def split(path: Path, text: str) -> Iterable[tuple[str, str]] | None:
        parts = text.split("\n%%\n")
        return list(enumerate_names(parts)) if len(parts) > 1 else None

    def enumerate_names(parts: list[str]) -> Iterable[tuple[str, str]]:
        return ((str(number), part) for number, part in enumerate(parts, start=1))

    install(parts=_plugin(lintcorpus_split=split))
    (tmp_path / "a.md").write_text("好。\n%%\n好，，再见。\n", encoding="utf-8")
    assert main(["--quiet", "--fix", "a.md"]) == 1
    assert "a.md#2:1:2: warning PUN001" in capsys.readouterr().out
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "好。\n%%\n好，，再见。\n"


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        (ImportError("no module named lost"), "cannot be used: ImportError: no module named lost"),
        (_plugin(LINTCORPUS_API_VERSION=99), "states LINTCORPUS_API_VERSION = 99"),
        (ModuleType("silent"), "states LINTCORPUS_API_VERSION = None"),
        (_plugin(lintcorpus_chekers=lambda: None), "lintcorpus_chekers"),
        (_plugin(lintcorpus_checkers=lambda: 1 / 0), "lintcorpus_checkers raised ZeroDivisionError"),
        (_plugin(lintcorpus_checkers=lambda: [Checker("pattern.match", _shouts)]), "'pattern.match' is already there"),
        (_plugin(lintcorpus_reporters=lambda: {"json": None}), "'json' is already there"),
    ],
)
def test_a_broken_plugin_is_named_and_the_run_goes_on(
    plugin: Any, said: str, install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(bad=plugin)
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    assert main(["a.md"]) == 3
    out, err = capsys.readouterr()
    assert "PUN001" in out
    assert said in err
    assert "lintcorpus-bad 1.2.3" in err
    assert main(["a.md", "--disable-plugin", "bad"]) == 1
    assert "lintcorpus-bad" not in capsys.readouterr().err


@pytest.mark.parametrize("hook", ["lintcorpus_decode", "lintcorpus_split"])
def test_a_hook_that_raises_on_a_file_is_named_with_the_file(
    hook: str, install: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(path: Path) -> None:
        raise OSError("disk on fire")

    install(bad=_plugin(**{hook: fails}))
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    assert main(["a.md"]) == 3
    out, err = capsys.readouterr()
    assert "a.md:1:2" in out
    assert f"{hook} raised OSError: disk on fire" in err
    assert "a.md" in err


def test_isolated_loads_no_plugin(install: Any) -> None:
    install(bad=ImportError("never asked"))
    assert Plugins(external=False).problems == []


def test_every_hook_has_a_test_and_a_documented_signature() -> None:
    hooks = [name for name in vars(hookspecs) if name.startswith("lintcorpus_")]
    tests = globals()
    for hook in hooks:
        short = hook.removeprefix("lintcorpus_")
        covered = short in {"checkers", "packs"} and "test_checkers_and_packs" in tests
        assert covered or f"test_{short}" in tests, f"{hook} has no test"
        assert "Returns:" in (getattr(hookspecs, hook).__doc__ or ""), f"{hook} does not say what it returns"
