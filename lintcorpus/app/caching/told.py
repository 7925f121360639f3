"""What runs said of documents, kept so that a run after a few edits says most of it again without making it."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from lintcorpus.app.shelf import Shelf
from lintcorpus.cache.packing import PackingError, packed, unpacked
from lintcorpus.cache.signature import digest
from lintcorpus.cache.store import CacheError, Store

T = TypeVar("T")
_AT_ONCE = 1000
"""Of so many documents it is read and written at once."""


class _Saying(NamedTuple):
    """What was said of a document, and the name of all that it depends on."""

    path: str
    name: str
    said: object


class Told:
    """What is kept of earlier runs in a cache of results."""

    def __init__(
        self, store: Path, name_of: Callable[[str], str], today: int, failed: Callable[[CacheError], None]
    ) -> None:
        """Begin without looking.

        Args:
            store: the cache.
            name_of: names the diagnostics of a document; empty when they are not kept.
            today: counted from the year 1.
            failed: is told when the cache cannot be used.
        """
        self._store = store
        self._name_of = name_of
        self._today = today
        self._failed = failed

    def said(
        self, form: str, paths: Sequence[str], say: Callable[[str], T], unknown: Container[str] = ()
    ) -> Iterator[T]:
        """What is said of each document; once all is said, it is kept if any of it is new.

        Args:
            form: names how it is said.
            paths: of the documents, in order.
            say: says it of one; text, numbers and tuples of them.
            unknown: documents that have diagnostics of which the names say nothing.
        """
        form = digest([form])
        shelf, kept, last, is_new = Shelf(), list[int](), list[_Saying](), False
        before = self._earlier(form)
        item = next(before, None)
        for path in paths:
            while item is not None and item.path < path:
                item = next(before, None)
            name = "" if path in unknown else self._name_of(path)
            if item is not None and name and item[:2] == (path, name):
                said: T = item.said  # type: ignore[assignment]
            else:
                said, is_new = say(path), is_new or bool(name)
            if name:
                last.append(_Saying(path, name, said))
            if len(last) == _AT_ONCE:
                kept.append(shelf.put(_packed(last)))
                last = []
            yield said
        if is_new:
            kept.append(shelf.put(_packed(last)))
            self._keep(form, map(shelf.get, kept), shelf.length)

    def _earlier(self, form: str) -> Iterator[_Saying]:
        """What was said before, as far as it can be read."""
        number = 0
        while True:
            try:
                # Opened each time: no other run, nor this one, could write as long as it is open.
                with Store(self._store) as store:
                    body = store.told(form, number)
                sayings = [] if body is None else [_Saying(*item) for item in unpacked(body, {})]
            except CacheError as error:
                self._failed(error)
                return
            except (PackingError, TypeError):
                return
            if body is None:
                return
            yield from sayings
            number += 1

    def _keep(self, form: str, pieces: Iterable[bytes], size: int) -> None:
        try:
            with Store(self._store) as store:
                store.put_told(form, pieces, size, self._today)
        except CacheError as error:
            self._failed(error)


def _packed(sayings: Sequence[_Saying]) -> bytes:
    return packed([tuple(item) for item in sayings])
