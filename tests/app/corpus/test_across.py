"""Runs over many documents, kept out of memory, find what runs over few find, and what is kept of them is right."""

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lintcorpus.app import check, gather
from lintcorpus.app.caching import results, told
from lintcorpus.app.check import finish
from lintcorpus.app.compose import App, Request
from lintcorpus.app.corpus import across, links
from lintcorpus.app.findings import Findings
from lintcorpus.app.gather import collect_files
from lintcorpus.app.inputs.files import find_files
from lintcorpus.app.packed import pack, unpacked_facts, unpacked_found, unpacked_outlines
from lintcorpus.app.shelf import Shelf
from lintcorpus.cache import stat
from lintcorpus.engine import linking
from lintcorpus.engine.corpus import stamped
from lintcorpus.engine.pipeline import Report, check_document
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, State
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reporters import concise, full, text
from tests.support import compiled_cards

_WORDS = [
    "河边",
    "清晨",
    "渡口",
    "船夫",
    "橘子",
    "桥上",
    "火车",
    "孩子",
    "老人",
    "石阶",
    "茶馆",
    "木门",
    "灯光",
    "小路",
    "田埂",
    "竹篮",
    "雨后",
    "山脚",
    "邮差",
    "旧信",
]


def _sentence(chance: random.Random) -> str:
    return "，".join("".join(chance.choices(_WORDS, k=4)) for _ in range(4)) + "。"


def _article(chance: random.Random, blocks: Sequence[str]) -> str:
    """A text of which some blocks are those of others, whole or edited."""
    own = []
    for _ in range(chance.randrange(2, 6)):
        block = chance.choice(blocks)
        if chance.random() < 0.5:
            block = "".join(_sentence(chance) for _ in range(6))
        elif chance.random() < 0.5:
            block = block[:200] + _sentence(chance) + block[200:]
        own.append(block)
    source = f"https://{chance.choice('abc')}.example.org/{chance.randrange(9999)}"
    header = f"---\ntitle: 第{chance.randrange(99)}篇\nauthor: 渡口\nurl: {source}\n---\n\n"
    return header + "\n\n".join(own) + "\n"


def _corpus(root: Path, chance: random.Random, files: int = 40) -> list[str]:
    blocks = ["".join(_sentence(chance) for _ in range(8)) for _ in range(12)]
    for at in range(files):
        (root / f"{at:02}.md").write_text(_article(chance, blocks), encoding="utf-8")
    return blocks


def _app(root: Path, *, cached: bool = False) -> App:
    return App(Request(cwd=root, cache_dir=compiled_cards(), index_dir=root / ".lintcorpus" / "cache", indexed=cached))


def _run(app: App, jobs: int = 1) -> Result:
    gathered = collect_files(app, find_files(app, [str(app.root)]).files, jobs)
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    assert not result.problems
    return result


