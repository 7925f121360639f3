"""Writing back: whole or not at all, in the file's own encoding."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from lintcorpus.model.document import Document
from lintcorpus.reading.read import Unreadable, read_document
from lintcorpus.reading.write import CannotWriteError, write_document

TEXT = "清晨五点，渡口的灯还亮着，，船工在等第一班客人。第一班船总是满的，最后一班总是空的。\r\n第二行\n"

BIG5 = "清晨五點，渡口的燈還亮著，，船工在等第一班客人。第一班船總是滿的，最後一班總是空的。\r\n第二行\n"


def _read(path: Path) -> Document:
    found = read_document(path, path.name, (), 10_000_000, None)
    assert not isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "big5", "utf-16", "utf-16-le", "utf-32"])
def test_encoding_mark_and_newlines_stay(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = BIG5 if encoding == "big5" else TEXT
    file.write_bytes(text.encode(encoding))
    document = _read(file)
    write_document(file, document, document.with_text(document.text.replace("，，", "，")))
    assert file.read_bytes() == text.replace("，，", "，").encode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-16-be"])
def test_another_encoding_is_written_when_it_is_asked_for(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode(encoding))
    document = _read(file)
    write_document(file, document, replace(document, encoding="utf-8", bom=False))
    assert file.read_bytes() == TEXT.encode()


def test_mode_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    file.chmod(0o640)
    write_document(file, _read(file), _read(file).with_text("新的\n"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def _refused(file: Path, document: Document, text: str = "新的\n") -> str:
    before = file.read_bytes()
    with pytest.raises(CannotWriteError) as caught:
        write_document(file, document, document.with_text(text))
    assert file.read_bytes() == before
    assert [entry.name for entry in file.parent.iterdir() if entry.name.endswith(".tmp")] == []
    return str(caught.value)


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    document = _read(file)
    file.write_text("别人写的\n", encoding="utf-8")
    assert "changed since it was read" in _refused(file, document)


def test_a_lossy_document_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    document = _read(file)
    lossy = Document(document.path, document.text, document.encoding, lossy=True)
    assert "does not give back its bytes" in _refused(file, lossy)


def test_a_character_that_the_encoding_lacks(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.encode("gbk"))
    assert "'😀'" in _refused(file, _read(file), "😀\n")


def test_hard_links_are_not_cut_off(tmp_path: Path) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text(TEXT, encoding="utf-8")
    os.link(file, other)
    assert "hard links" in _refused(file, _read(file))


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "link.txt"
    file.write_text(TEXT, encoding="utf-8", newline="")
    link.symlink_to(file)
    write_document(link, _read(link), _read(link).with_text("新的\n"))
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == "新的\n"


def test_a_failed_rename_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    document = _read(file)

    def full(source: str, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert "No space left on device" in _refused(file, document)
