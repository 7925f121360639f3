"""Whole data sets: the same rules over very many records, on one machine or a cluster, with tables as output."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lintcorpus.distributed.dataset import Findings, lint_dataset

__all__ = ["Findings", "lint_dataset"]


def __getattr__(name: str) -> Any:
    """The Python interface, imported when it is asked for: a worker needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lintcorpus.distributed import dataset

    return getattr(dataset, name)
