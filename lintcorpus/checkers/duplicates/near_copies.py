"""Finds files that share most of their text with others of the corpus."""

from collections.abc import Iterable, Sequence

from lintcorpus.article.repeats.bodies import first_line, own_prints, packed, prose, publication
from lintcorpus.checkers.duplicates._near import near_copies
from lintcorpus.model.checker import CorpusChecker, CorpusFinding, Fact, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import text_digest
from lintcorpus.model.frozen import frozen

_SAMPLE = 2
"""Of an article's fingerprints those that it divides are kept; they are the same in every article."""
_FEWEST = 16
"""Articles with fewer such fingerprints, some 300 normal characters, are not compared: chance would tell."""


@frozen
class FileOptions:
    """When two articles count as nearly the same.

    Attributes:
        share: of the later article's fingerprints that the earlier one has as well.
    """

    share: float = 0.5


def _collect(document: Document, options: FileOptions) -> Iterable[Fact]:
    """One fact: the sampled fingerprints of the article's prose."""
    own = own_prints(document)
    prints = packed(value for at in prose(document) for value in own[at] if value % _SAMPLE == 0)
    if len(prints) >= 8 * _FEWEST:
        yield Fact(text_digest(prints.hex()), first_line(document), (publication(document),), prints)


def _conclude(facts: Sequence[LocatedFact], options: FileOptions) -> Iterable[CorpusFinding]:
    """The later one of two files, with the one that it has most in common with first."""
    return near_copies(facts, options.share)


CHECKERS = (CorpusChecker("near-copies.files", _collect, _conclude, FileOptions),)
