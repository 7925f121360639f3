"""The data of a report in parts of moderate size: inside the page while they are few, else in files beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import xxhash

from lintcorpus.reporters.beside import Beside
from lintcorpus.reporters.html.embedded import embedded

_LARGEST_PART = 1_000_000
"""Bytes at which a part is complete; one article may be larger."""
_LARGEST_INSIDE = 2_000_000
"""Bytes of data that a page holds itself; it opens at once then."""


class Kind(Enum):
    """What the records of a part are for; those named first leave the page first."""

    READ = "read"
    """A file's text and the details of its findings, needed when the file is opened."""
    CLUSTERS = "clusters"
    """Texts that stand in several places."""
    LISTED = "listed"
    """What lists show of a file and its findings."""


@dataclass
class _Part:
    """Records of one kind that follow each other; a part without a name is inside the page."""

    kind: Kind
    first: int
    name: str = ""
    size: int = 0
    records: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The part as JSON."""
        return f"[{','.join(self.records)}]"


class Parts:
    """Collects records; each kind has its own order.

    Args:
        beside: where parts go that the page does not hold; without it the page holds all.
    """

    def __init__(self, beside: Beside | None) -> None:
        self._beside = beside
        self._done: list[_Part] = []
        self._open = {kind: _Part(kind, 0) for kind in Kind}
        self._counts = dict.fromkeys(Kind, 0)
        self._inside = dict.fromkeys(Kind, 0)
        self._written = 0

    def add(self, kind: Kind, record: Any) -> None:
        """Take the next record of a kind."""
        text = embedded(record)
        size = len(text.encode("utf-8"))
        part = self._open[kind]
        if part.records and part.size + size > _LARGEST_PART:
            self._done.append(part)
            part = self._open[kind] = _Part(kind, self._counts[kind])
            if kind is Kind.READ and self._is_much():  # texts must not fill the memory
                self._write(kind)
        part.records.append(text)
        part.size += size
        self._inside[kind] += size
        self._counts[kind] += 1

    def finish(self) -> None:
        """No record follows."""
        self._done.extend(part for part in self._open.values() if part.records)
        for kind in Kind:
            if self._is_much() or any(part.name for part in self._done if part.kind is kind):
                self._write(kind)
        if self._beside is not None:
            self._beside.complete()

    def index(self) -> dict[str, Any]:
        """Which parts there are and where: kind, number of the first record, name (empty inside the page)."""
        parts = [[part.kind.value, part.first, part.name] for part in self._done]
        return {"parts": parts, "folder": self._beside.folder if self._beside is not None and self._written else ""}

    def inside(self) -> Iterator[str]:
        """The parts that the page must hold, as JSON that is fit for HTML, in the order of the index."""
        return (part.text() for part in self._done if not part.name)

    def _is_much(self) -> bool:
        return sum(self._inside.values()) > _LARGEST_INSIDE

    def _write(self, kind: Kind) -> None:
        """Put the complete parts of a kind beside the page."""
        if self._beside is None:
            return
        for part in self._done:
            if part.kind is kind and not part.name:
                text = part.text()
                self._written += 1
                part.name = f"{self._written:04}-{xxhash.xxh3_64_hexdigest(text.encode('utf-8'))}.js"
                self._beside.put(part.name, f'lintcorpusPart("{part.name}",{text});\n')
                part.records.clear()
                self._inside[kind] -= part.size
