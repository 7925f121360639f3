"""How many fingerprints a few texts have in common, without numpy; see ``sharing``."""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence

HOLDERS = 4
"""A fingerprint pairs a text with so many earlier ones that hold it: what stands everywhere would pair all with all."""


def shared_by_few(prints: Sequence[bytes]) -> Iterator[tuple[int, int, int]]:
    """As ``sharing.shared``, without leaving any pair out."""
    holders: dict[int, list[int]] = {}
    found: list[tuple[int, int, int]] = []
    for later, own in enumerate(prints):
        common: Counter[int] = Counter()
        for value in array("Q", own):
            earlier = holders.setdefault(value, [])
            common.update(earlier)
            if len(earlier) < HOLDERS:
                earlier.append(later)
        found.extend((at, later, count) for at, count in common.items())
    return iter(sorted(found))
