"""What a whole run said, to be said again while nothing that it depends on has changed.

A run over unchanged files would spend its time on composing itself. So the fate of the last run is
kept under the name of its command line, with all that it looked at: this module needs neither cards
nor rules to see that all is as it was. That is kept as JSON, in which nothing can run, and what was said as it is.
"""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import xxhash

from lintcorpus.cache.signature import digest, tree
from lintcorpus.cache.stat import UNKNOWN, is_past, is_settled, stat_of
from lintcorpus.reading.discover import Discovery, discover

PREFIX, SUFFIX = "run-", ".json"
LONGEST = 64_000_000
"""What says more is not kept, in characters."""
_MARK = 32


class Question(NamedTuple):
    """What was asked about the files around an article; see ``reading.neighbours.FileNeighbours``.

    Attributes:
        folder, root, limit: as there.
        kind: ``holds`` or ``text``.
        path: of the file.
        answer: of a text its ``text_digest``.
    """

    folder: str
    root: str
    limit: int
    kind: str
    path: str
    answer: str | bool | None


class Seen(NamedTuple):
    """What a run depends on.

    Attributes:
        paths: files and folders that it was asked for.
        how: the other arguments of ``discover``.
        state: names the files that it found; see ``state_of``.
        files: that it read, or looked for in vain.
        present: paths of which it only matters whether they are there.
        trees: folders that it read.
    """

    paths: Sequence[str]
    how: dict[str, Any]
    state: str
    files: Sequence[str]
    present: Sequence[str]
    trees: Sequence[str]


class Said(NamedTuple):
    """What a run said: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


def state_of(found: Discovery, now: int) -> str:
    """Names what was found and what the file system says of it; empty when a later change might not show.

    Args:
        found: the files of a run, before they are read.
        now: the time in nanoseconds.
    """
    try:
        stats = list(map(os.stat, found.names))
    except (OSError, ValueError):  # one is gone
        return ""
    if not is_past(max([max(stat.st_mtime_ns, stat.st_ctime_ns) for stat in stats], default=0), now):
        return ""
    other = repr((found.missing, sorted(found.skipped.items()), found.problems))
    said = [f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}" for stat in stats]
    return digest([other, "\0".join(found.names), " ".join(said)])


def watched(seen: Seen, now: int) -> str:
    """Names the files and folders beside the articles; empty when a later change might not show."""
    stats = [stat_of(path) for path in seen.files]
    if not all(stat == UNKNOWN or is_settled(stat, now) for stat in stats):
        return ""
    present = (str(os.path.exists(path)) for path in seen.present)
    return digest([*(repr(tuple(stat)) for stat in stats), *present, *(tree(folder) for folder in seen.trees)])


def keep(path: Path, seen: Seen, beside: str, questions: Iterable[Question], said: Said) -> None:
    """Keep what a run said; a cache that cannot be written is no fault of the run.

    Args:
        path: the file, named after all that the command line and the surroundings say.
        seen: what the run depends on.
        beside: what ``watched`` named it, before the run.
        questions: what was asked about the files around the articles.
        said: what it said.
    """
    if len(said.out) + len(said.err) > LONGEST:
        return
    import json
    import tempfile

    head = json.dumps([seen, beside, list(questions), said.code, len(said.out)], separators=(",", ":"))
    data = f"{head}\n{said.out}{said.err}".encode("utf-8", "surrogatepass")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(xxhash.xxh3_128_hexdigest(data).encode("ascii") + data)
            os.replace(name, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise


def recall(path: Path, now: int) -> Said | None:
    """What the run said that is kept at a path, if it would say the same now."""
    try:
        if hasattr(os, "geteuid") and os.stat(path).st_uid not in (0, os.geteuid()):
            return None
        raw = path.read_bytes()
        if xxhash.xxh3_128_hexdigest(raw[_MARK:]).encode("ascii") != raw[:_MARK]:
            return None
        import json  # most runs were never made before

        head, _, text = raw[_MARK:].partition(b"\n")
        seen, beside, questions, code, length = json.loads(head)
        kept = Seen(*seen)
        same = (
            watched(kept, now) == beside
            and state_of(_found(kept), now) == kept.state
            and _still_hold([Question(*item) for item in questions])
        )
        if not same:
            return None
        said = text.decode("utf-8", "surrogatepass")
        return Said(code, said[:length], said[length:])
    except (OSError, ValueError, TypeError, LookupError):
        return None


def _found(seen: Seen) -> Discovery:
    return discover(seen.paths, **{**seen.how, "root": Path(seen.how["root"])})


def _still_hold(questions: Sequence[Question]) -> bool:
    if not questions:
        return True
    from lintcorpus.model.finding import text_digest
    from lintcorpus.reading.neighbours import FileNeighbours

    for folder, root, limit, kind, path, answer in questions:
        around = FileNeighbours(folder, root, limit)
        if kind == "holds":
            now: str | bool | None = around.holds(path)
        else:
            text = around.text(path)
            now = None if text is None else text_digest(text)
        if now != answer:
            return False
    return True
