"""Whatever an article or a file's name holds does nothing in any format."""

import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from lintcorpus import builtin
from lintcorpus.model.card import Card, Variant
from lintcorpus.model.finding import Diagnostic, RelatedPlace, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Problem, ReportOptions, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters.step_summary import step_summary

FORMATS = sorted(builtin.lintcorpus_reporters())
HOSTILE = [
    "::error file=x::y",
    "\n::set-output name=a::b",
    "\r::add-mask::a",
    "##[error]stop",
    "##[add-mask]secret",
    "x ##vso[task.setvariable variable=a]b",
    "##teamcity[buildStatus status='FAILURE']",
    "\x1b[31mred\x1b]8;;https://evil.example/\x07link",
    "\x9b2J\x85\x07\x08",
    "\u202egnp.exe\u2066\u200f",
    "]]><script>alert(1)</script><!--",
    "&#0;&lt;\x00\x0b\ufffe\uffff",
    "\udc80 \ud800",
    "[a](javascript:alert(1)) ![b](https://evil.example/x.png) @everyone #1",
    "```\n</code></table>\n# heading | cell\n| a |",
    "{0} {mark} %0A%25",
]
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_ORDERS = re.compile(r"##(\[(error|add-mask)\]|vso\[|teamcity\[)")


@pytest.fixture
def hostile(
    result: Callable[..., Result], diagnostic: Callable[..., Diagnostic], card: Callable[..., Card]
) -> Callable[[str], Result]:
    """Makes a result in which a text stands wherever an article or a name can bring one in."""

    def make(text: str) -> Result:
        cards = {"PUN001": card(variants={"": Variant({"en": "{mark}"})})}
        path = text.replace("/", "∕") + "/a.md"
        other = diagnostic(f"一{text}二", text, path=path)
        found = [
            diagnostic(
                f"一{text}二",
                text,
                path=path,
                evidence={"quoted": text},
                related=(RelatedPlace(other.place, text),),
                fixes=(Fix((Edit(Span(1, 1 + len(text)), f"{text}|{text}"),), Safety.SAFE),),
            ),
            diagnostic(f"一{text}二", text, state=State.SUPPRESSED, suppressed_by="comment", reason=text),
        ]
        return result(*found, cards=cards, checked=(path,), problems=(Problem("plugin", text),), root="/srv")

    return make


def written(name: str, made: Result) -> str:
    stream = io.StringIO()
    builtin.lintcorpus_reporters()[name](made, stream, ReportOptions(width=200, exit_code=1))
    return stream.getvalue()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_acts_on_a_terminal_or_in_the_log_of_a_build(
    name: str, text: str, hostile: Callable[[str], Result]
) -> None:
    output = written(name, hostile(text))
    assert output
    assert not _ACTING.search(output)
    assert not _ORDERS.search(output)
    for line in output.split("\n"):
        assert name == "github" or not line.lstrip().startswith("::")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_every_command_for_github_is_one_of_ours(text: str, hostile: Callable[[str], Result]) -> None:
    lines = written("github", hostile(text)).removesuffix("\n").split("\n")
    assert len(lines) == 1
    command = re.match(r"::warning file=([^,:]*),line=1,endLine=1,col=2,endColumn=\d+,title=[^,:]*::", lines[0]) or (
        re.match(r"::warning file=([^,:]*),line=1,endLine=\d,title=[^,:]*::", lines[0])
    )
    assert command


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "rdjson"])
def test_json_is_read_back(name: str, text: str, hostile: Callable[[str], Result]) -> None:
    output = written(name, hostile(text))
    data: Any = json.loads(output.encode("utf-8", "backslashreplace"))
    if name == "json":
        assert data["diagnostics"][0]["evidence"] == {"quoted": text}
        assert data["diagnostics"][0]["fix"]["edits"][0]["text"] == f"{text}|{text}"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("name", ["jsonl", "rdjsonl"])
def test_lines_of_json_are_read_back(name: str, text: str, hostile: Callable[[str], Result]) -> None:
    lines = written(name, hostile(text)).removesuffix("\n").split("\n")
    assert len([json.loads(line) for line in lines]) == (2 if name == "jsonl" else 1)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_xml_is_read_back(text: str, hostile: Callable[[str], Result]) -> None:
    root = ElementTree.fromstring(written("junit", hostile(text)).encode())
    assert [element.tag for element in root.iter()] == [
        "testsuites",
        "testsuite",
        *("testcase", "failure"),
        *("testcase", "error"),
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_the_summary_of_a_step_has_no_markup_but_its_own(text: str, hostile: Callable[[str], Result]) -> None:
    page = step_summary(hostile(text), "en")
    assert not _ACTING.search(page)
    assert re.findall(r"<[^>]*>", page) == ["<code>", "</code>"] * 2
    rows = [line for line in page.split("\n") if line]
    assert len(rows) == 8
    cells = rows[-1].removeprefix("| ").removesuffix(" |").split(" | ")
    assert len(cells) == 3
    for cell in (cells[0], cells[2]):
        inside = cell.removeprefix("<code>").removesuffix("</code>")
        assert not re.search(r"[!-/:-@\[-`{-~]", re.sub(r"&#\d+;", "", inside))


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_links_of_sarif_messages_lead_to_related_places_only(text: str, hostile: Callable[[str], Result]) -> None:
    run = json.loads(written("sarif", hostile(text)))["runs"][0]
    for item in run["results"]:
        targets = re.findall(r"\]\(([^)]*)\)", item["message"]["text"])
        assert set(targets) <= {"1"}
        for argument in item["message"].get("arguments", []):
            assert "](" not in argument
