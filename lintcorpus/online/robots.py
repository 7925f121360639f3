"""Reads robots.txt as RFC 9309 says: the longest matching rule of the most fitting group decides."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

_LINE = re.compile(r"[ \t]*([A-Za-z-]+)[ \t]*:[ \t]*([^#\r\n]*)")


class Robots(NamedTuple):
    """What a site wishes of one visitor.

    Attributes:
        rules: each with whether it allows and the pattern of the paths that it is about.
        delay: seconds between two requests; 0 when the site wishes none.
    """

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether the site lets the visitor ask for a path, query included."""
        wanted = _normal(path or "/")
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, wanted)]
        return max(fitting)[1] if fitting else True


def read_robots(text: str, agent: str) -> Robots:
    """What the text of a robots.txt asks of a visitor.

    Args:
        text: of the file.
        agent: the visitor's name, in lower case.
    """
    named: list[tuple[str, str]] = []
    everybody: list[tuple[str, str]] = []
    has_name = False
    for agents, lines in _groups(text):
        if agent in agents:
            has_name = True
            named.extend(lines)
        elif "*" in agents:
            everybody.extend(lines)
    return _read(named if has_name else everybody)


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """The groups of a file: names of visitors, and the lines that are for them."""
    agents: list[str] = []
    lines: list[tuple[str, str]] = []
    for match in map(_LINE.match, re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))):
        if match is None:
            continue
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = [], []
            agents.append(value.lower().partition("/")[0])
        elif agents and key in ("allow", "disallow", "crawl-delay"):
            lines.append((key, value))
    yield agents, lines


def _read(lines: Sequence[tuple[str, str]]) -> Robots:
    rules: list[tuple[bool, str]] = []
    delay = 0.0
    for key, value in lines:
        if key == "crawl-delay":
            if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", value):
                delay = float(value)
        elif value:
            rules.append((key == "allow", _normal(value)))
    return Robots(tuple(rules), delay)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern matches the beginning of a path; ``*`` is anything and a last ``$`` the end."""
    ended = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not ended or at == len(path)
    for piece in rest[:-1]:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if ended:
        return path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= at
    return path.find(rest[-1], at) >= 0


def _normal(path: str) -> str:
    """The path with the same characters escaped whoever wrote it."""
    return quote(unquote_to_bytes(path), safe="/?&=:;,+*$!'()@~._-")
