"""Finds articles and blocks that stand in several files."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import xxhash

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.normal import letters, normal_blocks
from lintcorpus.article.repeats.bodies import first_line, own_prints, own_text, packed, publication, said
from lintcorpus.article.running import linked_length
from lintcorpus.checkers.duplicates._near import near_copies
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import CorpusChecker, CorpusFinding, Fact, LocatedFact
from lintcorpus.model.document import Document, view
from lintcorpus.model.finding import Finding
from lintcorpus.model.frozen import frozen

_SHOWN = 5
"""How many of the other places a finding names; a block may stand in thousands of files."""
_ARTICLE_LENGTH, _ARTICLE_SHARE = 400, 0.5
"""How many letters in sentences outside links and lists, and what share of all, make an article."""
_SENTENCE_LENGTH = 40
_PART, _ALIKE, _FEWEST = 0.5, 0.3, 4
"""What share of its fingerprints a block must have in common with another, with one of like length, and how many."""


@frozen
class FileOptions:
    """How long an article must be to be compared, in normal characters."""

    minimum_length: int = 80


@frozen
class BlockOptions:
    """How long a block must be to be compared, in normal characters."""

    minimum_length: int = 80


class _Body(NamedTuple):
    """What an article says, without header, title and mark-up.

    Attributes:
        key: the same in two documents when they say the same.
        length: in normal characters.
    """

    key: str
    length: int


def _collect_file(document: Document, options: FileOptions) -> Iterable[Fact]:
    """One fact: what the article says."""
    body = _body(document)
    if body.length >= options.minimum_length:
        yield Fact(body.key, first_line(document), (publication(document),))


def _conclude_file(facts: Sequence[LocatedFact], options: FileOptions) -> Iterable[CorpusFinding]:
    """Every copy but the representative."""
    for group in _groups(facts):
        yield from _reported(group)


def _collect_blocks(document: Document, options: BlockOptions) -> Iterable[Fact]:
    """One fact for every block that is compared with those of other files."""
    date, body = publication(document), _body(document).key
    for (block, text), prints in zip(own_text(document), own_prints(document), strict=True):
        if len(text) >= options.minimum_length:
            yield Fact(_digest(text), block.span, (date, body), packed(prints))


def _conclude_blocks(facts: Sequence[LocatedFact], options: BlockOptions) -> Iterable[CorpusFinding]:
    """Every file that a block stands in but the representative, and representatives that are nearly the same.

    Of several copies of one article only the first counts: the others are copies as a whole.
    """
    first: list[LocatedFact] = []
    for group in _groups(facts):
        members: dict[str, LocatedFact] = {}
        for member in group:
            members.setdefault(member.fact.data[1], member)
        yield from _reported(list(members.values()))
        first.append(group[0])
    yield from near_copies(first, _PART, _ALIKE, _FEWEST, "near")


def _groups(facts: Sequence[LocatedFact]) -> Iterator[list[LocatedFact]]:
    """The facts with the same key, the earliest publication first, then by path and place."""
    ordered = sorted(facts, key=lambda item: (item.fact.key, item.fact.data[0], item.place.path, item.fact.span))
    for _, group in groupby(ordered, key=lambda item: item.fact.key):
        yield list(group)


def _reported(group: Sequence[LocatedFact]) -> Iterator[CorpusFinding]:
    """A finding in every member of a group but its first one, the representative.

    Where all others are known only, it is reported itself: they are not checked now.
    """
    first = 0 if len(group) > 1 and all(member.known for member in group[1:]) else 1
    for at, member in enumerate(group[first:], first):
        others = [*group[: min(at, _SHOWN)], *group[at + 1 : _SHOWN + 1]]
        params = {"first": others[0].place.path, "files": len(group)}
        yield CorpusFinding(member, Finding(member.fact.span, params, evidence={"files": len(group)}), tuple(others))


@view
def _body(document: Document) -> _Body:
    """What the article says.

    Pages of a site that were saved without their article have the same menus and notices and are
    no copies of each other; where there is little prose the title counts as well.
    """
    body = "".join([text for _, text in said(document)])
    if _is_prose(document, max(_ARTICLE_LENGTH, _ARTICLE_SHARE * len(body))):
        return _Body(_digest(body), len(body))
    return _Body(_digest(f"{body}\0{_title(document)}"), len(body))


def _is_prose(document: Document, needed: float) -> bool:
    """Whether so many letters of the article stand in sentences outside links and lists."""
    linked = []
    for block, text in said(document):
        if len(text) >= _SENTENCE_LENGTH and block.kind == "paragraph" and not block.items:
            if document.text.find("](", *block.span) < 0:
                needed -= len(text)
                if needed <= 0:
                    return True
            else:
                linked.append((block, len(text)))
    for block, length in linked:
        if needed <= 0:
            break
        own = length - linked_length(document, block)
        needed -= own if 2 * own > length else 0
    return needed <= 0


def _title(document: Document) -> str:
    """The normal form of the title in the header, else of the first heading."""
    found = header(document)
    field = found.first("title") if found is not None else None
    if field is not None:
        return letters(bare_value(field))
    headings = (
        text
        for block, text in zip(parsed(document).blocks, normal_blocks(document), strict=True)
        if block.kind == "heading"
    )
    return next(headings, "")


def _digest(text: str) -> str:
    return xxhash.xxh3_128_hexdigest(text.encode("utf-8", "surrogatepass"))


CHECKERS = (
    CorpusChecker("recurring.files", _collect_file, _conclude_file, FileOptions),
    CorpusChecker("recurring.blocks", _collect_blocks, _conclude_blocks, BlockOptions),
)
