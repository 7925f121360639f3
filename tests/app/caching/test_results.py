"""Runs with a warm cache find what cold runs find, byte by byte, whatever changed meanwhile."""

import datetime
import io
import os
import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lintcorpus.app import gather
from lintcorpus.app.check import finish
from lintcorpus.app.compose import App, Request
from lintcorpus.app.gather import collect_files
from lintcorpus.app.inputs.files import find_files, is_whole_corpus
from lintcorpus.cache import stat
from lintcorpus.cli.again import from_disk, with_files
from lintcorpus.config.accepted import add_accepted
from lintcorpus.engine import pipeline
from lintcorpus.model.result import ReportOptions, Result
from tests.support import compiled_cards

FORMATS = ("text", "full", "concise", "grouped", "statistics", "json", "jsonl", "sarif", "gitlab", "junit", "rdjson")
TODAY = datetime.date(2031, 5, 20)
PARAGRAPHS = (
    "渡口的船每天早上六点零五分离开，，船上只有三个人和一筐刚摘下来的橘子，雾还没有散。",
    "码头边的老人说，这条路他走了四十年，从来没有在冬天看见过这么多的水鸟停在对岸的沙洲上面。",
    "关注公众号“江岸手记”，回复关键词领取资料，点击阅读原文查看更多内容。",
    "See the [map of the harbour](maps/harbour.md) and [the timetable](times.md#winter) before you leave .",
    "The ferry leaves at five past six, with three people on board and and a basket of oranges.",
    "[没有闭合的链接](https://www.example/harbour 后面还有一句话，说的是码头的历史。",
    "<!-- lintcorpus-disable-next-line PUN001 -- 引用原文 -->\n他说：好，，再见。",
    "<!-- lintcorpus-disable LNK001 -- nothing here -->",
)
TARGETS = ("maps/harbour.md", "times.md")


def app(root: Path, day: datetime.date = TODAY, *, cached: bool = True) -> App:
    return App(
        Request(
            cwd=root, cache_dir=compiled_cards(), index_dir=root / ".lintcorpus" / "cache", indexed=cached, today=day
        )
    )


def run(parts: App, jobs: int = 1) -> Result:
    found = find_files(parts, [str(parts.root)])
    gathered = collect_files(parts, found.files, jobs)
    whole = is_whole_corpus(parts, [str(parts.root)])
    result = finish(parts, gathered, skipped=found.skipped, problems=(), whole_corpus=whole)
    return with_files(result, gathered.reports, from_disk(parts, found.files))


