"""Finds what an account repeats at the head or tail of its articles, whatever it says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lintcorpus.article.header.account import account
from lintcorpus.article.normal import normal_blocks
from lintcorpus.article.page.edges import edges
from lintcorpus.article.page.units import Unit, units_of
from lintcorpus.article.publisher.borders import HEAD, PLACES, border_unit
from lintcorpus.article.publisher.learned import learned_accounts, learned_units
from lintcorpus.article.publisher.recurrence import Outline, Piece, body_key, recurring
from lintcorpus.article.removal import remove_lines
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import CorpusFinding, Fact, LearningChecker, LocatedFact, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.learned import BlockKey, name_key

_MOST, _LONGEST = 3, 120
"""How many blocks at each end are compared within a run, and how long they may be; learning sees all."""
_SHOWN = 5
_IN_RUN = "run"


def _check(document: Document, options: NoOptions) -> Iterable[Finding]:
    """The units that were learned."""
    for unit, found in learned_units(document):
        edit = remove_lines(document, unit.span)
        fixes = (Fix((edit,), Safety.UNSAFE),) if edit is not None else ()
        params = {"match": clipped(document, unit.span), "files": found.files, "account": found.account}
        evidence = {"learned": str(found), "place": found.place}
        yield Finding(unit.span, params, fixes=fixes, evidence=evidence)


def _collect(document: Document, options: NoOptions) -> Iterable[Fact]:
    """The outermost blocks, as far as an account may repeat them; none where the account was learned."""
    outermost = [item for place in PLACES for item in _outermost(document, place)]
    if not outermost:
        return  # most articles; it is cheaper to see than whose they are
    own = account(document)
    name = next(iter(own.names), own.site)
    if name and not learned_accounts(document):
        identity, body = own.site or name_key(name), body_key(document)
        for at, (unit, (place, digest)) in enumerate(outermost):
            yield Fact(f"{place} {digest}", unit.span, (identity, name, body, at))


def _conclude(facts: Sequence[LocatedFact], options: NoOptions) -> Iterable[CorpusFinding]:
    """The blocks that recur in the articles of this run."""
    accounts: dict[str, dict[str, list[LocatedFact]]] = defaultdict(lambda: defaultdict(list))
    for item in facts:
        accounts[item.fact.data[0]][item.place.path].append(item)
    for files in accounts.values():
        recurs = recurring([_outline(items) for items in files.values()])
        groups: dict[BlockKey, list[LocatedFact]] = defaultdict(list)
        for items in files.values():
            # A line of a short article may stand at its head and at its tail.
            once = {item.fact.span: item for item in items if _key(item) in recurs}
            for item in once.values():
                groups[_key(item)].append(item)
        for key in sorted(groups):
            yield from _reported(groups[key], recurs[key])


def _outermost(document: Document, place: str) -> Iterable[tuple[Unit, BlockKey]]:
    """The few short lines at a border that have nothing of the article outside them, links left out."""
    blocks, said = parsed(document).blocks, normal_blocks(document)
    indices = edges(document).indices(place)
    for index in (indices if place == HEAD else indices[::-1])[:_MOST]:
        start, end = blocks[index].span
        if len(said[index]) > _LONGEST or document.text.find("\n", start, end) >= 0:
            return
        if said[index] and document.text.find("](", start, end) < 0:
            for unit in units_of(document, index):
                _, key, weight = border_unit(document, unit, place)
                if key is not None:
                    yield unit, key
                elif weight > 0:
                    return


def _outline(items: Sequence[LocatedFact]) -> Outline:
    """The borders of one article, from its facts."""
    ordered = sorted(items, key=lambda item: item.fact.data[-1])
    sides = {place: tuple(Piece(key, 2) for item in ordered if (key := _key(item)).place == place) for place in PLACES}
    return Outline(items[0].fact.data[2], sides)


def _key(item: LocatedFact) -> BlockKey:
    place, _, digest = item.fact.key.partition(" ")
    return BlockKey(place, digest)


def _reported(group: Sequence[LocatedFact], files: int) -> Iterable[CorpusFinding]:
    for at, item in enumerate(group):
        name = item.fact.data[1]
        params = {"match": item.place.frame.match, "files": files, "account": name}
        evidence = {"recurs": f"recurs in {files} files of {name} in this run", "place": _key(item).place}
        others = (*group[: min(at, _SHOWN)], *group[at + 1 : _SHOWN + 1])
        yield CorpusFinding(item, Finding(item.fact.span, params, _IN_RUN, evidence=evidence), others)


def _account(fact: Fact) -> str:
    """Whose article a fact is of: accounts are no business of each other."""
    return str(fact.data[0])


CHECKERS = (LearningChecker("boilerplate.recurring", _check, collect=_collect, conclude=_conclude, group=_account),)
