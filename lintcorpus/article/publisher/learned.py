"""Which units of a document its account was learned to repeat."""

from collections.abc import Iterator
from typing import NamedTuple

from lintcorpus.article.header.account import account
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Unit, units_of
from lintcorpus.article.publisher.borders import PLACES, unit_key
from lintcorpus.model.document import Document, view
from lintcorpus.model.learned import LearnedAccount, name_key


class Recurrence(NamedTuple):
    """What was learned of a unit: the account that repeats it, in how many of its articles, and where."""

    account: str
    files: int
    place: str

    def __str__(self) -> str:
        return f"recurs in {self.files} files of {self.account}"


@view
def learned_accounts(document: Document) -> tuple[LearnedAccount, ...]:
    """What was learned of the account of this document: of its site, then of its names.

    A name counts only for itself or where the document has no site: two sites may use one name.
    """
    if document.learned is None:
        return ()
    own = account(document)
    found = [document.learned.by_site.get(own.site)] if own.site else []
    for name in own.names:
        known = document.learned.by_name.get(name_key(name))
        if known is not None and not (known.site and own.site):
            found.append(known)
    return tuple(item for item in found if item is not None)


def recurrence(document: Document, unit: Unit) -> Recurrence | None:
    """What was learned of a unit at the head or the tail; ``None`` for all others."""
    accounts = learned_accounts(document)
    if not any(item.blocks for item in accounts):
        return None
    for place in PLACES:
        if unit.block in edges(document).indices(place):
            key = unit_key(document, unit, place)
            for known in accounts:
                if key in known.blocks:
                    return Recurrence(known.name, known.blocks[key], place)
    return None


def learned_units(document: Document) -> Iterator[tuple[Unit, Recurrence]]:
    """The units of the document that were learned, in order."""
    if any(item.blocks for item in learned_accounts(document)):
        for index in sorted({index for place in PLACES for index in edges(document).indices(place)}):
            for unit in units_of(document, index):
                found = recurrence(document, unit)
                if found is not None:
                    yield unit, found
