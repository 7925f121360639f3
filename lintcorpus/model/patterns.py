"""Patterns as the numbers that they are compiled to, so that a program need not compile those of the one before.

To compile a pattern, Python walks each character of its ranges: for the patterns of a run over one file that takes a
fifth of the run. What comes of it is a list of numbers; to make a pattern of them takes next to nothing, and ``_sre``
looks whether they are sound. The two halves are called here as ``re._compiler.compile`` does since Python 3.11. They
are not public: where they are gone, or not what they were, ``re.compile`` does it all.
"""

import re
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

Key: TypeAlias = tuple[str | bytes, int]
"""A pattern as it is written, and its flags."""
MOST = 4000
"""Patterns that are kept; a program that makes ever new ones is not to fill the memory."""


class Code(NamedTuple):
    """What a pattern is compiled to.

    Attributes:
        flags: its own ones among them.
        numbers: of 32 bits each, in the order of bytes of this machine.
        groups: how many.
        names: of groups, with their numbers.
    """

    flags: int
    numbers: bytes
    groups: int
    names: Mapping[str, int]


class Patterns:
    """Compiles patterns.

    Attributes:
        known: codes of an earlier program.
        new: those that were made here and are not among them.
    """

    def __init__(self) -> None:
        self.known: Mapping[Key, tuple[Any, ...]] = {}
        self.new: dict[Key, Code] = {}

    def compiled(self, source: str | bytes, flags: int) -> "re.Pattern[Any]":
        """A pattern, the same as that of ``re.compile``.

        Raises:
            re.error: it is none.
        """
        key = (source, int(flags))
        known = self.known.get(key)
        found = _built(source, known) if known is not None else None
        if found is not None:
            return found
        code = _code_of(source, flags) if len(self.known) + len(self.new) < MOST else None
        found = _built(source, code) if code is not None else None
        if code is None or found is None:
            return re.compile(source, flags)
        self.new[key] = code
        return found


def dialect() -> str:
    """Names the numbers: those of another Python mean something else."""
    engine = getattr(_compiler(), "_sre", None)
    return f"{sys.version} {sys.byteorder} {getattr(engine, 'MAGIC', 0)} {getattr(engine, 'CODESIZE', 0)}"


def _compiler() -> Any:
    return getattr(re, "_compiler", None)


def _code_of(source: str | bytes, flags: int) -> Code | None:
    """The code of a pattern; ``None`` where Python does not tell it.

    Raises:
        re.error: it is none.
    """
    try:
        compiler = _compiler()
        parsed = compiler._parser.parse(source, flags)
        state = parsed.state
        numbers = b"".join(number.to_bytes(4, sys.byteorder) for number in compiler._code(parsed, flags))
        return Code(int(flags | state.flags), numbers, state.groups - 1, dict(state.groupdict))
    except (AttributeError, TypeError, OverflowError):
        return None


def _built(source: str | bytes, code: tuple[Any, ...]) -> "re.Pattern[Any] | None":
    """The pattern of a code; ``None`` where Python does not take it."""
    try:
        flags, numbers, groups, names = code
        named: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            named[number] = name
        pattern: re.Pattern[Any] = _compiler()._sre.compile(
            source, flags, memoryview(numbers).cast("I").tolist(), groups, names, tuple(named)
        )
    except (AttributeError, IndexError, OverflowError, RuntimeError, TypeError, ValueError):
        return None
    return pattern
