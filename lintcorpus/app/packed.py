"""What checking a document gave, as bytes: between processes, in the cache, and on the shelf of a large run."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

import xxhash

from lintcorpus.cache.packing import names_of, packed, unpacked
from lintcorpus.engine.pipeline import Report
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.stages.suppress import Directive, Directives
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.finding import Context, Diagnostic, Frame, Place, RelatedPlace, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.origin import Origin
from lintcorpus.model.span import Position, Span

ALLOWED = names_of(
    *(Context, Diagnostic, Directive, Directives, Edit, Fix, Frame, Origin, Place, Position, RelatedPlace, Safety),
    *(Severity, Span, State),
)
"""The classes that packed results are made of."""
Bond: TypeAlias = Callable[[Fact], str]
"""Names the facts that bear on each other; see ``CorpusChecker.group``."""


class Outline(NamedTuple):
    """What the facts of a document are compared by, for one rule; see ``engine.linking.Linking.add``.

    Attributes:
        keys: of each fact 8 bytes of a digest of its key, or of what names its group where the rule has groups.
        sizes: of each the number of its fingerprints, 4 bytes.
        prints: the fingerprints of one fact after the other, 8 bytes each.
    """

    keys: bytes
    sizes: bytes
    prints: bytes


def bonds_of(plan: Plan) -> dict[str, Bond]:
    """By id, what names the groups of the rules whose facts do not go by their keys."""
    return {rule.id: checker.group for rule, checker in plan.corpus if checker.group is not None and not checker.by_key}


class Packed(NamedTuple):
    """A report as bytes.

    Attributes:
        path, digest, account: as in ``FileReport``.
        findings: the number of its diagnostics.
        found: its diagnostics and directives.
        outline: by rule the outline of its facts, as a tuple.
        facts: by rule all else of them, packed once more, so that one rule can be asked for.
    """

    path: str
    digest: str
    account: str
    findings: int
    found: bytes
    outline: bytes
    facts: bytes


def pack(
    report: Report,
    bonds: Mapping[str, Bond] = MappingProxyType({}),
    as_kept: Callable[[Diagnostic], Diagnostic] | None = None,
) -> Packed:
    """A report as bytes.

    Args:
        report: wherever it is.
        bonds: by id, of rules whose facts do not go by their keys.
        as_kept: what is packed in the place of a diagnostic.
    """
    found = report.diagnostics if as_kept is None else map(as_kept, report.diagnostics)
    return Packed(
        report.path,
        report.digest,
        report.account,
        report.findings,
        packed((tuple(found), report.directives)),
        packed({rule: tuple(outline_of(facts, bonds.get(rule))) for rule, facts in report.facts.items() if facts}),
        packed({rule: packed(_rows(facts)) for rule, facts in report.facts.items() if facts}),
    )


def unpacked_found(data: bytes) -> tuple[Sequence[Diagnostic], Directives]:
    """Diagnostics and directives of ``Packed.found``.

    Raises:
        PackingError: it is damaged.
    """
    found: tuple[Sequence[Diagnostic], Directives] = unpacked(data, ALLOWED)
    return found


def unpacked_outlines(data: bytes) -> dict[str, Outline]:
    """By rule the outlines of ``Packed.outline``.

    Raises:
        PackingError: it is damaged.
    """
    return {rule: Outline(*item) for rule, item in unpacked(data, {}).items()}


def unpacked_facts(path: str, data: bytes, outlines: Mapping[str, Outline], rule: str) -> list[LocatedFact]:
    """The facts of one rule of ``Packed.facts``.

    Args:
        path: of the document.
        data: ``Packed.facts``.
        outlines: of the same document.
        rule: its id.

    Raises:
        PackingError: it is damaged.
    """
    rows = unpacked(data, {}).get(rule)
    return [] if rows is None else _located(path, unpacked(rows, ALLOWED), outlines[rule])


def outline_of(facts: Sequence[LocatedFact], bond: Bond | None = None) -> Outline:
    """The outline of a document's facts for one rule."""
    named = [item.fact.key if bond is None else bond(item.fact) for item in facts]
    keys = b"".join([xxhash.xxh3_64_digest(name.encode("utf-8", "surrogatepass")) for name in named])
    sizes = array("I", [len(item.fact.prints) // 8 for item in facts]).tobytes()
    return Outline(keys, sizes, b"".join([item.fact.prints for item in facts]))


def _rows(facts: Sequence[LocatedFact]) -> tuple[Any, ...]:
    """Facts as plain tuples, which are packed several times as fast, without what the document and the outline tell."""
    rows = []
    for (key, span, data, _), (_, start, end, frame, digest, _), _ in facts:
        rows.append((key, span.start, span.end, data, tuple(start), tuple(end), tuple(frame), digest))
    return facts[0].place.origin, rows


def _located(path: str, packed_rows: tuple[Any, ...], outline: Outline) -> list[LocatedFact]:
    origin, rows = packed_rows
    found, at = [], 0
    for row, size in zip(rows, array("I", outline.sizes), strict=True):
        key, first, last, data, start, end, frame, digest = row
        fact = Fact(key, Span(first, last), data, outline.prints[at : at + 8 * size])
        place = Place(path, Position(*start), Position(*end), Frame(*frame), digest, origin)
        found.append(LocatedFact(fact, place))
        at += 8 * size
    return found
