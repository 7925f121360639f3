"""The hooks that a plugin may implement; built-in parts come through the same ones.

The first three are called once a run, plugin by plugin, so that one that raises does not silence
the others. The last two are called once a file and the first result wins. No hook is called per
rule and file: a call through pluggy costs twenty times a plain one.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pluggy

from lintcorpus.entry_points import PROJECT

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from lintcorpus.model.checker import AnyChecker
    from lintcorpus.model.result import Reporter

API_VERSION = 1
"""What a plugin states as ``LINTCORPUS_API_VERSION``; another number is refused."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def lintcorpus_checkers() -> "Iterable[AnyChecker]":
    """Checkers that cards can name.

    Returns:
        The checkers; a name that another plugin already gave is refused with a message.

    Since 0.1.0.
    """
    return ()


@hookspec
def lintcorpus_packs() -> "Iterable[Traversable]":
    """Folders of cards, each with a ``PACK.yaml``.

    Returns:
        Folders; inside a zipped package they are not paths of the file system.

    Since 0.1.0.
    """
    return ()


@hookspec
def lintcorpus_reporters() -> "Mapping[str, Reporter]":
    """Output formats.

    Returns:
        Format name to reporter.

    Since 0.1.0.
    """
    return {}


@hookspec(firstresult=True)
def lintcorpus_decode(path: Path, raw: bytes) -> tuple[str, str] | None:
    """Decode a file that lintcorpus would read wrongly.

    Args:
        path: the file.
        raw: its bytes, all of them.

    Returns:
        The text (without a BOM) and the name of the codec that turns it back into ``raw``, or
        ``None`` to leave the file to the next plugin and at last to lintcorpus.

    Since 0.1.0.
    """
    return None


@hookspec(firstresult=True)
def lintcorpus_split(path: Path, text: str) -> "Iterable[tuple[str, str]] | None":
    """Split a container into the documents it holds.

    Args:
        path: the file.
        text: its decoded text.

    Returns:
        Pairs of a name for the part and its text, or ``None`` when the file is one document.
        Parts are checked and reported; they are never fixed, since they have no file of their own.

    Since 0.1.0.
    """
    return None
