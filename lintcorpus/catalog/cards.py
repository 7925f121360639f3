"""Plain data from a pack as cards and layouts."""

from collections.abc import Mapping
from typing import Any

from lintcorpus.model.card import Card, FixPolicy, Measured, OptionSpec, Variant
from lintcorpus.model.finding import Severity
from lintcorpus.model.fix import Change, Safety
from lintcorpus.model.header import FieldSpec, HeaderLayout


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
        parameters={**data.get("with", {}), **{name: tables[place] for name, place in data.get("data", {}).items()}},
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