def reports(parts: App, jobs: int = 1) -> dict[str, str]:
    """Every report of a run, and what it says about itself."""
    result = run(parts, jobs)
    written = {"problems": repr(result.problems)}
    result = replace(result, problems=())
    written |= {"numbers": repr((result.files, result.skipped, result.stale))}
    for name in FORMATS:
        stream = io.StringIO()
        parts.plugins.reporters()[name](result, stream, ReportOptions(language="zh"))
        written[name] = stream.getvalue()
    return written


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of documents that are checked in this process."""
    checked: list[str] = []
    original = pipeline.check_document

    def check(document: object, plan: object) -> object:
        checked.append(document.path)  # type: ignore[attr-defined]
        return original(document, plan)  # type: ignore[arg-type]

    monkeypatch.setattr("lintcorpus.app.caching.checked.check_document", check)
    return checked


def article(chance: random.Random) -> str:
    day = chance.choice(("2024-02-29", "2031-05-21", "2031-06-30", "2024-13-01"))
    lines = chance.choices(PARAGRAPHS, k=chance.randint(2, 6))
    return f"---\ntitle: 渡口 {chance.randrange(5)}\ndate: {day}\n---\n\n# 渡口\n\n" + "\n\n".join(lines) + "\n"


def corpus(root: Path, chance: random.Random, files: int = 12) -> None:
    (root / "maps").mkdir(exist_ok=True)
    for at in range(files):
        (root / f"{at:02}.md").write_text(article(chance), encoding="utf-8")
    (root / "maps" / "harbour.md").write_text("# 港\n\n一张图。\n", encoding="utf-8")
    (root / "times.md").write_text("# Winter\n\nSix o'clock.\n", encoding="utf-8")
    (root / "binary.md").write_bytes(b"\0\1\2binary\0" * 50)
    (root / "gb.md").write_bytes("好，，再见。渡口的船每天早上六点零五分离开。".encode("gb18030"))


def edit(root: Path, chance: random.Random) -> None:
    """Change one thing."""
    articles = sorted(root.glob("[0-9]*.md"))
    project = root / ".lintcorpus"
    project.mkdir(exist_ok=True)

    def change() -> None:
        chance.choice(articles).write_text(article(chance), encoding="utf-8")

    def append() -> None:
        with chance.choice(articles).open("a", encoding="utf-8") as stream:
            stream.write(chance.choice(PARAGRAPHS) + "\n")

    def add() -> None:
        (root / f"9{chance.randrange(10)}.md").write_text(article(chance), encoding="utf-8")

    def copy() -> None:
        chance.choice(articles).write_bytes(chance.choice(articles).read_bytes())

    def rename() -> None:
        chance.choice(articles).rename(root / f"8{chance.randrange(10)}.md")

    def delete() -> None:
        if len(articles) > 3:
            chance.choice(articles).unlink()

    def neighbours() -> None:
        target = root / chance.choice(TARGETS)
        if target.exists() and chance.random() < 0.6:
            target.unlink()
        else:
            target.write_text(chance.choice(("# Winter\n", "# Summer\n")), encoding="utf-8")

    def words() -> None:
        (project / "words.txt").write_text(f"{chance.choice(('basket', '橘子'))}\n", encoding="utf-8")

    def settings() -> None:
        (root / "lintcorpus.yaml").write_text(
            chance.choice(
                (
                    "select: [ALL]\n",
                    "ignore: [PUN001]\n",
                    "severity: {PUN001: info}\n",
                    "options: {too-short: {minimum-length: 900}}\n",
                    "overrides:\n- paths: ['0*.md']\n  ignore: [PUN]\n",
                    "overrides:\n- paths: ['1*.md']\n  severity: {LNK: info}\n",
                    "header: none\n",
                    "suppressions: file\n",
                    "corpus: [.]\n",
                )
            ),
            encoding="utf-8",
        )

    def accepted() -> None:
        found = [
            item for item in run(app(root, cached=False)).diagnostics if item.path in {file.name for file in articles}
        ]
        if found:
            item = chance.choice(found)
            text = (root / item.path).read_text(encoding="utf-8")[item.span.start : item.span.end]
            add_accepted(root, item.path, item.rule, text, "as it is", chance.choice((None, "2031-05-25")))

    def touch() -> None:
        os.utime(chance.choice(articles))

    chance.choice((change, append, add, copy, rename, delete, neighbours, words, settings, accepted, touch))()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_warm_runs_report_what_cold_runs_do(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stat, "_MARGIN", 0 if seed % 2 else 2 * 10**9)  # by time stamps, or by content
    monkeypatch.setattr(gather, "_MOST_FILES", 3)
    chance = random.Random(seed)
    corpus(tmp_path, chance)
    day = TODAY
    for turn in range(6):
        time.sleep(0.02)
        jobs = 2 if turn % 4 == 3 else 1
        expected = reports(app(tmp_path, day, cached=False))
        assert reports(app(tmp_path, day), jobs) == expected, f"turn {turn}"
        assert reports(app(tmp_path, day)) == expected, f"turn {turn} again"
        for _ in range(chance.choice((1, 1, 3))):
            edit(tmp_path, chance)
        day += datetime.timedelta(days=chance.choice((0, 0, 1, 30, -2)))


def test_the_edits_reach_what_they_are_meant_to_reach(tmp_path: Path) -> None:
    corpus(tmp_path, random.Random(1))
    for seed in range(40):
        edit(tmp_path, random.Random(seed))
    found = {item.rule for item in run(app(tmp_path)).diagnostics}
    assert len(found) >= 6
    assert (tmp_path / ".lintcorpus" / "accepted.yaml").exists()
    assert (tmp_path / "lintcorpus.yaml").exists()


def test_what_is_as_it_was_is_not_checked_again(tmp_path: Path, counted: list[str]) -> None:
    corpus(tmp_path, random.Random(1))
    run(app(tmp_path))
    assert len(counted) == 15
    counted.clear()
    run(app(tmp_path))
    assert counted == []
    (tmp_path / "03.md").write_text("好，，再见。\n", encoding="utf-8")
    os.utime(tmp_path / "04.md")
    run(app(tmp_path))
    assert counted == ["03.md"]
    counted.clear()
    (tmp_path / "lintcorpus.yaml").write_text("overrides:\n- paths: ['05.md']\n  ignore: [PUN]\n")
    run(app(tmp_path))
    assert len(counted) == 15


def test_accepting_a_finding_checks_nothing_again(tmp_path: Path, counted: list[str]) -> None:
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    (item,) = (item for item in run(app(tmp_path)).diagnostics if item.rule == "PUN001")
    counted.clear()
    add_accepted(tmp_path, "a.md", "PUN001", "，，", "so it was said", None)
    (marked,) = (item for item in run(app(tmp_path)).diagnostics if item.rule == "PUN001")
    assert (marked.suppressed_by, marked.reason) == ("accepted", "so it was said")
    (tmp_path / ".lintcorpus" / "accepted.yaml").unlink()
    (again,) = (item for item in run(app(tmp_path)).diagnostics if item.rule == "PUN001")
    assert again == item
    assert counted == []


def test_only_files_that_asked_for_a_neighbour_depend_on_it(tmp_path: Path, counted: list[str]) -> None:
    (tmp_path / "a.md").write_text("# A\n\nSee [b](b.md) before you leave.\n")
    (tmp_path / "c.md").write_text("# C\n\nNothing to see here at all.\n")
    assert [item.rule for item in run(app(tmp_path)).diagnostics if item.rule == "LNK011"] == ["LNK011"]
    counted.clear()
    (tmp_path / "b.md").write_text("# B\n")
    assert [item.rule for item in run(app(tmp_path)).diagnostics if item.rule == "LNK011"] == []
    assert sorted(counted) == ["a.md", "b.md"]


def test_a_date_in_the_future_is_looked_at_again_every_day(tmp_path: Path, counted: list[str]) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: A ferry\ndate: 2031-05-25\n---\n\nSix o'clock.\n")
    (tmp_path / "b.md").write_text("---\ntitle: A train\ndate: 2031-05-19\n---\n\nSix o'clock.\n")

    def future(day: int) -> list[str]:
        counted.clear()
        parts = app(tmp_path, datetime.date(2031, 5, day))
        return [item.path for item in run(parts).diagnostics if item.rule == "META003"]

    assert (future(20), sorted(counted)) == (["a.md"], ["a.md", "b.md"])
    assert (future(21), counted) == (["a.md"], ["a.md"])
    assert (future(25), counted) == ([], ["a.md"])
    assert (future(26), counted) == ([], [])
    assert (future(10), sorted(counted)) == (["a.md", "b.md"], ["a.md", "b.md"])


def test_failures_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    monkeypatch.setattr("lintcorpus.engine.pipeline.stamp", lambda *_: 1 / 0)
    assert {item.rule for item in run(app(tmp_path)).diagnostics} == {"RUN004"}
    monkeypatch.undo()
    assert "PUN001" in {item.rule for item in run(app(tmp_path)).diagnostics}


def _place(root: Path) -> Path:
    (found,) = (root / ".lintcorpus" / "cache").glob("results-*.sqlite")
    return found


def _spoilt_rows(place: Path) -> None:
    base = sqlite3.connect(place)
    base.execute("UPDATE entries SET body = substr(body, 1, 40) || 'x' || substr(body, 42) WHERE path < '06'")
    base.commit()
    base.close()


def _spoilt_facts(place: Path) -> None:
    base = sqlite3.connect(place)
    base.execute("UPDATE details SET facts = x'00'")
    base.execute("DELETE FROM conclusions")
    base.commit()
    base.close()


def _spoilt_conclusion(place: Path) -> None:
    base = sqlite3.connect(place)
    base.execute("UPDATE conclusions SET body = x'0001'")
    base.commit()
    base.close()


def _cut(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def _overwritten(place: Path) -> None:
    whole = bytearray(place.read_bytes())
    for at in range(4096, len(whole), 3000):
        whole[at : at + 60] = b"\xff" * 60
    place.write_bytes(bytes(whole))


@pytest.mark.parametrize(
    ("spoil", "is_said"),
    [(_spoilt_rows, True), (_spoilt_facts, False), (_spoilt_conclusion, True), (_cut, True), (_overwritten, True)],
)
def test_damage_is_noticed_and_mended(spoil: Callable[[Path], None], is_said: bool, tmp_path: Path) -> None:
    corpus(tmp_path, random.Random(2))
    expected = reports(app(tmp_path))
    spoil(_place(tmp_path))
    damaged = reports(app(tmp_path))
    said = damaged.pop("problems")
    assert ("results-" in said) is is_said
    assert damaged == {name: text for name, text in expected.items() if name != "problems"}
    assert reports(app(tmp_path)) == expected


def test_a_cache_that_cannot_be_written_is_a_note(tmp_path: Path) -> None:
    corpus(tmp_path, random.Random(3))
    expected = reports(app(tmp_path, cached=False))
    (tmp_path / ".lintcorpus").mkdir()
    (tmp_path / ".lintcorpus" / "cache").write_text("a file where the folder would be")
    found = reports(app(tmp_path))
    assert "results are not kept" in found.pop("problems")
    expected.pop("problems")
    assert found == expected


def test_a_full_disk_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path, random.Random(3))
    expected = reports(app(tmp_path, cached=False))

    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("lintcorpus.cache.store.Store.prune", full)
    from lintcorpus.cache.store import Store, _told

    original = Store.put

    def put(self: Store, *arguments: object) -> None:
        with _told(self._path):
            original(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "put", put)
    found = reports(app(tmp_path))
    assert "disk is full" in found.pop("problems")
    expected.pop("problems")
    assert found == expected


def test_the_facts_of_files_that_are_recalled_come_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path, random.Random(4))
    run(app(tmp_path))
    fetched: list[int] = []
    monkeypatch.setattr("lintcorpus.app.caching.late.Late.facts", lambda *_: fetched.append(1))
    monkeypatch.setattr("lintcorpus.app.caching.late.Late.outlines", lambda *_: fetched.append(1))
    run(app(tmp_path))
    assert fetched == []
