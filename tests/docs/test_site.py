"""The generated pages say what cards, schema and arguments say, and the site builds without a warning."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from lintcorpus.cli.arguments import COMMANDS
from tests.docs.tool import ROOT, tool
from tests.support import app

BUILD: ModuleType = tool("build_docs")
CARDS = app().catalog.cards


def test_every_rule_has_its_page_and_its_line() -> None:
    index = BUILD._rules_index(list(CARDS.values()))
    for card in CARDS.values():
        assert f"| {card.id} | [{card.name}]({card.name}.md) |" in index
        page = BUILD._rule_page(card)
        assert page.startswith(f"# {card.id} {card.name}\n")
        for option in card.options:
            assert f"| `{option}` |" in page


def test_every_family_has_a_name() -> None:
    assert {card.family for card in CARDS.values()} <= set(BUILD._FAMILIES)


def test_every_setting_is_explained() -> None:
    schema = json.loads((ROOT / "lintcorpus" / "schemas" / "config.schema.json").read_text(encoding="utf-8"))
    page = BUILD._configuration()
    for key in schema["properties"]:
        row = next(line for line in page.split("\n") if line.startswith(f"| `{key}` |"))
        assert len(row.split("|")[4].strip()) > 10, f"{key}: say what it does in tools/build_docs.py or in the schema"
    assert set(BUILD._EXPLAINED) <= set(schema["properties"])


def test_every_command_and_option_is_there() -> None:
    page = BUILD._commands()
    for command in COMMANDS:
        assert f"\n## {command}\n" in page
    assert "--extend-select RULE,..." in page


def test_what_is_said_of_a_rule_is_no_markup() -> None:
    assert BUILD._text("a *b* <i> [c](d) | `e`") == "a &#42;b&#42; &lt;i&gt; &#91;c&#93;(d) &#124; &#96;e&#96;"


def test_a_fence_is_longer_than_those_inside_it() -> None:
    assert BUILD._fenced("```\na\x00\n```\n") == ["````text", "```", "a␀", "```", "````", ""]


def test_rules_and_editor_pages_come_into_the_navigation(tmp_path: Path) -> None:
    (tmp_path / "editors").mkdir()
    for name in ("vim", "index"):
        (tmp_path / "editors" / f"{name}.md").write_text("# Editor\n", encoding="utf-8")
    config = SimpleNamespace(docs_dir=str(tmp_path), nav=[{"Start": "index.md"}, {"Rules": "rules/index.md"}])
    nav = BUILD.on_config(config).nav
    assert nav[:2] == [{"Start": "index.md"}, {"Editors": ["editors/index.md", "editors/vim.md"]}]
    links = next(item["links"] for item in nav[2]["Rules"][1:] if "links" in item)
    assert {"LNK003 cut-url": "rules/cut-url.md"} in links


@pytest.mark.slow
def test_the_site_builds_strictly(tmp_path: Path) -> None:
    pytest.importorskip("material", reason="the dependency group docs is not installed")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name in ("index.html", "rules/cut-url.html", "schemas/card.schema.json", "reference/commands.html"):
        assert (tmp_path / "site" / name).is_file()
    picture = (tmp_path / "site" / "pictures" / "check.svg").read_text(encoding="utf-8")
    assert "PUN001" in picture
    assert "@font-face" not in picture
