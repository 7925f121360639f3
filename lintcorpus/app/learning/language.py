"""Learning the language of a corpus, beside whatever else its files are read for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lintcorpus.app.inputs.source import Source
from lintcorpus.article.prose import chinese_lines
from lintcorpus.errors import UsageError
from lintcorpus.language import MODEL_FILE
from lintcorpus.language.counting import Counting
from lintcorpus.language.load import write_model
from lintcorpus.language.table import packed


class LearnedLanguage(NamedTuple):
    """A model that was learned.

    Attributes:
        data: the bytes of its file.
        ideographs: how many it was learned from.
    """

    data: bytes
    ideographs: int

    def is_kept(self, root: Path) -> bool:
        """Whether the root's file is this model already."""
        file = root / MODEL_FILE
        try:
            return file.is_file() and file.read_bytes() == self.data
        except OSError as error:
            raise UsageError(f"{file}: cannot read it: {error.strerror}") from error

    def write(self, root: Path) -> Path:
        """Put it in the place of the root's file.

        Raises:
            UsageError: it cannot be written.
        """
        return write_model(root, self.data)

    def __str__(self) -> str:
        return f"{len(self.data) / 1e6:.1f} MB from {self.ideographs} Chinese characters"


class Lesson:
    """Counts the files of a corpus while they pass."""

    def __init__(self) -> None:
        self._counting = Counting()

    def heard(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources as they are, each counted as it passes."""
        for source in sources:
            for document in source.documents:
                self._counting.add(line.text for line in chinese_lines(document))
            yield source

    def learned(self) -> LearnedLanguage:
        """The model of all that was heard.

        Raises:
            UsageError: there was no Chinese text.
        """
        table = self._counting.table()
        if not self._counting.ideographs:
            raise UsageError("learn --language-model: there is no Chinese text in these files")
        return LearnedLanguage(packed(table), self._counting.ideographs)
