"""The settings that the command line gives about rules, as every command that checks reads them."""

import argparse
from typing import Any

from lintcorpus.cli.console import split_names
from lintcorpus.errors import UsageError
from lintcorpus.model.finding import Severity


def about_rules(arguments: argparse.Namespace) -> dict[str, Any]:
    """What is said about which rules run, how grave they are and where, by the name of the setting.

    Raises:
        UsageError: a severity is not RULE=LEVEL.
    """
    flags: dict[str, Any] = {}
    for name in ("select", "extend_select", "ignore", "exclude"):
        values = getattr(arguments, name)
        if values is not None:
            flags[name] = split_names(values)
    if arguments.severity:
        flags["severity"] = dict(_severity(value) for value in split_names(arguments.severity))
    if arguments.fail_on:
        flags["fail_on"] = Severity.parse(arguments.fail_on)
    if arguments.preview:
        flags["preview"] = True
    return flags


def _severity(value: str) -> tuple[str, Severity]:
    name, _, level = value.partition("=")
    try:
        return name, Severity.parse(level)
    except KeyError:
        raise UsageError(f"--severity wants RULE=LEVEL with error, warning or info, not {value!r}") from None
