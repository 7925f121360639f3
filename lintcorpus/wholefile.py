"""Writes a file so that it is whole at any moment: the old one or the new one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast


def replace_file(path: Path, data: bytes, mode: int, owner: tuple[int, int] | None = None) -> None:
    """Put bytes in the place of a file.

    Args:
        path: the file; its folder must exist.
        data: all its bytes.
        mode: its permission bits.
        owner: user and group that it is given to, where that is permitted.

    Raises:
        OSError: it cannot be written; the old file stands unchanged.
    """
    with successor(path, mode, owner) as stream:
        stream.write(data)


@contextlib.contextmanager
def successor(path: Path, mode: int, owner: tuple[int, int] | None = None) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of a file when the block ends, and is dropped when it raises.

    Args:
        path: the file; its folder must exist.
        mode: its permission bits.
        owner: user and group that it is given to, where that is permitted.

    Raises:
        OSError: it cannot be written; the old file stands unchanged.
    """
    import tempfile  # most runs write nothing

    # A part of the name, since the whole may be as long as a name can be.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield cast(BinaryIO, stream)
            stream.flush()
            os.fsync(stream.fileno())
        if owner is not None and hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(name, *owner)
        os.chmod(name, mode)  # after the owner: a change of owner may take bits away
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other runs of this program from replacing a file meanwhile; they wait.

    Where the system or the file system has no such locks, nothing is kept.

    Raises:
        OSError: the file cannot be opened.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    while True:
        with path.open("rb") as stream:
            with contextlib.suppress(OSError):
                fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
            # Who held the lock before may have put another file in the place of this one.
            if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                yield
                return
