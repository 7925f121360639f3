"""Which files hold records, and what their records are called."""

import re
from enum import Enum
from typing import NamedTuple

import xxhash

from lintcorpus.model.lazy import lazy

SUFFIXES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
COMPRESSED = ("", ".gz", ".zst")
_LONGEST = 160
_CONTAINER = lazy(r"(?i:\.(?:(?:jsonl|ndjson|csv|tsv)(?:\.gz|\.zst)?|parquet))#")
_UNSHOWN = lazy(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff%]")


class Kind(Enum):
    """What the records of a file are written in."""

    JSONL = "JSON Lines"
    CSV = "CSV"
    PARQUET = "Parquet"


class Format(NamedTuple):
    """How a file holds its records.

    Attributes:
        kind: what they are written in.
        compression: ``.gz``, ``.zst`` or nothing; Parquet has its own.
        tabs: whether the name says that fields end at tabs.
    """

    kind: Kind
    compression: str = ""
    tabs: bool = False


def record_suffixes() -> tuple[str, ...]:
    """The ends of the names of all files that hold records."""
    return tuple(
        suffix + compression for suffix in SUFFIXES for compression in (COMPRESSED if suffix != ".parquet" else ("",))
    )


def format_of(name: str) -> Format | None:
    """How the file with this name holds records; ``None`` when it holds none."""
    lower = name.lower()
    compression = next((end for end in COMPRESSED[1:] if lower.endswith(end)), "")
    stem = lower.removesuffix(compression)
    if stem.endswith((".jsonl", ".ndjson")):
        return Format(Kind.JSONL, compression)
    if stem.endswith((".csv", ".tsv")):
        return Format(Kind.CSV, compression, stem.endswith(".tsv"))
    return Format(Kind.PARQUET) if stem.endswith(".parquet") and not compression else None


def split_name(path: str) -> tuple[str, str] | None:
    """File and record of a path such as ``data.jsonl#a17``; ``None`` for one that names no record."""
    found = _CONTAINER.search(path) if "#" in path else None
    return (path[: found.end() - 1], path[found.end() :]) if found else None


class Names:
    """Gives each record of a file a name that no other one has.

    The name is what the record calls itself. One that calls itself nothing, or as an earlier one
    does, is named by ``@`` and its number.

    Args:
        file: the path of the file as reports show it.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[int] = set()  # 64-bit digests: the names of millions of records would not fit

    def name(self, identity: str, number: int) -> str:
        """``file#identity``, or ``file#@number``."""
        if not identity:
            return self.numbered(number)
        digest = xxhash.xxh3_64_intdigest(identity.encode("utf-8", "surrogatepass"))
        if digest in self._seen:
            return self.numbered(number)
        self._seen.add(digest)
        return f"{self._file}#{_shown(identity)}"

    def numbered(self, number: int) -> str:
        """The name of a record that has no other."""
        return f"{self._file}#@{number}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _shown(identity: str) -> str:
    """The identity as part of a path: one line, no longer than paths may be, and never like a number."""
    shown = _UNSHOWN.sub(_percent, identity)
    if shown.startswith("@"):
        shown = "%40" + shown[1:]
    if len(shown) > _LONGEST:
        digest = xxhash.xxh3_64_hexdigest(identity.encode("utf-8", "surrogatepass"))
        shown = f"{shown[:_LONGEST]}~{digest}"
    return shown
