"""Damage done to whole headers of every layout is found by the right rule in the right line."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintcorpus.app.compose import App, Request
from lintcorpus.article.header.block import header
from lintcorpus.config.selection import layouts_of
from lintcorpus.config.settings import Settings
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.header import FieldSpec, HeaderLayout
from tests.support import app, check, compiled_cards

RULES = ("META001", "META002", "META003", "META004", "META005")
TODAY = date(2025, 6, 1)
LAYOUTS = {layout.name: layout for layout in app().catalog.layouts}
DETECTED = ("wechat-html2text", "translation-reference", "page-dump", "blog-fetch", "sitemap-fetch", "trafilatura")
TITLES = ("渡口的最后一班船", "The last ferry: a farewell", "山脚下的裁缝铺（上）", 'A "quiet" street', "夜班车 No. 7")
AUTHORS = ("江岸手记", "Anna Boatman", "针线人家", "第7码头", "River Notes")
WORDS = ("river", "渡口", "boats", "老城", "harbour")
IMPOSSIBLE = (
    "2024-02-30", "2024年2月30日", "2月30日", "2024/13/05", "2024-13-01 08:10", "2024-06-31T08:00:00", "20241301",
    "31/02/2024", "30 Feb 2024", "Feb 30, 2024", "2024-00-10", "2024-05-00", "0000-00-00 00:00:00", "2024-05-03 25:10",
)  # fmt: skip
UNTRUE = (
    "0001-01-01", "0001-01-01T00:00:00Z", "1970-01-01", "1970-01-01T08:00:00+08:00", "0", "1899-12-30", "1987-05-05",
    (TODAY + timedelta(days=2)).isoformat(), "2061年5月5日", "Tue, 03 May 2061 08:00:00 GMT",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One field as written; ``key`` names it in what is expected of the rules."""

    key: str
    text: str


@dataclass(frozen=True)
class Damaged:
    """A text with one fault, and the rule, key and 1-based line that must tell of it."""

    text: str
    rule: str
    key: str
    line: int
    kind: str


class Style:
    """How one layout writes its fields."""

    def __init__(self, layout: HeaderLayout, toml: bool = False) -> None:
        self.layout = layout
        self.toml = toml

    def line(self, key: str, value: str) -> Line:
        """A field with its value as the format wants it."""
        if self.layout.kind == "reference":
            return Line(key, f'[#]: {key}: "{value}"')
        if self.layout.kind == "lines":
            return Line(key, f"{key}: {value}")
        plain = not self.toml and (value.startswith("http") or value[:4].isdigit())
        return Line(
            key, f"{key}{' = ' if self.toml else ': '}{value if plain else json.dumps(value, ensure_ascii=False)}"
        )

    def bare(self, key: str) -> Line:
        """A field without a value."""
        text = self.line(key, "").text
        return Line(key, text if self.toml or self.layout.kind == "reference" else f"{key}:")

    def article(self, lines: Sequence[str]) -> tuple[str, int]:
        """The whole text, and the 1-based line of the first field."""
        if self.layout.kind == "lines":
            return "\n".join(["# 渡口的最后一班船", "", *lines, "", "船在六点零五分离开。", ""]), 3
        body = ["", "# 渡口的最后一班船", "", "船在六点零五分离开。", ""]
        if self.layout.kind == "reference":
            return "\n".join([*lines, *body]), 1
        fence = "+++" if self.toml else "---"
        return "\n".join([fence, *lines, fence, *body]), 2


def _value(spec: FieldSpec, chance: random.Random) -> str:
    digits = f"{chance.randrange(16**12):012x}"
    day = f"20{chance.randint(15, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return {
        "title": chance.choice(TITLES).replace('"', "”"),
        "author": chance.choice(AUTHORS),
        "date": day,
        "fetched": f"{day}T10:{chance.randint(10, 59)}:00",
        "place": chance.choice(("芜湖", "新加坡", "黔东南")),
        "url": f"https://example.com/{digits}",
        "cover": f"https://example.com/{digits}/300",
        "source": chance.choice(AUTHORS),
    }.get(spec.role, chance.choice(WORDS))


def _fields(layout: HeaderLayout, chance: random.Random) -> list[tuple[FieldSpec, str]]:
    """All required fields and most of the others, in the usual order."""
    return [(spec, _value(spec, chance)) for spec in layout.fields if spec.required or chance.random() < 0.7]


