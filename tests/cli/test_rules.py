"""``lintcorpus rules``: the list, drafts of one's own, and the trial of their examples."""

import json
from pathlib import Path

import pytest

from lintcorpus.cli import main
from tests.support import compiled_cards

CARD = """\
id: OWN001
name: double-hyphen
summary: {en: Two hyphens}
why: {en: They hide words.}
severity: info
checker: pattern.match
with: {anchors: ["--"], before: "[a-z]", after: "[a-z]", replace: "–"}
message: {en: "{match} should be a dash"}
fix: {safety: safe, title: {en: Write a dash}}
good: ["a -- b\\n"]
bad:
  - {text: "a⟦--⟧b\\n", fixed: "a–b\\n"}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    return tmp_path


def _pack(folder: Path, card: str = CARD) -> Path:
    (folder / "pack" / "own").mkdir(parents=True)
    (folder / "pack" / "PACK.yaml").write_text("name: pack\nversion: '1'\nschema: 1\n", encoding="utf-8")
    file = folder / "pack" / "own" / "double-hyphen.yaml"
    file.write_text(card, encoding="utf-8")
    return file


def test_a_draft_holds_its_own_examples_and_works_at_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "new", "style/wordy"]) == 0
    assert main(["rules", "new", "style/longer"]) == 0
    assert "next: write into lintcorpus.yaml: packs: [own-rules], so that checks use it\n" in capsys.readouterr().out
    assert main(["rules", "test", "own-rules"]) == 0
    assert capsys.readouterr().out == (
        "STYLE001 wordy: ok (1 bad, 1 good)\n"
        "STYLE002 longer: ok (1 bad, 1 good)\n"
        "2 of 2 cards hold what their examples say\n"
    )


def test_a_second_draft_goes_into_the_pack_of_the_settings_and_gets_the_next_id(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _pack(here)
    (here / "lintcorpus.yaml").write_text("packs: [pack]\n", encoding="utf-8")
    assert main(["rules", "new", "wordy"]) == 0
    assert (here / "pack" / "own" / "wordy.yaml").read_text(encoding="utf-8").startswith("id: OWN002\n")
    assert "packs:" not in capsys.readouterr().out
    assert main(["rules", "test"]) == 0
    (here / "a.md").write_text("# Tide\n\nIt is shut at this point in time.\n", encoding="utf-8")
    assert main(["--select", "wordy", "a.md"]) == 1


def test_a_draft_has_texts_in_the_languages_that_its_pack_demands(here: Path) -> None:
    _pack(here, CARD.replace("}\n", ", zh: 字}\n", 2).replace('dash"}', 'dash", zh: 字}'))
    marker = here / "pack" / "PACK.yaml"
    marker.write_text("name: pack\nversion: '1'\nschema: 1\nlanguages: [en, zh]\n", encoding="utf-8")
    assert main(["rules", "new", "wordy", "--pack", "pack"]) == 0
    assert main(["rules", "test", "pack"]) == 0


def test_settings_in_toml_are_shown_as_toml(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "pyproject.toml").write_text('[tool.lintcorpus]\nlang = "en"\n', encoding="utf-8")
    assert main(["rules", "new", "wordy"]) == 0
    assert 'under [tool.lintcorpus] in pyproject.toml: packs = ["own-rules"]' in capsys.readouterr().out


def test_an_id_never_begins_like_one_of_ours(here: Path) -> None:
    assert main(["rules", "new", "pro/wordy"]) == 0
    assert (here / "own-rules" / "pro" / "wordy.yaml").read_text(encoding="utf-8").startswith("id: MYPRO001\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give one name"),
        (["Wordy"], "'Wordy' is no name"),
        (["../wordy"], "'..' is no name"),
        (["run/wordy"], "a family cannot be called 'run'"),
        (["cut-url"], "'cut-url' is taken"),
    ],
)
def test_a_name_that_cannot_be(words: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "new", *words]) == 2
    assert said in capsys.readouterr().err
    assert not list(here.iterdir())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("good: [", 'good: ["x--y\\n", ', ["good example 1: noisy", "x⟦--⟧y\\n"]),
        ("a⟦--⟧b\\n", "a⟦--⟧b c--d\\n", ["bad example 1: noisy, this is not marked", "a--b c⟦--⟧d\\n"]),
        ("a⟦--⟧b\\n", "a⟦--⟧b ⟦--⟧ d\\n", ["bad example 1: missing, this is not found", "a--b ⟦--⟧ d\\n"]),
        ("a⟦--⟧b\\n", "a⟦-⟧-b\\n", ["bad example 1: misplaced", "wanted a⟦-⟧-b\\n", " found a⟦--⟧b\\n"]),
        ("a⟦--⟧b\\n", "a--b\\n", ["bad example 1: no mark", "bad example 1: noisy"]),
        ("a–b", "a — b", ["bad example 1: wrong fix", "- a — b", "+ a–b"]),
        ("should be", "is {kind} and should be", ["its message names kind, which the checker does not give"]),
    ],
)
def test_a_failure_says_what_is_wrong(
    old: str, new: str, said: list[str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _pack(here, CARD.replace(old, new))
    assert main(["rules", "test", str(file)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("OWN001 double-hyphen: failed (1 bad, ")
    for part in said:
        assert part in out


def test_a_rule_that_fails_on_an_example_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _pack(here, CARD.replace('replace: "–"', 'replace: "{nothing}"'))
    assert main(["rules", "test", str(file)]) == 2
    assert f"{file}: the rule failed: KeyError: 'nothing'" in capsys.readouterr().err


def test_settings_of_the_project_do_not_change_what_an_example_shows(here: Path) -> None:
    _pack(here)
    settings = (
        "packs: [pack]\nignore: [OWN001]\nseverity: {OWN001: error}\noverrides: [{paths: ['*'], ignore: [OWN]}]\n"
    )
    (here / "lintcorpus.yaml").write_text(settings, encoding="utf-8")
    assert main(["rules", "test"]) == 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("pack/own/double-hyphn.yaml", "no such file or folder; did you mean 'double-hyphen.yaml'?"),
        ("pack/empty", "there is no card"),
        ("other", "rule pack with a PACK.yaml"),
    ],
)
def test_a_path_without_cards(path: str, said: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _pack(here)
    (here / "pack" / "empty").mkdir()
    (here / "other").mkdir()
    assert main(["rules", "test", path]) == 2
    assert said in capsys.readouterr().err


def test_the_list_as_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json", "cut-url", "--isolated"]) == 0
    (rule,) = json.loads(capsys.readouterr().out)
    assert (rule["id"], rule["fix"], rule["measured"]["read"] > 0) == ("LNK003", "safe", True)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["rules", "tset", "pack"], "did you mean 'test'?"),
        (["rules", "cut-ulr"], "did you mean 'cut-url'?"),
        (["rules", "--format", "jsn"], "did you mean 'json'?"),
        (["completion", "bsh"], "did you mean 'bash'?"),
        (["expalin", "LNK001"], "did you mean the command 'explain'?"),
    ],
)
def test_what_was_probably_meant_is_named(
    words: list[str], hint: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert hint in capsys.readouterr().err


def test_a_command_that_is_right_is_not_called_a_path(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.md").write_text("# Tide\n", encoding="utf-8")
    main(["check", "a.md"])
    assert "taken for" not in capsys.readouterr().err
