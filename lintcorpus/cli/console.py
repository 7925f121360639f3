"""What every command needs to know of the terminal and of shared options."""

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from lintcorpus.app.compose import Request
from lintcorpus.cache.place import default_cache_dir


def note(message: str, arguments: argparse.Namespace) -> None:
    """Say something about the run on standard error, unless the user wants quiet."""
    if not getattr(arguments, "quiet", False):
        print(f"lintcorpus: {message}", file=sys.stderr)


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number and what it counts, such as ``1 file`` and ``2 files``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def request(arguments: argparse.Namespace, flags: dict[str, Any] | None = None) -> Request:
    """The request that the shared options make."""
    flags = dict(flags or {})
    if arguments.disable_plugin:
        flags["disabled_plugins"] = split_names(arguments.disable_plugin)
    if arguments.lang:
        flags["lang"] = arguments.lang
    records = record_fields(arguments)
    if records:
        flags["records"] = records
    if arguments.baseline:
        flags["baseline"] = os.path.abspath(arguments.baseline)
    cache_dir = Path(arguments.cache_dir) if arguments.cache_dir else default_cache_dir()
    return Request(
        cwd=Path.cwd(),
        config=Path(arguments.config).absolute() if arguments.config else None,
        flags=flags,
        isolated=arguments.isolated,
        cache_dir=cache_dir,  # compiled cards depend on nothing but the cards
        index_dir=Path(arguments.cache_dir) if arguments.cache_dir else None,
        indexed=not arguments.no_cache,
        across=not getattr(arguments, "no_corpus", False),
        baselined=not arguments.no_baseline,
    )


def record_fields(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of records that were named, by what they are."""
    named = {part: getattr(arguments, f"{part}_column", None) for part in ("text", "id", "path")}
    found: dict[str, Any] = {part: name for part, name in named.items() if name}
    meta = getattr(arguments, "meta_column", None)
    return {**found, "meta": split_names(meta)} if meta else found


def split_names(values: Iterable[str]) -> tuple[str, ...]:
    """The names in comma-separated options that may be given several times."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def use_color(choice: str, stream: TextIO) -> bool:
    """Whether ANSI colours are wanted: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def language(setting: str, stream: TextIO) -> str:
    """The language of messages: the setting, else the locale on a terminal, else English."""
    if setting:
        return setting
    if stream.isatty():
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        return "zh" if locale.startswith("zh") else "en"
    return "en"


def terminal_width() -> int:
    """The width of the terminal in cells, 100 when there is none."""
    if not os.environ.get("COLUMNS") and (sys.__stdout__ is None or not sys.__stdout__.isatty()):
        return 100
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
