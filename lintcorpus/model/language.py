"""What a model of the language says about characters: the one interface that all models share."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Guess(NamedTuple):
    """A character that is unlikely where it stands.

    Attributes:
        start, end: its place in the sentence, in code points.
        suggestion: what is likelier there.
        probability: how sure the model is that it is meant, 0 to 1.
    """

    start: int
    end: int
    suggestion: str
    probability: float


class Scorer(Protocol):
    """A model of the language."""

    def score(self, sentences: Sequence[str]) -> Sequence[Sequence[Guess]]:
        """The guesses about each sentence, in order of place; the same for the same sentences in every process.

        Args:
            sentences: visible text without markup, each of one line.
        """
