"""The catalogue of a run: all packs, compiled once and kept until a file of them changes."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintcorpus import __version__
from lintcorpus.catalog.cards import Cards, Tables, make_layout
from lintcorpus.catalog.pack import read_pack
from lintcorpus.compiled import keep, piece, recall, unpacked
from lintcorpus.errors import UsageError
from lintcorpus.model.blake2 import blake2b
from lintcorpus.model.card import Card
from lintcorpus.model.frozen import frozen
from lintcorpus.model.header import HeaderLayout

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


_FORM = 3
"""Of what is kept; it changes with what ``_in_pieces`` gives."""


@frozen
class Catalog:
    """Cards by id, in order of id, each made when it is first asked for, and the header layouts of all packs.

    Attributes:
        dated: ids of the rules that are told which day it is.
        signature: names the state of all files of the packs; empty where one lies in no folder, or nothing is kept.
    """

    cards: Mapping[str, Card]
    layouts: tuple[HeaderLayout, ...]
    dated: frozenset[str] = frozenset()
    signature: str = ""


def load_catalog(folders: "Sequence[Traversable]", cache_dir: Path | None) -> Catalog:
    """Read all packs.

    Args:
        folders: the packs, the built-in one first.
        cache_dir: where compiled packs are kept; ``None`` reads the YAML every time.

    Raises:
        UsageError: a file of a pack is wrong, or two cards or layouts share a name.
    """
    compiled = [_compiled(folder, cache_dir) for folder in folders]
    packs, signatures = [pack for pack, _ in compiled], [signature for _, signature in compiled]
    cards: dict[str, tuple[Any, Tables]] = {}
    taken: dict[str, str] = {}
    dated: set[str] = set()
    for pack in packs:
        tables = Tables(pack["tables"])
        for names, source, is_dated, data in pack["cards"]:
            for name in names:
                if name in taken:
                    raise UsageError(f"{source}:1: {name!r} is taken by {taken[name]}")
                taken[name] = source
            cards[names[0]] = data, tables
            if is_dated:
                dated.add(names[0])
    layouts: dict[str, HeaderLayout] = {}
    for pack in packs:
        for data in pack["layouts"]:
            if data["name"] in layouts:
                raise UsageError(f"{data['source']}:1: there is already a layout called {data['name']!r}")
            layouts[data["name"]] = make_layout(data)
    ordered = Cards(dict(sorted(cards.items(), key=itemgetter(0))))
    signature = " ".join(signatures) if all(signatures) else ""
    return Catalog(ordered, tuple(layouts.values()), frozenset(dated), signature)


def _compiled(folder: "Traversable", cache_dir: Path | None) -> tuple[dict[str, Any], str]:
    """A pack, and its signature; that is empty where nothing is kept."""
    if cache_dir is None or not isinstance(folder, Path):
        return _in_pieces(read_pack(folder), unpacked), ""
    # One file a pack: what an older version or an edited pack left is written over.
    name = blake2b(str(folder.resolve()).encode(), digest_size=12).hexdigest()
    target, signature = cache_dir / f"pack-{name}.bin", _signature(folder)
    pack: dict[str, Any] | None = recall(target, signature)
    if pack is None:
        read = read_pack(folder)
        try:
            pack = _in_pieces(read, piece)
        except ValueError:  # YAML knows a type that is no plain data
            return _in_pieces(read, unpacked), ""
        keep(target, signature, pack)
    return pack, signature.hex()


def _in_pieces(pack: Mapping[str, Any], made: Callable[[Any], Any]) -> dict[str, Any]:
    """What is kept of a pack: most runs need few of the cards, fewer of the tables and no example."""
    cards = [
        (
            (data["id"], data["name"], *data.get("aliases", ())),
            data["source"],
            any(option["type"] == "date" for option in data.get("options", {}).values()),
            made(data),
        )
        for data in pack["cards"]
    ]
    tables = {place: made(table) for place, table in pack["tables"].items()}
    return {"cards": cards, "layouts": pack["layouts"], "tables": tables}


def _signature(folder: Path) -> bytes:
    """A digest of version, place and the names, sizes and times of all files of the pack."""
    seen = blake2b(f"{__version__}\0{_FORM}\0{folder.resolve()}".encode(), digest_size=12)
    for name, size, time in sorted(_files(str(folder))):
        seen.update(f"{name}\0{size}\0{time}\n".encode())
    return seen.digest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                stat = entry.stat()
                yield entry.path, stat.st_size, stat.st_mtime_ns
