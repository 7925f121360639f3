"""Records in runs of the command line: found, reported, accepted, compared and repaired like files."""

import csv
import gzip
import io
import json
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.app.collected import Collected, collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.source import Source
from lintcorpus.app.processes import records as app_records
from lintcorpus.cli import main
from tests.records.files import ARTICLES, articles, diagnostics, jsonl, packed, write
from tests.support import compiled_cards

FORMATS = ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.csv.gz", "a.parquet")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))


def _data(name: str, records: list[dict[str, Any]]) -> bytes:
    if name.endswith(".parquet"):
        pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        out = io.BytesIO()
        parquet.write_table(pa.Table.from_pylist(records), out, row_group_size=2)
        return out.getvalue()
    if ".csv" in name:
        table = io.StringIO(newline="")
        writer = csv.DictWriter(table, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
        return packed(name, table.getvalue().encode())
    return packed(name, jsonl(records))


def _texts(path: Path) -> dict[str, str]:
    if path.suffix == ".parquet":
        table = pytest.importorskip("pyarrow.parquet").read_table(path)
        rows = table.to_pylist()
    else:
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
        if path.suffix == ".zst":
            from lintcorpus.records.compressed import unpacked

            with unpacked(io.BytesIO(raw), ".zst") as stream:
                raw = b"".join(iter(lambda: stream.read(1 << 16), b""))
        text = raw.decode()
        if ".csv" in path.name:
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
        else:
            rows = [json.loads(line) for line in text.split("\n") if line]
    return {row["id"]: row["text"] for row in rows}


def _places(found: list[dict[str, Any]], name: Any) -> list[tuple[Any, ...]]:
    return sorted((name(item["path"]), item["rule"], item["start"], item["end"], item["message"]) for item in found)


@pytest.mark.parametrize("name", FORMATS)
def test_records_have_the_findings_of_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "files").mkdir()
    for key, text in ARTICLES.items():
        (tmp_path / "files" / f"{key}.md").write_bytes(text.encode())
    (tmp_path / name).write_bytes(_data(name, articles()))
    _, of_files, _ = diagnostics(capsys, "files")
    code, of_records, summary = diagnostics(capsys, name)
    assert code == 1
    assert len(of_files) >= 4
    assert _places(of_records, lambda path: path.split("#")[1]) == _places(of_files, lambda path: Path(path).stem)
    assert (summary["files"], summary["records"]) == (0, len(ARTICLES))
    record = of_records[0]["record"]
    lines = {"a.jsonl": 1, "a.csv": 2}
    assert record == {"file": name, "number": 1, "line": lines.get(name), "id": "a1", "field": "text", "meta": {}}


@pytest.mark.parametrize("name", FORMATS)
def test_a_repair_of_records_is_that_of_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "files").mkdir()
    for key, text in ARTICLES.items():
        (tmp_path / "files" / f"{key}.md").write_bytes(text.encode())
    path = tmp_path / name
    path.write_bytes(_data(name, articles()))
    path.chmod(0o640)
    assert main(["--isolated", "--fix", "-q", "files"]) == 1
    _, found, summary = diagnostics(capsys, "--fix", name)
    assert _texts(path) == {key: (tmp_path / "files" / f"{key}.md").read_bytes().decode() for key in ARTICLES}
    assert _texts(path) != ARTICLES
    assert summary["changed"] == [f"{name}#a1", f"{name}#a4"]
    assert found == diagnostics(capsys, name)[1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == sorted([name, "files"])
    before = path.read_bytes()
    assert diagnostics(capsys, "--fix", name)[2]["changed"] == []
    assert path.read_bytes() == before


def test_a_diff_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, "a.jsonl", jsonl(articles()))
    assert main(["--isolated", "--diff", "-q", "--select", "PUN", "a.jsonl"]) == 1
    out = capsys.readouterr().out
    assert "--- a/a.jsonl#a1\n" in out
    assert "+清晨六点，河边已经有人在跑步。他们大多沉默，只听见脚步声。\n" in out
    assert path.read_bytes() == jsonl(articles())


def test_the_journal_takes_a_repair_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN]\n", encoding="utf-8")
    path = write(tmp_path, "a.jsonl.gz", jsonl(articles()))
    before = path.read_bytes()
    main(["--fix", "--backup", ".orig", "a.jsonl.gz"])
    assert path.read_bytes() != before
    assert (tmp_path / "a.jsonl.gz.orig").read_bytes() == before
    assert main(["undo"]) == 0
    assert path.read_bytes() == before


