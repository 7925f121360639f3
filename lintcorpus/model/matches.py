"""Asks an automaton for literals in texts that may hold half a character."""

from ahocorasick_rs import AhoCorasick

from lintcorpus.model.lazy import lazy

_SURROGATE = lazy("[\ud800-\udfff]")


def matches(automaton: AhoCorasick, text: str, *, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """The literals in a text, each with its number, start and end in code points.

    An editor or a program may hand over lone surrogates, at which the automaton raises; U+FFFD stands
    for them, which takes as many code points.

    Args:
        automaton: of the literals.
        text: any.
        overlapping: whether literals inside of others count.
    """
    try:
        return automaton.find_matches_as_indexes(text, overlapping=overlapping)
    except UnicodeEncodeError:
        return automaton.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text), overlapping=overlapping)
