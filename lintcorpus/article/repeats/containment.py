"""What two texts are to each other, by the fingerprints they have in common."""

from typing import NamedTuple

FEWEST = 30
"""A text with fewer fingerprints (some 300 letters) has too little to say that half of it could tell anything."""
_NEARLY_ALL, _NOT_ALL = 0.9, 0.8


class Shares(NamedTuple):
    """How much of each of two texts stands in the other one.

    Attributes:
        common: how many fingerprints they have in common.
        first, second: how many each of them has; every fingerprint counts once.
    """

    common: int
    first: int
    second: int

    @property
    def of_first(self) -> float:
        """The share of the first text that stands in the second one, 0 to 1."""
        return self.common / max(self.first, 1)

    @property
    def of_second(self) -> float:
        """The share of the second text that stands in the first one, 0 to 1."""
        return self.common / max(self.second, 1)

    @property
    def of_shorter(self) -> float:
        """The share of the one with fewer fingerprints, 0 to 1."""
        return max(self.of_first, self.of_second)

    def are_copies(self, threshold: float) -> bool:
        """Whether each text stands in the other one by at least this share; a short one by nearly all."""
        needed = threshold if min(self.first, self.second) >= FEWEST else max(threshold, _NEARLY_ALL)
        return self.common >= needed * max(self.first, self.second, 1)

    def is_contained(self, threshold: float) -> bool:
        """Whether nearly all of the shorter text stands in a much longer one.

        Half of it would not do: pages of one site have menus and notices in common that come to that.
        """
        needed = max(threshold, _NEARLY_ALL) * min(self.first, self.second)
        return self.common >= max(FEWEST, needed) and not self.are_copies(threshold)

    @property
    def relation(self) -> str:
        """What the first text is to the second one: ``copy``, ``contained`` in it, or it ``contains`` it."""
        if self.of_first >= _NEARLY_ALL and self.of_second < _NOT_ALL:
            return "contained"
        if self.of_second >= _NEARLY_ALL and self.of_first < _NOT_ALL:
            return "contains"
        return "copy"
