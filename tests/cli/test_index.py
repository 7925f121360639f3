"""``lintcorpus index`` and what a run over a few files learns from it."""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

_SENTENCES = (
    "水闸边的记录簿是从一九五三年开始的，第一页写着开闸的时辰和当天的风向，字迹很淡，用的是铅笔。",
    "守闸的人换了六任，每一任都在簿子里留下过一句和水没有关系的话，比如今天集上的梨很便宜。",
    "发大水的那一年，簿子被挂在房梁上，人坐在房顶上，一夜之间写了十一页，每隔一刻钟写一行水位。",
    "后来水闸改成了电动的，控制室在三十里以外，屏幕上的数字每秒钟变一次，没有人再需要铅笔。",
    "簿子现在放在镇上的展柜里，翻开的那一页正好是卖梨的那一天，参观的人都要停下来笑一笑。",
    "展柜的灯是声控的，有人说话它才亮，所以孩子们喜欢在那里唱歌，唱到讲解员来了为止。",
)


def _article(title: str, body: str, day: int = 1) -> str:
    return f"---\ntitle: {title}\nauthor: 闸口\ndate: 2024-01-{day:02}\n---\n\n# {title}\n\n{body}\n"


def _whole(seed: str) -> str:
    """An article of its own: every sentence names another number."""
    chance = random.Random(seed)
    return "\n\n".join(
        f"第{chance.randrange(10**9)}号{''.join(chance.sample(text, len(text)))}。" for text in _SENTENCES
    )


SHARED = "".join(_SENTENCES[:2])


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of five articles: the first two share a paragraph, the next two are the same, one stands alone."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    config = "corpus: [seeds/]\nselect: [DUP005, DUP006, DUP007]\n"
    (tmp_path / "lintcorpus.yaml").write_text(config, encoding="utf-8")
    folder = tmp_path / "seeds"
    folder.mkdir()
    texts = {
        "a.md": _article("甲", f"{_whole('a')}\n\n{SHARED}", 3),
        "b.md": _article("乙", f"{_whole('b')}\n\n{SHARED}", 4),
        "c.md": _article("丙", "\n\n".join(_SENTENCES), 5),
        "d.md": _article("丙", "\n\n".join(_SENTENCES), 6),
        "e.md": _article("戊", _whole("e"), 7),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--exit-zero", "--quiet", "--output-format", "json"]) == 0
    done: dict[str, Any] = json.loads(capsys.readouterr().out)
    return done


def _findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, list[str]]]:
    found = _run(capsys, *arguments)["diagnostics"]
    return [(item["rule"], item["path"], [place["path"] for place in item["related"]]) for item in found]


