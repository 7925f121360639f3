"""Patterns of cards, on an engine (RE2) whose time grows with the text and not with what the pattern tries."""

from collections.abc import Iterator
from typing import Any

from lintcorpus.model.lazy import lazy
from lintcorpus.model.span import Span

_SURROGATE = lazy("[\ud800-\udfff]")

# RE2 has none of these: with them no engine matches in linear time.
_NOT_RE2 = lazy(r"\(\?(?:[=!>]|<[=!])|\\[1-9]|\(\?P=|[*+?}]\+")
# RE2 takes these without a question, and to ask it takes some milliseconds of every run. Every count is looked at by
# itself, and so is whether each group ends.
_SURELY_RE2 = lazy(
    r"(?:(?:[^\\(){}*+?|.^$\[\]]++|\.|\\[.sdw()\[]"
    r"|\[\^?-?(?:0-9|a-z|A-Z|０-９|①-⑳|\\[sdwrnt\]]|\\p\{(?:[LNZ]|Han|Latin)\}|[^\\\[\]^-])++-?\])"
    r"(?:[*+?]|\{\d{1,3}(?:,\d{1,3})?\})?+|\||[\^$]|\\b|\((?:\?:)?|\)(?:\*|\?{0,2}))*+"
)
_COUNT = lazy(r"\{(\d+)(?:,(\d+))?\}")
_PAREN = lazy(r"[^\\\[()]*+(?:\\.|\[(?:[^\\\]]++|\\.)*+\]|([()]))")
_MOST_COUNTED = 1000
"""What the counts of a pattern may come to, for RE2 writes each piece so many times."""


def require_linear(pattern: str) -> None:
    """Make sure that a pattern can be a ``LinearPattern``, if possible without compiling it.

    Raises:
        ValueError: it cannot; says why.
    """
    if _is_surely_linear(pattern):
        return
    try:
        LinearPattern(pattern)
    except ValueError as error:
        wrong = _NOT_RE2.search(pattern)
        if wrong is None:
            raise
        said = f"{wrong[0]!r} is not in the syntax of RE2, which matches in linear time"
        raise ValueError(f"pattern {pattern!r}: {said}") from error


def _is_surely_linear(pattern: str) -> bool:
    """Whether a pattern has nothing but the usual, with counts that go up and groups that end."""
    if _SURELY_RE2.fullmatch(pattern) is None:
        return False
    counts = [(int(low), int(high or low)) for low, high in _COUNT.findall(pattern)]
    depth = 0
    for paren in _PAREN.findall(pattern):
        depth += 1 if paren == "(" else -1 if paren else 0
        if depth < 0:
            return False
    return depth == 0 and all(low <= high for low, high in counts) and sum(high for _, high in counts) <= _MOST_COUNTED


class LinearPattern:
    r"""A compiled pattern in the syntax of RE2.

    There are no lookarounds and no backreferences; ``\w``, ``\d``, ``\s`` and ``\b`` mean ASCII, ``\p{Han}`` and
    ``\pN`` the classes of Unicode.
    """

    def __init__(self, source: str, *, ignore_case: bool = False) -> None:
        """Compile a pattern.

        Raises:
            ValueError: RE2 has no such syntax, or the pattern would take too much memory; says why.
        """
        # Imported here since it takes some milliseconds and the patterns of most runs need not be compiled.
        import re2

        options = re2.Options()
        options.case_sensitive = not ignore_case
        options.log_errors = False
        try:
            self._compiled: Any = re2.compile(source, options)
        except re2.error as error:
            reason = error.args[0] if error.args else ""
            said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
            raise ValueError(f"pattern {source!r}: RE2, which matches in linear time, refuses it: {said}") from error
        except UnicodeEncodeError as error:
            raise ValueError(f"pattern {source!r}: half a character (a lone surrogate)") from error

    def matches(self, text: str, start: int, end: int, group: int = 0) -> Iterator[tuple[Span, Span]]:
        """All of a match and one of its groups, for each match from ``start`` to ``end`` (code points) that has it.

        The character before ``start`` counts for ``\\b``; ``end`` is like the end of the text.
        """
        piece, base = _piece(text, start, end)
        for match in self._compiled.finditer(piece, start - base):
            whole, part = match.span(), match.span(group)
            if part[0] < 0:
                continue  # the match does without the group
            yield Span(whole[0] + base, whole[1] + base), Span(part[0] + base, part[1] + base)

    def is_found(self, text: str, start: int, end: int) -> bool:
        """Whether there is a match anywhere from ``start`` to ``end``."""
        piece, base = _piece(text, start, end)
        return self._compiled.search(piece, start - base) is not None

    def is_at(self, text: str, start: int, end: int) -> bool:
        """Whether a match begins at ``start``."""
        piece, base = _piece(text, start, end)
        return self._compiled.match(piece, start - base) is not None


def _piece(text: str, start: int, end: int) -> tuple[str, int]:
    """What is looked at, with one character before it, and where that begins; RE2 reads UTF-8 only."""
    base = max(0, start - 1)
    return _SURROGATE.sub("\ufffd", text[base:end]), base
