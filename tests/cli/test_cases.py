"""Command line cases as data: arguments, files, what is printed, the exit code, files afterwards."""

import base64
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from lintcorpus.cli import main
from tests.support import compiled_cards

CASES = Path(__file__).parent / "cases"


def _load() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{file.stem}: {case['name']}"))
    return found


def _write(folder: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict):
            raw = base64.b64decode(content["base64"]) if "base64" in content else None
            target.write_bytes(raw if raw is not None else content["text"].encode(content["encoding"]))
        else:
            target.write_bytes(content.encode("utf-8"))


@pytest.mark.parametrize("case", _load())
def test_case(
    case: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _write(tmp_path, case.get("files", {}))
    monkeypatch.chdir(tmp_path / case.get("cwd", "."))
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    if "stdin" in case:
        read, write = os.pipe()
        os.write(write, case["stdin"].encode())
        os.close(write)
        monkeypatch.setattr("sys.stdin", os.fdopen(read, encoding="utf-8"))
    code = main(case["args"])
    out, err = capsys.readouterr()
    if "stdout" in case:
        assert out == case["stdout"]
    for part in case.get("stdout_has", []):
        assert part in out
    for part in case.get("stdout_lacks", []):
        assert part not in out
    for part in case.get("stderr_has", []):
        assert part in err
    for part in case.get("stderr_lacks", []):
        assert part not in err
    for name, content in case.get("after", {}).items():
        assert (tmp_path / name).read_bytes().decode("utf-8") == content
    assert code == case["exit"], f"exit {code}\n{out}\n{err}"
