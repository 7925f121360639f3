"""From files of records to record batches of documents, cut into parts that are checked and written one by one."""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.inputs.records import opened
from lintcorpus.distributed.schemas import DOCUMENTS
from lintcorpus.errors import UsageError
from lintcorpus.model.origin import Origin
from lintcorpus.records.columns import Columns, told
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.names import format_of
from lintcorpus.records.reader import Record

_BATCH = 300_000
"""Code points of text that are checked at once."""
_EACH = 200
"""Code points that a document counts for beside its text."""
_MOST_BUNDLES = 8_000
"""Files go together so that there are no more bundles of them than a node's number has room for, with a margin."""
_MOST_PARTS = 1 << 14
"""Parts of one bundle that a node's number has room for."""
_MOST_STRIPES = 16
"""Into how many stripes a file is cut at most: each reads all of it, which takes a hundredth of checking it."""


class Input(NamedTuple):
    """A file of records.

    Attributes:
        name: its path as reports show it.
        place: its path or URL as it is opened.
        size: in bytes.
        time: of its last change, in nanoseconds; 0 where that is unknown.
    """

    name: str
    place: str
    size: int
    time: int = 0

    @property
    def weight(self) -> int:
        """Bytes that it holds, roughly, unpacked."""
        plain = self.name.lower().endswith((".jsonl", ".ndjson", ".csv", ".tsv"))
        return self.size if plain else 4 * self.size


class Stripe(NamedTuple):
    """What one task checks: of some files every n-th part.

    Attributes:
        bundle: number of the files together.
        files: read one after the other.
        turn, stripes: the parts whose number leaves this rest.
    """

    bundle: int
    files: tuple[Input, ...]
    turn: int
    stripes: int


class Part(NamedTuple):
    """Documents that follow one another.

    Attributes:
        bundle: of the files that hold them.
        number: among the parts of the bundle.
    """

    bundle: int
    number: int

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"part-{self.bundle:05}-{self.number:05}"

    @property
    def code(self) -> int:
        """Its number among all parts that there can be, 28 bits."""
        return self.bundle << 14 | self.number

    @classmethod
    def named(cls, name: str) -> "Part":
        """The part whose files are called so."""
        _, bundle, number = name.split("-")
        return cls(int(bundle), int(number))


Opener = Callable[[Input], BinaryIO]
"""Opens a file of records for reading; it can seek."""


@dataclass(frozen=True)
class Choice:
    """Which documents are read.

    Attributes:
        part: code points of a part.
        least: a record counts when the digest of its place is at most this.
    """

    part: int
    least: int


