"""The format ``junit``."""

import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lintcorpus.model.card import Card, Variant
from lintcorpus.model.finding import Diagnostic, Place, Severity, State
from lintcorpus.model.result import Problem, ReportOptions, Result
from lintcorpus.reporters import junit

SCHEMA = Path(__file__).parent / "schemas" / "junit.xsd"


def written(result: Result, language: str = "en") -> str:
    stream = io.StringIO()
    junit.report(result, stream, ReportOptions(language=language))
    return stream.getvalue()


@pytest.fixture
def mixed(
    result: Callable[..., Result],
    diagnostic: Callable[..., Diagnostic],
    card: Callable[..., Card],
    bare_place: Place,
) -> Result:
    """A clean file, one that fails, one with remarks only, one that could not be read, and a wrong path."""
    engine = card(id="RUN003", family="run", severity=Severity.ERROR, variants={"": Variant({"en": "Left alone"})})
    return result(
        diagnostic("一，，<b>", path="b.md"),
        diagnostic("一\n，，二", path="b.md", severity=Severity.INFO),
        diagnostic(path="c & d.md", severity=Severity.INFO),
        diagnostic(path="a.md", state=State.SUPPRESSED),
        diagnostic(rule="RUN003", place=bare_place, severity=Severity.ERROR),
        cards={"PUN001": card(), "RUN003": engine},
        checked=("a.md", "b.md", "c & d.md"),
        problems=(Problem("path", "x.md: no such file"), Problem("note", "a remark")),
    )


def test_a_case_for_each_file(mixed: Result) -> None:
    root = ElementTree.fromstring(written(mixed).encode())
    (suite,) = root
    cases = {case.get("name"): [(part.tag, part.get("message"), part.text) for part in case] for case in suite}
    assert cases == {
        "a.md": [],
        "b.md": [
            ("failure", "1 warning", "1:2: warning PUN001 doubled-mark: Doubled mark “，，”"),
            ("system-out", None, "2:1: info PUN001 doubled-mark: Doubled mark “，，”"),
        ],
        "c & d.md": [("system-out", None, "1:7: info PUN001 doubled-mark: Doubled mark “，，”")],
        "gone.md": [("error", "1 error", "1:1: error RUN003 doubled-mark: Left alone")],
        "(run)": [("error", "x.md: no such file", None)],
    }
    for element in (root, suite):
        assert {name: element.get(name) for name in ("tests", "failures", "errors")} == {
            "tests": "5",
            "failures": "1",
            "errors": "2",
        }


def test_what_fails_is_what_fails_the_run(result: Callable[..., Result], diagnostic: Callable[..., Diagnostic]) -> None:
    assert "<failure " not in written(result(diagnostic(), fail_on=Severity.ERROR))
    assert "<failure " in written(result(diagnostic(severity=Severity.INFO), fail_on=Severity.INFO))


def test_a_run_without_files(result: Callable[..., Result]) -> None:
    (suite,) = ElementTree.fromstring(written(result()).encode())
    assert (suite.get("tests"), len(suite)) == ("0", 0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_the_schema(mixed: Result, language: str) -> None:
    xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")
    xmlschema.XMLSchema(str(SCHEMA)).validate(written(mixed, language))
