"""Streams that unpack and pack: gzip and Zstandard."""

import contextlib
import gzip
import sys
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from lintcorpus.records.errors import RecordsError

_GZIP_MAGIC, _ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BLOCK = 1 << 20


@contextlib.contextmanager
def unpacked(stream: BinaryIO, compression: str) -> Iterator[BinaryIO]:
    """The unpacked bytes of a stream.

    Args:
        stream: the file.
        compression: ``.gz``, ``.zst`` or nothing.

    Raises:
        RecordsError: it is not packed so, or the package for it is missing. What is wrong further on
            is raised by reading; see ``damage``.
    """
    if not compression:
        yield stream
        return
    magic = stream.read(4)
    stream.seek(0)
    wanted = _GZIP_MAGIC if compression == ".gz" else _ZSTD_MAGIC
    if magic and not magic.startswith(wanted):
        raise RecordsError(f"its name ends in {compression}, but it is not packed so; give it its right name")
    if compression == ".gz":
        with gzip.GzipFile(fileobj=stream) as inner:
            yield cast(BinaryIO, _Buffered(inner))
    else:
        with _zstd().ZstdFile(stream) as inner:
            yield cast(BinaryIO, _Buffered(inner))


@contextlib.contextmanager
def packing(stream: BinaryIO, compression: str) -> Iterator[BinaryIO]:
    """A stream that packs what is written to it; ``stream`` stays open."""
    if not compression:
        yield stream
    elif compression == ".gz":
        with gzip.GzipFile(filename="", fileobj=stream, mode="wb", mtime=0) as inner:
            yield cast(BinaryIO, inner)
    else:
        with _zstd().ZstdFile(stream, mode="w") as inner:
            yield cast(BinaryIO, inner)


def damage(error: Exception) -> str | None:
    """What an error that was raised by reading says of the file; ``None`` when it says nothing of it."""
    if isinstance(error, EOFError):
        return "its packed data ends too early: the file was cut off; fetch it again"
    if isinstance(error, (gzip.BadGzipFile, zlib.error)) or type(error).__name__ == "ZstdError":
        return f"its packed data is damaged ({error}); fetch it again"
    if isinstance(error, OSError):
        return f"cannot read it: {error.strerror or error}"
    return None


class _Buffered:
    """Lines of a stream whose own ``readline`` takes one step for every few bytes."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._held = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        """The next bytes: at least one, unless the stream ends."""
        if self._at == len(self._held):
            self._held, self._at = self._inner.read1(_BLOCK), 0  # what comes before damage is not lost
        taken = self._held[self._at : self._at + size]
        self._at += len(taken)
        return taken

    def readline(self, limit: int) -> bytes:
        """The next line, or as much of it as the limit allows."""
        parts: list[bytes] = []
        room = limit
        while room:
            if self._at == len(self._held):
                self._held, self._at = self._inner.read1(_BLOCK), 0  # what comes before damage is not lost
                if not self._held:
                    break
            end = self._held.find(b"\n", self._at, self._at + room) + 1
            part = self._held[self._at : end or self._at + room]
            self._at += len(part)
            room -= len(part)
            parts.append(part)
            if end:
                break
        return b"".join(parts)


def _zstd() -> Any:
    """The module of the standard library of 3.14, or the same for older ones.

    Raises:
        RecordsError: it is not installed.
    """
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        raise RecordsError("reading .zst files needs a package: pip install 'lintcorpus[zst]'") from error
    return zstd
