"""Marks the diagnostics that an entry of the accepted file allows."""

from collections.abc import Iterable, Sequence

from lintcorpus.model.accepted import Accepted
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.frozen import replace


def accept(diagnostics: Iterable[Diagnostic], accepted: Sequence[Accepted]) -> list[Diagnostic]:
    """Copies of the diagnostics in which accepted ones are marked."""
    if not accepted:
        return list(diagnostics)
    return [_marked(item, accepted) for item in diagnostics]


def idle(diagnostics: Iterable[Diagnostic], accepted: Sequence[Accepted]) -> list[Accepted]:
    """The entries that none of the diagnostics needed.

    Args:
        diagnostics: all of the run, marked by ``accept``.
        accepted: the entries.
    """
    hidden = [item for item in diagnostics if item.state is State.SUPPRESSED]
    return [entry for entry in accepted if not any(entry.accepts(item) for item in hidden)]


def _marked(diagnostic: Diagnostic, accepted: Sequence[Accepted]) -> Diagnostic:
    if diagnostic.state is not State.NEW:
        return diagnostic
    found = next((entry for entry in accepted if entry.accepts(diagnostic)), None)
    if found is None:
        return diagnostic
    return replace(diagnostic, state=State.SUPPRESSED, suppressed_by="accepted", reason=found.reason)
