"""Files of named byte strings that are read as they were written, or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import xxhash

from lintcorpus.cache.packing import PackingError, packed, unpacked
from lintcorpus.cache.place import is_of_another

_MAGIC = b"lintcorpus sections 1\n"
_DIGEST, _LENGTH = 16, 8


class Sections:
    """A file that is being written; what cannot be written is left, for it can be made anew.

    Attributes:
        failed: whether something could not be written.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.failed = False
        self._stream = stream
        self._seen = xxhash.xxh3_128()
        self._places: dict[str, tuple[int, int]] = {}
        self._length = 0
        self._write(_MAGIC)

    def put(self, name: str, content: bytes) -> None:
        """Write a section; each name once."""
        self._places[name] = self._length, len(content)
        self._write(content)

    def end(self) -> None:
        """Write what is needed to read them."""
        places = packed(self._places)
        self._write(places)
        self._write(len(places).to_bytes(_LENGTH, "big"))
        self._write(self._seen.digest())

    def _write(self, content: bytes) -> None:
        if not self.failed:
            try:
                self._stream.write(content)
            except OSError:
                self.failed = True
            self._seen.update(content)
            self._length += len(content)


@contextmanager
def writing(path: Path) -> Iterator[Sections]:
    """Write a file whole, in the place of an older one, or not at all.

    Raises:
        OSError: it cannot even be begun.
    """
    import tempfile  # most runs write none

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            sections = Sections(stream)
            yield sections
            sections.end()
        if not sections.failed:
            os.replace(name, path)
    finally:
        with suppress(OSError):
            os.unlink(name)


def read(path: Path) -> Mapping[str, memoryview] | None:
    """The sections of a file by name; ``None`` when it is not there, or not as this user wrote it."""
    try:
        if is_of_another(path):
            return None
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    body, seen = data[:-_DIGEST], data[-_DIGEST:]
    if len(body) < len(_MAGIC) + _LENGTH or xxhash.xxh3_128_digest(body) != seen:
        return None
    end = len(body) - _LENGTH
    try:
        places = unpacked(bytes(body[end - int.from_bytes(body[end:], "big") : end]), {})
        return {name: body[start : start + length] for name, (start, length) in places.items()}
    except (PackingError, TypeError, ValueError, AttributeError):
        return None
