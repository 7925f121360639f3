"""The entry points of installed packages; where nothing names the group, what reads them is not even imported."""

import os
import sys
from collections.abc import Iterable
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PROJECT = "lintcorpus"
"""The pluggy project name and the entry point group."""

_FILE = "entry_points.txt"


def entry_points(group: str) -> "Iterable[EntryPoint]":
    """The entry points of a group, in no particular order.

    ``importlib.metadata`` takes longer to import than all metadata to look through for a name.
    """
    if not _may_be_named(group):
        return ()
    from importlib import metadata

    return metadata.entry_points(group=group)


def _may_be_named(group: str) -> bool:
    """Whether a package on the path names the group, or may do so in a place that is no folder."""
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    header = f"[{group}]".encode()
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")
        except FileNotFoundError:
            continue
        except OSError:
            return True
        for name in names:
            if name.lower().endswith((".dist-info", "egg-info")) and _holds(os.path.join(folder, name, _FILE), header):
                return True
    return False


def _holds(path: str, part: bytes) -> bool:
    try:
        with open(path, "rb") as file:
            return part in file.read()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
