"""Writes a repaired article back: whole or not at all."""

import os
import stat
from pathlib import Path

from lintcorpus.model.document import Document
from lintcorpus.reading.decode import encode
from lintcorpus.wholefile import replace_file


class CannotWriteError(Exception):
    """A file was left as it is; the message says why and what to do."""


def encoded(document: Document) -> bytes:
    """The bytes of a file that holds this document, in its encoding and with its BOM.

    Raises:
        UnicodeEncodeError: the encoding has no bytes for a character.
    """
    return encode(document.text, document.encoding, document.bom)


def write_document(path: Path, before: Document, after: Document) -> None:
    """Put the repaired document in the place of a file's content.

    The file is replaced by a finished one (temporary file in the same folder, flushed to disk,
    renamed), so that a crash leaves either the old or the new content.

    Args:
        path: the file.
        before: the document as it was read; nothing is written unless encoding its text gives
            back the exact bytes of the file as it is now.
        after: the repaired document, perhaps in another encoding.

    Raises:
        CannotWriteError: the file changed since it was read, cannot be encoded, is a link with
            other names, or cannot be written; it is unchanged.
    """
    try:
        data = encoded(after)
        status = path.stat()
        if path.is_symlink():
            path = path.resolve(strict=True)
        if before.lossy or path.read_bytes() != encoded(before):
            raise CannotWriteError("the file changed since it was read, or its text does not give back its bytes")
        if status.st_nlink > 1:
            raise CannotWriteError("the file has other hard links, which a repair would cut off; it is left alone")
        if not os.access(path, os.W_OK):
            raise CannotWriteError("the file is read-only; make it writable to repair it")
        replace_file(path, data, stat.S_IMODE(status.st_mode))
    except UnicodeEncodeError as error:
        raise CannotWriteError(
            f"its encoding {after.encoding} has no character {error.object[error.start]!r}"
        ) from error
    except OSError as error:
        raise CannotWriteError(f"cannot write: {error.strerror or error}") from error
