"""Finds the config file of a run and reads it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintcorpus.config.file import PYPROJECT, ConfigFile, has_table
from lintcorpus.config.settings import Override, RecordFields, Settings
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity
from lintcorpus.model.frozen import fields, replace

CONFIG_FILES = ("lintcorpus.yaml", "lintcorpus.yml", ".lintcorpus.yaml", ".lintcorpus.yml")


def find_config(start: Path) -> Path | None:
    """The nearest config file at ``start`` or above it.

    A ``pyproject.toml`` counts only when it has a ``[tool.lintcorpus]`` table.

    Raises:
        UsageError: a folder has two config files of our own.
    """
    for folder in (start, *start.parents):
        own = [folder / name for name in CONFIG_FILES if (folder / name).is_file()]
        if len(own) > 1:
            raise UsageError(f"{own[0]}: there is also {own[1].name} beside it; keep one of the two")
        if own:
            return own[0]
        project = folder / PYPROJECT
        if project.is_file() and has_table(project):
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


def load_settings(config: ConfigFile | None, flags: Mapping[str, Any]) -> Settings:
    """The settings of a run.

    Args:
        config: the config file, if there is one.
        flags: settings from the command line by field name; they win over the file, except that
            ``ignore``, ``extend_select``, ``exclude`` and ``disabled_plugins`` add to it; ``records``
            is a mapping and wins field by field.
    """
    settings = Settings()
    if config is not None:
        settings = _apply(settings, config.data, config.path.name)
    added = {"ignore", "extend_select", "exclude", "disabled_plugins", "severity"}
    for name, value in flags.items():
        if name in added:
            current = getattr(settings, name)
            value = {**current, **value} if isinstance(current, Mapping) else (*current, *value)
        if name == "records":
            value = replace(settings.records, **value)
        origins = {**settings.origins, name: "command line"}
        settings = replace(settings, **{name: value}, origins=origins)
    return settings


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
    if name == "records":
        return RecordFields(**{key: _value(key, item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(value)
    return value


def _override(data: Mapping[str, Any]) -> Override:
    return Override(**{key: _value(key, value) for key, value in data.items()})
