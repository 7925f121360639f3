"""Where the files lie that come with lintcorpus."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def packaged(*parts: str) -> "Traversable":
    """A file or folder of the package.

    ``importlib.resources`` is asked only where the package lies in no folder of the file system: to import it takes
    longer than to read a file.

    Args:
        parts: of its path below the package.
    """
    folder = Path(__file__).parent
    if folder.is_dir():
        return folder.joinpath(*parts)
    from importlib.resources import files

    return files("lintcorpus").joinpath(*parts)
