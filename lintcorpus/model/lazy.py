"""Patterns that are compiled when they are first used: most runs use few of the hundreds there are."""

import re
from typing import Any, AnyStr, cast

from lintcorpus.model.patterns import Patterns

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groups")


PATTERNS = Patterns()
"""One for a process, as ``re`` has one: patterns are module constants."""


class _LazyPattern:
    """Stands for a compiled pattern; after its first use its methods are those of the pattern itself."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = PATTERNS.compiled(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that is compiled when it is first used; what is wrong with it shows only then.

    Args:
        source, flags: as for ``re.compile``.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))
