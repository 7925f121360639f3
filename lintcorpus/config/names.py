"""Checks every name in a config file against the catalogue, also where no path makes use of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from lintcorpus.config.file import ConfigFile
from lintcorpus.config.selection import known, known_header, options_of
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from lintcorpus.model.header import HeaderLayout

_LISTS = ("select", "extend-select", "ignore", "extend-safe-fixes", "extend-unsafe-fixes")


def check_names(file: ConfigFile, cards: Mapping[str, Card], layouts: Sequence[HeaderLayout]) -> None:
    """Check the rules, options and header layouts that a config file names, those of overrides too.

    Raises:
        UsageError: a name that is not known, or an option's value that does not fit; names file and line.
    """
    _check(file, (), file.data, cards, layouts)
    for index, override in enumerate(file.data.get("overrides", ())):
        _check(file, ("overrides", index), override, cards, layouts)


def _check(
    file: ConfigFile,
    path: tuple[str | int, ...],
    data: Mapping[str, Any],
    cards: Mapping[str, Card],
    layouts: Sequence[HeaderLayout],
) -> None:
    for key in _LISTS:
        for index, name in enumerate(data.get(key, ())):
            with _placed(file, *path, key, index):
                known(cards, name)
    for name in data.get("severity", ()):
        with _placed(file, *path, "severity", name):
            known(cards, name)
    for name, options in data.get("options", {}).items():
        with _placed(file, *path, "options", name):
            found = known(cards, name)
        for option, value in options.items():
            with _placed(file, *path, "options", name, option):
                for identity in sorted(found):
                    options_of(cards[identity], [{name: {option: value}}], cards)
    if "header" in data:
        with _placed(file, *path, "header"):
            known_header(data["header"], layouts)


@contextmanager
def _placed(file: ConfigFile, *keys: str | int) -> Iterator[None]:
    """Put the place of a setting before the message of its error."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"{file.place(*keys)}: {error}") from error
