"""Pages taken apart, and a folder for what is written beside them."""

import io
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from lintcorpus.model.document import Document
from lintcorpus.model.result import Artifact, ReportOptions, Result
from lintcorpus.reporters.html.report import report


class Page(HTMLParser):
    """The elements of a page and the text of its scripts and styles.

    Attributes:
        tags: all start tags in order.
        policy: the content security policy.
        texts: of each script and style, with its tag and attributes.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.policy = ""
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        if tag in ("script", "style"):
            self._open = (tag, given)

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.texts.append((*self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    @property
    def data(self) -> Any:
        """What the page says at once."""
        return next(json.loads(text) for _, given, text in self.texts if given.get("id") == "data")

    @property
    def parts(self) -> list[Any]:
        """The parts inside the page."""
        return [json.loads(text) for _, given, text in self.texts if given.get("class") == "part"]

    def records(self, kind: str) -> list[Any]:
        """All records of a kind that are inside the page."""
        inside = iter(self.parts)
        found = [(part[0], next(inside)) for part in self.data["parts"] if not part[2]]
        return [record for part_kind, part in found if part_kind == kind for record in part]


class Folder(io.StringIO):
    """A stream with a folder beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = "report-files"
        self.files: dict[str, str] = {}
        self.is_complete = False

    def put(self, name: str, text: str) -> None:
        assert name not in self.files
        self.files[name] = text

    def complete(self) -> None:
        self.is_complete = True


@dataclass
class Texts:
    """The files of a result made by hand, as ``Result.reread``."""

    texts: dict[str, str] = field(default_factory=dict)

    def __call__(self, path: str) -> Artifact | None:
        text = self.texts.get(path)
        return None if text is None else Artifact(Document(path, text), text.encode("utf-8", "surrogatepass"))


def written(result: Result, language: str = "en", stream: io.StringIO | None = None) -> str:
    """The page of a result."""
    stream = io.StringIO() if stream is None else stream
    report(result, stream, ReportOptions(language=language))
    return stream.getvalue()
