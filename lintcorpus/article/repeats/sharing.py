"""How many fingerprints texts have in common."""

from collections.abc import Iterator, Sequence

from lintcorpus.article.repeats.sharing_plain import shared_by_few

_WORTH_IMPORTING = 200_000
"""From so many fingerprints on numpy is quicker than a dictionary, its import included; it finds the same."""


def shared(prints: Sequence[bytes], least: float = 0) -> Iterator[tuple[int, int, int]]:
    """Texts that have fingerprints in common.

    Args:
        prints: for each text its fingerprints as sorted 8-byte numbers, each once.
        least: pairs that share a smaller part of the later text's fingerprints may be left out.

    Yields:
        Index of the earlier text, index of the later one, and how many fingerprints they share as
        far as the earlier one is among the first ``HOLDERS`` that hold it; in order of the indices.
    """
    if sum(map(len, prints)) > 8 * _WORTH_IMPORTING:
        from lintcorpus.article.repeats.sharing_arrays import shared_by_many

        return shared_by_many(prints, least)
    return shared_by_few(prints)
