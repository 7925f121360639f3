"""Puts diagnostics into the one order that every output has."""

from collections.abc import Iterable

from lintcorpus.model.finding import Diagnostic


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by path, place, rule and fingerprint; equal ones once."""
    kept: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    for item in diagnostics:
        key = (item.path, item.place.start.offset, item.place.end.offset, item.rule, item.fingerprint)
        kept.setdefault(key, item)
    return [kept[key] for key in sorted(kept)]
