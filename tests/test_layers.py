"""Who may import whom: the layers of the architecture, held by reading the imports."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lintcorpus"
ARCHITECTURE = Path(__file__).parent.parent / "docs" / "architecture.md"
APP = "lintcorpus.app."

# Each room may import the rooms listed here and itself; whatever is not listed stands apart.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "schemas": set(),
    "yamlfile": {"errors", "packaged"},
    "wholefile": set(),
    "sqlitefile": set(),
    "markdown": {"model"},
    "packaged": set(),
    "entry_points": set(),
    "compiled": {"wholefile"},
    "article": {"model", "markdown", "packaged"},
    "reading": {"model", "wholefile"},
    "records": {"model", "reading"},
    "catalog": {"model", "compiled", "errors", "yamlfile", "packaged", "version"},
    "config": {"model", "errors", "yamlfile", "wholefile"},
    "checkers": {"model", "markdown", "article"},
    "reporters": {"model", "version"},
    "engine": {"model", "markdown", "article", "errors"},
    "hookspecs": {"model", "entry_points"},
    "api": {"model", "hookspecs"},
    "builtin": {"model", "catalog"},
    "plugins": {"model", "hookspecs", "builtin", "entry_points"},
    "index": {"model", "sqlitefile"},
    "cache": {"model", "reading", "sqlitefile", "version"},
    "journal": {"model"},
    "online": {"model", "sqlitefile", "version"},
    "baseline": {"model", "errors"},
    "duplicates": {"model", "markdown", "article"},
    "language": {"model", "article", "errors", "wholefile"},
    "app": {
        *("model", "errors", "markdown", "article", "reading", "catalog", "config", "engine", "index", "plugins"),
        *("records", "baseline", "cache", "duplicates", "journal", "language", "online", "version", "wholefile"),
        *("builtin", "compiled"),
    },
    "distributed": {
        *("model", "errors", "article", "app", "cache", "config", "duplicates", "engine", "reading", "records"),
        *("reporters", "version", "wholefile"),
    },
    "cli": {"model", "errors", "app", "catalog", "config", "duplicates", "engine", "index", "reading", "reporters"}
    | {"baseline", "distributed", "cache", "journal", "language", "records", "server", "version", "wholefile"},
    "server": {"model", "errors", "app", "cache", "config", "engine", "reading", "records", "version"},
    "version": {"library"},  # for those who import it from the package
    "library": {"model", "app", "config", "records"},
    "__main__": {"cli"},
}


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "version"  # the package itself only holds the version


def _imports(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            if node.module == "lintcorpus":
                for alias in node.names:
                    yield node.lineno, "lintcorpus" if alias.name == "__version__" else f"lintcorpus.{alias.name}"
            else:
                yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name


def _files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_file_imports_only_what_its_layer_may(file: Path) -> None:
    parts = file.relative_to(PACKAGE).parts
    room = "version" if parts == ("__init__.py",) else parts[0].removesuffix(".py")
    for line, module in _imports(file):
        if module.split(".")[0] == "lintcorpus":
            target = _room(module)
            assert target == room or target in ALLOWED[room], f"{file}:{line}: {room} must not import {target}"


def test_checkers_do_not_know_each_other() -> None:
    for file in (PACKAGE / "checkers").glob("*.py"):
        for line, module in _imports(file):
            other = module.removeprefix("lintcorpus.checkers.")
            assert other == module or other.startswith("_"), f"{file}:{line}: imports checker {other}"


def test_a_wrong_import_would_be_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("from lintcorpus.engine.plan import Plan\nfrom lintcorpus import __version__\n")
    assert [module for _, module in _imports(planted)] == ["lintcorpus.engine.plan", "lintcorpus"]
    assert "engine" not in ALLOWED["checkers"]


def _name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _graph(files: Iterable[Path]) -> dict[str, set[str]]:
    """By module the modules that it imports: at its top, in a function, or for types only."""
    modules = {_name(file): file for file in files}
    graph: dict[str, set[str]] = {}
    for name, file in modules.items():
        targets = graph.setdefault(name, set())
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                inner = {f"{node.module}.{alias.name}" for alias in node.names}
                targets |= inner & modules.keys()
                # What is no module is in the package itself, of which the topmost one only holds the version.
                if inner - modules.keys() and node.module != "lintcorpus":
                    targets.add(node.module)
            elif isinstance(node, ast.Import):
                targets |= {alias.name for alias in node.names}
    return graph


def _ring(graph: Mapping[str, set[str]]) -> list[str]:
    """Some that import one another; empty where there are none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        return ring
    return []


def test_no_modules_import_one_another() -> None:
    assert not _ring(_graph(_files()))


def test_no_rooms_of_the_app_import_one_another() -> None:
    rooms: dict[str, set[str]] = {}
    for name, targets in _graph(_files()).items():
        if name.startswith(APP):
            room = name.split(".")[2]
            others = {target.split(".")[2] for target in targets if target.startswith(APP)}
            rooms.setdefault(room, set()).update(others - {room})
    assert {"compose", "check", "caching"} <= rooms.keys()
    assert not _ring(rooms)


def test_a_ring_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path / "lintcorpus")
    folder = tmp_path / "lintcorpus" / "app"
    folder.mkdir(parents=True)
    (folder / "one.py").write_text("def one():\n    from lintcorpus.app import two\n")
    (folder / "two.py").write_text("if TYPE_CHECKING:\n    from lintcorpus.app.three import Three\n")
    (folder / "three.py").write_text("from lintcorpus import __version__\n")
    assert not _ring(_graph(folder.iterdir()))
    (folder / "three.py").write_text("import lintcorpus.app.one\n")
    assert {"lintcorpus.app.one", "lintcorpus.app.two", "lintcorpus.app.three"} == set(_ring(_graph(folder.iterdir())))


def test_the_architecture_names_every_room_of_the_app() -> None:
    section = ARCHITECTURE.read_text(encoding="utf-8").split("## The rooms of `app`\n")[1].split("\n## ")[0]
    told: dict[str, list[str]] = {"": []}
    for rooms, job in re.findall(r"^\| (`.+`) \| (.+) \|$", section, re.MULTILINE):
        for room in re.findall(r"`(.+?)`", rooms):
            if room.endswith("/"):
                told[room] = sorted(re.findall(r"`(\w+\.py)`", job))
            else:
                told[""].append(room)
    told[""].sort()
    there: dict[str, list[str]] = {"": []}
    for path in sorted((PACKAGE / "app").rglob("*.py")):
        folder = path.relative_to(PACKAGE / "app").parts[:-1]
        if path.name != "__init__.py":
            there.setdefault("/".join((*folder, "")), []).append(path.name)
    assert told == there


def test_files_that_the_architecture_names_are_there() -> None:
    named = set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", ARCHITECTURE.read_text(encoding="utf-8")))
    assert len(named) > 50
    assert not [name for name in sorted(named) if not ((PACKAGE / name).exists() or (PACKAGE.parent / name).exists())]


def test_start_of_the_version_command_is_light() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from lintcorpus.cli import main; code = main(['--version'])\n"
        "heavy = {'numpy', 'chardet', 'yaml', 'rich', 'pluggy', 'pyromark'} & set(sys.modules)\n"
        "sys.exit(f'imported {sorted(heavy)}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