def test_a_file_too_large_for_the_journal_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr("lintcorpus.app.fixing.records._JOURNAL_LIMIT", 100)
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN, RUN]\n", encoding="utf-8")
    path = write(tmp_path, "a.jsonl", jsonl(articles()))
    assert main(["--fix", "a.jsonl"]) == 3
    out = capsys.readouterr().out
    assert "too many for the journal of repairs; --no-journal --backup .orig repairs it and keeps a copy" in out
    assert "PUN001" in out
    assert path.read_bytes() == jsonl(articles())
    assert main(["--fix", "--no-journal", "a.jsonl"]) == 0
    assert path.read_bytes() != jsonl(articles())


@pytest.mark.parametrize("hindrance", ["read-only", "link", "cut"])
def test_a_file_that_cannot_be_rewritten_is_checked_as_it_is(
    hindrance: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    path = write(tmp_path, "a.jsonl.gz", jsonl(articles() * 300))
    if hindrance == "read-only":
        monkeypatch.setattr(os, "access", lambda *arguments: False)
    elif hindrance == "link":
        os.link(path, tmp_path / "other.jsonl.gz")
    else:
        path.write_bytes(path.read_bytes()[:-30])
    before = path.read_bytes()
    code, found, summary = diagnostics(capsys, "--fix", "--select", "PUN,RUN", "--no-corpus", "a.jsonl.gz")
    assert code == 3
    (failure,) = [item for item in found if item["rule"] == "RUN003"]
    said = {"read-only": "read-only", "link": "hard links", "cut": "cut off"}
    assert said[hindrance] in failure["message"]
    assert failure["path"] == "a.jsonl.gz"
    assert [item["rule"] for item in found].count("PUN001") > 100
    assert summary["changed"] == []
    assert path.read_bytes() == before


def test_a_character_that_the_encoding_lacks_leaves_the_record_alone(tmp_path: Path, capsys: Any) -> None:
    text = "一段普通的话，，后面还有一句。\n"
    table = f"编号,正文\r\n1,{text.strip()}\r\n"
    path = tmp_path / "a.csv"
    path.write_bytes(table.encode("gbk"))
    _, _, summary = diagnostics(capsys, "--fix", "--select", "PUN", "a.csv")
    assert summary["changed"] == ["a.csv#1"]
    assert path.read_bytes() == table.replace("，，", "，").encode("gbk")


def test_broken_records_fail_the_run_and_name_their_place(tmp_path: Path, capsys: Any) -> None:
    lines = jsonl(articles()).splitlines(keepends=True)
    write(tmp_path, "a.jsonl", lines[0] + b'{"id": "x", "text": \n' + lines[2])
    code, found, summary = diagnostics(capsys, "a.jsonl")
    assert code == 3
    assert summary["records"] == 2
    (broken,) = [item for item in found if item["rule"] == "RUN003"]
    assert broken["path"] == "a.jsonl#@2"
    assert broken["record"]["line"] == 2
    assert broken["message"] == "The file was left alone: it is not JSON: Expecting value at character 22 of the line"
    assert any(item["path"] == "a.jsonl#a1" for item in found)


def test_what_stands_in_the_way_of_a_whole_file_is_one_finding(tmp_path: Path, capsys: Any) -> None:
    write(tmp_path, "a.jsonl", b'{"n": 1}\n{"n": 2}\n')
    for arguments, said in (
        ([], "no field of its records is known to hold articles; name it with --text-column: they have 'n'"),
        (["--text-column", "story"], "none of its first records has a field 'story'; they have 'n'"),
    ):
        code, found, _ = diagnostics(capsys, *arguments, "a.jsonl")
        assert code == 3
        assert [(item["path"], item["message"]) for item in found] == [("a.jsonl", f"The file was left alone: {said}")]


def test_the_fields_that_were_taken_are_told_once(tmp_path: Path, capsys: Any) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        write(tmp_path, name, jsonl([{"uuid": "u1", "Content": "一句话。\n"}]))
    main(["--isolated", "a.jsonl", "b.jsonl"])
    err = capsys.readouterr().err
    assert "a.jsonl and 1 more: articles are read from field 'Content' and records named by field 'uuid'\n" in err
    main(["--isolated", "--text-column", "Content", "--id-column", "uuid", "a.jsonl"])
    assert "articles are read" not in capsys.readouterr().err


def test_folders_are_searched_for_records_only_when_it_is_said_what_is_in_them(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "data").mkdir()
    write(tmp_path / "data", "a.jsonl", jsonl(articles()))
    (tmp_path / "data" / "table.md").write_text("一句话。\n", encoding="utf-8")
    assert "records" not in diagnostics(capsys, "data")[2]
    assert diagnostics(capsys, "--text-column", "text", "data")[2]["records"] == len(ARTICLES)
    (tmp_path / "lintcorpus.yaml").write_text("records: {text: text, id: n, meta: [n]}\n", encoding="utf-8")
    capsys.readouterr()
    main(["--output-format", "json", "-q", "data"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {item["path"] for item in found} >= {"data/a.jsonl#0"}
    assert next(item["record"] for item in found if item["path"] == "data/a.jsonl#0")["meta"] == {"n": "0"}


def test_settings_for_paths_know_files_and_the_paths_of_records(tmp_path: Path, capsys: Any) -> None:
    rows = [{"path": f"{folder}/x.md", "text": "一句话，，两个逗号。\n"} for folder in ("blog", "news")]
    write(tmp_path, "a.jsonl", jsonl(rows))
    write(tmp_path, "b.jsonl", jsonl(rows))
    (tmp_path / "lintcorpus.yaml").write_text(
        "select: [PUN001]\nrecords: {text: text, path: path}\n"
        "overrides:\n- {paths: [b.jsonl], ignore: [PUN001]}\n- {paths: [blog/], ignore: [PUN001]}\n",
        encoding="utf-8",
    )
    main(["--output-format", "concise", "-q", "a.jsonl", "b.jsonl"])
    assert capsys.readouterr().out.split(":")[0] == "a.jsonl#news/x.md"


def test_a_baseline_and_accepted_findings_know_records(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001, PUN002, LNK]\n", encoding="utf-8")
    write(tmp_path, "a.jsonl", jsonl(articles()))
    assert main(["baseline", "create", "a.jsonl"]) == 0
    # More records before them, and another order: they are the same findings.
    moved = [{"id": "new", "n": 9, "text": "新的一篇。\n"}, *reversed(articles())]
    write(tmp_path, "a.jsonl", jsonl(moved))
    assert main(["a.jsonl"]) == 0
    assert "in the baseline" in capsys.readouterr().err
    assert main(["--no-baseline", "--output-format", "json", "-q", "a.jsonl"]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    for item in found:
        assert main(["accept", "--no-baseline", item["fingerprint"], "a.jsonl", "--reason", "as it was printed"]) == 0
    assert main(["--no-baseline", "a.jsonl"]) == 0
    assert "suppressed" in capsys.readouterr().err


def test_a_comment_in_a_text_suppresses(tmp_path: Path, capsys: Any) -> None:
    text = "<!-- lintcorpus-disable-file PUN001 -- as it was printed -->\n\n一句话，，两个逗号。\n"
    write(tmp_path, "a.jsonl", jsonl([{"text": text}]))
    _, found, _ = diagnostics(capsys, "--select", "PUN001", "a.jsonl")
    assert [item["state"] for item in found] == ["suppressed"]


def test_records_are_compared_with_each_other_and_with_files(tmp_path: Path, capsys: Any) -> None:
    text = "# 山里的邮差\n\n" + "他每周走两趟山路，把信送到最后一户人家，再把空袋子背回来，路上要过三座桥。\n\n" * 3
    write(tmp_path, "a.jsonl", jsonl([{"id": "p", "text": text}, {"id": "q", "text": text}]))
    write(tmp_path, "b.csv", b'id,text\n1,"' + text.encode() + b'"\n')
    (tmp_path / "c.md").write_text(text, encoding="utf-8")
    _, found, _ = diagnostics(capsys, "--select", "DUP006", "a.jsonl", "b.csv", "c.md")
    assert {item["path"] for item in found} == {"a.jsonl#q", "b.csv#1", "c.md"}
    assert {place["path"] for item in found for place in item["related"]} >= {"a.jsonl#p"}


@pytest.mark.slow
def test_several_processes_find_the_same(tmp_path: Path, capsys: Any) -> None:
    rows = [
        {"id": f"{at}-{row['id']}", "text": row["text"] * 40 + f"第{at}篇。\n"}
        for at in range(120)
        for row in articles()
    ]
    lines = jsonl(rows).splitlines(keepends=True)
    write(tmp_path, "a.jsonl.gz", b"".join([*lines[:200], b"broken\n", *lines[200:]]))
    write(tmp_path, "b.jsonl", jsonl(articles()))
    arguments = ("--select", "PUN,LNK,DUP006,RUN", "a.jsonl.gz", "b.jsonl")
    assert diagnostics(capsys, "--jobs", "1", *arguments) == diagnostics(capsys, "--jobs", "3", *arguments)


@pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches forked processes only")
def test_a_record_at_which_a_process_dies_is_named_and_the_rest_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(app: App, sources: Iterable[Source]) -> Collected:
        def watched() -> Iterable[Source]:
            for source in sources:
                if source.name.endswith("#7"):
                    os._exit(9)
                yield source

        return collect(app, watched())

    path = write(tmp_path, "a.jsonl", jsonl({"id": at, "text": f"第{at}篇，，完。\n" * 20} for at in range(30)))
    monkeypatch.setattr(app_records, "collect", dies)
    monkeypatch.setattr(app_records, "_CHUNK", 3000)
    app = App(Request(cwd=tmp_path, isolated=True, cache_dir=compiled_cards()))
    gathered = app_records.collect_records(app, [path], 2)
    (died,) = gathered.diagnostics
    assert (died.path, died.rule) == ("a.jsonl#7", "RUN003")
    assert died.place.origin is not None
    assert died.place.origin.number == 8
    assert [report.path for report in gathered.reports] == [f"a.jsonl#{at}" for at in range(30) if at != 7]


@pytest.mark.parametrize("form", ["github", "gitlab", "rdjson", "sarif"])
def test_reports_for_viewers_name_the_file_and_the_line_of_the_record(form: str, tmp_path: Path, capsys: Any) -> None:
    write(tmp_path, "a.jsonl", jsonl(articles()))
    main(["--isolated", "--output-format", form, "-q", "--select", "LNK001", "a.jsonl"])
    out = capsys.readouterr().out
    if form == "github":
        assert out.startswith("::error file=a.jsonl,line=2,title=")
        assert "::a.jsonl#a2:3:4: LNK001" in out
    elif form == "gitlab":
        (issue,) = json.loads(out)
        assert issue["location"] == {"path": "a.jsonl", "lines": {"begin": 2, "end": 2}}
        assert issue["description"].startswith("a.jsonl#a2:3:4: ")
    elif form == "rdjson":
        (item,) = json.loads(out)["diagnostics"]
        assert item["location"] == {"path": "a.jsonl", "range": {"start": {"line": 2}, "end": {"line": 2}}}
        assert "suggestions" not in item
    else:
        (item,) = json.loads(out)["runs"][0]["results"]
        (location,) = item["locations"]
        assert location["physicalLocation"]["region"] == {"startLine": 2}
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "a.jsonl"
        assert location["logicalLocations"][0]["fullyQualifiedName"] == "a.jsonl#a2/text"
        assert item["properties"]["record"]["region"]["startLine"] == 3
        assert "fixes" not in item


def test_people_see_number_field_and_further_fields(tmp_path: Path, capsys: Any) -> None:
    rows = [{**row, "site": "a|b"} for row in articles()]
    write(tmp_path, "a.jsonl", jsonl(rows))
    main(["--isolated", "--output-format", "full", "-q", "--select", "LNK001", "--meta-column", "site", "a.jsonl"])
    assert "= record: number 2 (line 2), field text; site: a|b\n" in capsys.readouterr().out


def test_records_from_standard_input_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(jsonl(articles()))))
    assert main(["--isolated", "--stdin-filename", "a.jsonl", "-"]) == 2
    assert "records are not read from standard input; name their file" in capsys.readouterr().err


def test_a_run_that_is_said_again_sees_that_records_changed(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\nrecords: {text: text, id: id}\n", encoding="utf-8")
    found = []
    for rows in (articles(), articles(), articles()[1:], [{"id": "z", "text": "好，，的"}]):
        write(tmp_path, "a.jsonl", jsonl(rows))
        main(["a.jsonl", "--output-format", "concise"])
        found.append([line.partition(":")[0] for line in capsys.readouterr().out.splitlines()])
    assert found[0] == found[1]
    assert "a.jsonl#a1" in found[0]
    assert "a.jsonl#a1" not in found[2]
    assert found[3] == ["a.jsonl#z"]


def test_each_column_option_wins_over_the_settings(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "lintcorpus.yaml").write_text("select: [PUN001]\nrecords: {text: body, id: n}\n", encoding="utf-8")
    write(tmp_path, "a.jsonl", jsonl([{"n": 1, "body": "没有", "text": "一，，二"}]))
    assert main(["a.jsonl"]) == 0
    assert main(["--text-column", "text", "a.jsonl"]) == 1
    assert capsys.readouterr().out.startswith("a.jsonl#1:1:2: ")
    assert main(["config"]) == 0
    assert "records: {text: body, id: n}  (lintcorpus.yaml)" in capsys.readouterr().out
