"""Whether this version of lintcorpus is one that a config file is made for."""

import operator
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from lintcorpus.config.file import PYPROJECT
from lintcorpus.errors import UsageError
from lintcorpus.model.lazy import lazy

_KEY = lazy(r"""^required-version[ \t]*:[ \t]*(?P<quote>["']?)(?P<value>[^"'#\r\n]*)(?P=quote)""", re.MULTILINE)
_CLAUSE = lazy(r" *(==|!=|>=|<=|>|<) *([0-9]+(?:\.[0-9]+)*) *")
_TESTS: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def check_version(path: Path, version: str) -> None:
    """Look at ``required-version`` before anything else: a file for another version may have settings unknown here.

    What cannot be read is left to the check of the whole file.

    Raises:
        UsageError: it does not hold; names file and line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    required = _toml(text) if path.name == PYPROJECT else _yaml(text)
    if required and not holds(required, version):
        line = next((at for at, item in enumerate(text.split("\n"), start=1) if "required-version" in item), 1)
        raise UsageError(
            f"{path}:{line}: required-version is {required!r}, and this is lintcorpus {version};"
            f" 'pip install \"lintcorpus{required.replace(' ', '')}\"' installs one that fits"
        )


def holds(required: str, version: str) -> bool:
    """Whether a version fulfils every clause, such as ``>=0.1, <2``; a clause that is none counts as fulfilled."""
    return all(
        _TESTS[found[1]](*_equally_long(_numbers(version), _numbers(found[2])))
        for clause in required.split(",")
        if (found := _CLAUSE.fullmatch(clause)) is not None
    )


def _yaml(text: str) -> str:
    found = _KEY.search(text)
    return found["value"].strip() if found else ""


def _toml(text: str) -> str:
    import tomllib

    try:
        value = tomllib.loads(text)["tool"]["lintcorpus"].get("required-version", "")
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _numbers(version: str) -> tuple[int, ...]:
    """The release numbers; what follows them, as in ``1.0.dev3``, does not count."""
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _equally_long(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Both with zeros at the end, so that 1 equals 1.0."""
    length = max(len(first), len(second))
    return first + (0,) * (length - len(first)), second + (0,) * (length - len(second))
