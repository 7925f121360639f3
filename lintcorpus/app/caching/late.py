"""Reports that the cache of results knew; what they hold is fetched when it is asked for, and most of it never is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.packed import Outline, Packed, unpacked_facts, unpacked_outlines
from lintcorpus.app.shelf import Shelf, Shelved
from lintcorpus.cache.packing import PackingError
from lintcorpus.cache.store import CacheError, Part, Store
from lintcorpus.engine.stages.suppress import Directives
from lintcorpus.model.checker import LocatedFact
from lintcorpus.model.finding import Diagnostic

_MANY = 500
"""Of so many files it is fetched at once."""
_FEW = 8
"""Who asked for so many files one by one goes on to ask for all."""


class _Kept(NamedTuple):
    """Where the details of a file are: under which signature, and what names them."""

    signature: str
    mark: str


class Late:
    """The details of files that are in the cache, on a shelf once they are fetched."""

    def __init__(self, store: Path, shelf: Shelf, again: Callable[[str], Packed]) -> None:
        """Begin without any file.

        Args:
            store: the cache.
            shelf: gets what is fetched.
            again: checks a file whose details were taken away, or spoilt, since this run began.
        """
        self._store = store
        self._shelf = shelf
        self._again = again
        self._kept: dict[str, _Kept] = {}
        self._places: dict[Part, dict[str, int]] = {part: {} for part in Part}

    def recalled(self, report: Packed) -> "Recalled":
        """The report of a file whose details are in the cache.

        Args:
            report: what of it is always read.
        """
        return Recalled(self._shelf, report, self)

    def note(self, name: str, signature: str, mark: str) -> None:
        """Remember that the details of a file are in the cache."""
        self._kept[name] = _Kept(signature, mark)

    def found(self, name: str) -> tuple[Sequence[Diagnostic], Directives]:
        """Diagnostics and directives of a file."""
        at = self._place(Part.FOUND, name)
        try:
            return self._shelf.found(at)
        except PackingError:
            self._make(name)
            return self._shelf.found(self._place(Part.FOUND, name))

    def outlines(self, name: str) -> Mapping[str, Outline]:
        """By rule the outlines of the facts of a file."""
        at = self._place(Part.OUTLINE, name)
        try:
            return unpacked_outlines(self._shelf.get(at))
        except PackingError:
            self._make(name)
            return unpacked_outlines(self._shelf.get(self._place(Part.OUTLINE, name)))

    def facts(self, name: str, rule: str) -> list[LocatedFact]:
        """The facts of a file for a rule."""
        outlines = self.outlines(name)
        self.prepare([name])
        try:
            return unpacked_facts(name, self._shelf.get(self._places[Part.FACTS][name]), outlines, rule)
        except PackingError:
            self._make(name)
            return unpacked_facts(name, self._shelf.get(self._places[Part.FACTS][name]), self.outlines(name), rule)

    def prepare(self, names: Iterable[str]) -> None:
        """Fetch the facts of some files together."""
        names = list(names)
        self.prepare_outlines(names)
        self._fetch(Part.FACTS, self._missing(Part.FACTS, names))

    def prepare_outlines(self, names: Iterable[str]) -> None:
        """Fetch the outlines of the facts of some files together."""
        self._fetch(Part.OUTLINE, self._missing(Part.OUTLINE, names))

    def _missing(self, part: Part, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self._kept and name not in self._places[part]]

    def _place(self, part: Part, name: str) -> int:
        """Where a part of the details of a file is on the shelf."""
        places = self._places[part]
        if name not in places:
            self._fetch(part, [name] if len(places) < _FEW else self._missing(part, self._kept))
        return places[name]

    def _fetch(self, part: Part, names: Sequence[str]) -> None:
        """Put a part of the details of files on the shelf."""
        if not names:
            return
        places = self._places[part]
        signatures = {kept.signature for kept in self._kept.values()}
        with suppress(CacheError), Store(self._store) as store:
            for at in range(0, len(names), _MANY):
                for signature, path, mark, body in store.details(part, signatures, names[at : at + _MANY]):
                    if self._kept.get(path) == (signature, mark):
                        places[path] = self._shelf.put(body)
        for name in names:
            if name not in places:
                self._make(name)

    def _make(self, name: str) -> None:
        made = self._again(name)
        for part, body in zip(Part, (made.found, made.outline, made.facts), strict=True):
            self._places[part][name] = self._shelf.put(body)


class Recalled(Shelved):
    """A report that the cache knew."""

    __slots__ = ("_late",)

    def __init__(self, shelf: Shelf, report: Packed, late: Late) -> None:
        super().__init__(shelf, report, 0, 0, 0)
        self._late = late

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """As in ``Shelved``."""
        return self._late.found(self.path)[0]

    @property
    def directives(self) -> Directives:
        """As in ``Shelved``."""
        return self._late.found(self.path)[1]

    @property
    def outlines(self) -> Mapping[str, Outline]:
        """As in ``Shelved``."""
        return self._late.outlines(self.path)

    def facts_of(self, rule: str) -> list[LocatedFact]:
        """As in ``Shelved``."""
        return self._late.facts(self.path, rule)
