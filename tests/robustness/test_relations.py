"""What must not matter does not: newlines, encodings, names, order, way in, cache, number of workers."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.model.document import Document
from tests.robustness.relations import CHANGES, differences, findings, usual_app
from tests.support import compiled_cards

ROOT = Path(__file__).parent.parent.parent


def _texts() -> dict[str, str]:
    """The articles of the sample corpus that are UTF-8 with LF."""
    found = {}
    for path in sorted((ROOT / "seeds").rglob("*")):
        if path.suffix in (".md", ".txt") and path.name != "README.md":
            raw = path.read_bytes()
            if b"\r" not in raw and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
                try:
                    found[path.relative_to(ROOT / "seeds").as_posix()] = raw.decode("utf-8")
                except UnicodeDecodeError:
                    continue
    return found


TEXTS = _texts()


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_is_found_after_changes_that_do_not_matter(name: str) -> None:
    app = usual_app()
    document = Document(name, TEXTS[name], layouts=app.catalog.layouts)
    assert differences(app, document) == {}


def test_the_changes_are_made_of_texts_with_findings() -> None:
    app = usual_app()
    document = Document("a.md", TEXTS[max(TEXTS, key=lambda name: len(TEXTS[name]))], layouts=app.catalog.layouts)
    assert len(findings(app, document)) > 5
    made = {name: change(document) for name, change in CHANGES.items()}
    assert all(changed is not None and changed != document for changed in made.values())


def _reported(folder: Path, *arguments: str, stdin: str | None = None) -> list[Any]:
    command = [sys.executable, "-m", "lintcorpus", "check", "--output-format", "json", "--exit-zero", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(compiled_cards())}
    done = subprocess.run(
        command, cwd=folder, env=environment, input=stdin, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)["diagnostics"]
    return found


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return tmp_path


@pytest.mark.slow
def test_order_workers_and_cache_do_not_matter(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = str(tmp_path_factory.mktemp("cache"))
    alone = _reported(corpus, "--no-cache", "--jobs", "1", ".")
    assert alone
    assert _reported(corpus, "--no-cache", "--jobs", "2", ".") == alone
    assert _reported(corpus, "--no-cache", *sorted(TEXTS, reverse=True)) == alone
    assert _reported(corpus, "--cache-dir", cache, ".") == alone
    assert _reported(corpus, "--cache-dir", cache, ".") == alone
    name = min(TEXTS)
    (corpus / name).touch()
    assert _reported(corpus, "--cache-dir", cache, ".") == alone
    shutil.copy(corpus / name, corpus / "added.md")
    (corpus / "added.md").unlink()
    assert _reported(corpus, "--cache-dir", cache, ".") == alone


@pytest.mark.slow
def test_one_by_one_and_through_standard_input_the_same_is_found(corpus: Path) -> None:
    together = _reported(corpus, "--no-cache", "--no-corpus", ".")
    for name in list(TEXTS)[:4]:
        own = [item for item in together if item["path"] == name]
        assert _reported(corpus, "--no-cache", "--no-corpus", name) == own
        # Standard input has no neighbours, so links to files are not looked at.
        piped = _reported(corpus, "--no-cache", "--no-corpus", "--stdin-filename", name, "-", stdin=TEXTS[name])
        assert [item for item in own if item["rule"] != "LNK011"] == piped
