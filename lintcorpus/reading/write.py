"""Writes a repaired article back: whole or not at all."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from lintcorpus.model.document import Document
from lintcorpus.reading.decode import encode
from lintcorpus.wholefile import locked, replace_file

Keep: TypeAlias = Callable[[bytes, bytes], None]
"""Takes note of a file's old and new bytes before the new ones are written."""


class CannotWriteError(Exception):
    """A file was left as it is; the message says why and what to do."""


def encoded(document: Document) -> bytes:
    """The bytes of a file that holds this document, in its encoding and with its BOM.

    Raises:
        UnicodeEncodeError: the encoding has no bytes for a character.
    """
    return encode(document.text, document.encoding, document.bom)


def write_document(
    path: Path, before: Document, after: Document, *, keep: Keep | None = None, backup: str = ""
) -> None:
    """Put the repaired document in the place of a file's content.

    The file is replaced by a finished one (temporary file in the same folder, flushed to disk,
    renamed), so that a crash leaves either the old or the new content.

    Args:
        path: the file.
        before: the document as it was read; nothing is written unless encoding its text gives
            back the exact bytes of the file as it is now.
        after: the repaired document, perhaps in another encoding.
        keep: called with the old and the new bytes when nothing stands in the way any more; the
            file is left alone when it raises.
        backup: what is added to the file's name for a copy of the old content; empty makes none.

    Raises:
        CannotWriteError: the file changed since it was read, cannot be encoded, is a link with
            other names, or cannot be written; it is unchanged.
    """
    try:
        old, new = encoded(before), encoded(after)
        if path.is_symlink():
            path = path.resolve(strict=True)
        if not os.access(path, os.W_OK):
            raise CannotWriteError("the file is read-only; make it writable to repair it")
        with locked(path):
            status = path.stat()
            if before.lossy or path.read_bytes() != old:
                raise CannotWriteError("the file changed since it was read, or its text does not give back its bytes")
            if status.st_nlink > 1:
                raise CannotWriteError("the file has other hard links, which a repair would cut off; it is left alone")
            mode, owner = stat.S_IMODE(status.st_mode), (status.st_uid, status.st_gid)
            if backup:
                replace_file(path.with_name(path.name + backup), old, mode, owner)
            if keep is not None:
                keep(old, new)
            replace_file(path, new, mode, owner)
    except UnicodeEncodeError as error:
        raise CannotWriteError(
            f"its encoding {after.encoding} has no character {error.object[error.start]!r}"
        ) from error
    except OSError as error:
        raise CannotWriteError(f"cannot write: {error.strerror or error}") from error
