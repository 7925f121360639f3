"""A stream to a file that may get further files beside it."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class Beside(Protocol):
    """What a stream offers whose file stands in a folder; a pipe or standard output does not.

    Attributes:
        folder: the name of the folder for the files of this report, next to its own file.
    """

    folder: str

    def put(self, name: str, text: str) -> None:
        """Write a file into that folder, whole or not at all.

        Args:
            name: of the file; it names its content, so that files of an older report are not touched by it.
            text: all of it.

        Raises:
            OSError: it cannot be written.
        """

    def complete(self) -> None:
        """No file follows: those of an older report are deleted when this one has taken its place."""
