"""What the accounts of a corpus repeat, from all of their articles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lintcorpus.app.inputs.source import Source
from lintcorpus.article.header.account import account
from lintcorpus.article.publisher.recurrence import FEWEST_FILES, Outline, Shown, outline, recurring
from lintcorpus.config.learned import AccountEntry, LearnedBlock
from lintcorpus.model.document import Document
from lintcorpus.model.learned import BlockKey, name_key


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
