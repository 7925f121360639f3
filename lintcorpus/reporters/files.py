"""The files of a result, for reports that need more of a text than frames hold."""

from lintcorpus.model.document import Document
from lintcorpus.model.finding import Place, text_digest
from lintcorpus.model.result import Artifact, Result


class Files:
    """The files of a result, read again; the text of the last place that was asked for is kept."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._last: tuple[str, Artifact | None] | None = None

    def artifact(self, path: str) -> Artifact | None:
        """The file of a path, or ``None`` where it cannot be read again."""
        if self._last is not None and self._last[0] == path:
            return self._last[1]
        return self._result.reread(path)

    def document(self, place: Place) -> Document | None:
        """The text around a place, or ``None`` where it is not the one that the place was found in."""
        artifact = self.artifact(place.path)
        self._last = (place.path, artifact)
        return artifact.document if artifact is not None and holds(artifact.document, place) else None


def holds(document: Document, place: Place) -> bool:
    """Whether a text has at a place what was found there."""
    start, end = place.start, place.end
    if end.offset > len(document.text) or document.position(start.offset) != start:
        return False
    return not place.digest or text_digest(document.text[start.offset : end.offset]) == place.digest


def utf8_column(document: Document, offset: int) -> int:
    """The column of an offset in bytes of UTF-8, from 1; a byte order mark does not count."""
    start = document.line_starts[document.line_of(offset)]
    return len(document.text[start:offset].encode("utf-8", "surrogatepass")) + 1
