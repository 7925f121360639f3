"""``lintcorpus learn``: from all files to a file that people review, and from that to later runs."""

import json
from pathlib import Path

import pytest
import yaml

from lintcorpus.cli import main
from tests.support import compiled_cards

LINE = "有话想说，请寄到渡口旁边的小卖部。"
_BODIES = (
    "老磨坊的水轮还在转，只是再没有人往里面倒麦子，麻雀在石槽里做了窝，孩子们把它叫作钟。",
    "上游的堤是一担一担挑出来的，挑到第七年换了一个县官，又从头挑起，谁也没有说过一句话。",
    "集市搬到镇外以后，巷子里只剩下修伞的和补锅的，两个人隔着一条街，每天下一盘没完的棋。",
)


def _article(body: str, author: str = "渡口笔记", end: str = LINE) -> str:
    return f"---\ntitle: 渡口\nauthor: {author}\n---\n\n{body}\n\n{body}{body}\n\n{end}\n"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text("select: [BLR002, DUP007]\n", encoding="utf-8")
    (tmp_path / "old").mkdir()
    for at, body in enumerate(_BODIES):
        (tmp_path / "old" / f"{at}.md").write_text(_article(body), encoding="utf-8")
    (tmp_path / "new.md").write_text(_article("新的一篇，写的是别的事情。"), encoding="utf-8")
    (tmp_path / "other.md").write_text(_article("新的一篇，写的是别的事情。", "桥记"), encoding="utf-8")
    return tmp_path


