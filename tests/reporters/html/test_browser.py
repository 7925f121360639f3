"""The report in a real browser: Chromium, driven by playwright-core, and axe for accessibility.

They are no Python packages: ``bash tests/reporters/html/install_browser.sh FOLDER`` installs them and says what
``NODE_PATH`` must name. What is missing is skipped with its name.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.cli import main
from lintcorpus.model.finding import Diagnostic, RelatedPlace, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Problem, Result
from lintcorpus.model.span import Span
from tests.reporters.html.support import Texts, written
from tests.reporters.test_validators import node_package
from tests.support import compiled_cards

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent.parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def toured(page: Path, tour: str) -> Any:
    """What a tour through a page saw."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        pytest.skip("Chromium is not installed")
    packages = node_package("playwright-core").parent
    if node_package("axe-core").parent != packages:
        pytest.skip("playwright-core and axe-core are not in the same folder")
    script = Path(__file__).with_name("browser.cjs")
    command = [node, str(script), browser, str(packages), str(page), tour]
    pictures = os.environ.get("LINTCORPUS_PICTURES")
    done = subprocess.run(
        [*command, *filter(None, [pictures])], capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def made(folder: Path, *words: str) -> Path:
    """The page of a run; it finds something."""
    page = folder / "my report #1.html"
    assert main(["check", "--isolated", "--quiet", *words, "--output", f"html={page}"]) == 1
    return page


@pytest.fixture(autouse=True)
def quiet_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled_cards()))
    monkeypatch.chdir(ROOT)


def test_reading(tmp_path: Path) -> None:
    page = made(tmp_path, "seeds")
    seen = toured(page, "reading")
    assert seen["complaints"] == []
    assert {request.split("?")[0].split("#")[0] for request in seen["requests"]} == {page.as_uri()}
    assert seen["language"] == "en"
    assert seen["headings"][:3] == ["Clean articles", "New against known", "By rule"]
    # Searching and filtering
    assert (seen["searching"], seen["left"]) == ("search", "")
    assert 0 < len(seen["byText"]) < seen["all"] == seen["cleared"]
    assert all("full-width" in row.lower() for row in seen["byText"])
    assert set(seen["byRule"]) == {"LNK001"}
    assert seen["byFile"]
    assert all("tide-mill" in row for row in seen["byFile"])
    assert seen["sorted"] == sorted(seen["sorted"])
    assert seen["sortedBack"] == sorted(seen["sorted"], reverse=True)
    assert seen["sortSaid"] == "descending"
    # An article, by keys only
    article = seen["article"]
    assert seen["second"].startswith(article["heading"] + ":")
    assert article["view"] == "article"
    assert article["position"].startswith("2 of ")
    assert "LNK001" in article["detail"]
    assert article["marked"]
    assert article["visible"]
    assert article["lang"] in ("en", "zh")
    assert article["heading"] in seen["title"]
    assert seen["fix"]["before"] != seen["fix"]["after"]
    assert seen["nextPosition"].startswith("3 of ")
    assert seen["previousPosition"] == article["position"]
    assert seen["backAt"].startswith("#findings?rule=LNK001")
    assert seen["backRow"] == seen["second"]
    assert seen["help"]
    assert seen["helpClosed"]
    # Themes: as the system has it, light, dark, and as the system has it again
    system, light, dark, again = seen["themes"]
    assert system == light == again != dark
    assert seen["rememberedTheme"] == dark == seen["darkBySystem"]
    assert seen["clusters"]["places"] > 3
    assert seen["clusters"]["cells"] >= 2
    assert seen["heat"] > 20
    assert seen["fromHeat"] == "article"
    assert "family" not in seen["backAtHeat"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_axe_finds_nothing_serious(language: str, tmp_path: Path) -> None:
    article = tmp_path / "long.md"
    article.write_text(
        f"# Ferries\n\nThe timetable: https://example.org/{'ferries-of-the-north-' * 6}\nbank.html\n", "utf-8"
    )
    seen = toured(made(tmp_path, "--lang", language, "seeds", str(article)), "audit")
    assert seen["complaints"] == []
    assert seen["audited"] > 500
    assert [fault for fault in seen["axe"] if fault["impact"] in ("serious", "critical")] == []
    assert seen["wide"] <= 0  # nothing makes the page scroll sideways, not even on a telephone


def test_parts_beside_the_page(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(30):
        text = f"# 第{number}篇\n\n" + "磨坊建在河口，靠潮水推动水轮。\n\n" * 4000 + "潮水退了，，水轮停了。\n"
        (corpus / f"{number:02}.md").write_text(text, encoding="utf-8")
    page = made(tmp_path, "--select", "PUN001", str(corpus))
    folder = tmp_path / "my report #1-files"
    assert len(list(folder.iterdir())) > 2
    assert page.stat().st_size < 3_000_000
    seen = toured(page, "parts")
    assert [text for text in seen["complaints"] if "ERR_FAILED" not in text] == []
    assert "第3篇" in seen["first"]
    assert seen["last"].endswith("25.md")
    assert seen["mark"] == "，，"
    assert "my report #1-files/" in seen["alert"]
    assert {request for request in seen["requests"] if not request.startswith("file:")} == set()


def test_hostile_text_is_text(
    tmp_path: Path, diagnostic: Callable[..., Diagnostic], result: Callable[..., Result], place: Any
) -> None:
    attack = "</script><script>window.hacked=1</script><img src=x onerror=alert(1)><!--<script>"
    text = (
        f"开头{attack}结尾\n\u2028\u2029\x00\u202etxet\u2066 \ud800 __proto__ {{{{7*7}}}} ${{alert(1)}}\n末行😀，，\n"
    )
    path = f"{attack.replace('/', '∕')}.md"
    start = text.index(attack)
    item = diagnostic(
        text,
        attack,
        path=path,
        params={"mark": attack},
        evidence={attack: text, "__proto__": {"hacked": 1}},
        related=(RelatedPlace(place(text, "末行", path), attack),),
        fixes=(Fix((Edit(Span(start, start + len(attack)), attack[::-1]),), Safety.SAFE),),
    )
    hidden = diagnostic(text, "，，", path=path, state=State.SUPPRESSED, reason=attack)
    page = tmp_path / "report.html"
    made = result(
        item, hidden, checked=(path,), problems=(Problem("note", attack),), reread=Texts({path: text}), files=1
    )
    page.write_text(written(made), encoding="utf-8")
    seen = toured(page, "hostile")
    assert set(seen["foreign"]) == {0}
    assert seen["hacked"] == [None, None]
    assert seen["injected"] == [None, False]
    assert seen["text"][0] == f"开头{attack}结尾"
    assert seen["text"][1] == "U+2028U+2029U+0000U+202EtxetU+2066 U+D800 __proto__ {{7*7}} ${alert(1)}"
    assert attack in re.sub(r"\s", " ", seen["detail"])
    complaints = [text for text in seen["complaints"] if "Content Security Policy" not in text]
    assert complaints == []
    assert {request.split("#")[0] for request in seen["requests"]} <= {page.as_uri(), (tmp_path / "x").as_uri()}
