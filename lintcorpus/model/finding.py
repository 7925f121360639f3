"""What a checker says, what the engine makes of it, and where it stands."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, NamedTuple

import xxhash

from lintcorpus.model.fix import Fix
from lintcorpus.model.frozen import field, often_made
from lintcorpus.model.level import Level
from lintcorpus.model.origin import Origin
from lintcorpus.model.span import Position, Span


class Severity(Level):
    """How much a finding matters; it decides the exit code through ``--fail-on``."""

    INFO = 0
    WARNING = 1
    ERROR = 2


class State(Enum):
    """What became of a diagnostic; nothing is dropped silently."""

    NEW = "new"
    SUPPRESSED = "suppressed"
    BASELINED = "baselined"


class Related(NamedTuple):
    """Another place in the same document that explains a finding."""

    span: Span
    role: str = ""


@often_made
class Finding:
    """What a checker found; it knows no rule, no severity and no wording.

    Attributes:
        span: the faulty text, without the newline that ends its last line.
        params: values for the card's message.
        variant: which of the card's messages and severities applies; ``""`` is the usual one.
        fixes: the safest first; each can be applied without the others.
        related: places in the same document that explain it.
        evidence: why the checker believes it, for people and for JSON.
        key: what the finding's fingerprint is made of when the matched text and its neighbours
            would not do, as for a finding about a whole file.
    """

    span: Span
    params: Mapping[str, Any] = field(default_factory=dict)
    variant: str = ""
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


class Frame(NamedTuple):
    """The line around a place, clipped, for reports that never open the file again.

    Attributes:
        before: the end of the line's text before the place.
        match: the place's text on its first line.
        after: what follows it on that line.
        clipped: whether text was left out before, inside, and after.
    """

    before: str
    match: str
    after: str
    clipped: tuple[bool, bool, bool]


class Place(NamedTuple):
    """A span of a named file, complete without its text.

    Attributes:
        path: the file.
        start, end: the span; ``end`` is exclusive.
        frame: the line around it, clipped.
        digest: names the exact text of the span; see ``text_digest``.
        origin: the record that holds the text, when no file of its own does.
    """

    path: str
    start: Position
    end: Position
    frame: Frame
    digest: str = ""
    origin: Origin | None = None

    @property
    def file(self) -> str:
        """The file on the disk: the path, or the file of the record."""
        return self.origin.file if self.origin is not None else self.path

    @property
    def file_line(self) -> int:
        """The line of that file: where the place begins, or its record; 1 where a file has no lines."""
        return self.start.line if self.origin is None else self.origin.line or 1


def text_digest(text: str) -> str:
    """A short stable name for an exact text."""
    return xxhash.xxh3_64_hexdigest(text.encode("utf-8", "surrogatepass"))


class RelatedPlace(NamedTuple):
    """Another place, perhaps in another file, that explains a diagnostic."""

    place: Place
    role: str


class Context(NamedTuple):
    """What a finding is recognised by in another run; normalised text, free of places.

    Attributes:
        before, match, after: the text of the place, a long one cut short, with its neighbours.
        key: the finding's own, when it gave one.
        occurrence: which of several alike, from 0.
    """

    before: str = ""
    match: str = ""
    after: str = ""
    key: str = ""
    occurrence: int = 0


@often_made
class Diagnostic:
    """A finding of a rule in a file: everything a report needs, nothing of the article's text.

    Attributes:
        rule: the rule's id.
        place: file, positions and a clipped frame.
        severity: after the card, the config and the overrides of the path.
        params, variant, evidence: as the checker gave them; messages are made from them at the end.
        fixes: with the safety that card and config leave them.
        fingerprint: what names this finding across runs; holds no line number and no message.
        context: what it is recognised by where its fingerprint has changed.
        state: new, suppressed or baselined.
        suppressed_by: ``comment`` in the article or entry of the ``accepted`` file, when suppressed.
        reason: what was given as the reason.
    """

    rule: str
    place: Place
    severity: Severity
    params: Mapping[str, Any]
    variant: str = ""
    fixes: tuple[Fix, ...] = ()
    related: tuple[RelatedPlace, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    context: Context = field(default_factory=Context)
    state: State = State.NEW
    suppressed_by: str = ""
    reason: str = ""

    @property
    def path(self) -> str:
        """The file, POSIX and relative to the root."""
        return self.place.path

    @property
    def span(self) -> Span:
        """The place in code points of the document."""
        return Span(self.place.start.offset, self.place.end.offset)

    @property
    def fix(self) -> Fix | None:
        """The safest fix, if there is one."""
        return self.fixes[0] if self.fixes else None
