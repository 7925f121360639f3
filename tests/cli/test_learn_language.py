"""``lintcorpus learn --language-model``: from articles to a model file, and from that to hints."""

import json
from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

LINES = (
    "灯塔的灯光每隔七秒亮一次，渔船靠着灯光回到港口。",
    "没有灯光的夜晚，渔船不敢出海，靠着灯光才认得路。",
    "推广新式渔网的人说，船靠着灯光走，网靠着水流走。",
    "港口的灯光和天上的星星混在一起，广阔的海面分不出远近。",
    "守塔的老人把灯光调亮，广播里说今夜有雾。",
    "修船的师傅在广告纸背面画图，一张画了三个晚上。",
    "邮局的信要等潮水退了才送得到，送信的人认得每一条礁石。",
    "学校只有两间教室，窗户对着大海，老师讲课要比浪声更响。",
)
WRONG = "雾散了，渔船靠着灯广回到港口。"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    (tmp_path / "lintcorpus.yaml").write_text(
        "select: [TYP009]\noptions: {TYP009: {probability: 0.5}}\n", encoding="utf-8"
    )
    (tmp_path / "old").mkdir()
    for at, line in enumerate(LINES):
        (tmp_path / "old" / f"{at}.md").write_text(f"# 渡口\n\n{line}\n", encoding="utf-8")
    (tmp_path / "new.md").write_text(f"{WRONG}\n", encoding="utf-8")
    return tmp_path


def _model(corpus: Path) -> Path:
    return corpus / ".lintcorpus" / "language.model"


def _findings(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main([*arguments, "--exit-zero", "--quiet", "--output-format", "json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["diagnostics"]
    return found


def test_what_was_learned_gives_hints(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _findings(capsys, "new.md") == []
    assert main(["learn", "--language-model", "old"]) == 0
    said = capsys.readouterr().out
    assert "language.model: 0.0 MB from 179 Chinese characters" in said
    assert "learned.yaml: 0 blocks" in said
    (item,) = _findings(capsys, "new.md")
    assert (item["rule"], item["severity"]) == ("TYP009", "info")
    evidence = item["evidence"]
    assert isinstance(evidence, dict)
    assert (evidence["stands"], evidence["likelier"]) == ("广", "光")
    assert _findings(capsys, "new.md", "--isolated", "--select", "TYP009") == []


def test_words_of_the_project_are_right(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "--language-model", "old"])
    main(["words", "add", "灯广"])
    assert _findings(capsys, "new.md") == []


def test_learning_without_the_option_leaves_the_model_alone(corpus: Path) -> None:
    assert main(["learn", "old"]) == 0
    assert not _model(corpus).exists()


def test_check_and_diff_write_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "old"])
    capsys.readouterr()
    assert main(["learn", "--language-model", "--check", "old"]) == 1
    assert "language.model would change: 0.0 MB from" in capsys.readouterr().out
    assert main(["learn", "--language-model", "--diff", "old"]) == 1
    assert capsys.readouterr().out.startswith("Binary files a/.lintcorpus/language.model and b/")
    assert not _model(corpus).exists()
    main(["learn", "--language-model", "old"])
    before = _model(corpus).read_bytes()
    capsys.readouterr()
    assert main(["learn", "--language-model", "--check", "old"]) == 0
    assert "language.model is up to date" in capsys.readouterr().out
    assert main(["learn", "--language-model", "--diff", "old"]) == 0
    assert capsys.readouterr().out == ""
    assert _model(corpus).read_bytes() == before


def test_a_damaged_model_stops_a_run_and_is_made_anew(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["learn", "--language-model", "old"])
    good = _model(corpus).read_bytes()
    _model(corpus).write_bytes(good[:-1])
    capsys.readouterr()
    assert main(["new.md"]) == 2
    assert "run 'lintcorpus learn --language-model' again" in capsys.readouterr().err
    assert main(["new.md", "--ignore", "TYP009", "--select", "TYP001", "--quiet"]) == 0  # not opened for others
    assert main(["learn", "--language-model", "old"]) == 0
    assert _model(corpus).read_bytes() == good


def test_a_folder_without_a_model_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "lintcorpus.yaml").write_text("select: [TYP009]\noptions: {TYP009: {model: nets/zh}}\n", encoding="utf-8")
    assert main(["new.md"]) == 2
    assert "model.onnx: there is no such file" in capsys.readouterr().err


def test_files_without_chinese_teach_nothing(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "plain.md").write_text("Nothing but English here.\n", encoding="utf-8")
    assert main(["learn", "--language-model", "plain.md"]) == 2
    assert "there is no Chinese text in these files" in capsys.readouterr().err
    assert not _model(corpus).exists()