def test_the_whole_corpus_names_both_places_once(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _findings(capsys) == [
        ("DUP007", "seeds/b.md", ["seeds/a.md"]),
        ("DUP006", "seeds/d.md", ["seeds/c.md"]),
    ]


@pytest.mark.parametrize("name", ["b.md", "a.md"])
def test_one_file_is_compared_with_all_others(corpus: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["index", "build"]) == 0
    other = "seeds/a.md" if name == "b.md" else "seeds/b.md"
    done = _run(capsys, f"seeds/{name}")
    (item,) = done["diagnostics"]
    assert (item["rule"], item["path"]) == ("DUP007", f"seeds/{name}")
    (place,) = item["related"]
    assert place["path"] == other
    line = (corpus / other).read_text(encoding="utf-8").split("\n")[place["start"]["line"] - 1]
    assert line == SHARED


def test_the_first_partial_run_makes_the_index(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seeds/d.md"]) == 1
    shown = capsys.readouterr()
    assert "there is no index of the corpus yet; made anew from 5 files" in shown.err
    assert "compared with the whole corpus by its index" in shown.err
    assert "The same article stands in seeds/c.md" in shown.out
    assert (corpus / ".lintcorpus" / "cache" / ".gitignore").read_text() == "*\n"
    assert main(["seeds/e.md"]) == 0
    assert "made anew" not in capsys.readouterr().err


def test_findings_of_the_whole_corpus_are_the_same_with_and_without_an_index(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = _run(capsys)["diagnostics"]
    assert main(["index", "build"]) == 0
    assert _run(capsys)["diagnostics"] == without
    assert _run(capsys, "--no-cache")["diagnostics"] == without
    files = [f"seeds/{name}.md" for name in "edcba"]
    assert _run(capsys, *files)["diagnostics"] == without


def test_a_file_that_is_gone_leaves_no_ghost(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    (corpus / "seeds" / "c.md").unlink()
    assert _findings(capsys, "seeds/d.md") == []
    assert main(["index", "status"]) == 0
    assert "4 files" in capsys.readouterr().out


def test_a_file_that_was_renamed_is_found_under_its_new_name(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    (corpus / "seeds" / "c.md").rename(corpus / "seeds" / "moved.md")
    assert _findings(capsys, "seeds/moved.md", "seeds/d.md") == [("DUP006", "seeds/d.md", ["seeds/moved.md"])]
    assert _findings(capsys, "seeds/d.md") == [("DUP006", "seeds/d.md", ["seeds/moved.md"])]


def test_a_partner_that_changed_is_read_again(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    (corpus / "seeds" / "c.md").write_text(_article("丙", _whole("c")), encoding="utf-8")
    assert _findings(capsys, "seeds/d.md") == []


def test_a_checked_file_is_noted(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    (corpus / "seeds" / "f.md").write_text(_article("戊", _whole("e"), 9), encoding="utf-8")
    (corpus / "elsewhere.md").write_text(_article("戊", _whole("e"), 9), encoding="utf-8")
    assert _findings(capsys, "elsewhere.md") == [("DUP006", "elsewhere.md", ["seeds/e.md"])]
    assert _findings(capsys, "seeds/f.md") == [("DUP006", "seeds/f.md", ["seeds/e.md"])]
    assert _findings(capsys, "seeds/e.md") == [("DUP006", "seeds/e.md", ["seeds/f.md"])]


@pytest.mark.parametrize("damage", ["cut", "garbage", "flipped", "entry"])
def test_a_damaged_index_is_made_anew(corpus: Path, capsys: pytest.CaptureFixture[str], damage: str) -> None:
    assert main(["index", "build"]) == 0
    path = corpus / ".lintcorpus" / "cache" / "index.sqlite"
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "garbage":
        data = bytearray(b"nothing of the kind " * 500)
    elif damage == "flipped":
        for at in range(100, len(data), 7):
            data[at] ^= 0x55
    path.write_bytes(data)
    if damage == "entry":  # which only a look-up can see
        with sqlite3.connect(path) as base:
            base.execute("UPDATE facts SET digest = digest / 2")
        base.close()
    capsys.readouterr()
    assert main(["seeds/d.md"]) == 1
    shown = capsys.readouterr()
    assert "damaged" in shown.err
    assert "made anew from 5 files" in shown.err
    assert "The same article stands in seeds/c.md" in shown.out
    assert _findings(capsys, "seeds/d.md") == [("DUP006", "seeds/d.md", ["seeds/c.md"])]


def test_other_settings_make_the_index_anew(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    config = corpus / "lintcorpus.yaml"
    config.write_text(config.read_text() + "options: {DUP007: {minimum-length: 120}}\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["seeds/b.md"]) == 0
    assert "made with other settings" in capsys.readouterr().err


def test_a_run_of_few_rules_uses_the_index_and_leaves_it(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    (corpus / "seeds" / "f.md").write_text(_article("戊", _whole("e"), 9), encoding="utf-8")
    assert _findings(capsys, "seeds/f.md", "--select", "DUP007,DUP006")[0][0] == "DUP006"
    assert main(["index", "status"]) == 0
    assert "5 files" in capsys.readouterr().out


def test_a_run_of_few_rules_takes_nothing_from_a_partner_that_changed(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "cd":
        (corpus / "seeds" / f"{name}.md").write_text(_article("丙", f"{_whole('c')}\n\n{SHARED}", 5), encoding="utf-8")
    assert main(["index", "build"]) == 0
    expected = _findings(capsys, "seeds/b.md")
    assert [place for _, _, places in expected for place in places] == ["seeds/a.md", "seeds/c.md"]
    (corpus / "seeds" / "c.md").write_text(_article("丙", f"{_whole('c')}\n\n{SHARED}", 4), encoding="utf-8")
    assert _findings(capsys, "seeds/d.md", "--select", "DUP006") == [("DUP006", "seeds/d.md", ["seeds/c.md"])]
    assert _findings(capsys, "seeds/b.md") == expected


def test_an_update_with_fewer_rules_makes_the_index_anew(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    config, settings = corpus / "lintcorpus.yaml", (corpus / "lintcorpus.yaml").read_text(encoding="utf-8")
    config.write_text(settings.replace(", DUP007", ""), encoding="utf-8")
    (corpus / "seeds" / "b.md").write_text(_article("乙", f"{_whole('other')}\n\n{SHARED}", 4), encoding="utf-8")
    assert main(["index", "update"]) == 0
    assert "made with other settings" in capsys.readouterr().err
    config.write_text(settings, encoding="utf-8")
    assert _findings(capsys, "seeds/a.md") == [("DUP007", "seeds/a.md", ["seeds/b.md"])]


def test_an_index_that_cannot_be_written_is_no_fault_of_the_articles(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / ".lintcorpus").mkdir()
    (corpus / ".lintcorpus" / "cache").write_text("in the way", encoding="utf-8")
    assert main(["seeds/e.md"]) == 0
    shown = capsys.readouterr()
    assert "index.sqlite" in shown.err
    assert "not compared with the rest of the corpus" in shown.err


def test_files_are_not_compared_when_that_is_not_wanted(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _findings(capsys, "--no-corpus") == []
    assert _findings(capsys, "seeds/d.md", "--no-corpus") == []
    assert not (corpus / ".lintcorpus").exists()
    assert main(["--no-corpus", "--quiet"]) == 0


def test_an_unrelated_file_changes_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _run(capsys)["diagnostics"]
    (corpus / "seeds" / "0.md").write_text(_article("零", _whole("zero"), 1), encoding="utf-8")
    assert _run(capsys)["diagnostics"] == before


def test_update_reads_what_changed_only(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "build"]) == 0
    assert "5 files; 5 added, 0 changed, 0 removed, 0 as before" in capsys.readouterr().out
    (corpus / "seeds" / "c.md").unlink()
    (corpus / "seeds" / "e.md").write_text(_article("戊", _whole("other")), encoding="utf-8")
    (corpus / "seeds" / "g.md").write_text(_article("辛", _whole("g")), encoding="utf-8")
    os.utime(corpus / "seeds" / "a.md")
    assert main(["index", "update"]) == 0
    assert "5 files; 1 added, 1 changed, 1 removed, 3 as before" in capsys.readouterr().out
    assert main(["index", "update"]) == 0
    assert "5 files; 0 added, 0 changed, 0 removed, 5 as before" in capsys.readouterr().out


def test_status_and_clear(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", "status"]) == 0
    assert "there is no index of the corpus yet" in capsys.readouterr().out
    assert main(["index", "build"]) == 0
    assert main(["index", "status"]) == 0
    assert "5 files of 1 accounts" in capsys.readouterr().out
    assert main(["index", "clear"]) == 0
    assert main(["index", "clear"]) == 0
    assert not (corpus / ".lintcorpus" / "cache" / "index.sqlite").exists()


def test_without_a_corpus_there_is_no_index(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "lintcorpus.yaml").write_text("select: [DUP006]\n", encoding="utf-8")
    assert main(["index", "build"]) == 2
    assert "name its folders in lintcorpus.yaml, as 'corpus: [seeds/]'" in capsys.readouterr().err
    assert main(["seeds/d.md"]) == 0
    assert not (corpus / ".lintcorpus").exists()


def test_two_processes_at_once_are_safe(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "lintcorpus", "--output-format", "json", "--quiet", "--exit-zero"]
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "PYTHONPATH": root}
    names = ["b.md", "d.md", "a.md"]
    running = [
        subprocess.Popen([*command, f"seeds/{name}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for name in names
    ]
    done = [process.communicate() for process in running]
    found = [[item["rule"] for item in json.loads(out)["diagnostics"]] for out, _ in done]
    assert found == [["DUP007"], ["DUP006"], ["DUP007"]], done
    assert main(["index", "status"]) == 0
    assert "5 files" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [("no-such.md",), ("--allow-empty", "*.none")])
def test_a_run_over_nothing_builds_no_index(
    corpus: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    main(["check", *arguments])
    assert not (corpus / ".lintcorpus" / "cache" / "index.sqlite").exists(), capsys.readouterr()
