"""Reports that the cache of results knew, whose facts are fetched when they are asked for: they are the larger part."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.packed import Outline, Packed, unpacked_facts, unpacked_outlines
from lintcorpus.app.shelf import Shelf, Shelved
from lintcorpus.cache.packing import PackingError
from lintcorpus.cache.store import CacheError, Store
from lintcorpus.model.checker import LocatedFact

_MANY = 500
"""Of so many files the facts are fetched at once."""


class _Kept(NamedTuple):
    """Where the facts of a file are: under which signature, and what names them."""

    signature: str
    mark: str


class LateFacts:
    """The facts of files that are in the cache, on a shelf once they are fetched."""

    def __init__(self, store: Path, shelf: Shelf, again: Callable[[str], Packed]) -> None:
        """Begin without any file.

        Args:
            store: the cache.
            shelf: gets what is fetched.
            again: checks a file whose facts were taken away, or spoilt, since this run began.
        """
        self._store = store
        self._shelf = shelf
        self._again = again
        self._kept: dict[str, _Kept] = {}
        self._outlines: dict[str, int] = {}
        self._facts: dict[str, int] = {}

    def note(self, name: str, signature: str, mark: str) -> None:
        """Remember that the facts of a file are in the cache."""
        self._kept[name] = _Kept(signature, mark)

    def outlines(self, name: str) -> Mapping[str, Outline]:
        """By rule the outlines of the facts of a file; the first call fetches those of all files."""
        if name not in self._outlines:
            if not self._outlines:
                self._fetch_outlines()
            if name not in self._outlines:
                self._make(name)
        try:
            return unpacked_outlines(self._shelf.get(self._outlines[name]))
        except PackingError:
            self._make(name)
            return unpacked_outlines(self._shelf.get(self._outlines[name]))

    def facts(self, name: str, rule: str) -> list[LocatedFact]:
        """The facts of a file for a rule."""
        outlines = self.outlines(name)
        self.prepare([name])
        try:
            return unpacked_facts(name, self._shelf.get(self._facts[name]), outlines, rule)
        except PackingError:
            self._make(name)
            return unpacked_facts(name, self._shelf.get(self._facts[name]), self.outlines(name), rule)

    def prepare(self, names: Iterable[str]) -> None:
        """Fetch the facts of some files together."""
        missing = [name for name in names if name in self._kept and name not in self._facts]
        for at in range(0, len(missing), _MANY):
            self._fetch(missing[at : at + _MANY])
        for name in missing:
            if name not in self._facts:
                self._make(name)

    def _fetch_outlines(self) -> None:
        with suppress(CacheError), Store(self._store) as store:
            for signature, path, mark, outline in store.outlines(self._signatures(), list(self._kept)):
                if self._kept.get(path) == (signature, mark):
                    self._outlines[path] = self._shelf.put(outline)

    def _fetch(self, names: list[str]) -> None:
        with suppress(CacheError), Store(self._store) as store:
            for item in store.facts(self._signatures(), names):
                if self._kept.get(item.path) == (item.signature, item.mark):
                    self._facts[item.path] = self._shelf.put(item.body)

    def _signatures(self) -> set[str]:
        return {kept.signature for kept in self._kept.values()}

    def _make(self, name: str) -> None:
        made = self._again(name)
        self._outlines[name] = self._shelf.put(made.outline)
        self._facts[name] = self._shelf.put(made.facts)


class Recalled(Shelved):
    """A report that the cache knew."""

    __slots__ = ("_late",)

    def __init__(self, shelf: Shelf, report: Packed, late: LateFacts) -> None:
        super().__init__(shelf, report, 0, 0)
        self._late = late

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """As in ``Shelved``."""
        return self._late.outlines(self.path)

    def facts_of(self, rule: str) -> list[LocatedFact]:
        """As in ``Shelved``."""
        return self._late.facts(self.path, rule)
