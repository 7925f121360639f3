"""The names of a corpus: those that stand in enough of its files."""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from lintcorpus.app.inputs.source import Source
from lintcorpus.article.names.seen import NamesSeen, names_seen
from lintcorpus.config.learned import LearnedNames

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
