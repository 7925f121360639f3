"""A known finding: all that it is recognised by, and nothing of its place."""

from typing import NamedTuple

from lintcorpus.model.finding import Context, Diagnostic


class Entry(NamedTuple):
    """A finding as a baseline knows it.

    Attributes:
        path: the file, POSIX and relative to the root.
        rule: the rule's id.
        fingerprint: of the finding; begins with the version of its making.
        context: what it is recognised by where the fingerprint has changed. Where a long match was
            cut, ``…`` stands.
    """

    path: str
    rule: str
    fingerprint: str
    context: Context


def entry_of(diagnostic: Diagnostic) -> Entry:
    """The entry of a finding."""
    context = diagnostic.context
    shown = context._replace(match=context.match.replace("\0", "…"))
    return Entry(diagnostic.path, diagnostic.rule, diagnostic.fingerprint, shown)
