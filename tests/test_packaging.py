"""The cards travel: the same catalogue from a wheel, an sdist, git, an editable install."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


def _python(folder: Path) -> Path:
    return folder / ("Scripts" if os.name == "nt" else "bin") / "python"


def _checkout(tmp_path: Path) -> Path:
    """A git repository with what this checkout tracks, as it is now."""
    target = tmp_path / "checkout"
    _run("git", "clone", "--quiet", ROOT, target, cwd=tmp_path)
    for name in _run("git", "ls-files", "--modified", "--others", "--exclude-standard", cwd=ROOT).splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    _run("git", "add", "--all", cwd=target)
    _run(
        "git",
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
        "commit",
        "--quiet",
        "--allow-empty",
        "-mx",
        cwd=target,
    )
    return target


def _rules(python: Path, folder: Path) -> list[str]:
    out = _run(python, "-m", "lintcorpus", "rules", "--format", "json", "--isolated", "--no-cache", cwd=folder)
    return [rule["id"] for rule in json.loads(out)]


def test_every_way_of_installing_gives_the_same_catalogue(tmp_path: Path) -> None:
    checkout = _checkout(tmp_path)
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path / "dist", cwd=checkout)
    wheel = next((tmp_path / "dist").glob("*.whl"))
    sdist = next((tmp_path / "dist").glob("*.tar.gz"))
    ids = _rules(Path(sys.executable), ROOT)
    assert len(ids) > 20
    ways: dict[str, list[str]] = {
        "wheel": [str(wheel)],
        "sdist": [str(sdist)],
        "git": [f"git+{checkout.as_uri()}"],
        "editable": ["--editable", str(checkout)],
    }
    for name, what in ways.items():
        home = tmp_path / name
        venv.create(home, with_pip=True)
        _run(_python(home), "-m", "pip", "install", "--quiet", *what, cwd=tmp_path)
        assert _rules(_python(home), tmp_path) == ids, name
        (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
        checked = subprocess.run(
            [_python(home), "-m", "lintcorpus", "--isolated", "a.md"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (checked.returncode, checked.stdout[:17]) == (1, "a.md:1:2: warning"), name


def test_the_wheel_holds_cards_and_no_tests(tmp_path: Path) -> None:
    import zipfile

    _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        tmp_path,
        _checkout(tmp_path),
        cwd=tmp_path,
    )
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert "lintcorpus/packs/PACK.yaml" in names
    assert "lintcorpus/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "rules/"))]
