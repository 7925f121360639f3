"""Makes diagnostics of findings while the document's text is at hand."""

import unicodedata
from collections.abc import Iterable

from lintcorpus.model.blake2 import blake2b
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Context, Diagnostic, Finding, Frame, Place, RelatedPlace, text_digest
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import replace
from lintcorpus.model.rule import Rule
from lintcorpus.model.span import Position, Span

_FRAME = 160
"""Code points that a frame keeps on each side of a place and inside it."""
_CONTEXT = 8
"""Normalised characters on each side of a match that its fingerprint is made of."""
_NEAR = 4 * _CONTEXT
"""Code points in which those characters are looked for; white space is none of them."""
_LONG = 64
"""Matches longer than this enter the fingerprint by head, tail and a digest of the whole."""


def place_of(document: Document, span: Span) -> Place:
    """The place of a span, complete without the document."""
    text, line = document.text, document.line_of(span.start)
    line_start, line_end = document.line_span(line)
    start = Position(line + 1, span.start - line_start + 1, span.start)
    if span.end <= line_end:
        end = Position(line + 1, span.end - line_start + 1, span.end)
    else:
        end = document.position(span.end)
    match_end = min(span.end, line_end)
    before_start = max(line_start, span.start - _FRAME)
    after_end = min(line_end, match_end + _FRAME)
    shown_end = min(match_end, span.start + _FRAME)
    frame = Frame(
        text[before_start : span.start],
        text[span.start : shown_end],
        text[match_end:after_end],
        (before_start > line_start, shown_end < span.end, after_end < line_end),
    )
    return Place(document.path, start, end, frame, text_digest(text[span.start : span.end]), document.origin)


def stamp(document: Document, rule: Rule, findings: Iterable[Finding]) -> list[Diagnostic]:
    """The diagnostics of one rule in one document, in order of place."""
    ordered = sorted(findings, key=lambda finding: (finding.span, finding.variant))
    made: list[Diagnostic] = []
    seen: dict[str, int] = {}
    for finding in ordered:
        span = _checked(document, finding.span)
        text = document.text
        context = context_of(
            text[max(0, span.start - _NEAR) : span.start], document.slice(span), text[span.end : span.end + _NEAR]
        )
        identity = finding.key or "\0".join(context[:3])
        occurrence = seen[identity] = seen.get(identity, -1) + 1
        made.append(
            Diagnostic(
                rule=rule.id,
                place=place_of(document, span),
                severity=rule.severity_of(finding.variant),
                params=dict(finding.params),
                variant=finding.variant,
                fixes=usable_fixes(rule, finding.fixes),
                related=tuple(RelatedPlace(place_of(document, item.span), item.role) for item in finding.related),
                evidence=dict(finding.evidence),
                fingerprint=fingerprint(rule.id, document.path, identity, occurrence),
                context=context._replace(key=finding.key, occurrence=occurrence),
            )
        )
    return made


def usable_fixes(rule: Rule, fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Fixes with the safety that the rule leaves them; none when the rule has no fix."""
    limit = rule.safety
    if limit is None:
        return ()
    kept = []
    for fix in fixes:
        safety = _safety(rule, fix.safety, limit)
        kept.append(fix if safety is fix.safety else replace(fix, safety=safety))
    return tuple(kept)


def _safety(rule: Rule, claimed: Safety, limit: Safety) -> Safety:
    """What the checker claims, lowered to the rule's limit, or raised where the user said so."""
    card_limit = rule.card.fix.safety
    if card_limit is not None and limit > card_limit:
        return limit
    return min(claimed, limit)


def fingerprint(rule: str, path: str, identity: str, occurrence: int) -> str:
    """A stable name for a finding across runs, free of line numbers and messages.

    Args:
        rule: the rule's id.
        path: the document's path.
        identity: what the finding is about, from its text and neighbours.
        occurrence: which of several alike, from 0.

    Returns:
        Version prefix and 20 hex digits.
    """
    source = f"{rule}\0{path}\0{identity}\0{occurrence}".encode("utf-8", "surrogatepass")
    return "1-" + blake2b(source, digest_size=10).hexdigest()


def _checked(document: Document, span: Span) -> Span:
    if not 0 <= span.start <= span.end <= len(document.text):
        raise ValueError(f"span {span.start}..{span.end} is outside the text of {len(document.text)} code points")
    return span


def context_of(before: str, match: str, after: str) -> Context:
    """Matched text with its neighbours, so normalised that a re-wrapped line keeps its name."""
    match = normalized(match)
    if len(match) > _LONG:
        whole = blake2b(match.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        match = f"{match[: _LONG // 2]}\0{match[-_LONG // 2 :]}\0{whole}"
    return Context(normalized(before)[-_CONTEXT:], match, normalized(after)[:_CONTEXT])


def normalized(text: str) -> str:
    """NFKC without white space and, where anything else is left, without marks of emphasis.

    A repair of the marks around a place must not make it another place.
    """
    joined = "".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())
    return joined.replace("*", "").replace("_", "").replace("\\", "") or joined
