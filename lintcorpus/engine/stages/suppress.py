"""Marks the diagnostics that a comment in the text allows.

Comments look like ``<!-- lintcorpus-disable-next-line LNK001 -- reason -->``. They count in Markdown
and in plain text, never inside code.
"""

import re
from collections.abc import Iterable, Iterator

from lintcorpus.article.header.block import header
from lintcorpus.article.mask import code_mask
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import MALFORMED_SUPPRESSION, UNUSED_SUPPRESSION, about_place
from lintcorpus.errors import nearest
from lintcorpus.markdown.frontmatter import front_matter
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.fix import Edit, Fix
from lintcorpus.model.frozen import frozen, replace
from lintcorpus.model.lazy import lazy
from lintcorpus.model.selector import matching, names
from lintcorpus.model.span import Span

_MARKER = "lintcorpus-"
_COMMENT = lazy(r"<!--[ \t\r\n]*lintcorpus-(?P<verb>[A-Za-z-]*)(?P<rest>[^\r\n]{0,1000}?)-->")
_VERBS = ("disable", "enable", "disable-line", "disable-next-line", "disable-file")


@frozen
class Directive:
    """Rules that a comment allows in a stretch of lines.

    Attributes:
        rules: ids of the rules.
        first, last: lines, 1-based, in which findings that start are allowed.
        reason: what stands after ``--``.
        unused: the diagnostics to give when it allows nothing.
    """

    rules: frozenset[str]
    first: int
    last: int
    reason: str
    unused: tuple[Diagnostic, ...] = ()

    def allows(self, diagnostic: Diagnostic) -> bool:
        """Whether the diagnostic starts in the lines and is of the rules."""
        return self.first <= diagnostic.place.start.line <= self.last and diagnostic.rule in self.rules


@frozen
class Directives:
    """All comments of one document.

    Attributes:
        valid: what those that can be read allow.
        malformed: diagnostics about the others.
    """

    valid: tuple[Directive, ...] = ()
    malformed: tuple[Diagnostic, ...] = ()


def read_directives(document: Document, plan: Plan) -> Directives:
    """The suppression comments of a document."""
    if not plan.inline or _MARKER not in document.text:
        return Directives()
    code = code_mask(document)
    last_line = len(document.line_starts)
    closed: list[Directive] = []
    open_ended: list[Directive] = []
    malformed: list[Diagnostic] = []
    for match in _COMMENT.finditer(document.text):
        if code.covers(match.start(), match.end()):
            continue
        span = Span(match.start(), match.end())
        verb = match["verb"].rstrip("-")
        listed, _, reason = match["rest"].partition("--")
        rules, wrong = _rules(listed, plan)
        if verb not in _VERBS:
            wrong = f"unknown directive {_MARKER}{verb}{nearest(verb, _VERBS)}"
        if wrong:
            malformed.extend(about_place(plan, MALFORMED_SUPPRESSION, document, span, {"reason": wrong}))
            continue
        line, end_line = document.line_of(span.start) + 1, document.line_of(span.end) + 1
        if verb == "enable":
            open_ended = [part for item in open_ended for part in _ended(item, rules, line, closed)]
            continue
        first, last = {
            "disable": (line, last_line),
            "disable-line": (line, end_line),
            "disable-next-line": (end_line + 1, end_line + 1),
            "disable-file": (1, last_line),
        }[verb]
        unused = about_place(plan, UNUSED_SUPPRESSION, document, span, {"comment": document.slice(span)[:80]})
        unused = [replace(item, fixes=(Fix((Edit(_removal(document, span), ""),)),)) for item in unused]
        directive = Directive(rules, first, last, reason.strip(), tuple(unused))
        (open_ended if verb == "disable" else closed).append(directive)
    return Directives((*closed, *open_ended), tuple(malformed))


def is_metadata(document: Document, at: int) -> bool:
    """Whether a comment at this offset, in code points, would be part of the value of a field, and no comment."""
    block, found = front_matter(document), header(document)
    return block.start <= at < block.end or (found is not None and found.span.start <= at <= found.span.end)


def suppress(diagnostics: Iterable[Diagnostic], directives: Directives) -> list[Diagnostic]:
    """Copies of the diagnostics of one document in which allowed ones are marked."""
    if not directives.valid:
        return list(diagnostics)
    return [_marked(item, directives) for item in diagnostics]


def unused(diagnostics: Iterable[Diagnostic], directives: Directives, judged: frozenset[str]) -> Iterator[Diagnostic]:
    """Diagnostics for comments that allowed nothing.

    Args:
        diagnostics: all of the document, suppressed ones included.
        directives: its comments.
        judged: the rules that ran on all they need; a comment that names another is not judged.
    """
    if directives.valid:
        hidden = [item for item in diagnostics if item.state is State.SUPPRESSED]
        for directive in directives.valid:
            if directive.rules <= judged and not any(directive.allows(item) for item in hidden):
                yield from directive.unused


def _marked(diagnostic: Diagnostic, directives: Directives) -> Diagnostic:
    found = next((item for item in directives.valid if item.allows(diagnostic)), None)
    if found is None:
        return diagnostic
    return replace(diagnostic, state=State.SUPPRESSED, suppressed_by="comment", reason=found.reason)


def _rules(listed: str, plan: Plan) -> tuple[frozenset[str], str]:
    """The ids that a comment names, all of them when it names none, and what is wrong with it."""
    found: set[str] = set()
    for name in filter(None, re.split(r"[,\s]+", listed)):
        matched = matching(plan.cards, name)
        if not matched:
            return frozenset(), f"unknown rule {name!r}{nearest(name, names(plan.cards))}"
        found |= matched
    return frozenset(found or plan.rules), ""


def _ended(directive: Directive, rules: frozenset[str], line: int, closed: list[Directive]) -> Iterator[Directive]:
    """End an open directive for some rules; yield what stays open of it."""
    if directive.rules & rules:
        closed.append(replace(directive, rules=directive.rules & rules, last=line))
    if directive.rules - rules:
        yield replace(directive, rules=directive.rules - rules)


def _removal(document: Document, span: Span) -> Span:
    """The comment, with its line when nothing else stands on it."""
    line = document.line_of(span.start)
    whole = document.line_span(line)
    if document.slice(whole).strip() == document.slice(span) and line + 1 < len(document.line_starts):
        return Span(whole.start, document.line_starts[line + 1])
    return span
