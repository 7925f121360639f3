"""The contract between the engine and the code that finds things.

A checker is a pure function of a document and its options: no state, no input or output, no
dependence on order. It knows no rule id, so one checker may serve many cards. The fix comes from
the same code path as the finding, so that lint and fix cannot disagree.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Place
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.span import Span


class Hit(NamedTuple):
    """A literal found by the one literal pass over a document.

    Attributes:
        literal: the anchor, in lower case.
        start, end: its place in code points.
    """

    literal: str
    start: int
    end: int


@frozen
class NoOptions:
    """The options of a checker that has none."""


class Fact(NamedTuple):
    """What one document contributes to a rule across files: small, picklable, free of text.

    Attributes:
        key: what is compared between documents; it names the finding's own content.
        span: the place a finding would point at.
        data: whatever else the checker needs to conclude; strings and numbers, which JSON can hold.
        prints: fingerprints, 8 bytes each in the machine's order, for what may be nearly the same.
    """

    key: str
    span: Span
    data: tuple[Any, ...] = ()
    prints: bytes = b""


class LocatedFact(NamedTuple):
    """A fact with its place.

    Attributes:
        fact: what the document contributes.
        place: complete, for the worker made it while it held the text; with path and offsets only
            when the fact is known from an earlier run.
        known: whether it comes from the corpus index: its document is not checked in this run.
    """

    fact: Fact
    place: Place
    known: bool = False


class CorpusFinding(NamedTuple):
    """A finding across files: the member it is reported in and the others that explain it.

    Attributes:
        at: the member that is at fault.
        finding: parameters and variant; its span is that of ``at``.
        others: the other members.
    """

    at: LocatedFact
    finding: Finding
    others: tuple[LocatedFact, ...] = ()


@frozen
class Checker:
    """Looks at one document.

    Attributes:
        name: how cards name it, as ``family.fault``.
        check: yields the findings of one document.
        options: a frozen dataclass; its fields are the parameters that a card may give.
    """

    name: str
    check: Callable[[Document, Any], Iterable[Finding]]
    options: type = NoOptions


@frozen
class AnchoredChecker:
    """Looks only where one of its literals stands; it costs nothing in documents without them.

    Attributes:
        name: how cards name it, as ``family.fault``.
        check: yields findings; gets the hits of its own anchors in order of place.
        anchors: the literals, from the options; matched without regard to case.
        options: a frozen dataclass; its fields are the parameters that a card may give.
        explains: lines on what counts as evidence and how much, from the options, for ``explain``.
    """

    name: str
    check: Callable[[Document, Any, Sequence[Hit]], Iterable[Finding]]
    anchors: Callable[[Any], Iterable[str]]
    options: type = NoOptions
    explains: Callable[[Any], Iterable[str]] | None = None


@frozen
class CorpusChecker:
    """Compares documents: ``collect`` sees one text, ``conclude`` sees all facts and no text.

    Attributes:
        name: how cards name it, as ``family.fault``.
        collect: yields the facts of one document.
        conclude: gets all facts of the run, sorted by path and place, and those that are known of
            other documents, and yields findings.
        options: a frozen dataclass; its fields are the parameters that a card may give.
        by_key: whether only facts with the same key, or with fingerprints in common, bear on each
            other; then the corpus index can supply those of documents that are not in the run.
        group: names the facts that bear on each other where keys do not tell, such as those of one account; facts of
            different groups never do. Without it any may bear on any, so that very many cannot be compared.
    """

    name: str
    collect: Callable[[Document, Any], Iterable[Fact]]
    conclude: Callable[[Sequence[LocatedFact], Any], Iterable[CorpusFinding]]
    options: type = NoOptions
    by_key: bool = field(default=True, kw_only=True)
    group: Callable[[Fact], str] | None = field(default=None, kw_only=True)


@frozen
class LearningChecker(Checker, CorpusChecker):
    """Looks at one document with what was learned before, and compares documents where nothing was.

    Attributes:
        name, check, options: as in ``Checker``.
        collect, conclude, group: as in ``CorpusChecker``.
    """

    name: str
    check: Callable[[Document, Any], Iterable[Finding]]
    collect: Callable[[Document, Any], Iterable[Fact]] = field(kw_only=True)
    conclude: Callable[[Sequence[LocatedFact], Any], Iterable[CorpusFinding]] = field(kw_only=True)
    options: type = field(default=NoOptions, kw_only=True)
    by_key: bool = field(default=False, kw_only=True)
    group: Callable[[Fact], str] | None = field(default=None, kw_only=True)


AnyChecker: TypeAlias = Checker | AnchoredChecker | CorpusChecker
