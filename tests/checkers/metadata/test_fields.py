"""Rules about metadata: silent on whole headers, and they find what damage does to them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lintcorpus.app.compose import App, Request
from lintcorpus.checkers.metadata.fields import DateOptions
from tests.support import check, document, fixed, plan_for

RULES = ("META001", "META002", "META003", "META004", "META005")
KEYS = ("文章作者", "发布时间", "发布地", "原文链接", "封面图链接")
AUTHORS = ("江岸手记", "针线人家", "Night Bus 夜班车", "第7码头", "老城 · 新报", "A: 甲")
PLACES = ("芜湖", "新加坡", "黔东南", "江苏")
BODIES = (
    "船在六点零五分离开。",
    "##### 一水 发自 渡口  \n\n发布时间由码头决定。",
    "**原文** ：见文末。\n\n# 一、渡口\n\n船来了。",
)


@dataclass(frozen=True)
class Damaged:
    """A header with one fault, and the field and rules that may tell of it."""

    text: str
    field: str
    rules: frozenset[str]


def _fields(chance: random.Random) -> dict[str, str]:
    digits = "".join(chance.choice("0123456789abcdef") for _ in range(32))
    return {
        "文章作者": chance.choice(AUTHORS),
        "发布时间": f"20{chance.randint(15, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} 08:{chance.randint(0, 59):02}",
        "发布地": chance.choice(PLACES),
        "原文链接": f"http://mp.weixin.qq.com/s?__biz=MzA{digits[:8]}MQ==&mid={chance.randint(1, 10**9)}&idx=1&sn={digits}#rd",
        "封面图链接": f"https://mmbiz.qpic.cn/mmbiz_jpg/{digits}/300",
    }


def _lines(fields: dict[str, str]) -> list[str]:
    return [f"{key}: {value}" for key, value in fields.items()]


def _article(lines: list[str], body: str) -> str:
    """The lines under a title; a blank line stands before the last, as the scraper writes it."""
    return "\n".join(["# 渡口的最后一班船", "", *lines[:-1], "", lines[-1], "", body, ""])


def _damages(chance: random.Random) -> Iterator[Damaged]:
    fields, body = _fields(chance), chance.choice(BODIES)
    lines = _lines(fields)
    for at, key in enumerate(KEYS):

        def changed(line: str, at: int = at) -> str:
            return _article([*lines[:at], line, *lines[at + 1 :]], body)

        yield Damaged(_article(lines[:at] + lines[at + 1 :], body), key, frozenset({"META001"}))
        yield Damaged(
            changed(f"{chance.choice(('原', '新', '本', 'x-'))}{key[::-1]}: {fields[key]}"), key, frozenset({"META001"})
        )
        yield Damaged(changed(f"{key}:"), key, frozenset({"META002"}))
        for mark in ("；", "：", "，", " ", ":", " ：", ""):
            yield Damaged(changed(f"{key}{mark}{fields[key]}"), key, frozenset({"META002"}))
        yield Damaged(_article([*lines[: at + 1], *lines[at:]], body), key, frozenset({"META004"}))
        if at + 1 < len(KEYS):
            merged = lines[at] + chance.choice(("", " ")) + lines[at + 1]
            yield Damaged(
                _article([*lines[:at], merged, *lines[at + 2 :], ""], body), KEYS[at + 1], frozenset({"META002"})
            )
    for value in (
        "2024-02-30 08:10",
        "2024-13-01",
        "1970-01-01 08:00",
        "2061-01-01",
        "1901-05-05",
        "昨天",
        "2024-5-033",
    ):
        damaged = [f"发布时间: {value}" if line.startswith("发布时间") else line for line in lines]
        yield Damaged(_article(damaged, body), "发布时间", frozenset({"META003"}))


def test_damage_is_found_and_whole_headers_are_quiet() -> None:
    chance = random.Random(20240503)
    plan = plan_for(*RULES)
    missed, total = [], 0
    for _ in range(12):
        whole = _article(_lines(_fields(chance)), chance.choice(BODIES))
        assert not check([document(whole)], plan), whole
        for damaged in _damages(chance):
            total += 1
            found = check([document(damaged.text)], plan)
            named = [item for item in found if damaged.field in (item.params.get("field"), item.params.get("other"))]
            if not any(item.rule in damaged.rules for item in named):
                missed.append(damaged)
    assert total > 500
    assert len(missed) <= 0.05 * total, f"{len(missed)} of {total} missed, one is:\n{missed[0].text}"


def test_repaired_header_is_whole_again() -> None:
    chance = random.Random(7)
    plan = plan_for("META002", "META004")
    fields = _fields(chance)
    lines = _lines(fields)
    whole = _article(lines, BODIES[0])
    damaged = [lines[0].replace(": ", "："), lines[1] + lines[2], lines[3].replace(": ", " "), lines[3], lines[4]]
    assert fixed(document(_article(damaged[:3] + damaged[4:], BODIES[0])), plan) == whole
    assert fixed(document(_article([*lines[:2], *lines[1:]], BODIES[0])), plan) == whole


def test_one_fault_gives_one_finding() -> None:
    lines = _lines(_fields(random.Random(3)))
    merged = _article([lines[0], lines[1] + lines[2], *lines[3:]], BODIES[0])
    assert [item.rule for item in check([document(merged)], plan_for(*RULES))] == ["META002"]
    empty = _article([lines[0], "发布时间:", *lines[2:]], BODIES[0])
    assert [item.rule for item in check([document(empty)], plan_for(*RULES))] == ["META002"]


def test_missing_fields_are_findings_of_their_own() -> None:
    lines = _lines(_fields(random.Random(3)))
    found = check([document(_article(lines[2:], BODIES[0]))], plan_for(*RULES))
    assert [item.params["field"] for item in found] == ["文章作者", "发布时间"]
    assert len({item.fingerprint for item in found}) == 2


@pytest.mark.parametrize(
    "front",
    [
        'title: "A: b"\ntags: [a, b]\nauthor:\n  name: Ann\n',
        "title: >-\n  A long\n  title: with a colon\ndate: 2024-05-03\n",
        "title: 'It''s'\naliases:\n- /a\n- /b\nsummary: |\n  x: y: z\n",
        "title: A\ncover:\nauthor:\n",
        "# comment: with: colons\ntitle: A #1 board\n",
    ],
)
def test_good_front_matter_is_quiet(front: str) -> None:
    assert not check([document(f"---\n{front}---\n\nText.\n")], plan_for(*RULES))


def test_full_width_colon_in_front_matter_is_repaired() -> None:
    text = "---\ntitle：渡口\ndate: 2024-05-03\n---\n\n船。\n"
    assert fixed(document(text), plan_for("META002")) == text.replace("：", ": ", 1)


def test_nested_front_matter_that_cannot_be_read_says_where() -> None:
    found = check([document("---\ntitle: A\nlist:\n  - a\n b: c\n---\n\nText.\n")], plan_for("META002"))
    assert [(item.variant, item.place.start.line) for item in found] == [("", 5)]


def test_tomorrow_is_not_yet_the_future() -> None:
    assert DateOptions(today="2025-01-31").latest == date(2025, 2, 1)


@pytest.mark.parametrize(("today", "future"), [(date(2025, 1, 31), True), (date(2025, 2, 1), False)])
def test_the_future_begins_after_the_day_of_the_run(today: date, future: bool) -> None:
    run = App(Request(cwd=Path("/"), isolated=True, flags={"select": ("META003",)}, today=today))
    found = check([document("---\ntitle: A\ndate: 2025-02-02\n---\n\nText.\n")], run.plan)
    assert [item.variant for item in found] == (["future"] if future else [])


ADDRESS = "---\ntitle: 渡口\nurl: https://example.com/the-last-ferry\n---\n\n船在六点零五分离开。\n\n{}\n"


@pytest.mark.parametrize(
    "line",
    [
        "原文链接：https://example.com/the-last-ferry#comments",
        "原文链接：https://example.com/the-\nlast-ferry",
        "原文链接：https://notes.example.com/bridge",
        "他说原文链接：https://example.com/bridge",
        "`原文链接：https://example.com/bridge`",
        "原文链接：见文末",
        "原文链接：https://example.com/a\n\n本文链接：https://example.com/b",
    ],
)
def test_lines_that_give_the_article_no_other_address(line: str) -> None:
    assert not check([document(ADDRESS.format(line))], plan_for("META004"))


@pytest.mark.parametrize(
    "line",
    [
        "原文链接：https://example.com/bridge",
        "**本文地址** ：<https://example.com/bridge>",
        "- 原文链接: [桥](https://example.com/bridge)",
    ],
)
def test_another_address_in_the_text_is_worth_a_note(line: str) -> None:
    found = check([document(ADDRESS.format(line))], plan_for("META004"))
    assert [(item.variant, item.severity.label, item.place.start.line) for item in found] == [("body", "info", 8)]
