"""Finds the config file of a run and reads it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from lintcorpus.config.settings import Override, Settings
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity
from lintcorpus.yamlfile import check, read_yaml

CONFIG_FILE = "lintcorpus.yaml"
_PYPROJECT = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """The nearest config file at ``start`` or above it.

    A ``pyproject.toml`` counts only when it has a ``[tool.lintcorpus]`` table.
    """
    for folder in (start, *start.parents):
        own = folder / CONFIG_FILE
        if own.is_file():
            return own
        project = folder / _PYPROJECT
        if project.is_file() and b"[tool.lintcorpus" in project.read_bytes():
            return project
    return None


def find_root(config: Path | None, cwd: Path) -> Path:
    """What paths are relative to: the config's folder, else the git top level, else ``cwd``."""
    if config is not None:
        return config.parent
    for folder in (cwd, *cwd.parents):
        if (folder / ".git").exists():
            return folder
    return cwd


def load_settings(config: Path | None, flags: Mapping[str, Any]) -> Settings:
    """The settings of a run.

    Args:
        config: the config file, if there is one.
        flags: settings from the command line by field name; they win over the file, except that
            ``ignore``, ``extend_select``, ``exclude`` and ``disabled_plugins`` add to it.

    Raises:
        UsageError: the file cannot be read or has an unknown key or value; names file and line.
    """
    settings = Settings()
    if config is not None:
        settings = _apply(settings, _read(config), config.name)
    added = {"ignore", "extend_select", "exclude", "disabled_plugins", "severity"}
    for name, value in flags.items():
        if name in added:
            current = getattr(settings, name)
            value = {**current, **value} if isinstance(current, Mapping) else (*current, *value)
        origins = {**settings.origins, name: "command line"}
        settings = replace(settings, **{name: value}, origins=origins)
    return settings


def _read(config: Path) -> Mapping[str, Any]:
    try:
        raw = config.read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        raise UsageError(f"{config}: cannot read the config file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{config}: the config file is not UTF-8 (byte {error.start})") from error
    if config.name != _PYPROJECT:
        data = read_yaml(text, str(config), "config")
        return data if isinstance(data, dict) else {}
    import tomllib

    try:
        table: Mapping[str, Any] = tomllib.loads(text)["tool"]["lintcorpus"]
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{config}: not valid TOML: {error}") from error
    problem = check(table, "config")
    if problem is not None:
        path, message = problem
        raise UsageError(f"{config}:{_toml_line(text, path)}: {message}")
    return table


def _toml_line(text: str, path: list[str | int]) -> int:
    """The line of a key of the table: the first one after its header that begins with it."""
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if line.strip().startswith("[tool.lintcorpus")), 0)
    names = [str(part) for part in path if not isinstance(part, int)]
    for name in reversed(names):
        for at in range(start, len(lines)):
            if lines[at].lstrip().strip("[]\"'").startswith(name) or f".{name}]" in lines[at]:
                return at + 1
    return start + 1


def _apply(settings: Settings, data: Mapping[str, Any], origin: str) -> Settings:
    known = {item.name for item in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name in known:
            values[name] = _value(name, value)
    origins = {**settings.origins, **dict.fromkeys(values, origin)}
    return replace(settings, **values, origins=origins)


def _value(name: str, value: Any) -> Any:
    if name == "fail_on":
        return Severity.parse(value)
    if name == "severity":
        return {key: Severity.parse(item) for key, item in value.items()}
    if name == "overrides":
        return tuple(_override(item) for item in value)
    if isinstance(value, list):
        return tuple(value)
    return value


def _override(data: Mapping[str, Any]) -> Override:
    return Override(**{key: _value(key, value) for key, value in data.items()})
