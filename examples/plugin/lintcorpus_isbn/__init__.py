"""A plugin for lintcorpus: the hooks that it implements."""

from collections.abc import Iterable
from importlib.resources import files

from lintcorpus.api import AnyChecker, hookimpl
from lintcorpus_isbn.isbn import CHECKERS

LINTCORPUS_API_VERSION = 1


@hookimpl
def lintcorpus_checkers() -> Iterable[AnyChecker]:
    """The checkers that cards can name."""
    return CHECKERS


@hookimpl
def lintcorpus_packs() -> Iterable[object]:
    """The folder of cards."""
    return [files("lintcorpus_isbn") / "rules"]
