"""Changes of a text after which the same must be found: newlines, encodings, names, paragraphs that say nothing."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from lintcorpus.app.compose import App, Request
from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.document import Document
from lintcorpus.reading.read import document_from_bytes
from tests.support import compiled_cards

Found = list[tuple[str, int, int, str]]
"""Rule, line, column and matched text of each finding, white space left out of the text."""

_PADDING = (
    "\n\n这一天的傍晚，山脚下的雾慢慢散开，几个孩子提着竹篮从田埂上走回家去。\n\n"
    "老人坐在门前的石阶上，看着他们一个一个走远，手里的茶已经凉了。\n"
)
"""Two paragraphs of which no rule has anything to say."""
_OF_BYTES = ("ENC", "RUN")
"""Families that are about the bytes of a file."""


def usual_app() -> App:
    """The parts of a run with its default rules."""
    return App(Request(cwd=Path("/"), isolated=True, cache_dir=compiled_cards()))


def findings(app: App, document: Document, families: Iterable[str] = _OF_BYTES) -> Found:
    """What is found in a document, but for some families."""
    left = tuple(families)
    return sorted(
        (item.rule, item.place.start.line, item.place.start.column, "".join(document.slice(item.span).split()))
        for item in check_document(document, app.plan).diagnostics
        if not item.rule.startswith(left)
    )


def differences(app: App, document: Document) -> dict[str, Found]:
    """By name the changes after which something else is found, each with what differs.

    Args:
        app: the parts of a run.
        document: of UTF-8, with LF at its line ends.
    """
    before = findings(app, document)
    unlike: dict[str, Found] = {}
    for name, change in CHANGES.items():
        changed = change(document)
        if changed is None:
            continue
        after = findings(app, changed)
        if name == "paragraphs":
            local = _local(app)
            end = document.text.rstrip().count("\n") - 1  # what stands at the end is judged by standing there
            pair = [[item for item in side if item[0] in local and item[1] < end] for side in (before, after)]
        else:
            pair = [before, after]
        if pair[0] != pair[1]:
            unlike[name] = sorted(set(pair[0]) ^ set(pair[1]))
    return unlike


def _local(app: App) -> frozenset[str]:
    """Rules that judge a place by what stands around it, and neither its article nor its other places."""
    return frozenset(
        rule for rule in app.plan.rules if rule.startswith(("PUN", "LNK")) and not app.catalog.cards[rule].contextual
    ) - {"PUN009"}


def _encoded(codec: str) -> Callable[[Document], Document | None]:
    def change(document: Document) -> Document | None:
        try:
            raw = document.text.encode(codec)
        except UnicodeEncodeError:
            return None
        read = document_from_bytes(raw, document.path, document.layouts, None, Path(document.path))
        # A few Chinese characters are no evidence of an encoding; then another text is read, and ENC says so.
        return read if isinstance(read, Document) and read.text == document.text else None

    return change


CHANGES: dict[str, Callable[[Document], Document | None]] = {
    "CRLF": lambda document: document.with_text(document.text.replace("\n", "\r\n")),
    "UTF-8 with BOM": _encoded("utf-8-sig"),
    "UTF-16": _encoded("utf-16"),
    "GB18030": _encoded("gb18030"),
    "another name": lambda document: replace(document, path="x/another.md", _views={}),
    "paragraphs": lambda document: document.with_text(document.text.rstrip("\n") + _PADDING),
}
"""By name the changes; one gives nothing where it cannot be made."""
