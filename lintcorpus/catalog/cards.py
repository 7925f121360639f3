"""Plain data from a pack as cards and layouts."""

from collections.abc import Iterator, Mapping
from typing import Any

from lintcorpus.compiled import unpacked
from lintcorpus.model.card import Card, FixPolicy, Measured, OptionSpec, Variant
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Change, Safety
from lintcorpus.model.header import FieldSpec, HeaderLayout


class Tables(Mapping[str, Any]):
    """Tables by place, each the same object whenever it is asked for."""

    def __init__(self, pieces: Mapping[str, Any]) -> None:
        """Take the tables, as pieces or as they are."""
        self._pieces = pieces
        self._read: dict[str, Any] = {}

    def __getitem__(self, place: str) -> Any:
        if place not in self._read:
            self._read[place] = unpacked(self._pieces[place])
        return self._read[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


class Cards(Mapping[str, Card]):
    """Cards by id, each made when it is first asked for."""

    def __init__(self, data: Mapping[str, tuple[Any, Tables]]) -> None:
        """Take the data of every card, as a piece or as it is, with the tables of its pack."""
        self._data = data
        self._made: dict[str, Card] = {}

    def __getitem__(self, identity: str) -> Card:
        card = self._made.get(identity)
        if card is None:
            data, tables = self._data[identity]
            card = self._made[identity] = make_card(unpacked(data), tables)
        return card

    def __contains__(self, identity: object) -> bool:
        return identity in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


class _Parameters(Mapping[str, Any]):
    """The parameters of a card; a table is read when it is asked for."""

    def __init__(self, given: Mapping[str, Any], places: Mapping[str, str], tables: Mapping[str, Any]) -> None:
        self._given, self._places, self._tables = given, places, tables

    def __getitem__(self, name: str) -> Any:
        return self._tables[self._places[name]] if name in self._places else self._given[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._given, **self._places})

    def __len__(self) -> int:
        return len({**self._given, **self._places})


def make_card(data: Mapping[str, Any], tables: Mapping[str, Any]) -> Card:
    """A card from data and tables that ``read_pack`` has checked."""
    variants = {"": Variant(data["message"])}
    for key, value in data.get("variants", {}).items():
        severity = Severity.parse(value["severity"]) if "severity" in value else None
        variants[key] = Variant(value["message"], severity)
    return Card(
        id=data["id"],
        name=data["name"],
        family=data["family"],
        summary=data["summary"],
        why=data["why"],
        severity=Severity.parse(data["severity"]),
        checker=data["checker"],
        variants=variants,
        fix=_fix(data["fix"]),
        confidence=data.get("confidence", "high"),
        contextual=data.get("contextual", False),
        yields_to=tuple(data.get("yields-to", ())),
        enabled=data.get("enabled", True),
        status=data.get("status", "stable"),
        parameters=_Parameters(data.get("with", {}), data.get("data", {}), tables),
        options={name: _option(value) for name, value in data.get("options", {}).items()},
        good=tuple(data["good"]),
        bad=tuple(data["bad"]),
        measured=Measured(**data["measured"]) if "measured" in data else None,
        languages=tuple(data.get("languages", ())),
        tags=tuple(data.get("tags", ())),
        since=data.get("since", ""),
        aliases=tuple(data.get("aliases", ())),
        source=data["source"],
        pack=data["pack"],
    )


def make_layout(data: Mapping[str, Any]) -> HeaderLayout:
    """A header layout from data that ``read_pack`` has checked."""
    fields = tuple(
        FieldSpec(item["key"], item["role"], item.get("required", False), item.get("blank", False))
        for item in data["fields"]
    )
    detect, heading, wrap = data.get("detect", 2), data.get("heading", False), data.get("wrap", 0)
    return HeaderLayout(data["name"], data["kind"], fields, detect, heading, wrap)


def _fix(data: Mapping[str, Any]) -> FixPolicy:
    titles = dict(data.get("titles", {}))
    if "title" in data:
        titles[""] = data["title"]
    safety = None if data["safety"] == "none" else Safety.parse(data["safety"])
    changes = frozenset(Change(name) for name in data.get("changes", ()))
    return FixPolicy(safety, titles, changes, data.get("reason", {}), data.get("after", {}))


def _option(data: Mapping[str, Any]) -> OptionSpec:
    return OptionSpec(
        data["type"],
        data["default"],
        data.get("minimum"),
        data.get("maximum"),
        tuple(data.get("choices", ())),
        data["doc"],
    )
