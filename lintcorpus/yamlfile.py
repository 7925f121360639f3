"""YAML files checked against a JSON Schema, with the line of each error."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from lintcorpus.errors import UsageError, nearest
from lintcorpus.packaged import packaged

_DEEPEST, _MOST = 50, 2_000_000
"""Levels and values of a file."""


def read_yaml(text: str, where: str, schema: str) -> Any:
    """Read YAML and check it.

    Args:
        text: the YAML text.
        where: the file's name for messages.
        schema: the name of a schema in ``lintcorpus/schemas``.

    Returns:
        Plain data; an empty file gives ``{}``.

    Raises:
        UsageError: the text is not YAML or does not fit; names the file and line.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        excess = _excess(text, loader)
        data = None if excess else yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{where}:{mark.line + 1}" if mark is not None else where
        raise UsageError(f"{place}: not valid YAML: {getattr(error, 'problem', None) or error}") from error
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        # What PyYAML raises of a value that cannot be what its tag or its form says, such as a day that is none.
        raise UsageError(f"{where}: not valid YAML: a value cannot be read ({error})") from error
    if excess:
        raise UsageError(f"{where}:{excess[0]}: {excess[1]}")
    data = {} if data is None else data
    problem = check(data, schema)
    if problem is not None:
        path, message = problem
        raise UsageError(f"{where}:{line_of(text, path)}: {message}")
    return data


def _excess(text: str, loader: Any) -> tuple[int, str] | None:
    """The line at which a file asks for more than a file written by people would, and what it asks for.

    PyYAML builds what is nested by recursion without an end, and what aliases stand for is as large as one likes.
    """
    import yaml

    sizes: dict[str | None, int] = {}  # by anchor, the values that an alias stands for
    open_: list[list[Any]] = [["", 0]]  # of each collection that is open its anchor and its values so far
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark is not None else 1
        size = 1
        if isinstance(event, yaml.CollectionStartEvent):
            if len(open_) > _DEEPEST:
                return line, f"it is nested more than {_DEEPEST} levels deep"
            open_.append([event.anchor, 0])
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            anchor, size = open_.pop()
            sizes[anchor] = size
        elif isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in open_):
                return line, f"the alias *{event.anchor} stands inside of what it stands for"
            size = sizes.get(event.anchor, 1)
        open_[-1][1] += size
        if open_[-1][1] > _MOST:
            return line, f"it has more than {_MOST:,} values, aliases counted as what they stand for"
    return None


def check(data: Any, schema: str) -> tuple[list[str | int], str] | None:
    """The first way in which data does not fit a schema.

    Args:
        data: plain data.
        schema: the name of a schema in ``lintcorpus/schemas``.

    Returns:
        The path to the fault and a message, or ``None`` when all is well.
    """
    import fastjsonschema

    try:
        _validator(schema)(data)
    except fastjsonschema.JsonSchemaValueException as error:
        path: list[str | int] = [int(part) if part.isdigit() else part for part in error.path[1:]]
        name = ".".join(str(part) for part in path) or "the file"
        known = error.definition.get("properties", {})
        if error.rule in ("additionalProperties", "required") and isinstance(error.value, dict):
            unknown = next((key for key in error.value if key not in known), None)
            if unknown is not None:
                return [*path, unknown], f"unknown key {unknown!r}{nearest(str(unknown), known)}"
            missing = [key for key in error.definition.get("required", ()) if key not in error.value]
            return path, f"{name}: {', '.join(missing)} must be given"
        if error.rule == "enum":
            hint = nearest(str(error.value), [str(item) for item in error.rule_definition])
            allowed = ", ".join(str(item) for item in error.rule_definition)
            return path, f"{name}: {error.value!r} is not one of {allowed}{hint}"
        return path, f"{name}: {re.sub(r'^data[^ ]* ', '', error.message)}"
    return None


@cache
def _validator(schema: str) -> Any:
    import json

    import fastjsonschema

    source = packaged("schemas", f"{schema}.schema.json").read_text(encoding="utf-8")
    return fastjsonschema.compile(json.loads(source), use_default=False)


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the value at ``path`` (keys and indices), or of its nearest ancestor."""
    import yaml

    # The same parser as before: the one in Python takes other texts for wrong.
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line = node.start_mark.line if node is not None else 0
    for part in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    found, line = value, key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = node.value[part]
            line = found.start_mark.line
        if found is None:
            break
        node = found
    return line + 1
