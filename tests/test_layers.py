"""Who may import whom: the layers of the architecture, held by reading the imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "lintcorpus"

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
