"""The learn run: what the accounts of a corpus repeat, and its names, from all of their articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest

from lintcorpus.app.inputs import Source
from lintcorpus.article.header.account import account
from lintcorpus.article.names.seen import NamesSeen, names_seen
from lintcorpus.article.publisher.recurrence import FEWEST_FILES, Outline, Shown, outline, recurring
from lintcorpus.config.learned import AccountEntry, LearnedBlock, LearnedNames
from lintcorpus.model.document import Document
from lintcorpus.model.learned import BlockKey, name_key

_FEWEST_NAME_FILES, _MOST_NAMES = 3, 3000
_AS_A_WORD = 4
"""A name stands in so many times as many files as the same word in lower case, or it is that word."""


class NameCounts:
    """In how many files each name of a corpus stands."""

    def __init__(self) -> None:
        self._files = 0
        self._names: Counter[str] = Counter()
        self._words: Counter[str] = Counter()

    def counting(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources as they are, each counted on its way."""
        for source in sources:
            for document in source.documents:
                self._add(names_seen(document))
            yield source

    def _add(self, seen: NamesSeen) -> None:
        self._files += 1
        self._names.update(seen.names)
        self._words.update(seen.words)

    def learned(self) -> LearnedNames:
        """The names that stand in enough files, the most frequent ones."""
        found = [
            (-files, name)
            for name, files in self._names.items()
            if files >= _FEWEST_NAME_FILES and self._words[name.lower()] * _AS_A_WORD < files
        ]
        return LearnedNames(self._files, {name: -files for files, name in nsmallest(_MOST_NAMES, found)})


class _Articles:
    """The articles of one account, without their text."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.sites: list[str] = []
        self.outlines: list[Outline] = []
        self.shown = Shown()

    def entry(self, name: str, site: str, covered: frozenset[tuple[str, BlockKey]]) -> AccountEntry:
        """What recurs, but for blocks that are known from the site of each article that has them."""
        blocks = {
            key: LearnedBlock(self.shown.of(key), count)
            for key, count in recurring(self.outlines).items()
            if not self._is_covered(key, covered)
        }
        files = len({item.body for item in self.outlines})
        standing = frozenset(key for item in self.outlines for key in item.blocks)
        return AccountEntry(name, site, files, blocks, frozenset(blocks), standing)

    def _is_covered(self, key: BlockKey, covered: frozenset[tuple[str, BlockKey]]) -> bool:
        sites = {site for site, item in zip(self.sites, self.outlines, strict=True) if key in item.blocks}
        return all((site, key) in covered for site in sites)


def learned_accounts(sources: Iterable[Source]) -> list[AccountEntry]:
    """The accounts of which enough articles were read, with what recurs in them.

    An article belongs to the account of its site and to those of its names; what a site repeats is
    not said again of its authors.
    """
    by_site: dict[str, _Articles] = defaultdict(_Articles)
    by_name: dict[str, _Articles] = defaultdict(_Articles)
    for source in sources:
        for document in source.documents:
            _add(document, by_site, by_name)
    sites = [articles.entry(_name(site, articles), site, frozenset()) for site, articles in _enough(by_site)]
    covered = frozenset((entry.site, key) for entry in sites for key in entry.blocks)
    names = [articles.entry(_usual(articles.names), "", covered) for _, articles in _enough(by_name)]
    return [*sites, *names]


def _add(document: Document, by_site: dict[str, _Articles], by_name: dict[str, _Articles]) -> None:
    own = account(document)
    groups = [by_name[name_key(name)] for name in own.names]
    if own.site:
        groups.append(by_site[own.site])
    if groups:
        article, shown = outline(document)
        for group in groups:
            group.names.update(own.names)
            group.sites.append(own.site)
            group.outlines.append(article)
            group.shown.add(shown)


def _enough(groups: Mapping[str, _Articles]) -> Iterator[tuple[str, _Articles]]:
    for key in sorted(groups):
        if len(groups[key].outlines) >= FEWEST_FILES:
            yield key, groups[key]


def _name(site: str, articles: _Articles) -> str:
    """The name that most articles of a site have; the site where there is none."""
    name = _usual(articles.names)
    return name if 2 * articles.names[name] > len(articles.outlines) else site


def _usual(names: Counter[str]) -> str:
    return min(names.items(), key=lambda item: (-item[1], item[0]), default=("", 0))[0]
