"""Findings that people accepted for good, apart from the articles."""

from collections.abc import Callable

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.frozen import frozen


@frozen
class Accepted:
    """One entry of ``accepted.yaml``.

    Attributes:
        path: the pattern of paths, as written.
        names: whether a path fits the pattern.
        rules: the ids it stands for.
        digest: of the exact text; see ``text_digest``.
        reason: why the finding is right as it is.
        line: of the entry in the file, 1-based.
        expired: whether its last day has passed; it accepts nothing then.
    """

    path: str
    names: Callable[[str], bool]
    rules: frozenset[str]
    digest: str
    reason: str
    line: int
    expired: bool = False

    def accepts(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic is the one that was accepted."""
        return (
            not self.expired
            and diagnostic.rule in self.rules
            and diagnostic.place.digest == self.digest
            and self.names(diagnostic.path)
        )
