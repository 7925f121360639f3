"""Keeps the reports of a large run out of memory, in a file without a name that ends with the process."""

import io
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from lintcorpus.app.packed import Bond, Outline, Packed, outline_of, unpacked_facts, unpacked_found, unpacked_outlines
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.stages.suppress import Directives
from lintcorpus.model.checker import LocatedFact
from lintcorpus.model.finding import Diagnostic

_IN_MEMORY = 4_000_000
"""Bytes that are not yet worth a file."""
_LENGTH = struct.Struct("<I")


class Shelf:
    """Bytes that are put aside, and had again as often as they are asked for.

    Attributes:
        length: of all of them.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = io.BytesIO()
        self.length = 0
        self._last: tuple[int, tuple[Sequence[Diagnostic], Directives]] | None = None

    def put(self, data: bytes) -> int:
        """Put bytes aside, and return by what they are had again."""
        at = self.length
        if at > _IN_MEMORY and isinstance(self._file, io.BytesIO):
            self._file = _into_file(self._file)
        self._file.seek(at)
        self._file.write(_LENGTH.pack(len(data)) + data)
        self.length = at + _LENGTH.size + len(data)
        return at

    def get(self, at: int) -> bytes:
        """The bytes that were put aside."""
        self._file.seek(at)
        (length,) = _LENGTH.unpack(self._file.read(_LENGTH.size))
        return self._file.read(length)

    def take(self, report: Packed) -> "Shelved":
        """Put a report aside."""
        return Shelved(self, report, self.put(report.found), self.put(report.outline), self.put(report.facts))

    def found(self, at: int) -> tuple[Sequence[Diagnostic], Directives]:
        """Diagnostics and directives; who asks for the one asks for the other next."""
        if self._last is None or self._last[0] != at:
            self._last = at, unpacked_found(self.get(at))
        return self._last[1]


def _into_file(held: io.BytesIO) -> IO[bytes]:
    """A file without a name that begins with what was in memory."""
    import tempfile  # most runs need none

    file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the shelf
    file.write(held.getbuffer())
    return file


class Shelved:
    """A report that is on a shelf; see ``engine.pipeline.Report``."""

    __slots__ = ("_facts", "_found", "_outline", "_shelf", "account", "digest", "findings", "path")

    def __init__(self, shelf: Shelf, report: Packed, found: int, outline: int, facts: int) -> None:
        self.path = report.path
        self.digest = report.digest
        self.account = report.account
        self.findings = report.findings
        self._shelf = shelf
        self._found = found
        self._outline = outline
        self._facts = facts

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """As in ``FileReport``."""
        return self._shelf.found(self._found)[0]

    @property
    def directives(self) -> Directives:
        """As in ``FileReport``."""
        return self._shelf.found(self._found)[1]

    @property
    def facts(self) -> Mapping[str, Sequence[LocatedFact]]:
        """As in ``FileReport``; those of a rule are read when they are asked for."""
        return _Facts(self)

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """By rule the outline of the facts."""
        return unpacked_outlines(self._shelf.get(self._outline))

    def facts_of(self, rule: str) -> list[LocatedFact]:
        """The facts of a rule."""
        return unpacked_facts(self.path, self._shelf.get(self._facts), self.outlines, rule)


class _Facts(Mapping[str, Sequence[LocatedFact]]):
    def __init__(self, report: Shelved) -> None:
        self._report = report
        self._outlines = report.outlines

    def __getitem__(self, rule: str) -> Sequence[LocatedFact]:
        if rule not in self._outlines:
            raise KeyError(rule)
        return self._report.facts_of(rule)

    def __iter__(self) -> Iterator[str]:
        return iter(self._outlines)

    def __len__(self) -> int:
        return len(self._outlines)


def outlines_of(report: Report, bonds: Mapping[str, Bond]) -> Mapping[str, Outline]:
    """By rule the outlines of a report's facts, wherever it is; see ``app.packed.pack``."""
    if isinstance(report, Shelved):
        return report.outlines
    return {rule: outline_of(facts, bonds.get(rule)) for rule, facts in report.facts.items() if facts}
