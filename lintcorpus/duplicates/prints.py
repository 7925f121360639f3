"""The fingerprints of many texts, several at a time."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from lintcorpus.article.normal import BLOCK_END
from lintcorpus.article.repeats.winnowing import fingerprints
from lintcorpus.duplicates.clusters import Text
from lintcorpus.duplicates.folding import folded
from lintcorpus.duplicates.plain import Plain

_BATCH = 1 << 19
"""So many characters are read at once: a call for each of many small texts would take several times as long."""


def prints_of_all(articles: Iterable[tuple[str, Plain]]) -> tuple[list[Text], "array[int]"]:
    """The texts with how many fingerprints each has, and all fingerprints in one row.

    Args:
        articles: path of each and what it says.
    """
    texts: list[Text] = []
    hashes = array("Q")
    for batch in _batches(articles):
        # No gram goes over a control character, so that each text has the fingerprints it has alone.
        found = fingerprints(BLOCK_END.join([letters for _, _, letters in batch]))
        hashes.extend(found.hashes)
        start = before = 0
        for path, title, letters in batch:
            start += len(letters) + 1
            end = bisect_left(found.places, start, before)
            texts.append(Text(path, len(letters), end - before, title))
            before = end
    return texts, hashes


def _batches(articles: Iterable[tuple[str, Plain]]) -> Iterator[list[tuple[str, str, str]]]:
    """Path, title and letters of several articles at a time."""
    batch: list[tuple[str, str, str]] = []
    size = 0
    for path, said in articles:
        batch.append((path, said.title, folded(said.text)))
        size += len(batch[-1][2])
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
