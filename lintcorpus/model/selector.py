"""Names that stand for rules: ids, names, aliases, families and prefixes of ids."""

from collections.abc import Mapping

from lintcorpus.model.card import Card

ALL = "ALL"


def matching(cards: Mapping[str, Card], name: str) -> frozenset[str]:
    """The ids of the rules that a name stands for.

    Args:
        cards: the catalogue, by id.
        name: an id (``LNK001``), a rule's name or alias, a family (``links``), a prefix of ids
            (``LNK``, ``LNK0``) or ``ALL``; letter case of ids and prefixes does not matter.

    Returns:
        The ids; empty when the name stands for nothing.
    """
    upper = name.upper()
    if upper == ALL:
        return frozenset(cards)
    if upper in cards:
        return frozenset((upper,))
    exact = frozenset(card.id for card in cards.values() if name in (card.name, card.family, *card.aliases))
    if exact:
        return exact
    return frozenset(identity for identity in cards if upper.isalnum() and identity.startswith(upper))


def specificity(cards: Mapping[str, Card], name: str) -> int:
    """How narrow a name is: a rule beats a prefix, a longer prefix beats a shorter one."""
    upper = name.upper()
    if upper == ALL:
        return 0
    if upper in cards or any(name in (card.name, *card.aliases) for card in cards.values()):
        return 100
    if any(name == card.family for card in cards.values()):
        return 3
    return len(name)


def names(cards: Mapping[str, Card]) -> list[str]:
    """Every name that a user could have meant, for hints."""
    found = [ALL]
    for card in cards.values():
        found.extend((card.id, card.name, card.family, *card.aliases))
    return list(dict.fromkeys(found))
