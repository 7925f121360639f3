"""Reads one file into a document, or says why it cannot be read."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import xxhash

from lintcorpus.model.document import Document
from lintcorpus.model.header import HeaderLayout
from lintcorpus.reading.decode import decode

Decoder: TypeAlias = Callable[[Path, bytes], tuple[str, str] | None]
"""Asks plugins for a file's text and codec; ``None`` leaves it to lintcorpus."""


class Unreadable(NamedTuple):
    """A file that could not be read.

    Attributes:
        path: its path as reports show it.
        reason: ``permission vanished too-large binary directory io``.
        message: what happened and what to do.
    """

    path: str
    reason: str
    message: str


def read_document(
    path: Path, name: str, layouts: tuple[HeaderLayout, ...], limit: int, decoder: Decoder | None
) -> Document | Unreadable:
    """Read a file.

    Args:
        path: the file.
        name: its path as reports show it.
        layouts: the header layouts known in this run.
        limit: the size in bytes above which a file is not read.
        decoder: asked first, if there is one.
    """
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):  # Windows would call it a matter of permission
            return Unreadable(name, "directory", "it is a folder")
        if status.st_size > limit:
            return too_large(name, status.st_size, limit)
        with open(path, "rb") as stream:
            # Pipes and devices have no size to tell in advance, and some have no end.
            raw = stream.read() if stat.S_ISREG(status.st_mode) else stream.read(limit + 1)
        if len(raw) > limit:
            return too_large(name, None, limit)
    except FileNotFoundError:
        return Unreadable(name, "vanished", "it is gone, or a link to nothing")
    except PermissionError:
        return Unreadable(name, "permission", "no permission to read it")
    except OSError as error:
        return Unreadable(name, "io", f"cannot read it: {error.strerror or error}")
    return document_from_bytes(raw, name, layouts, decoder, path)


def too_large(name: str, size: int | None, limit: int) -> Unreadable:
    """What is said of a file with more bytes than the limit; ``None`` where their number is not known."""
    what = "more bytes than" if size is None else f"{size:,} bytes, more than"
    return Unreadable(name, "too-large", f"it has {what} the limit of {limit:,}; raise 'max-file-size' to read it")


def document_from_bytes(
    raw: bytes, name: str, layouts: tuple[HeaderLayout, ...], decoder: Decoder | None, path: Path
) -> Document | Unreadable:
    """The document that some bytes are.

    Args:
        raw: all bytes.
        name: the path as reports show it.
        layouts: the header layouts known in this run.
        decoder: asked first, if there is one; its answer counts as lossy when it does not give back the bytes.
        path: what the decoder is told.
    """
    digest = xxhash.xxh3_128_hexdigest(raw)
    answer = decoder(path, raw) if decoder is not None else None
    if answer is not None:
        text, encoding = answer
        return Document(
            name, text, encoding, lossy=not _gives_back(text, encoding, raw), digest=digest, layouts=layouts
        )
    decoded = decode(raw)
    if decoded.binary:
        return Unreadable(name, "binary", "it is not text in any known encoding; exclude it or give it another suffix")
    return Document(
        name, decoded.text, decoded.encoding, decoded.bom, decoded.lossy, digest, layouts, decoded.confidence
    )


def _gives_back(text: str, encoding: str, raw: bytes) -> bool:
    try:
        return text.encode(encoding) == raw
    except (UnicodeEncodeError, LookupError):
        return False