def stripes(inputs: Sequence[Input], part: int, workers: int) -> list[Stripe]:
    """The tasks of a run, the same for the same inputs.

    Args:
        inputs: the files, each once.
        part: code points of a part; small files go together until they come to as much.
        workers: how many tasks there should be at least, where the files are large enough; no more of one file, since
            each reads all of it.
    """
    bundles: list[list[Input]] = []
    weight = 0
    total = sum(item.weight for item in inputs)
    room = max(part, total // _MOST_BUNDLES)
    for item in inputs:
        if not bundles or weight + item.weight > room:
            bundles.append([])
            weight = 0
        bundles[-1].append(item)
        weight += item.weight
    tasks: list[Stripe] = []
    for at, files in enumerate(bundles):
        own = sum(item.weight for item in files)
        count = max(1, min(own // part, _MOST_STRIPES, math.ceil(workers * own / max(1, total))))
        tasks.extend(Stripe(at, tuple(files), turn, count) for turn in range(count))
    return tasks


def open_local(item: Input) -> BinaryIO:
    """A file that this machine has under its path."""
    return Path(item.place).open("rb")


def parts(app: App, stripe: Stripe, choice: Choice, opener: Opener) -> Iterator[tuple[Part, Iterator[pa.RecordBatch]]]:
    """The parts of a stripe, each with its documents; each must be read to its end, or not at all, before the next.

    Files that cannot be read, or not to their end, give a row that says so.

    Raises:
        UsageError: there are too many.
    """
    reader = _Reader(app, stripe.files, choice, opener)
    number = 0
    while not reader.ended:
        if number >= _MOST_PARTS:
            raise UsageError(f"{stripe.files[0].name}: more than {_MOST_PARTS} parts; --part-size makes them larger")
        mine = number % stripe.stripes == stripe.turn
        batches = reader.batches(wanted=mine)
        if mine:
            yield Part(stripe.bundle, number), batches
        for _ in batches:
            pass
        number += 1


def places(app: App, stripe: Stripe, opener: Opener) -> Iterator[int]:
    """The digest of the place of every record of a stripe of one."""
    for _, digest in _records(app, stripe.files, opener):
        yield digest


class _Reader:
    """Reads the documents of files once, part by part."""

    def __init__(self, app: App, files: Iterable[Input], choice: Choice, opener: Opener) -> None:
        chosen = _records(app, files, opener)
        self._records = (record for record, digest in chosen if digest <= choice.least)
        self._part = choice.part
        self._next = next(self._records, None)
        self.ended = self._next is None

    def batches(self, *, wanted: bool) -> Iterator[pa.RecordBatch]:
        """The documents of the next part; only read and counted when they are not wanted."""
        total = size = 0
        rows: list[Record] = []
        while self._next is not None:
            record = self._next
            room = len(record.text) + _EACH
            if total and total + room > self._part:
                break
            total += room
            size += room
            if wanted:
                rows.append(record)
                if size > _BATCH:
                    yield batch_of(rows)
                    rows, size = [], 0
            self._next = next(self._records, None)
        self.ended = self._next is None
        if rows:
            yield batch_of(rows)


def _records(app: App, files: Iterable[Input], opener: Opener) -> Iterator[tuple[Record, int]]:
    """All records with the digests of their places; what is said of a whole file has 0."""
    for item in files:
        form = format_of(item.name)
        assert form is not None
        try:
            file = opened(app, item.name, partial(opener, item), form)
            if file is None:
                continue
            for record in file.records():
                place = f"{item.name}\0{record.origin.number}".encode("utf-8", "surrogatepass")
                yield record, xxhash.xxh3_64_intdigest(place)
        except RecordsError as error:
            yield Record(item.name, Origin(item.name, 0), "", str(error)), 0
        except OSError as error:
            yield Record(item.name, Origin(item.name, 0), "", f"cannot read it: {error.strerror or error}"), 0


def notes(app: App, item: Input, opener: Opener) -> str:
    """What the user should hear about how the records of a file are read; empty when all was said."""
    form = format_of(item.name)
    assert form is not None
    try:
        file = opened(app, item.name, partial(opener, item), form)
    except (RecordsError, OSError):
        return ""  # said of the file when it is checked
    fields = app.settings.records
    return told(Columns(fields.text, fields.id, fields.path, fields.meta), file.columns) if file is not None else ""


def batch_of(records: Sequence[Record]) -> pa.RecordBatch:
    """Records as a batch of documents."""
    columns: dict[str, list[Any]] = {
        "document": [record.path for record in records],
        "source": [record.origin.file for record in records],
        "number": [record.origin.number for record in records],
        "line": [record.origin.line for record in records],
        "field": [record.origin.field for record in records],
        "id": [_written(record.origin.identity) or None for record in records],
        "meta": [json.dumps(record.origin.meta) if record.origin.meta else None for record in records],
        "text": [record.text for record in records],
        "problem": [_written(record.problem) for record in records],
    }
    return pa.RecordBatch.from_pydict(columns, schema=DOCUMENTS)


def records_of(batch: pa.RecordBatch) -> Iterator[Record]:
    """The records of a batch of documents."""
    for row in batch.to_pylist():
        meta = tuple((key, value) for key, value in json.loads(row["meta"])) if row["meta"] else ()
        origin = Origin(row["source"], row["number"], row["line"], row["field"], row["id"] or "", meta)
        yield Record(row["document"], origin, row["text"], row["problem"])


def _written(text: str) -> str:
    """Text without halves of characters, which no table can hold; an escape in JSON can be one."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
