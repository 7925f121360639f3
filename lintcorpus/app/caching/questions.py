"""What rules asked about the files around an article: noted when it is checked, asked again when it is recalled."""

import os
from pathlib import Path
from typing import TypeAlias

from lintcorpus.model.document import Neighbours
from lintcorpus.model.finding import text_digest
from lintcorpus.model.frozen import field, frozen
from lintcorpus.reading.neighbours import neighbours_of

Question: TypeAlias = tuple[str, str, str | bool | None]
"""What a rule asked about the files around an article: ``holds`` or ``text``, the path, and the answer.

Of a text the answer is its digest.
"""


@frozen
class Asked:
    """The files around an article, noting what is asked; see ``model.document.Neighbours``."""

    around: Neighbours
    questions: dict[tuple[str, str], str | bool | None] = field(default_factory=dict)

    def holds(self, path: str) -> bool | None:
        """Whether a file or folder stands there."""
        answer = self.around.holds(path)
        self.questions["holds", path] = answer
        return answer

    def text(self, path: str) -> str | None:
        """The text of a file there."""
        answer = self.around.text(path)
        self.questions["text", path] = None if answer is None else text_digest(answer)
        return answer


class Answers:
    """What is said today about the files around articles, each asked once."""

    def __init__(self, root: Path, limit: int) -> None:
        """Begin without any.

        Args:
            root: of the run.
            limit: bytes of a file around an article that is read.
        """
        self._root = root
        self._limit = limit
        self._known: dict[tuple[str, str], str | bool | None] = {}

    def still_hold(self, path: Path, questions: tuple[Question, ...]) -> bool:
        """Whether every question about the files around a file has the answer that it had."""
        if not questions:
            return True
        around = neighbours_of(path, self._root, self._limit)
        if around is None:
            return False
        return all(self._answer(around, around.folder, kind, asked) == answer for kind, asked, answer in questions)

    def _answer(self, around: Neighbours, folder: str, kind: str, asked: str) -> str | bool | None:
        key = kind, os.path.join(folder, asked)
        if key not in self._known:
            if kind == "holds":
                self._known[key] = around.holds(asked)
            else:
                text = around.text(asked)
                self._known[key] = None if text is None else text_digest(text)
        return self._known[key]
