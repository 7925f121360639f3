"""What ``lintcorpus learn`` found out about the accounts of a corpus."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class BlockKey(NamedTuple):
    """Names a block of an account.

    Attributes:
        place: ``head`` or ``tail``.
        digest: the ``text_digest`` of its normal form.
    """

    place: str
    digest: str


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Learned:
    """All accounts that were learned, each with a name or site of its own."""

    accounts: tuple[LearnedAccount, ...]

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
