"""Which texts of many have fingerprints in common."""

import sys
from array import array
from collections.abc import Sequence

from lintcorpus.duplicates.common_plain import Common, common_of_few

# From so many fingerprints on numpy pays for its import; both ways find the same.
_WORTH_IMPORTING, _WORTH_CALLING = 200_000, 2_000


def common(hashes: "array[int]", counts: Sequence[int], least: float, many: int) -> Common:
    """What texts have in common.

    Args:
        hashes: the fingerprints of all texts, one text after the other, 64 bits each.
        counts: how many of them belong to each text.
        least: the share of the shorter text's fingerprints that makes a pair. What a fingerprint says of its
            first ``HOLDERS`` holders counts, so that pairs further down a crowd may be missing.
        many: how many holders are no crowd.
    """
    if len(hashes) > (_WORTH_CALLING if "numpy" in sys.modules else _WORTH_IMPORTING):
        from lintcorpus.duplicates.common_arrays import common_of_many

        return common_of_many(hashes, counts, least, many)
    return common_of_few(hashes, counts, least, many)
