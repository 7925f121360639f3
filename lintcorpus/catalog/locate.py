"""Where the built-in pack lies: in the installed package, or in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable

from lintcorpus.errors import UsageError

PACK_FILE = "PACK.yaml"


def builtin_pack() -> Traversable:
    """The folder of the built-in cards.

    A wheel carries it as ``lintcorpus/packs``; a checkout has it as ``rules`` beside the package,
    where ``PACK.yaml`` tells it from an unrelated folder of that name.

    Raises:
        UsageError: neither is there; names both places.
    """
    package = files("lintcorpus")
    packaged = package.joinpath("packs")
    if packaged.joinpath(PACK_FILE).is_file():
        return packaged
    checkout = package.joinpath("..", "rules")
    if checkout.joinpath(PACK_FILE).is_file():
        return checkout
    raise UsageError(f"no rule cards: neither {packaged} nor {checkout} holds {PACK_FILE}; reinstall lintcorpus")
