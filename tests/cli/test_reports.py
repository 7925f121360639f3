"""Which reports are written, where to, and what they never change."""

import io
import json
import os
import re
import stat
import sys
import threading
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from lintcorpus import builtin
from lintcorpus.cli import main
from lintcorpus.cli.reports import wanted_reports
from lintcorpus.errors import UsageError
from lintcorpus.reporters.line_hash import line_hashes
from tests.support import compiled_cards

FORMATS = sorted(builtin.lintcorpus_reporters())
ARTICLE = "# 潮汐磨坊\n\n磨坊建在河口，，靠潮水推动水轮。\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article, in which the tests run."""
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    for name in ("CI", "FORCE_COLOR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*words: str) -> int:
    return main(["check", "--isolated", "--quiet", "--select", "PUN001", *words])


def sarif_run(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["runs"][0]


def test_a_bare_format_is_standard_output_and_the_others_are_files(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("a.md", "--output", "sarif=out.sarif", "--output", "github", "--output", "junit=out.xml")
    assert code == 1
    assert capsys.readouterr().out.startswith("::warning file=a.md,line=3,")
    assert sarif_run(corpus / "out.sarif")["results"]
    assert ElementTree.parse(corpus / "out.xml").getroot().get("failures") == "1"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--output", "githb"], "unknown output format 'githb'; did you mean 'github'?"),
        (["--output", "sarf=x"], "did you mean 'sarif'?"),
        (["--output", "sarif="], "--output wants FORMAT=FILE or FORMAT, not 'sarif='"),
        (["--output", "github", "--output", "json"], "standard output takes one report, not github and json"),
        (["--output", "github", "--output-format", "json"], "standard output takes one report"),
        (["--output", "json=x", "--output", "sarif=x"], "x is to get two reports, json and sarif"),
        (["--output", "json=none/x.json"], "--output json=none/x.json: there is no folder none"),
        (["--output", "json=."], "--output json=.: "),
        (["--sarif-max-results", "-1"], "--sarif-max-results"),
    ],
)
def test_wrong_use(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("a.md", *words) == 2
    assert told in capsys.readouterr().err


def test_the_same_format_twice_for_standard_output_is_no_quarrel() -> None:
    reporters = builtin.lintcorpus_reporters()
    assert wanted_reports(reporters, "github", ["github"]).printed == "github"
    assert wanted_reports(reporters, None, []).printed == "text"
    with pytest.raises(UsageError):
        wanted_reports(reporters, "text", ["github"])


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_does_not_depend_on_the_format(name: str, corpus: Path) -> None:
    (corpus / "clean.md").write_text("磨坊建在河口。\n", encoding="utf-8")
    assert [run(path, "--output", name) for path in ("clean.md", "a.md", "gone.md")] == [0, 1, 2]
    assert run("a.md", "--output", f"{name}=out") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_for_the_same_input(name: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("a.md", "--output", f"{name}=one")
    other = corpus / "elsewhere"
    other.mkdir()
    (other / "a.md").write_bytes((corpus / "a.md").read_bytes())
    monkeypatch.chdir(other)
    run("a.md", "--output", f"{name}=two")
    one, two = (corpus / "one").read_bytes(), (other / "two").read_bytes()
    assert one == two
    assert str(corpus).encode() not in one
    assert b"\r" not in one


def test_a_report_that_fails_leaves_the_old_file(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / "out.json").write_text("old", encoding="utf-8")

    def report(result: object, stream: io.StringIO, options: object) -> None:
        stream.write("{")
        raise RuntimeError("half way")

    monkeypatch.setattr("lintcorpus.reporters.json_report.report", report)
    assert run("a.md", "--output", "json=out.json") == 3
    assert sorted(path.name for path in corpus.iterdir()) == ["a.md", "out.json"]
    assert (corpus / "out.json").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")
def test_mode_and_link_of_a_file_are_kept(corpus: Path) -> None:
    (corpus / "real.json").write_text("old", encoding="utf-8")
    (corpus / "real.json").chmod(0o640)
    (corpus / "out.json").symlink_to("real.json")
    run("a.md", "--output", "json=out.json", "--output", "jsonl=new.jsonl")
    assert (corpus / "out.json").is_symlink()
    assert json.loads((corpus / "real.json").read_text(encoding="utf-8"))["version"] == 1
    assert stat.S_IMODE((corpus / "real.json").stat().st_mode) == 0o640
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((corpus / "new.jsonl").stat().st_mode) == 0o666 & ~mask


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_written_to_and_not_replaced(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((corpus / "pipe").read_bytes()))
    reader.start()
    run("a.md", "--output", "jsonl=pipe")
    reader.join(timeout=30)
    assert json.loads(read[0])["rule"] == "PUN001"
    assert stat.S_ISFIFO((corpus / "pipe").stat().st_mode)


def test_the_page_of_a_step_is_added_to(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = corpus / "page.md"
    page.write_text("# before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    run("a.md")
    assert page.read_text(encoding="utf-8") == "# before\n"
    assert run("a.md", "--output", "github=log.txt") == 1
    assert re.match(r"# before\n## lintcorpus\n\nFound 1 problem", page.read_text(encoding="utf-8"))


def test_a_page_that_cannot_be_written_is_a_note(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(corpus / "none" / "page.md"))
    assert main(["check", "--isolated", "--select", "PUN001", "a.md", "--output", "github"]) == 1
    assert "GITHUB_STEP_SUMMARY" in capsys.readouterr().err


def test_sarif_tells_how_the_run_ends(corpus: Path) -> None:
    run("a.md", "gone.md", "--output", "sarif=out")
    (invocation,) = sarif_run(corpus / "out")["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (2, False)
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "gone.md: no such file or folder."


def test_sarif_has_the_hash_of_the_line_of_the_file(corpus: Path) -> None:
    run("a.md", "--output", "sarif=out")
    (result,) = sarif_run(corpus / "out")["results"]
    assert result["partialFingerprints"]["primaryLocationLineHash"] == line_hashes(ARTICLE, [3])[3]


@pytest.mark.parametrize("before", ["潮汐", "😀", "e\u0301", "👩\u200d👩\u200d👧", "a𐐀b", "\u3000\t", "长" * 300])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_columns_and_offsets_are_those_of_the_file(before: str, newline: str, corpus: Path) -> None:
    line = f"磨{before}坊，，河"
    text = newline.join(["首行\u2028仍是首行", "", line, ""])
    (corpus / "a.md").write_bytes(text.encode())
    run("a.md", "--output", "sarif=out", "--output", "rdjson=rd", "--output", "json=js")
    (result,) = sarif_run(corpus / "out")["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"]) == (3, 3)
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "，，" == region["snippet"]["text"]
    assert text[region["charOffset"] :][: region["charLength"]] == "，，"
    places = json.loads((corpus / "rd").read_text(encoding="utf-8"))["diagnostics"][0]["location"]["range"]
    assert line.encode()[places["start"]["column"] - 1 : places["end"]["column"] - 1].decode() == "，，"
    start = json.loads((corpus / "js").read_text(encoding="utf-8"))["diagnostics"][0]["start"]
    assert (start["line"], start["column"]) == (3, region["startColumn"])


def test_sarif_of_a_fix_run_is_about_the_repaired_text(corpus: Path) -> None:
    (corpus / "a.md").write_text(ARTICLE + "\n[待续](\n", encoding="utf-8")
    main(["check", "--isolated", "--quiet", "a.md", "--fix", "--output", "sarif=out"])
    repaired = (corpus / "a.md").read_bytes()
    assert repaired != ARTICLE.encode()
    run_data = sarif_run(corpus / "out")
    assert run_data["results"]
    assert run_data["artifacts"][0]["length"] == len(repaired)
    for result in run_data["results"]:
        line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
        expected = line_hashes(repaired.decode(), [line])[line]
        assert result["partialFingerprints"]["primaryLocationLineHash"] == expected


def test_sarif_of_standard_input(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    (corpus / "a.md").write_text("something else\n", encoding="utf-8")
    run("-", "--stdin-filename", "a.md", "--output", "sarif=out")
    data = sarif_run(corpus / "out")
    assert data["artifacts"][0]["length"] == len(ARTICLE.encode())
    assert "primaryLocationLineHash" in data["results"][0]["partialFingerprints"]


def test_junit_has_a_case_for_each_file(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "clean.md").write_text("磨坊建在河口。\n", encoding="utf-8")
    run(".", "--output", "junit")
    (suite,) = ElementTree.fromstring(capsys.readouterr().out.encode())
    assert [(case.get("name"), len(case)) for case in suite] == [("a.md", 1), ("clean.md", 0)]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.skipif(os.name == "nt", reason="no links there")
@pytest.mark.parametrize(
    ("environment", "words", "linked"),
    [
        ({"TERM": "xterm-256color"}, [], True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, [], True),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "linux"}, [], False),
        ({"TERM": "xterm-256color", "CI": "true"}, [], False),
        ({"TERM": "xterm-256color"}, ["--color", "never"], False),
    ],
)
def test_links_only_on_a_terminal_that_knows_them(
    environment: dict[str, str], words: list[str], linked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    run("a.md", "--lang", "en", *words)
    assert ("\x1b]8;;file://" in screen.getvalue()) is linked


def test_no_links_and_no_colours_in_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    run("a.md")
    assert "\x1b" not in capsys.readouterr().out
