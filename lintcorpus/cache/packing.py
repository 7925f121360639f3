"""Puts results into bytes and back, with nothing in them that could run.

Pickle is several times as quick as JSON for what a run finds, but whoever writes a pickle chooses
what is called to read it, and ``--cache-dir`` may lie in a repository that a stranger can write to.
So only the classes that results are made of are let in, by name; none of them does anything when it
is made. By default the cache lies in the user's own folder all the same: a cache that came with a
repository could still tell lies about its articles.
"""

import io
import pickle
from collections.abc import Mapping
from typing import Any

import xxhash

_MARK = 8
"""Bytes of the digest before a value."""


class PackingError(Exception):
    """Bytes are not what was written, or hold what is not let in."""


def packed(value: Any) -> bytes:
    """A value as bytes that begin with a digest of the rest."""
    data = pickle.dumps(value, 5)
    return _mark(data) + data


def unpacked(data: bytes, allowed: Mapping[tuple[str, str], type]) -> Any:
    """The value of ``packed``.

    Args:
        data: as it was read.
        allowed: by module and name, the classes that may be in it.

    Raises:
        PackingError: it is damaged, or holds anything else.
    """
    if data[:_MARK] != _mark(data[_MARK:]):
        raise PackingError("it is not what was written")
    try:
        return _Reader(data[_MARK:], allowed).load()
    except Exception as error:  # a pickle of another program can raise anything
        raise PackingError(str(error)) from error


def name_of(data: bytes) -> str:
    """Names the value of ``packed``."""
    return data[:_MARK].hex()


def names_of(*classes: type) -> dict[tuple[str, str], type]:
    """Classes by the names under which pickles call for them."""
    return {(item.__module__, item.__qualname__): item for item in classes}


class _Reader(pickle.Unpickler):
    def __init__(self, data: bytes, allowed: Mapping[tuple[str, str], type]) -> None:
        super().__init__(io.BytesIO(data))
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> type:
        try:
            return self._allowed[module, name]
        except KeyError:
            raise PackingError(f"it calls for {module}.{name}") from None


def _mark(data: bytes) -> bytes:
    return xxhash.xxh3_64_digest(data)
