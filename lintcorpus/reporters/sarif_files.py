"""The files that a SARIF report names: where they are, what they hold, and the hashes of their lines."""

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from lintcorpus.model.finding import Place
from lintcorpus.model.result import Artifact, Result
from lintcorpus.reporters.files import Files, holds
from lintcorpus.reporters.line_hash import line_hashes
from lintcorpus.reporters.uris import file_uri, quoted

ROOT = "SRCROOT"
_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
# Python's names where the register of character sets has others.
_ENCODINGS = {
    "ascii": "US-ASCII",
    "big5hkscs": "Big5-HKSCS",
    "cp936": "GBK",
    "cp949": "EUC-KR",
    "shift_jis": "Shift_JIS",
    "utf-16-be": "UTF-16BE",
    "utf-16-le": "UTF-16LE",
    "utf-32-be": "UTF-32BE",
    "utf-32-le": "UTF-32LE",
}


class SarifFiles(Files):
    """The files of a result as the run's table of artifacts, which grows as files are named.

    Attributes:
        table: the artifacts so far.
    """

    def __init__(self, result: Result, places: Iterable[Place]) -> None:
        """Note whose lines need hashes; nothing is read yet.

        Args:
            result: what the run found.
            places: of all diagnostics that the report will hold.
        """
        super().__init__(result)
        self.table: list[dict[str, Any]] = []
        self._indices: dict[str, int] = {}
        self._locations: dict[str, dict[str, Any]] = {}
        self._hashes: dict[tuple[str, int], str] = {}
        self._hashed: dict[str, list[Place]] = {}
        for place in places:
            self._hashed.setdefault(place.path, []).append(place)

    def location(self, path: str) -> dict[str, Any]:
        """The ``artifactLocation`` of a path."""
        if path not in self._locations:
            self._look(path)
        return self._locations[path]

    def line_hash(self, place: Place) -> str | None:
        """The hash of the line on which a place begins; ``None`` where the file does not tell it."""
        if place.origin is not None:
            return None
        self.location(place.path)
        return self._hashes.get((place.path, place.start.line))

    def _look(self, path: str) -> None:
        artifact = self.artifact(path)
        if artifact is None:
            self._locations[path] = artifact_location(path)
        elif artifact.container:
            self._put(path, _part_location(path, artifact.container), {"encoding": "UTF-8"}, artifact)
        else:
            self._put(path, artifact_location(path), _encoding(artifact), artifact)
            if not artifact.document.encoding.replace("_", "-").startswith(("utf-16", "utf-32")):
                # GitHub reads every file as UTF-8, and so the lines of these would be others to it.
                held = [place for place in self._hashed.get(path, ()) if holds(artifact.document, place)]
                found = line_hashes(artifact.raw.decode("utf-8", "replace"), [place.start.line for place in held])
                self._hashes.update({(path, line): value for line, value in found.items()})

    def _put(self, path: str, location: dict[str, str], known: dict[str, str], artifact: Artifact) -> int:
        """Put a file into the table; a part comes after the file that it is a part of."""
        if path in self._indices:
            return self._indices[path]
        entry: dict[str, Any] = {"location": location}
        raw = artifact.raw
        if artifact.container:
            holder = Artifact(artifact.document, raw)
            entry["parentIndex"] = self._put(artifact.container, artifact_location(artifact.container), {}, holder)
            raw = artifact.document.text.encode("utf-8", "surrogatepass")
        entry |= {
            "length": len(raw),
            "roles": ["analysisTarget"],
            **known,
            "hashes": {"sha-256": hashlib.sha256(raw).hexdigest()},
        }
        kind = _TYPES.get(PurePosixPath(path).suffix.lower())
        if kind:
            entry["mimeType"] = kind
        index = self._indices[path] = len(self.table)
        self.table.append(entry)
        self._locations[path] = {**location, "index": index}
        return index


def artifact_location(path: str) -> dict[str, str]:
    """Where a file is: a percent-encoded URI below the root, or a ``file:`` URI for an absolute path."""
    uri = file_uri(path)
    return {"uri": quoted(path), "uriBaseId": ROOT} if uri is None else {"uri": uri}


def _part_location(path: str, container: str) -> dict[str, str]:
    """Where a part of a file is: its name as the fragment of the file's URI."""
    location = artifact_location(container)
    return {**location, "uri": f"{location['uri']}#{quoted(path[len(container) + 1 :])}"}


def _encoding(artifact: Artifact) -> dict[str, str]:
    name = artifact.document.encoding
    return {"encoding": _ENCODINGS.get(name, name.replace("_", "-").upper())}
