"""Reports what a page left around an article, each kind as a rule of its own."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from lintcorpus.article.page.chrome import INTERFACE, NAVIGATION, Run, page_runs
from lintcorpus.article.page.lists import Page, page_of
from lintcorpus.article.removal import remove_lines
from lintcorpus.markdown.links import clipped
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Fix, Safety
from lintcorpus.model.frozen import field, frozen

_SHOWN = 5


@frozen
class PageOptions:
    """Which part of a page a rule reports.

    Attributes:
        kind: ``chrome``, ``navigation`` or ``interface``.
        page: see ``Page``; all rules should have the same one, so that one reading serves all.
    """

    kind: str
    page: Mapping[str, Any] = field(repr=False)

    def __post_init__(self) -> None:
        self.compiled  # noqa: B018 - wrong lists must show at once

    @cached_property
    def compiled(self) -> Page:
        """The lists, ready for use."""
        return page_of(self.page)


def _page(document: Document, options: PageOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for all lines of the rule's own kind that stand together."""
    for run in page_runs(document, options.compiled, hits):
        if run.kind == options.kind:
            params = {"match": clipped(document, run.span), "count": run.lines, "platform": run.what}
            evidence = {"lines": list(run.known[:_SHOWN])}
            variant = run.what if run.kind == NAVIGATION else "" if run.lines == 1 else "run"
            yield Finding(run.span, params, variant, _fixes(document, run), evidence=evidence)


def _fixes(document: Document, run: Run) -> tuple[Fix, ...]:
    """The deletion: of whole blocks from the closed lists, or of all that stands together."""
    if run.exact:
        edits = [remove_lines(document, part) for part in run.exact]
        made = tuple(edit for edit in edits if edit is not None)
        return (Fix(made, Safety.SAFE),) if len(made) == len(edits) else ()
    edit = remove_lines(document, run.span) if run.kind != INTERFACE or run.first == run.last else None
    return (Fix((edit,), Safety.UNSAFE),) if edit is not None else ()


CHECKERS = (AnchoredChecker("boilerplate.page", _page, lambda options: options.compiled.literals, PageOptions),)
