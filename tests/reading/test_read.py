"""A file becomes a document that can be written back, or the reason why not."""

import errno
import os
from pathlib import Path

import pytest
import xxhash

from lintcorpus.model.document import Document
from lintcorpus.model.header import FieldSpec, HeaderLayout
from lintcorpus.reading.read import Decoder, Unreadable, document_from_bytes, read_document
from lintcorpus.reading.write import encoded
from tests.reading.texts import SIMPLIFIED

TEXT = "\n".join(SIMPLIFIED)
LAYOUTS = (HeaderLayout("plain", "lines", (FieldSpec("作者", "author"),)),)


def read(path: Path, limit: int = 1000, decoder: Decoder | None = None) -> Document | Unreadable:
    return read_document(path, "shown/name.md", LAYOUTS, limit, decoder)


def reason(found: Document | Unreadable) -> str:
    assert isinstance(found, Unreadable)
    assert found.path == "shown/name.md"
    assert found.message
    return found.reason


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [("utf-8", False), ("utf-8", True), ("utf-16-le", True), ("utf-16-be", False), ("gbk", False)],
)
def test_a_document_knows_how_to_be_written_back(tmp_path: Path, encoding: str, bom: bool) -> None:
    raw = (b"\xef\xbb\xbf" if encoding == "utf-8" else b"\xff\xfe") * bom + TEXT.encode(encoding)
    (tmp_path / "a.md").write_bytes(raw)
    found = read(tmp_path / "a.md")
    assert isinstance(found, Document)
    assert (found.path, found.text, found.encoding, found.bom) == ("shown/name.md", TEXT, encoding, bom)
    assert not found.lossy
    assert found.layouts is LAYOUTS
    assert found.digest == xxhash.xxh3_128_hexdigest(raw)
    assert (found.confidence is None) is (encoding == "utf-8" or bom)
    assert encoded(found) == raw
    assert found.with_text("x").confidence == found.confidence


def test_newlines_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\r\ntwo\rthree\n")
    found = read(tmp_path / "a.md")
    assert isinstance(found, Document)
    assert found.text == "one\r\ntwo\rthree\n"


def test_an_empty_file_is_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    found = read(tmp_path / "a.md", limit=0)
    assert isinstance(found, Document)
    assert (found.text, found.encoding) == ("", "utf-8")


def test_the_limit_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 1000)
    assert isinstance(read(tmp_path / "a.md", limit=1000), Document)
    assert reason(read(tmp_path / "a.md", limit=999)) == "too-large"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 1000)
    monkeypatch.setattr("builtins.open", lambda *_, **__: pytest.fail("opened"))
    assert reason(read(tmp_path / "a.md", limit=10)) == "too-large"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless device")
def test_a_device_without_end_ends() -> None:
    assert reason(read(Path("/dev/zero"))) == "too-large"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "dead.md").symlink_to("nothing.md")
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0")
    assert reason(read(tmp_path / "gone.md")) == "vanished"
    assert reason(read(tmp_path / "dead.md")) == "vanished"
    assert reason(read(tmp_path)) == "directory"
    assert reason(read(tmp_path / "picture.md")) == "binary"


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "permission"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "vanished"),
        (OSError(errno.EIO, "Input/output error"), "io"),
    ],
)
def test_errors_between_looking_and_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, kind: str
) -> None:
    (tmp_path / "a.md").touch()

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("builtins.open", fail)
    assert reason(read(tmp_path / "a.md")) == kind


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch(mode=0o000)
    assert reason(read(tmp_path / "a.md")) == "permission"


def test_a_plugin_is_asked_first(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("żółw".encode("iso8859-2"))
    asked = []

    def decoder(path: Path, raw: bytes) -> tuple[str, str]:
        asked.append((path, raw))
        return raw.decode("iso8859-2"), "iso8859-2"

    found = read(path, decoder=decoder)
    assert isinstance(found, Document)
    assert asked == [(path, "żółw".encode("iso8859-2"))]
    assert (found.text, found.encoding, found.lossy, found.confidence) == ("żółw", "iso8859-2", False, None)


@pytest.mark.parametrize(
    "answer", [("other text", "utf-8"), (TEXT, "no-such-codec"), ("😀", "gbk"), ("\ud800", "utf-8")]
)
def test_a_plugin_that_cannot_give_back_the_bytes_makes_it_lossy(answer: tuple[str, str]) -> None:
    found = document_from_bytes(TEXT.encode(), "a.md", (), lambda path, raw: answer, Path("a.md"))
    assert isinstance(found, Document)
    assert (found.text, found.encoding) == answer
    assert found.lossy


def test_a_plugin_may_leave_a_file_to_lintcorpus() -> None:
    found = document_from_bytes(TEXT.encode("gbk"), "a.md", (), lambda path, raw: None, Path("a.md"))
    assert isinstance(found, Document)
    assert (found.text, found.encoding) == (TEXT, "gbk")
