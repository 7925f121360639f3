"""The format ``full``: every new finding with its source line and what explains it."""

import json
from collections.abc import Iterator, Sized
from typing import Any, TextIO

from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace
from lintcorpus.model.origin import Origin
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters.frame import cut, matched
from lintcorpus.reporters.jsontext import plain
from lintcorpus.reporters.terminal import BOLD, CYAN, paint, visible
from lintcorpus.reporters.text import SEVERITY_COLORS, headline, where
from lintcorpus.reporters.width import cells, clip_end

_LEAST_WIDTH = 40
_LEAST_TEXT = 20


def report(result: Result, stream: TextIO, options: ReportOptions) -> None:
    """Write every new finding as a block of lines; an empty line stands between blocks.

    Args:
        result: what the run found.
        stream: where to.
        options: language, colour and width.
    """
    texts = filter(None, result.texts(_block, options))
    stream.write(next(texts, "")[1:])
    stream.writelines(texts)


def _block(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> str:
    """The lines of one finding, an empty one first."""
    return "\n" + "".join([line + "\n" for line in _lines(result, diagnostic, options)])


def _lines(result: Result, diagnostic: Diagnostic, options: ReportOptions) -> Iterator[str]:
    yield headline(result, diagnostic, options)
    yield from _source(diagnostic, options)
    card = result.cards[diagnostic.rule]
    digits = len(str(diagnostic.place.start.line))
    margin = " " * (digits + 1) + paint("=", CYAN, options.color)
    notes: list[tuple[str, str, str]] = [
        *(("record", *_record(origin)) for origin in [diagnostic.place.origin] if origin is not None),
        *(("note", *_note(related)) for related in diagnostic.related),
        *(("evidence", f"{key}: ", _value(value)) for key, value in diagnostic.evidence.items() if _tells(value)),
        *((f"fix ({fix.safety.label})", card.fix_title(fix.title, options.language), "") for fix in diagnostic.fixes),
        ("help", f"lintcorpus explain {diagnostic.rule}", ""),
        *(("fingerprint", name, "") for name in [diagnostic.fingerprint] if name),
    ]
    for label, head, text in notes:
        room = options.width - digits - len(label) - 5 - cells(head)
        line = visible(head) + clip_end(text, max(_LEAST_TEXT, room))
        yield f"{margin} {paint(label, BOLD, options.color)}: {line}"


def _source(diagnostic: Diagnostic, options: ReportOptions) -> Iterator[str]:
    """The line with its number and the carets under the place; nothing for a place without text."""
    place = diagnostic.place
    if not any(place.frame[:3]) and not any(place.frame.clipped):
        return
    number = str(place.start.line)
    empty = " " * len(number)
    bar = paint("|", CYAN, options.color)
    room = max(_LEAST_WIDTH, options.width) - len(number) - 3
    shown = cut(place.frame, room)
    codes = f"{BOLD};{SEVERITY_COLORS[diagnostic.severity]}"
    line = shown.before + paint(shown.match, codes, options.color) + shown.after
    yield f"{empty} {bar}"
    yield f"{paint(number, CYAN, options.color)} {bar} {line}"
    extent = _extent(place)
    # Where it is said how far the place goes on, fewer carets say the same.
    kept = max(cells(shown.before) + 1, room - len(extent))
    yield f"{empty} {bar} {paint(shown.carets[:kept] + extent, codes, options.color)}"


def _extent(place: Place) -> str:
    """Where a place ends that goes on after its first line."""
    return f" to {place.end.line}:{place.end.column}" if place.end.line > place.start.line else ""


def _record(origin: Origin) -> tuple[str, str]:
    """Where a record stands, and what it has besides its text."""
    line = f" (line {origin.line})" if origin.line else ""
    named = f", field {visible(origin.field)}" if origin.field else ""
    return f"number {origin.number}{line}{named}", "".join(f"; {name}: {value}" for name, value in origin.meta)


def _note(related: RelatedPlace) -> tuple[str, str]:
    """``path:line:col role`` of another place, which is never cut, and its text."""
    head = where(related.place) + (f" {related.role}" if related.role else "")
    text = matched(related.place.frame)
    return (f"{head}: ", text) if text else (head, "")


def _tells(value: Any) -> bool:
    """Whether evidence is worth a line: an empty list is none, while 0 and false may be what decided."""
    return value is not None and (not isinstance(value, Sized) or len(value) > 0)


def _value(value: Any) -> str:
    return visible(value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False))