def _findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main([*arguments, "--exit-zero", "--quiet", "--output-format", "json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["diagnostics"]
    return found


def _learned(corpus: Path) -> Path:
    return corpus / ".lintcorpus" / "learned.yaml"


def test_a_single_file_is_judged_by_what_was_learned(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _findings(capsys, "new.md") == []
    assert main(["learn", "old"]) == 0
    assert "learned.yaml: 1 block of 1 account in 3 files" in capsys.readouterr().out
    (item,) = _findings(capsys, "new.md")
    assert (item["rule"], item["severity"]) == ("BLR002", "info")
    assert item["evidence"] == {"learned": "recurs in 3 files of 渡口笔记", "place": "tail"}
    assert item["message"] == f"Recurs in 3 files of 渡口笔记, as learned: {LINE}"
    assert _findings(capsys, "other.md") == []
    assert _findings(capsys, "new.md", "--isolated", "--select", "BLR002") == []


def test_the_block_is_deleted_only_when_unsafe_fixes_are_wanted(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["learn", "old"])
    before = (corpus / "new.md").read_text(encoding="utf-8")
    main(["--fix", "new.md", "--quiet"])
    assert (corpus / "new.md").read_text(encoding="utf-8") == before
    main(["--fix", "--unsafe-fixes", "new.md", "--quiet"])
    assert (corpus / "new.md").read_text(encoding="utf-8") == before.replace(f"\n\n{LINE}", "")


def test_standard_input_is_judged_too(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["learn", "old"])
    with (corpus / "new.md").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert [item["rule"] for item in _findings(capsys, "-")] == ["BLR002"]


def test_without_learning_the_files_of_a_run_are_compared(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = _findings(capsys, "old", "new.md", "other.md")
    assert [item["path"] for item in found] == ["new.md", "old/0.md", "old/1.md", "old/2.md"]
    assert {item["severity"] for item in found} == {"info"}
    assert all(item["fix"] is None for item in found)
    main(["learn", "old"])
    assert {str(item["message"]).split(":")[0] for item in _findings(capsys, "old", "new.md")} == {
        "Recurs in 3 files of 渡口笔记, as learned"
    }


def test_the_file_is_the_same_whatever_the_order_and_shows_its_text(corpus: Path) -> None:
    main(["learn", "old/0.md", "old/1.md", "old/2.md"])
    first = _learned(corpus).read_bytes()
    main(["learn", "old/2.md", "old/0.md", "old/1.md"])
    assert _learned(corpus).read_bytes() == first
    _learned(corpus).unlink()
    main(["learn", "old/1.md", "old/2.md", "old/0.md"])
    assert _learned(corpus).read_bytes() == first
    assert first.startswith(b"# ")
    data = yaml.safe_load(first)
    (entry,) = data["accounts"]
    assert (entry["account"], entry["files"]) == ("渡口笔记", 3)
    (block,) = entry["blocks"]
    assert (block["text"], block["place"], block["files"]) == (LINE, "tail", 3)


def test_check_and_diff_write_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", "--check", "old"]) == 1
    assert "would change: 1 block of" in capsys.readouterr().out
    assert main(["learn", "--diff", "old"]) == 1
    assert f"+  - text: {LINE}\n" in capsys.readouterr().out
    assert not _learned(corpus).exists()
    main(["learn", "old"])
    assert main(["learn", "--check", "old"]) == 0
    capsys.readouterr()
    assert main(["learn", "--diff", "old"]) == 0
    assert capsys.readouterr().out == ""


def test_what_was_edited_by_hand_stays(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "old"])
    text = _learned(corpus).read_text(encoding="utf-8")
    start = text.index("  - text:")
    _learned(corpus).write_text(text[:start].replace("blocks:\n", "blocks: []\n") + text[text.index("written:") :])
    main(["learn", "."])
    assert LINE not in _learned(corpus).read_text(encoding="utf-8")
    assert _findings(capsys, "old", "new.md") == []
    _learned(corpus).write_text(text.replace("place: tail", "place: tail\n    ignore: true"), encoding="utf-8")
    main(["learn", "."])
    assert "ignore: true" in _learned(corpus).read_text(encoding="utf-8")
    assert _findings(capsys, "old", "new.md") == []


def test_repaired_articles_do_not_make_it_forget(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "old"])
    before = _learned(corpus).read_bytes()
    main(["--fix", "--unsafe-fixes", "--quiet", "old"])
    assert LINE not in (corpus / "old" / "0.md").read_text(encoding="utf-8")
    main(["learn", "old"])
    assert _learned(corpus).read_bytes() == before
    assert [item["rule"] for item in _findings(capsys, "new.md")] == ["BLR002"]


@pytest.mark.parametrize("arguments", [["learn", "old"], ["new.md"]])
def test_a_malformed_file_stops_every_command(
    arguments: list[str], corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["learn", "old"])
    broken = _learned(corpus).read_text(encoding="utf-8").replace("place: tail", "place: middle")
    _learned(corpus).write_text(broken, encoding="utf-8")
    capsys.readouterr()
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert "learned.yaml:11: accounts.0.blocks.0.place: 'middle' is not one of head, tail" in said
    assert "run 'lintcorpus learn' again" in said
    assert _learned(corpus).read_text(encoding="utf-8") == broken


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["learn", "nowhere"], "nowhere: no such file or folder"),
        (["learn", "--isolated", "old"], "an isolated run reads and writes no project file"),
        (["learn", "--check", "--diff", "old"], "not allowed with argument"),
    ],
)
def test_wrong_use(arguments: list[str], said: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_promotion_keeps_its_own_rule(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "lintcorpus.yaml").write_text("select: [BLR002, DUP007, PRO]\n", encoding="utf-8")
    call = "欢迎关注公众号“渡口笔记”，点赞、在看、转发三连！" * 4
    for at, body in enumerate(_BODIES):
        (corpus / "old" / f"{at}.md").write_text(_article(body, end=call), encoding="utf-8")
    main(["learn", "old"])
    assert call[:20] in _learned(corpus).read_text(encoding="utf-8")
    assert {str(item["rule"])[:3] for item in _findings(capsys, "old")} == {"PRO"}
    (corpus / "lintcorpus.yaml").write_text("select: [BLR002, DUP007]\n", encoding="utf-8")
    assert {item["rule"] for item in _findings(capsys, "old")} == {"BLR002"}


def test_names_of_three_files_are_learned_and_count_as_known(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for at in range(3):
        (corpus / "old" / f"name{at}.md").write_text(f"第 {at} 天，Brenmoor 的灯又亮了。\n", encoding="utf-8")
    text = "去 Brennmoor，看 Brennmoor，住 Brennmoor。\n\n谁也没有听说过 Brenmoor 这个地方。\n"
    (corpus / "two.md").write_text(text, encoding="utf-8")
    assert [item["rule"] for item in _findings(capsys, "two.md", "--select", "TYP006")] == ["TYP006"]
    assert main(["learn", "old"]) == 0
    assert "in 6 files, 1 name\n" in capsys.readouterr().out
    learned = yaml.safe_load(_learned(corpus).read_text(encoding="utf-8"))
    assert learned["names"] == {"files": 6, "words": {"Brenmoor": 3}}
    assert _findings(capsys, "two.md", "--select", "TYP006") == []
    assert main(["learn", "old", "--check"]) == 0


def test_a_word_that_stands_in_lower_case_elsewhere_is_no_name(corpus: Path) -> None:
    for at in range(4):
        text = f"Lantern number {at} burns.\n" if at else "The lantern burns.\n"
        (corpus / "old" / f"name{at}.md").write_text(text, encoding="utf-8")
    assert main(["learn", "old"]) == 0
    assert "Lantern" not in _learned(corpus).read_text(encoding="utf-8")
