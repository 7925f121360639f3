"""Keeps plain data that takes long to make, under a name for all that it was made of."""

import marshal
from pathlib import Path
from typing import Any

import xxhash

from lintcorpus.wholefile import replace_file

_FORMAT = 4
"""Of ``marshal``: the newest that all Pythons since 3.4 read. It loads three times as fast as JSON."""


def piece(value: Any) -> bytes:
    """Plain data as bytes, a part of a whole that is not always needed; see ``unpacked``.

    Raises:
        ValueError: it is of a type that ``marshal`` does not know.
    """
    return marshal.dumps(value, _FORMAT)


def unpacked(value: Any) -> Any:
    """What a piece was made of; anything but bytes is no piece and stays as it is."""
    return marshal.loads(value) if isinstance(value, bytes) else value


def recall(path: Path, signature: bytes) -> Any:
    """What was kept in a file under this signature; ``None`` when there is none, or it is damaged."""
    try:
        raw = memoryview(path.read_bytes())
    except OSError:
        return None
    start = len(signature) + xxhash.xxh3_128().digest_size
    data = raw[start:]
    if raw[:start] != signature + xxhash.xxh3_128_digest(data):
        return None
    return marshal.loads(data)


def keep(path: Path, signature: bytes, value: Any) -> None:
    """Keep plain data; a cache that cannot be written is no fault of the run.

    Args:
        path: the file; what it held is written over.
        signature: names all that the data was made of; always of the same length.
        value: of the types that ``marshal`` knows.
    """
    try:
        data = marshal.dumps(value, _FORMAT)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, signature + xxhash.xxh3_128_digest(data) + data, 0o600)
    except (OSError, ValueError):  # the second where YAML knows a type that is no plain data
        pass
