"""The characters that are typed or read for each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lintcorpus.article.words.idioms import blurred, fixed_words


def alike_among(chars: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By ideograph, those among some characters that sound nearly or look like it; itself is none of them.

    Args:
        chars: the characters that may be meant.
    """
    likeness = fixed_words().likeness
    meant = frozenset(chars)
    by_sound: defaultdict[str, set[str]] = defaultdict(set)
    for char in meant:
        for sound in likeness.sounds.get(char, ()):
            by_sound[blurred(sound)].add(char)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for char, sounds in likeness.sounds.items():
        for sound in sounds:
            found[char] |= by_sound[blurred(sound)]
    for pair in likeness.pairs:
        for wrong, right in ((pair[0], pair[1]), (pair[1], pair[0])):
            if right in meant:
                found[wrong].add(right)
    return {char: frozenset(others - {char}) for char, others in found.items() if others - {char}}
