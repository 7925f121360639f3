"""What ``lintcorpus learn`` found out about the accounts of a corpus."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from lintcorpus.model.frozen import field, frozen


class BlockKey(NamedTuple):
    """Names a block of an account.

    Attributes:
        place: ``head`` or ``tail``.
        digest: the ``text_digest`` of its normal form.
    """

    place: str
    digest: str


@frozen
class LearnedAccount:
    """What is known of one account.

    Attributes:
        name: as its articles write it.
        site: what its source URLs have in common, as ``SourceUrl.site``; empty for a name alone.
        files: how many articles were read.
        blocks: what recurs at their edges, and in how many of them.
    """

    name: str
    site: str
    files: int
    blocks: Mapping[BlockKey, int]


_EVIDENT = 10
"""A name that stands in so many files is spelt so."""
EDGE = 3


@frozen
class Learned:
    """What was learned of a corpus.

    Attributes:
        accounts: each with a name or site of its own.
        names: names and terms that stand in several files, and in how many.
    """

    accounts: tuple[LearnedAccount, ...]
    names: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def names_by_edge(self) -> Mapping[str, list[str]]:
        """The names of many files by their first letters and their last, ``EDGE`` of each; long ones only."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, files in self.names.items():
            if files >= _EVIDENT and len(name) >= 2 * EDGE:
                found[name[:EDGE]].append(name)
                found[name[-EDGE:]].append(name)
        return dict(found)

    @cached_property
    def by_site(self) -> Mapping[str, LearnedAccount]:
        """The accounts that have a site, by site."""
        return {account.site: account for account in self.accounts if account.site}

    @cached_property
    def by_name(self) -> Mapping[str, LearnedAccount]:
        """The accounts by the key of their name; one without a site wins."""
        ordered = sorted(self.accounts, key=lambda account: not account.site)
        return {name_key(account.name): account for account in ordered}


def name_key(name: str) -> str:
    """The form in which names of accounts are compared: letters and digits, NFKC, without case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