def _many(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    for module in (check, gather, results):
        monkeypatch.setattr(module, "MANY", number)


@pytest.mark.parametrize("seed", range(3))
def test_a_large_run_finds_what_a_small_one_does(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _corpus(tmp_path, random.Random(seed))
    few = _run(_app(tmp_path))
    assert {"DUP005", "DUP007"} & {item.rule for item in few.diagnostics}
    _many(monkeypatch, 3)
    for jobs in (1, 2):
        many = _run(_app(tmp_path), jobs)
        assert isinstance(many.diagnostics, Findings)
        assert tuple(many.diagnostics) == tuple(few.diagnostics)
        assert len(many.diagnostics) == len(few.diagnostics)
        assert many.diagnostics[7] == few.diagnostics[7]
        assert (many.tally, many.files) == (few.tally, few.files)
        assert [item.state for item in many.new] == [State.NEW] * len(few.new)


def _said(result: Result) -> dict[str, object]:
    """What a run finds and says, in the ways that it may remember."""
    said: dict[str, object] = {"tally": result.tally, "found": tuple(result.diagnostics)}
    for name, report in (("text", text.report), ("full", full.report), ("concise", concise.report)):
        stream = io.StringIO()
        report(result, stream, ReportOptions())
        said[name] = stream.getvalue()
    return said


def _edit(root: Path, chance: random.Random, blocks: Sequence[str]) -> None:
    """Change, swap, rename, add or delete an article, or change the settings."""
    place, other = root / f"{chance.randrange(45):02}.md", root / f"{chance.randrange(45):02}.md"
    kind = chance.random()
    if kind < 0.1:
        (root / "lintcorpus.yaml").write_text(f"ignore: [{chance.choice(('DUP005', 'PUN', 'META'))}]\n")
    elif place.exists() and kind < 0.25:
        place.unlink()
    elif place.exists() and other.exists() and kind < 0.4:
        held = place.read_bytes()
        place.write_bytes(other.read_bytes())
        other.write_bytes(held)
    elif place.exists() and kind < 0.5:
        place.rename(other)
    else:
        place.write_text(_article(chance, blocks), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_after_any_edit_a_warm_run_finds_what_a_cold_one_does(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stat, "_MARGIN", 0 if seed % 2 else 2 * 10**9)
    monkeypatch.setattr(links, "_FEW", (64, 2)[seed % 3 == 2])
    monkeypatch.setattr(told, "_AT_ONCE", 7)
    _many(monkeypatch, 3)
    chance = random.Random(seed)
    blocks = _corpus(tmp_path, chance)
    for turn in range(6):
        warm = _said(_run(_app(tmp_path, cached=True), 1 + turn % 2))
        assert warm == _said(_run(_app(tmp_path))), f"turn {turn}"
        assert warm == _said(_run(_app(tmp_path, cached=True))), f"turn {turn} again"
        for _ in range(chance.randrange(1, 4)):
            _edit(tmp_path, chance, blocks)


def test_after_an_edit_nothing_is_linked_anew_and_little_is_said_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(monkeypatch, 3)
    _corpus(tmp_path, random.Random(7))
    _said(_run(_app(tmp_path, cached=True)))
    (tmp_path / "20.md").write_text("好，，再见。\n", encoding="utf-8")
    monkeypatch.setattr(linking.Linking, "groups", lambda *_: 1 / 0)
    judged: list[str] = []
    original = check._judged

    def judging(app: App, report: Report, *rest: object) -> Iterator[Diagnostic]:
        judged.append(report.path)
        return original(app, report, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(check, "_judged", judging)
    result = _run(_app(tmp_path, cached=True))
    assert any(kind.rule == "PUN001" for kind in result.tally)
    assert "20.md" in judged
    assert len(set(judged)) < 20


@pytest.mark.parametrize("spoil", [lambda data: data[:-9], lambda data: data[:99] + b"x" + data[100:], lambda _: b""])
def test_links_that_are_not_as_they_were_written_are_made_anew(
    spoil: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _many(monkeypatch, 3)
    _corpus(tmp_path, random.Random(8))
    expected = _said(_run(_app(tmp_path, cached=True)))
    (place,) = (tmp_path / ".lintcorpus" / "cache").glob("*.links")
    whole = place.read_bytes()
    place.write_bytes(spoil(whole))
    assert _said(_run(_app(tmp_path, cached=True))) == expected
    assert place.read_bytes() == whole


def test_after_an_edit_only_what_it_touches_is_concluded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _many(monkeypatch, 3)
    _corpus(tmp_path, random.Random(5))
    concluded: list[int] = []

    def counting(*arguments: object) -> list[Diagnostic]:
        facts = list(arguments[2])  # type: ignore[call-overload]
        concluded.append(len(facts))
        return stamped(arguments[0], arguments[1], facts, arguments[3])  # type: ignore[arg-type]

    monkeypatch.setattr(across, "stamped", counting)
    _run(_app(tmp_path, cached=True))
    every = sum(concluded)
    concluded.clear()
    (tmp_path / "90.md").write_text("一句话。\n", encoding="utf-8")
    _run(_app(tmp_path, cached=True))
    assert concluded == []
    (tmp_path / "90.md").write_text((tmp_path / "00.md").read_text(encoding="utf-8"), encoding="utf-8")
    _run(_app(tmp_path, cached=True))
    assert 0 < sum(concluded) < every


def test_a_rule_that_fails_is_named_once_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _corpus(tmp_path, random.Random(6))

    def failing(rule: object, *arguments: object) -> list[Diagnostic]:
        if rule.id == "DUP007":  # type: ignore[attr-defined]
            raise ValueError("no")
        return stamped(rule, *arguments)  # type: ignore[arg-type]

    _many(monkeypatch, 3)
    monkeypatch.setattr(across, "stamped", failing)
    found = _run(_app(tmp_path))
    assert [(item.path, item.params["rule"]) for item in found.diagnostics if item.rule == "RUN004"] == [
        ("00.md", "DUP007")
    ]
    rules = {item.rule for item in found.diagnostics}
    assert "DUP005" in rules
    assert "DUP007" not in rules


def test_a_report_comes_off_the_shelf_as_it_was(tmp_path: Path) -> None:
    app = _app(tmp_path)
    blocks = ["".join(_sentence(random.Random(1)) for _ in range(9))]
    text = _article(random.Random(2), blocks) + "<!-- lintcorpus-disable-file DUP -->\n好，，再见。\n"
    report = check_document(Document("a.md", text, digest="d", layouts=app.catalog.layouts), app.plan)
    assert report.diagnostics
    assert report.facts["DUP007"]
    data = pack(report)
    assert unpacked_found(data.found) == (report.diagnostics, report.directives)
    outlines = unpacked_outlines(data.outline)
    for rule, facts in report.facts.items():
        assert tuple(unpacked_facts("a.md", data.facts, outlines, rule)) == facts
    shelf = Shelf()
    shelf.put(b"something else")
    taken = shelf.take(data)
    other = shelf.take(data._replace(path="b.md"))
    assert (taken.path, taken.digest, taken.account, taken.findings) == ("a.md", "d", "渡口", len(report.diagnostics))
    assert tuple(taken.diagnostics) == report.diagnostics
    assert taken.directives == report.directives
    assert dict(taken.facts) == {rule: list(facts) for rule, facts in report.facts.items() if facts}
    assert {item.place.path for item in other.facts["DUP007"]} == {"b.md"}


def test_diagnostics_can_be_had_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("好，，再见。\n", encoding="utf-8")
    (item, *_) = _run(_app(tmp_path)).diagnostics
    every = {"a": [item], "b": [], "c": [replace(item, rule="X"), replace(item, rule="Y")]}
    found = Findings(list(every), every.__getitem__)
    assert [one.rule for one in found] == [item.rule, "X", "Y"]
    assert (len(found), found[0], found[-1].rule, [one.rule for one in found[1:]]) == (3, item, "Y", ["X", "Y"])
    with pytest.raises(IndexError):
        found[3]
    assert len(Findings([], every.__getitem__)) == 0
