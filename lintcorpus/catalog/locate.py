"""Where the built-in pack lies: in the installed package, or in a checkout."""

from typing import TYPE_CHECKING

from lintcorpus.errors import UsageError
from lintcorpus.packaged import packaged

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PACK_FILE = "PACK.yaml"


def builtin_pack() -> "Traversable":
    """The folder of the built-in cards.

    A wheel carries it as ``lintcorpus/packs``; a checkout has it as ``rules`` beside the package,
    where ``PACK.yaml`` tells it from an unrelated folder of that name.

    Raises:
        UsageError: neither is there; names both places.
    """
    installed, checkout = packaged("packs"), packaged("..", "rules")
    for folder in (installed, checkout):
        if folder.joinpath(PACK_FILE).is_file():
            return folder
    raise UsageError(f"no rule cards: neither {installed} nor {checkout} holds {PACK_FILE}; reinstall lintcorpus")
