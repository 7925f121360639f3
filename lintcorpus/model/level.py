"""Ordered levels that cards, settings and outputs call by lower-case names."""

from enum import IntEnum
from typing import Self


class Level(IntEnum):
    """A level; higher ones compare as greater."""

    @classmethod
    def parse(cls, name: str) -> Self:
        """The level with this lower-case name.

        Raises:
            KeyError: there is none.
        """
        return cls[name.upper()]

    @property
    def label(self) -> str:
        """The lower-case name used in cards and outputs."""
        return self.name.lower()
