"""Texts that stand in several places, as far as findings name each other's places."""

from collections.abc import Iterator
from typing import Any

from lintcorpus.model.finding import Place
from lintcorpus.model.result import Result
from lintcorpus.reporters.html.overview import Overview

_FAMILY = "duplicates"
_Spot = tuple[str, int, int]


def clusters(result: Result, overview: Overview) -> Iterator[list[Any]]:
    """The clusters of a result: those of rules about duplicates first, then the worst, then the largest.

    Two places belong together where a finding in one refers to the other one in another file, or where a rule
    about duplicates refers to another place of the same file.

    Yields:
        ``[rules, places]`` with a place as ``[path, number of the file or -1, line, start, end, match]``, the one
        that others refer to first; rules are numbers.
    """
    parents: dict[_Spot, _Spot] = {}
    places: dict[_Spot, Place] = {}
    rules: dict[_Spot, set[str]] = {}
    cited: dict[_Spot, int] = {}
    worst: dict[_Spot, int] = {}
    for item in result.diagnostics:
        own = _spot(item.place)
        inside = result.cards[item.rule].family == _FAMILY
        for related in item.related:
            if not inside and related.place.path == item.path:
                continue
            other = _spot(related.place)
            for spot, place in ((own, item.place), (other, related.place)):
                parents.setdefault(spot, spot)
                places.setdefault(spot, place)
            rules.setdefault(own, set()).add(item.rule)
            worst[own] = max(worst.get(own, 0), item.severity)
            cited[other] = cited.get(other, 0) + 1
            _join(parents, own, other)
    groups: dict[_Spot, list[_Spot]] = {}
    for spot in sorted(parents):
        groups.setdefault(_root(parents, spot), []).append(spot)
    made = []
    for spots in groups.values():
        spots.sort(key=lambda spot: (-cited.get(spot, 0), spot))
        named = sorted({rule for spot in spots for rule in rules.get(spot, ())})
        about = any(result.cards[rule].family == _FAMILY for rule in named)
        severity = max(worst.get(spot, 0) for spot in spots)
        made.append((not about, -severity, -len(spots), spots, named))
    for *_, spots, named in sorted(made):
        yield [
            [overview.rule_number[rule] for rule in named],
            [_member(places[spot], overview) for spot in spots],
        ]


def _spot(place: Place) -> _Spot:
    return place.path, place.start.offset, place.end.offset


def _root(parents: dict[_Spot, _Spot], spot: _Spot) -> _Spot:
    while parents[spot] != spot:
        parents[spot] = parents[parents[spot]]
        spot = parents[spot]
    return spot


def _join(parents: dict[_Spot, _Spot], one: _Spot, other: _Spot) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first


def _member(place: Place, overview: Overview) -> list[Any]:
    number = overview.number.get(place.path, -1)
    return [place.path, number, place.start.line, place.start.offset, place.end.offset, place.frame.match[:200]]
