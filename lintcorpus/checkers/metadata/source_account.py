"""Finds articles whose source URL is of another site or account than their author's other articles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from lintcorpus.article.header.block import bare_value, header
from lintcorpus.article.header.source_url import source_url
from lintcorpus.article.normal import letters
from lintcorpus.model.checker import CorpusChecker, CorpusFinding, Fact, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, text_digest
from lintcorpus.model.frozen import frozen
from lintcorpus.model.header import Header

_SHOWN = 3
_STRAY_SHARE = 10
"""How many articles an author needs for each one that may stray."""


@frozen
class AccountOptions:
    """What is compared.

    Attributes:
        minimum_files: how many articles of the author must be of the usual site.
        platforms: registered domains where everybody publishes, and those that only pass on.
        nobody: names in lower case that many authors share.
    """

    platforms: tuple[str, ...]
    nobody: tuple[str, ...]
    minimum_files: int = 5

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """The platforms as a set."""
        return frozenset(self.platforms)

    @cached_property
    def nameless(self) -> frozenset[str]:
        """The shared names as a set, in the form in which authors are compared."""
        return frozenset(map(letters, self.nobody))


def _collect(document: Document, options: AccountOptions) -> Iterable[Fact]:
    """One fact: the author, and the site that the source URL names."""
    found = header(document)
    field = found.first("url") if found is not None else None
    if found is None or field is None:
        return
    source, author = source_url(bare_value(field)), _author(found)
    if source is None or not source.site or source.site in options.passed_over:
        return
    if author and author not in options.nameless:
        kind = "account" if source.site.startswith("__biz=") else "host"
        yield Fact(f"{kind} {text_digest(author)}", field.span, (source.site,))


def _author(found: Header) -> str:
    """The normal form of the author, else of the source; empty where the header names none."""
    field = found.first("author") or found.first("source")
    return letters(bare_value(field)) if field is not None else ""


def _conclude(facts: Sequence[LocatedFact], options: AccountOptions) -> Iterable[CorpusFinding]:
    """The few articles of an author that stray, each alone, from the site of all the others."""
    ordered = sorted(facts, key=lambda item: (item.fact.key, item.place.path))
    for key, members in groupby(ordered, key=lambda item: item.fact.key):
        group = list(members)
        sites = Counter(item.fact.data[0] for item in group)
        usual, count = max(sites.items(), key=lambda item: (item[1], item[0]))
        stray = len(group) - count
        if count < options.minimum_files or stray > max(1, len(group) // _STRAY_SHARE):
            continue
        others = tuple(item for item in group if item.fact.data[0] == usual)
        for item in group:
            site = item.fact.data[0]
            if site != usual and sites[site] == 1:
                params = {"site": site, "usual": usual, "files": count}
                variant = "account" if key.startswith("account") else ""
                finding = Finding(item.fact.span, params, variant, evidence={"files": count})
                yield CorpusFinding(item, finding, others[:_SHOWN])


CHECKERS = (CorpusChecker("metadata.url-mismatch", _collect, _conclude, AccountOptions),)
