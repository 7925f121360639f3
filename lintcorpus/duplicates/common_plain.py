"""Which texts of a few have fingerprints in common, without numpy; see ``common``."""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

HOLDERS = 4
"""A fingerprint pairs a text with so many earlier holders: all pairs would be too many where hundreds hold it."""


class Common(NamedTuple):
    """What texts have in common; a text is named by its index, a common fingerprint by a number.

    Attributes:
        sizes: how many fingerprints each text has, every one counted once.
        pairs: texts that seem to share enough, the earlier first, in order.
        numbers: for each text of a pair the fingerprints that another text has as well, ascending.
        crowds: the holders of those of these fingerprints that more than ``many`` texts have.
    """

    sizes: list[int]
    pairs: list[tuple[int, int]]
    numbers: dict[int, "array[int]"]
    crowds: dict[int, list[int]]


def owner_bits(texts: int) -> int:
    """How many of the 64 bits of a hash give way to the number of its text."""
    return max(1, (texts - 1).bit_length())


def common_of_few(hashes: "array[int]", counts: Sequence[int], least: float, many: int) -> Common:
    """As ``common.common``."""
    bits = owner_bits(len(counts))
    holders: dict[int, list[int]] = {}
    sizes = []
    start = 0
    for text, count in enumerate(counts):
        own = {value >> bits for value in hashes[start : start + count]}
        start += count
        sizes.append(len(own))
        for value in own:
            holders.setdefault(value, []).append(text)
    several = [holders[value] for value in sorted(holders) if len(holders[value]) > 1]
    found: Counter[tuple[int, int]] = Counter()
    for group in several:
        for turn, earlier in enumerate(group[:HOLDERS]):
            found.update([(earlier, later) for later in group[turn + 1 :]])
    pairs = sorted(pair for pair, count in found.items() if count >= least * min(sizes[pair[0]], sizes[pair[1]]))
    paired = {text for pair in pairs for text in pair}
    numbers = {text: array("I") for text in sorted(paired)}
    crowds = {}
    for number, group in enumerate(several):
        holding = [text for text in group if text in paired]
        for text in holding:
            numbers[text].append(number)
        if holding and len(group) > many:
            crowds[number] = group
    return Common(sizes, pairs, numbers, crowds)