def _mutations(style: Style, chance: random.Random) -> Iterator[Damaged]:
    fields = _fields(style.layout, chance)
    lines = [style.line(spec.key, value) for spec, value in fields]
    texts = [line.text for line in lines]

    def damaged(kind: str, rule: str, key: str, changed: Sequence[str], at: int) -> Damaged:
        text, first = style.article(changed)
        return Damaged(text, rule, key, first + at, kind)

    for at, (spec, value) in enumerate(fields):
        before, behind, key = texts[:at], texts[at + 1 :], spec.key
        if spec.required:
            yield damaged("dropped", "META001", key, [*before, *behind], 0)
            for name in (f"x{key}", "备注"):
                yield damaged("renamed", "META001", key, [*before, style.line(name, value).text, *behind], 0)
        if not spec.blank and (spec.required or spec.role in ("title", "date")):
            yield damaged("emptied", "META002", key, [*before, style.bare(key).text, *behind], at)
            yield damaged("emptied", "META002", key, [*before, style.bare(key).text + "  ", *behind], at)
        yield damaged("doubled", "META004", key, [*before, texts[at], texts[at], *behind], at + 1)
        other = style.line(key, _value(spec, chance)).text
        yield damaged("doubled", "META004", key, [*texts, other], len(texts))
        if spec.role in ("date", "fetched"):
            wrong = (*IMPOSSIBLE, *UNTRUE, *(("昨天", "TBD") if spec.required else ()))
            for bad in chance.sample(wrong, 8):
                yield damaged("date", "META003", key, [*before, style.line(key, bad).text, *behind], at)
        if spec.role in ("author", "place", "source"):
            yield damaged("placeholder", "META005", key, [*before, style.line(key, "未知").text, *behind], at)
    for at, (first, second) in enumerate(pairwise(lines)):
        for blank in ("", " "):
            merged = [*texts[:at], first.text + blank + second.text, *texts[at + 2 :]]
            yield damaged("merged", "META002", second.key, merged, at)


@cache
def _run() -> App:
    flags = {"select": RULES}
    return App(Request(cwd=Path("/"), isolated=True, flags=flags, cache_dir=compiled_cards(), today=TODAY))


def _check(text: str, demanded: str = "detect") -> tuple[Document, list[Diagnostic]]:
    layouts = layouts_of(Settings(header=demanded), (), app().catalog.layouts)
    document = Document("example.md", text, layouts=layouts)
    return document, check([document], _run().plan)


def _tells(item: Diagnostic, damaged: Damaged) -> bool:
    """Whether a finding is of the right rule and line; one about the whole line need not name the field."""
    named = (item.params.get("field"), item.params.get("other"))
    about = damaged.key in named or (item.rule == "META002" and damaged.kind == "merged")
    return item.rule == damaged.rule and item.place.start.line == damaged.line and about


def _styles(names: Sequence[str]) -> list[Style]:
    found = [Style(LAYOUTS[name]) for name in names]
    return [*found, *(Style(style.layout, toml=True) for style in found if style.layout.kind == "front-matter")]


@pytest.mark.parametrize("style", _styles(sorted(LAYOUTS)), ids=lambda style: f"{style.layout.name}-{style.toml}")
def test_all_damage_is_found_where_the_layout_is_demanded(style: Style) -> None:
    chance = random.Random(20240503)
    for _ in range(2):
        for damaged in _mutations(style, chance):
            _, found = _check(damaged.text, style.layout.name)
            assert any(_tells(item, damaged) for item in found), (damaged, found)


@pytest.mark.parametrize("name", DETECTED)
def test_all_damage_is_found_where_the_layout_is_recognised(name: str) -> None:
    """A header that is now a whole one of a layout that demands less is none that is damaged."""
    chance = random.Random(7)
    style = Style(LAYOUTS[name])
    for damaged in _mutations(style, chance):
        document, found = _check(damaged.text)
        read = header(document)
        assert read is not None
        if read.layout is style.layout or damaged.rule != "META001":
            assert any(_tells(item, damaged) for item in found), (damaged, found)
        else:
            assert read.layout.kind == "front-matter"
            assert damaged.key not in read.layout.roles


def test_there_are_enough_mutations_of_every_kind() -> None:
    chance = random.Random(20240503)
    found = [damaged for style in _styles(sorted(LAYOUTS)) for damaged in _mutations(style, chance)]
    assert len({damaged.text for damaged in found}) > 1000
    for kind in ("dropped", "renamed", "emptied", "merged", "doubled", "date", "placeholder"):
        assert sum(damaged.kind == kind for damaged in found) >= 20, kind


def test_one_fault_gives_one_finding() -> None:
    """Also where a parser stumbles over what a rule about the field has said already."""
    chance = random.Random(5)
    for damaged in _mutations(Style(LAYOUTS["wechat-html2text"]), chance):
        _, found = _check(damaged.text)
        assert len(found) == 1, (damaged, found)


_TEXT = (
    st.text(st.sampled_from("渡口山脚 夜班车river No7，。：:（）()【】|-—“”"), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
_DAY = st.dates(date(1995, 1, 1), TODAY)


@st.composite
def _whole(draw: st.DrawFn) -> tuple[str, str]:
    """The name of a layout and a text with a whole header of it."""
    style = draw(st.sampled_from(_styles(sorted(LAYOUTS))))
    lines = []
    for spec in style.layout.fields:
        if not spec.required and draw(st.booleans()):
            continue
        if spec.role in ("date", "fetched"):
            value = draw(_DAY).strftime(draw(st.sampled_from(("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y年%m月%d日"))))
        elif spec.role in ("url", "cover"):
            value = f"https://example.com/{draw(st.integers(0, 10**9))}"
        elif spec.key in ("published", "draft"):
            value = "false"
        else:
            value = draw(_TEXT)
        lines.append(style.line(spec.key, value).text)
    return style.layout.name, style.article(lines)[0]


@settings(max_examples=300)
@given(_whole())
def test_whole_headers_are_quiet(whole: tuple[str, str]) -> None:
    name, text = whole
    assert not _check(text, name)[1]
    assert not _check(text)[1]
    assert not _check(text, "none")[1]
