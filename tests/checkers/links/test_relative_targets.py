"""LNK011: a checker of one document that asks about the files around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.app.inputs.files import read_files, read_standard_input
from tests.support import check, compiled_cards, document, plan_for


@dataclass(frozen=True)
class Around:
    """Files that are only in memory."""

    files: Mapping[str, str] = field(default_factory=dict)

    def holds(self, path: str) -> bool | None:
        return None if path.startswith("../") else path.removeprefix("./") in self.files

    def text(self, path: str) -> str | None:
        return self.files.get(path.removeprefix("./"))


FILES = Around({"tides.md": "# 潮汐\n\n## 三月 大潮\n", "img/gate.png": "", "潮 表.md": ""})


def variants(text: str) -> list[tuple[str, str]]:
    found = check([document(text, neighbours=FILES)], plan_for("LNK011"))
    return [(item.variant, item.params["target"]) for item in found]


def test_missing_file_and_picture() -> None:
    text = "[潮](tides.md)、[闸](gates.md)、![](img/gate.png)、![](./img/old.png)\n"
    assert variants(text) == [("", "gates.md"), ("", "./img/old.png")]


def test_escaped_name() -> None:
    assert variants("[潮表](%E6%BD%AE%20表.md)与[表](<潮 表.md>)\n") == []


@pytest.mark.parametrize(
    "target",
    ["../up.md", "/a.md", "//example.com/a.png", "https://example.com/a.md", "mailto:a@example.com", "guide/intro",
     "page.html", "page.md?raw=1", "example.com/a.png", "www.example.com", "chenlu@example.org"],
)  # fmt: skip
def test_what_is_never_judged(target: str) -> None:
    assert variants(f"[x]({target}) [y](https://example.com) [z](https://example.org)\n") == []


def test_heading_of_another_file() -> None:
    assert variants("[潮](tides.md#三月-大潮)、[闸](tides.md#四月)\n") == [("other-anchor", "tides.md#四月")]


def test_anchors_by_the_rules_of_github() -> None:
    text = (
        "[a](#the-gate-its-parts)、[b](#水尺-二)、[c](#the-gate-1)、[d](#pin)、[e](#given)、[f](#top)、[g](#lost)\n\n"
    )
    text += '## The Gate: its *parts*\n\n## 水尺（二）\n\n## The gate\n\n## The gate\n\n<a id="pin"></a>\n\n## 末 {#given}\n'
    assert variants(text) == [("anchor", "#lost")]


def test_anchors_of_a_scraper_that_dropped_their_names() -> None:
    assert variants("[Skip](#content) [Share](#share) [Latest](#latest) [Menu](#menu)\n\n## Gates\n") == []
    assert variants("[回到正文](#content)\n") == []
    assert variants("[水尺](#水尺)\n\n## 闸门\n") == [("anchor", "#水尺")]


def test_site_relative_scrape_turns_the_rule_off() -> None:
    site = "[a](/a) [b](/b/) [c](c?page=2) [d](d.html) "
    assert variants(f"{site}[e](lost.md)\n") == []
    assert variants(f"{site}[e](lost.md) " + "[x](https://example.com/x) " * 3 + "\n") == [("", "lost.md")]


def test_text_without_a_place_is_not_judged() -> None:
    assert check([document("[闸](gates.md) [水尺](#水尺)\n")], plan_for("LNK011")) == []


def test_the_run_tells_each_file_of_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "gates.md").write_text("[潮](../tides.md) [船](../boats.md) [外](../../x.md)\n", encoding="utf-8")
    (tmp_path / "tides.md").write_text("# 潮汐\n", encoding="utf-8")
    app = App(Request(cwd=tmp_path, isolated=True, flags={"select": ("LNK011",)}, cache_dir=compiled_cards()))
    (source,) = read_files(app, [tmp_path / "a" / "gates.md"])
    (item,) = source.documents
    found = check([item], app.plan)
    assert [diagnostic.params["target"] for diagnostic in found] == ["../boats.md"]
    assert item.with_text("x").neighbours == item.neighbours
    assert read_standard_input(app, b"[x](y.md)\n", "a/gates.md").documents[0].neighbours is None
