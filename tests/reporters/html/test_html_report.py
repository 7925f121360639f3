"""What the page holds, and what it can never run."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from lintcorpus.model.card import Card
from lintcorpus.model.finding import Diagnostic, Place, RelatedPlace, Severity, State, text_digest
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.result import Problem, Result
from lintcorpus.model.span import Span
from lintcorpus.reporters.html.overview import Overview
from lintcorpus.reporters.html.words import WORDS
from tests.reporters.html.support import Folder, Page, Texts, written

TEXT = "潮水退了。\n\n磨坊建在河口，，靠潮水推动水轮。\n"
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>&quot;<img src=x onerror=alert(1)>",
    "\u2028\u2029\u202e\x00\x1b",
    "\ud800x\udc80",
    "{{ 7 * 7 }}{% raw %}",
    "__proto__",
    "${alert(1)}`'\"\\",
]
MakeDiagnostic = Callable[..., Diagnostic]
MakeResult = Callable[..., Result]


@pytest.fixture
def found(diagnostic: MakeDiagnostic) -> Diagnostic:
    """A doubled mark with evidence and a fix."""
    at = TEXT.index("，，")
    fix = Fix((Edit(Span(at, at + 2), "，"),), Safety.SAFE)
    return diagnostic(TEXT, "，，", path="src/a.md", fixes=(fix,), evidence={"kind": "mark", "count": 2})


def test_a_file_is_listed_and_can_be_read(found: Diagnostic, result: MakeResult) -> None:
    page = Page(written(result(found, checked=("src/a.md",), reread=Texts({"src/a.md": TEXT}))))
    (listed,) = page.records("listed")
    assert listed[:4] == ["src/a.md", 0, len(TEXT), "zh"]
    assert listed[4] == [[0, 1, 0, 3, 7, "Doubled mark “，，”", "，，", 1]]
    ((text, (detail,)),) = page.records("read")
    start = TEXT.index("，，")
    assert text == TEXT
    assert detail[0] == [start, start + 2]
    assert detail[2] == [["kind", "mark"], ["count", "2"]]
    assert detail[3] == [["Keep one mark", "safe", [[start, start + 2, "，"]], ""]]


def test_a_file_that_is_another_by_now_is_shown_by_the_lines_of_its_findings(
    found: Diagnostic, result: MakeResult
) -> None:
    other = TEXT.replace("，，", "，")
    found = replace(found, place=found.place._replace(digest=text_digest("，，")))
    page = Page(written(result(found, checked=("src/a.md",), reread=Texts({"src/a.md": other}))))
    ((_, (detail,)),) = page.records("read")
    assert detail[:2] == [None, ["磨坊建在河口", "，，", "靠潮水推动水轮。"]]
    page = Page(written(result(found, checked=("src/a.md",))))
    ((text, (detail,)),) = page.records("read")
    assert (text, detail[0]) == (None, None)


def test_the_language_is_that_of_the_run(found: Diagnostic, result: MakeResult) -> None:
    chinese = written(result(found), "zh")
    assert '<html lang="zh-CN">' in chinese
    page = Page(chinese)
    assert page.data["summary"].startswith("在 1 个文件中发现 1 个问题")
    assert page.data["words"]["view_findings"] == "问题"
    assert page.records("listed")[0][4][0][5] == "标点“，，”重复"
    assert '<html lang="en">' in written(result(found), "en")


def test_numbers(card: Callable[..., Card], diagnostic: MakeDiagnostic, result: MakeResult, place: Any) -> None:
    def make(path: str, **fields: Any) -> Diagnostic:
        return diagnostic(TEXT, "，，", path=path, **fields)

    diagnostics = (
        make("top/a/1.md", severity=Severity.ERROR),
        make("top/a/2.md", severity=Severity.INFO, rule="LNK001"),
        make("top/b/3.md", state=State.BASELINED),
        make("top/b/4.md", state=State.SUPPRESSED),
    )
    cards = {"PUN001": card(), "LNK001": card(id="LNK001", family="links")}
    checked = ("top/a/1.md", "top/a/2.md", "top/b/3.md", "top/b/4.md", "top/c/5.md", "top/6.md")
    made = result(*diagnostics, cards=cards, checked=checked, files=6, problems=(Problem("note", "slow"),))
    data = Page(written(made)).data
    assert (data["checked"], data["clean"], data["sound"]) == (6, 4, 5)
    assert data["problems"] == ["slow"]
    assert [(rule[0], rule[5]) for rule in data["rules"]] == [("LNK001", [0, 0, 1, 0, 0]), ("PUN001", [1, 0, 0, 1, 1])]
    assert data["folders"] == [
        ["top", 1, 1, 1, [0, 0, 0, 0, 0]],
        ["top/a", 2, 0, 1, [1, 0, 1, 0, 0]],
        ["top/b", 2, 2, 2, [0, 0, 0, 1, 1]],
        ["top/c", 1, 1, 1, [0, 0, 0, 0, 0]],
    ]


def test_a_partner_without_findings_can_be_read_as_well(
    diagnostic: MakeDiagnostic, place: Callable[..., Place], result: MakeResult
) -> None:
    related = (
        RelatedPlace(place(TEXT, "潮水", path="b.md"), "same text"),
        RelatedPlace(place(TEXT, "潮水", "x.md"), ""),
    )
    made = result(diagnostic(TEXT, "潮水", path="a.md", related=related), checked=("a.md", "b.md"))
    page = Page(written(made))
    assert [record[0] for record in page.records("listed")] == ["a.md", "b.md"]
    ((_, (detail,)), _) = page.records("read")
    assert [item[:3] for item in detail[4]] == [["b.md", 1, 1], ["x.md", -1, 1]]


def test_clusters_join_what_refers_to_each_other(
    card: Callable[..., Card], diagnostic: MakeDiagnostic, place: Callable[..., Place], result: MakeResult
) -> None:
    def copy(path: str, of: str, rule: str = "DUP006", match: str = "潮水") -> Diagnostic:
        related = (RelatedPlace(place(TEXT, match, path=of), "same text"),)
        return diagnostic(TEXT, match, path=path, rule=rule, related=related)

    cards = {"DUP006": card(id="DUP006", family="duplicates"), "PUN001": card()}
    made = result(
        copy("b.md", "a.md"),
        copy("c.md", "a.md"),
        copy("e.md", "d.md", "PUN001", "磨坊"),
        copy("f.md", "f.md", "PUN001", "磨坊"),  # another rule's remark on its own file joins nothing
        cards=cards,
        checked=tuple(f"{name}.md" for name in "abcdef"),
    )
    clusters = Page(written(made)).records("clusters")
    assert [(rules, [place[0] for place in places]) for rules, places in clusters] == [
        ([0], ["a.md", "b.md", "c.md"]),
        ([1], ["d.md", "e.md"]),
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_becomes_markup(text: str, diagnostic: MakeDiagnostic, result: MakeResult) -> None:
    def page_of(said: str) -> tuple[Page, str]:
        path = f"{said}.md".replace("/", "∕")
        body = f"一{said}二\n"
        item = diagnostic(body, said, path=path, evidence={said: said}, reason=said, state=State.SUPPRESSED)
        made = result(item, checked=(path,), problems=(Problem("note", said),), reread=Texts({path: body}))
        page = written(made)
        page.encode("utf-8")
        return Page(page), page

    page, raw = page_of(text)
    plain, _ = page_of("plain")
    assert page.tags == plain.tags
    assert page.policy == plain.policy
    assert "<" not in text or text not in raw
    assert page.records("read")[0][0] == f"一{text}二\n"
    assert page.data["problems"] == [text]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_no_text_leaves_a_part_beside_the_page(text: str, diagnostic: MakeDiagnostic, result: MakeResult) -> None:
    body = text + "水" * 700_000
    paths = ("a.md", "b.md")
    stream = Folder()
    made = result(
        *(diagnostic(body, text, path=path) for path in paths),
        checked=paths,
        reread=Texts(dict.fromkeys(paths, body)),
    )
    written(made, stream=stream)
    assert stream.files
    for name, script in stream.files.items():
        script.encode("utf-8")
        found = re.fullmatch(r'lintcorpusPart\("([0-9a-f.js-]+)",(\[.*\])\);\n', script)
        assert found
        assert found[1] == name
        assert json.loads(found[2])[0][0] == body
        assert not re.search("[<>&\u2028\u2029]", script)


def test_the_policy_lets_our_script_and_style_run_and_nothing_else(found: Diagnostic, result: MakeResult) -> None:
    page = Page(written(result(found)))
    directives = dict(part.strip().split(" ", 1) for part in page.policy.split(";"))
    assert directives["default-src"] == "'none'"
    for name, tag in (("script-src", "script"), ("style-src", "style")):
        texts = [text for kind, given, text in page.texts if kind == tag and "type" not in given]
        assert len(texts) == 1
        digest = base64.b64encode(hashlib.sha256(texts[0].encode()).digest()).decode()
        assert directives[name].split(" ")[0] == f"'sha256-{digest}'"
    assert not re.search("unsafe|https?:|data:", page.policy)


def test_nothing_in_the_page_names_another_place(found: Diagnostic, result: MakeResult) -> None:
    page = written(result(found, root="/srv/somewhere"))
    assert not re.search(r'https?://|(?:src|href)="(?!#)|url\(|@import|/srv', page)


def test_much_goes_beside_the_page(diagnostic: MakeDiagnostic, result: MakeResult) -> None:
    paths = tuple(f"{number:03}.md" for number in range(30))
    body = TEXT + "水" * 100_000
    made = result(
        *(diagnostic(body, "，，", path=path) for path in paths),
        checked=paths,
        reread=Texts(dict.fromkeys(paths, body)),
    )
    stream = Folder()
    page = Page(written(made, stream=stream))
    parts = page.data["parts"]
    assert page.data["folder"] == "report-files"
    assert stream.is_complete
    assert {part[2] for part in parts if part[0] == "read"} == set(stream.files)
    assert [part[2] for part in parts if part[0] == "listed"] == [""]
    assert max(map(len, stream.files.values())) < 1_100_000
    assert sum(text.count("水水水") > 0 for text in stream.files.values()) == len(stream.files)
    firsts = [part[1] for part in parts if part[0] == "read"]
    assert firsts == sorted(firsts)
    assert firsts[0] == 0
    again = Folder()
    assert written(made, stream=again) == stream.getvalue()
    assert again.files == stream.files
    whole = Page(written(made))
    assert {part[2] for part in whole.data["parts"]} == {""}
    assert len(whole.records("read")) == 30


def test_long_lists_go_beside_the_page_as_well(diagnostic: MakeDiagnostic, result: MakeResult) -> None:
    item = diagnostic(TEXT, "，，", params={"mark": "长" * 3000})
    stream = Folder()
    page = written(result(*(item,) * 400, checked=("a.md", "b.md")), stream=stream)
    assert len(page) < 500_000
    assert {part[0] for part in Page(page).data["parts"] if part[2]} == {"read", "listed"}


def test_folders_differ_in_their_first_part(result: MakeResult) -> None:
    assert Overview(result(checked=("a.md",))).folders == [""]
    assert Overview(result(checked=("x/y/a.md", "x/z/q/b.md"))).folders == ["x/y", "x/z"]
    assert Overview(result(checked=("x/y/a.md", "x/y/b.md"))).folders == ["x/y"]
    assert Overview(result(checked=("xa/1.md", "xb/2.md"))).folders == ["xa", "xb"]
    assert Overview(result(checked=())).folders == []


def test_a_result_without_findings(result: MakeResult) -> None:
    page = Page(written(result(checked=("a.md",))))
    assert (page.data["checked"], page.data["clean"], page.parts) == (1, 1, [])


def _shapes(words: Mapping[str, Any]) -> dict[str, Any]:
    """The names of the words, and of lists how long they are."""
    return {name: len(value) if isinstance(value, list | dict) else str for name, value in words.items()}


def test_both_languages_say_the_same_things() -> None:
    english, chinese = WORDS["en"], WORDS["zh"]
    assert _shapes(english) == _shapes(chinese)
    for name, value in english.items():
        if isinstance(value, str):
            assert set(re.findall(r"\{\w+\}", value)) == set(re.findall(r"\{\w+\}", chinese[name])), name


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    folder = files("lintcorpus.reporters.html").joinpath("templates")
    sources = {item.name: item.read_text(encoding="utf-8") for item in folder.iterdir()}
    source = "\n".join(sources.values())
    used = set(re.findall(r"\bWORDS\.(\w+)", source) + re.findall(r"\bwords\.(\w+)", sources["page.html.jinja"]))
    built = {name for name in WORDS["en"] if name.startswith(("theme_", "view_"))}
    left_out = {name for name in re.findall(r"WORDS\[side\]", source) for name in ("before", "after")}
    assert used | built | left_out == set(WORDS["en"])
