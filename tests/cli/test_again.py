"""Files that are read again for a report."""

import os
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.cli.again import from_disk
from tests.support import compiled_cards


def app(root: Path) -> App:
    return App(Request(cwd=root, isolated=True, cache_dir=compiled_cards()))


def test_a_file_comes_with_its_bytes_and_its_text(tmp_path: Path) -> None:
    file = tmp_path / "一 #1.md"
    file.write_bytes("潮水退了。\r\n".encode("gb18030"))
    read = from_disk(app(tmp_path), [file])
    artifact = read("一 #1.md")
    assert artifact is not None
    assert artifact.document.text == "潮水退了。\r\n"
    assert artifact.raw == file.read_bytes()
    assert artifact.container == ""
    assert read("一 #2.md") is None
    assert read("other.md") is None


def test_a_file_that_is_gone_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("x")
    read = from_disk(app(tmp_path), [file])
    file.unlink()
    assert read("a.md") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_not_read_twice(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert from_disk(app(tmp_path), [tmp_path / "a.md"])("a.md") is None


def test_what_is_no_text_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(bytes(range(256)) * 20)
    assert from_disk(app(tmp_path), [file])("a.md") is None


def test_a_part_of_a_file_names_its_container(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dump.txt"
    file.write_text("一\n====\n二\n", encoding="utf-8")
    made = app(tmp_path)
    reads: list[str] = []

    def split(path: Path, text: str) -> list[tuple[str, str]]:
        reads.append(path.name)
        return [(str(at), part) for at, part in enumerate(text.split("====\n"))]

    monkeypatch.setattr(type(made.plugins), "splitter", property(lambda plugins: split))
    read = from_disk(made, [file])
    parts = [read(f"dump.txt#{at}") for at in (0, 1)]
    assert [part and (part.document.text, part.container) for part in parts] == [
        ("一\n", "dump.txt"),
        ("二\n", "dump.txt"),
    ]
    assert read("dump.txt#2") is None
    assert reads == ["dump.txt"]
