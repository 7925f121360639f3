"""Reads a pack: every card and layout of a folder, as checked plain data."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lintcorpus.catalog.locate import PACK_FILE
from lintcorpus.errors import UsageError
from lintcorpus.yamlfile import read_yaml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LAYOUTS = "layouts"
_DATA = ".data.yaml"
_EXACT = ("good", "bad", "with")


def read_pack(folder: "Traversable") -> dict[str, Any]:
    """The pack's own data, its cards and its layouts.

    Cards are all ``<family>/<name>.yaml`` files; ``<family>/<name>.data.yaml`` holds data that a
    card asks for by name.

    Returns:
        ``{"pack": {...}, "cards": [...], "layouts": [...], "tables": {...}}``, plain data; a card's
        ``data`` names its tables.

    Raises:
        UsageError: the folder is no pack, or a file in it is wrong; names file and line.
    """
    marker = folder.joinpath(PACK_FILE)
    if not marker.is_file():
        raise UsageError(f"{folder}: not a rule pack, it has no {PACK_FILE}")
    pack = read_yaml(marker.read_text(encoding="utf-8"), str(marker), "pack")
    cards = []
    tables: dict[str, Any] = {}
    for family in _folders(folder):
        if family.name == _LAYOUTS:
            continue
        for file in _yaml_files(family):
            if not file.name.endswith(_DATA):
                cards.append(_card(file, family, pack, tables))
    layouts = folder.joinpath(_LAYOUTS)
    found = [_layout(file) for file in (_yaml_files(layouts) if layouts.is_dir() else ())]
    return {"pack": pack, "cards": cards, "layouts": found, "tables": tables}


def _layout(file: "Traversable") -> dict[str, Any]:
    layout: dict[str, Any] = read_yaml(file.read_text(encoding="utf-8"), str(file), "layout")
    keys = [field["key"].lower() for field in layout["fields"]]
    doubled = next((key for at, key in enumerate(keys) if key in keys[:at]), None)
    if doubled is not None:
        raise UsageError(f"{file}:1: fields: the key {doubled!r} stands twice")
    if layout.get("detect", 2) > len(keys):
        raise UsageError(f"{file}:1: detect: {layout.get('detect', 2)} keys are wanted and only {len(keys)} are known")
    return {**layout, "source": str(file)}


def _card(file: "Traversable", family: "Traversable", pack: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    card: dict[str, Any] = read_yaml(file.read_text(encoding="utf-8"), str(file), "card")
    card = _stripped(card)
    card["family"] = family.name
    card["source"] = str(file)
    card["pack"] = pack["name"]
    if file.name != f"{card['name']}.yaml":
        raise UsageError(f"{file}:1: the file of rule {card['name']!r} must be called {card['name']}.yaml")
    for language in pack.get("languages", ()):
        for key in ("summary", "why", "message"):
            if language not in card[key]:
                raise UsageError(f"{file}:1: {key} has no text in language {language!r}, which the pack demands")
    named = {}
    for name, data_file in card.get("data", {}).items():
        source = family.joinpath(data_file)
        if not data_file.endswith(_DATA) or not source.is_file():
            raise UsageError(f"{file}:1: data.{name}: no file {data_file} beside the card (its name ends in {_DATA})")
        place = os.path.normpath(str(source))
        if place not in tables:  # several cards may read one file
            tables[place] = read_yaml(source.read_text(encoding="utf-8"), str(source), "data")
        named[name] = place
    card["data"] = named
    return card


def _stripped(value: Any) -> Any:
    """Texts without the newline that a YAML block leaves; examples keep every character."""
    if isinstance(value, dict):
        return {key: item if key in _EXACT else _stripped(item) for key, item in value.items()}
    return value.strip() if isinstance(value, str) else value


def _folders(folder: "Traversable") -> "Iterator[Traversable]":
    return (entry for entry in sorted(folder.iterdir(), key=lambda entry: entry.name) if entry.is_dir())


def _yaml_files(folder: "Traversable") -> "Iterator[Traversable]":
    return (entry for entry in sorted(folder.iterdir(), key=lambda entry: entry.name) if entry.name.endswith(".yaml"))
