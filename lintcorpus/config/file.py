"""A config file as it was read, kept to name the line of a setting that proves wrong later."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from lintcorpus.errors import UsageError
from lintcorpus.model.frozen import frozen
from lintcorpus.yamlfile import check, line_of, read_yaml

PYPROJECT = "pyproject.toml"
_TABLE = "[tool.lintcorpus"


@frozen
class ConfigFile:
    """A config file.

    Attributes:
        path: the file.
        text: all of it.
        data: the settings, with keys as written; they fit the schema.
    """

    path: Path
    text: str
    data: Mapping[str, Any]

    def place(self, *keys: str | int) -> str:
        """``file:line`` of the setting that these keys and indices lead to."""
        find = _toml_line if self.path.name == PYPROJECT else line_of
        return f"{self.path}:{find(self.text, keys)}"


def read_config(path: Path) -> ConfigFile:
    """Read a config file and check it against its schema.

    Raises:
        UsageError: it cannot be read or has an unknown key or a wrong value; names file and line.
    """
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot read the config file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: the config file is not UTF-8 (byte {error.start})") from error
    if path.name != PYPROJECT:
        data = read_yaml(text, str(path), "config")
        return ConfigFile(path, text, data if isinstance(data, dict) else {})
    import tomllib

    try:
        table: Mapping[str, Any] = tomllib.loads(text)["tool"]["lintcorpus"]
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: not valid TOML: it is nested too deeply") from error
    except (KeyError, TypeError) as error:
        raise UsageError(f"{path}: it has no table [tool.lintcorpus]") from error
    problem = check(table, "config")
    if problem is not None:
        keys, message = problem
        raise UsageError(f"{path}:{_toml_line(text, keys)}: {message}")
    return ConfigFile(path, text, table)


def has_table(path: Path) -> bool:
    """Whether a ``pyproject.toml`` has settings of lintcorpus."""
    return _TABLE.encode() in path.read_bytes()


def _toml_line(text: str, path: Sequence[str | int]) -> int:
    """The line of a key of the table, or of the nearest one around it that is found."""
    lines = text.split("\n")
    found = next((at for at, line in enumerate(lines) if line.strip().startswith(_TABLE)), 0)
    start = found
    for part, following in zip_longest(path, path[1:]):
        if isinstance(part, int):
            continue
        tables = [at for at, line in enumerate(lines) if line.strip() == f"[{_TABLE}.{part}]]"]
        if isinstance(following, int) and following < len(tables):
            start = found = tables[following]
            continue
        begins = (at for at in range(start, len(lines)) if _begins(lines[at], part))
        found = next(begins, found)
        start = found
    return found + 1


def _begins(line: str, key: str) -> bool:
    """Whether the key, or the table called so, begins in the line."""
    return line.lstrip().lstrip("\"'").startswith(key) or f".{key}]" in line or f"{key} =" in line
