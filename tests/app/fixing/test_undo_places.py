"""A fix run is taken back only where it left its files, and only inside of the project."""

import datetime
import os
import unicodedata
from pathlib import Path

import pytest

from lintcorpus.app.fixing.undo import JOURNAL, ChangedSinceError, undo
from lintcorpus.errors import UsageError
from lintcorpus.journal.store import Journal

_BEFORE, _AFTER = "好，，再见。\n".encode(), "好，再见。\n".encode()


def _run(root: Path, *names: str) -> None:
    """A fix run that repaired these files."""
    journal = Journal(root / JOURNAL, datetime.datetime.now(datetime.UTC))
    for name in names:
        journal.record(name, _BEFORE, _AFTER, ())


def test_a_file_gets_its_bytes_again_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(_AFTER)
    file.chmod(0o640)
    _run(tmp_path, "a.md")
    assert undo(tmp_path).files == ("a.md",)
    assert file.read_bytes() == _BEFORE
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o640


def test_a_name_in_decomposed_form_is_found(tmp_path: Path) -> None:
    name = "café.md"
    (tmp_path / unicodedata.normalize("NFD", name)).write_bytes(_AFTER)
    _run(tmp_path, unicodedata.normalize("NFC", name))
    undo(tmp_path)
    (file,) = tmp_path.glob("*.md")
    assert file.read_bytes() == _BEFORE


@pytest.mark.parametrize(
    ("name", "why"),
    [("a.md", "a.md: it is gone"), ("渡口.md", "渡口.md: it is gone"), ("folder", "folder: cannot read it: ")],
)
def test_nothing_is_taken_back_where_a_file_is_missing(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "b.md").write_bytes(_AFTER)
    _run(tmp_path, "b.md", name)
    with pytest.raises(ChangedSinceError) as caught:
        undo(tmp_path)
    (said,) = caught.value.args
    assert said.startswith(why)
    assert (tmp_path / "b.md").read_bytes() == _AFTER


def test_a_file_that_was_edited_since_keeps_the_edit(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(_AFTER + b"more\n")
    _run(tmp_path, "a.md")
    with pytest.raises(ChangedSinceError, match=r"a\.md: it was changed since"):
        undo(tmp_path)
    assert (tmp_path / "a.md").read_bytes() == _AFTER + b"more\n"


def test_a_journal_has_no_say_over_files_outside_of_the_project(tmp_path: Path) -> None:
    root, other = tmp_path / "project", tmp_path / "other.md"
    root.mkdir()
    other.write_bytes(_AFTER)
    for name in ("../other.md", str(other)):
        _run(root, name)
        with pytest.raises(ChangedSinceError, match="it is outside of"):
            undo(root)
    assert other.read_bytes() == _AFTER


def test_a_run_that_was_taken_back_is_not_taken_back_again(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(_AFTER)
    _run(tmp_path, "a.md")
    undo(tmp_path)
    with pytest.raises(UsageError, match="there is no fix run to take back"):
        undo(tmp_path)
