"""``lintcorpus config``: the effective settings and where each came from."""

import argparse
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from typing import Any

from lintcorpus.app.compose import App
from lintcorpus.cli.console import request
from lintcorpus.config.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Print one line a setting: key, value, origin."""
    app = App(request(arguments))
    app.plan  # noqa: B018 - a wrong rule name or option must show here as well
    print(f"root: {app.root}")
    print(f"config: {app.config if app.config is not None else 'none'}")
    for item in fields(Settings):
        if item.name != "origins":
            origin = app.settings.origins.get(item.name, "default")
            print(f"{item.name.replace('_', '-')}: {_shown(getattr(app.settings, item.name))}  ({origin})")
    print(f"rules: {', '.join(app.plan.rules)}")
    return 0


def _shown(value: Any) -> str:
    if isinstance(value, Enum):
        return value.name.lower()
    if is_dataclass(value) and not isinstance(value, type):
        value = {key: item for key, item in asdict(value).items() if item}
    if isinstance(value, tuple):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    if value == "":
        return '""'
    return str(value).lower() if isinstance(value, bool) else str(value)
