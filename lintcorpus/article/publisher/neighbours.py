"""What the lines around a line show of it: promotion beside it, a code to scan, short lines that go with it."""

from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Plain, Unit, plain, units_after
from lintcorpus.article.publisher.claim import Claim, Judged
from lintcorpus.article.publisher.learned import recurrence
from lintcorpus.article.publisher.related_lists import NO_PROSE
from lintcorpus.article.publisher.signs import ONLY_CONTACT, SHORT, is_set_apart
from lintcorpus.model.document import Document
from lintcorpus.model.lazy import lazy

BESIDE_PROMOTION, BESIDE_PICTURE = 0.35, 0.2
_WITH_CODES = ("follow-call", "scan-call", "community-call", "business-contact")
_BUTTON, _SLOGAN, _BETWEEN = 12, 20, 4
_LABEL = lazy(r"[^:：|｜丨]{1,24}[:：|｜丨]\s*\S")
_MARKER = lazy(r"[-—–=©]|\W*(?:\w{0,3}|the end)\W*\Z")


def with_neighbours(document: Document, found: list[Judged]) -> list[Judged]:
    """The claims that reach enough, some of them since promotion or a picture stands beside them."""
    taken = [judged.score >= judged.enough for judged in found]
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        for at in order:
            if taken[at]:
                continue
            beside = [near for near in (at - 1, at + 1) if 0 <= near < len(found) and taken[near]]
            pairs = ((found[min(at, near)].last, found[max(at, near)].first) for near in beside)
            bonus = BESIDE_PROMOTION if any(_follows(document, *pair) for pair in pairs) else 0.0
            if found[at].score + bonus < found[at].enough and _is_beside_picture(document, found[at]):
                bonus += BESIDE_PICTURE
            taken[at] = found[at].score + bonus >= found[at].enough
            if taken[at]:
                evidence = {**found[at].claim.evidence, "beside": round(bonus, 2)}
                found[at] = found[at]._replace(claim=found[at].claim._replace(evidence=evidence))
    return [judged for judged, is_taken in zip(found, taken, strict=True) if is_taken]


def _follows(document: Document, unit: Unit, following: Unit) -> bool:
    """Whether no text stands between two units."""
    for between in units_after(document, unit):
        if between.place >= following.place:
            return True
        if plain(document, between).text:
            return False
    return False


def _is_beside_picture(document: Document, judged: Judged) -> bool:
    """Whether the next thing after a line at the tail is a picture, which may be the code to scan."""
    if judged.claim.evidence["place"] != "tail" or judged.claim.category not in _WITH_CODES:
        return False
    if any(piece.kind == "image" for piece in judged.last.pieces):
        return True
    following = next(units_after(document, judged.last), None)
    return following is not None and any(piece.kind == "image" for piece in following.pieces[:2])


def along(document: Document, judged: Judged, following: Judged | None) -> list[Claim]:
    """The few short lines at the tail that go with a piece of promotion.

    They stand between it and the next one, or give the address that it announces, or are the last
    words of the file.
    """
    if judged.claim.part or edges(document).place(judged.last.block) != "tail":
        return []
    lines: list[tuple[Unit, Plain]] = []
    taken, reached = 0, False
    for unit in units_after(document, judged.last):
        if following is not None and unit.place >= following.first.place:
            reached = not following.claim.part
            break
        seen = plain(document, unit)
        if unit.kind == "rule" or not seen.text:
            continue
        if taken == len(lines) and ONLY_CONTACT.fullmatch(seen.text):
            taken += 1
        elif (_is_own(unit, seen) and recurrence(document, unit) is None) or len(lines) == _BETWEEN:
            break
        lines.append((unit, seen))
    else:
        reached = len(lines) == taken + 1 and _is_slogan(*lines[-1])
    if not reached or all(_is_button(*line) for line in lines[taken:]):
        del lines[taken:]
    category = judged.claim.category
    return [Claim(unit.span, category, False, "between", {"place": "tail"}) for unit, _ in lines]


def _is_own(unit: Unit, seen: Plain) -> bool:
    """Whether a line is long, or of a kind that is the article's own even among promotion."""
    marked = not seen.bare or "://" in seen.text or _LABEL.match(seen.text) or _MARKER.match(seen.text)
    return bool(seen.size > SHORT or marked or unit.kind in NO_PROSE)


def _is_button(unit: Unit, seen: Plain) -> bool:
    """Whether a line may be what a page left: a word or two, set like any other."""
    return seen.size <= _BUTTON and seen.text[-1].isalnum() and not is_set_apart(unit)


def _is_slogan(unit: Unit, seen: Plain) -> bool:
    return seen.size <= _SLOGAN and is_set_apart(unit)
