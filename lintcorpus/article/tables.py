"""Compiles a table of the catalogue once for all rules that read it."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")


class Shared(Generic[T]):
    """Makes one object of each table, for as long as a rule holds it.

    The catalogue reads a file once, so rules that name the same file have the same table, by
    identity. What is made must hold the table, so that its identity is not given to another.
    """

    def __init__(self, make: Callable[[Mapping[str, Any]], T]) -> None:
        """Remember how an object is made of a table."""
        self._make = make
        self._known: WeakValueDictionary[int, T] = WeakValueDictionary()

    def __call__(self, table: Mapping[str, Any]) -> T:
        """The object of this table.

        Raises:
            ValueError: the table is wrong.
        """
        found = self._known.get(id(table))
        if found is None:
            found = self._known[id(table)] = self._make(table)
        return found
