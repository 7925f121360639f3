"""What is said of links that the web has answered for; the web itself is not asked here."""

from dataclasses import replace

from lintcorpus.app.online import Answers
from lintcorpus.checkers.links.dead_links import CHECKERS
from lintcorpus.model.checker import Checker, NoOptions
from lintcorpus.model.finding import Finding
from lintcorpus.model.fix import Safety, apply_edits
from lintcorpus.model.web import Answer, Verdict
from tests.support import document


def _findings(text: str, **answers: Answer) -> list[Finding]:
    web = Answers({f"https://a.org/{name}": answer for name, answer in answers.items()})
    (checker,) = CHECKERS
    assert isinstance(checker, Checker)
    return list(checker.check(replace(document(text), web=web), NoOptions()))


def test_only_what_is_settled_is_said() -> None:
    text = "[a](https://a.org/gone) [b](https://a.org/busy) [c](https://a.org/fine) [d](https://a.org/unasked)\n"
    (found,) = _findings(
        text,
        gone=Answer(Verdict.DEAD, 404, asked="2026-01-02"),
        busy=Answer(Verdict.UNKNOWN, 503),
        fine=Answer(Verdict.FOUND, 200),
    )
    assert text[found.span.start : found.span.end] == "https://a.org/gone"
    assert (found.params, found.variant, found.evidence) == ({"status": 404}, "", {"asked": "2026-01-02"})


def test_without_the_web_nothing_is_said() -> None:
    (checker,) = CHECKERS
    assert isinstance(checker, Checker)
    assert not list(checker.check(document("[a](https://a.org/gone)"), NoOptions()))


def test_a_host_that_is_gone_is_named() -> None:
    (found,) = _findings("https://a.org/x", x=Answer(Verdict.DEAD, reason="b.org"))
    assert (found.variant, found.params) == ("no-host", {"host": "b.org"})


def test_a_new_address_is_shown_with_the_old_fragment() -> None:
    text = "见[a](https://a.org/old#part)。"
    (found,) = _findings(text, old=Answer(Verdict.MOVED, 200, "https://a.org/new"))
    (fix,) = found.fixes
    assert fix.safety is Safety.SHOW
    assert apply_edits(text, fix.edits) == "见[a](https://a.org/new#part)。"


def test_an_address_that_markdown_would_misread_is_no_fix() -> None:
    (found,) = _findings("[a](https://a.org/old)", old=Answer(Verdict.MOVED, 200, "https://a.org/new_(x)"))
    assert not found.fixes
    assert found.params == {"target": "https://a.org/new_(x)"}


def test_a_certificate_is_said_of_its_host() -> None:
    (found,) = _findings("<https://a.org/x>", x=Answer(Verdict.CERTIFICATE, reason="certificate has expired"))
    assert (found.variant, found.params) == ("certificate", {"host": "a.org", "reason": "certificate has expired"})
