"""Finds links that the web says are dead or have moved; it asks ``Document.web`` and never the network."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from lintcorpus.article.web_targets import WebTarget, web_targets, without_fragment
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.lazy import lazy
from lintcorpus.model.web import Answer, Verdict

_WRITABLE = lazy(r"https?://[!#$%&'*+,\-./0-9:;=?@A-Z_a-z~]+")
"""Addresses that every kind of link can hold as they are."""


def _dead(document: Document, options: NoOptions) -> Iterable[Finding]:
    """Links with an answer that settles something; the others are counted by the run."""
    web = document.web
    if web is None:
        return
    for target in web_targets(document):
        answer = web.answer(without_fragment(target.url))
        if answer is not None:
            yield from _found(target, answer)


def _found(target: WebTarget, answer: Answer) -> Iterable[Finding]:
    evidence = {"asked": answer.asked}
    if answer.verdict is Verdict.DEAD and answer.status:
        yield Finding(target.span, {"status": answer.status}, evidence=evidence)
    elif answer.verdict is Verdict.DEAD:
        yield Finding(target.span, {"host": answer.reason}, "no-host", evidence=evidence)
    elif answer.verdict is Verdict.CERTIFICATE:
        params = {"host": urlsplit(target.url).hostname or "", "reason": answer.reason}
        yield Finding(target.span, params, "certificate", evidence=evidence)
    elif answer.verdict is Verdict.MOVED:
        moved = _moved(target.url, answer.target)
        offered = target.spelled and _WRITABLE.fullmatch(moved)
        fixes = (Fix((Edit(target.span, moved),), Safety.SHOW),) if offered else ()
        yield Finding(target.span, {"target": moved}, "moved", fixes, evidence=evidence)


def _moved(url: str, target: str) -> str:
    """The new address, with the fragment of the old one where it has none of its own."""
    _, mark, fragment = url.partition("#")
    return target if "#" in target else target + mark + fragment


CHECKERS = (Checker("dead-links.dead", _dead),)
