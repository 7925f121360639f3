"""The header view: what it reads of whole and damaged headers, and where it ends."""

import itertools

import pytest

from lintcorpus.article.header.block import bare_value, header, unclosed_front_matter
from lintcorpus.article.mask import mask
from lintcorpus.config.selection import layouts_of
from lintcorpus.config.settings import Settings
from lintcorpus.model.document import Document
from lintcorpus.model.header import Header
from tests.support import document

WECHAT = """\
# 渡口的最后一班船

文章作者: 江岸手记
发布时间: 2024-05-03 08:10
发布地: 芜湖
原文链接: http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMQ==&mid=1&idx=1

封面图链接: https://mmbiz.qpic.cn/mmbiz_jpg/a/300

船在六点零五分离开。
"""
KEYS = ["文章作者", "发布时间", "发布地", "原文链接", "封面图链接"]


def read(text: str) -> Header:
    found = header(document(text))
    assert found is not None
    return found


def keys(text: str) -> list[str]:
    return [field.key for field in read(text).fields]


def test_whole_header() -> None:
    found = read(WECHAT)
    assert found.layout.name == "wechat-html2text"
    assert [field.key for field in found.fields] == KEYS
    assert WECHAT[found.span.start :].startswith("文章作者")
    assert WECHAT[: found.span.end].endswith("/300")
    assert [WECHAT[slice(*field.value_span)] for field in found.fields] == [field.value for field in found.fields]


@pytest.mark.parametrize("mark", ["；", "：", " ", "", " : ", "，", "="])
def test_field_is_known_by_its_key_whatever_mark_follows(mark: str) -> None:
    damaged = WECHAT.replace("发布时间: ", f"发布时间{mark}")
    found = read(damaged)
    assert [field.key for field in found.fields] == KEYS
    assert (found.fields[1].mark, found.fields[1].value) == (mark, "2024-05-03 08:10")


def test_first_field_may_be_the_damaged_one() -> None:
    assert keys(WECHAT.replace("文章作者: ", "文章作者 ")) == KEYS


def test_fields_of_one_line_are_told_apart() -> None:
    found = read(WECHAT.replace("08:10\n发布地", "08:10发布地"))
    assert [field.key for field in found.fields] == KEYS
    assert (found.fields[1].value, found.fields[2].value) == ("2024-05-03 08:10", "芜湖")
    assert found.fields[1].span.end == found.fields[2].span.start


def test_name_of_a_field_in_the_value_of_another_is_text() -> None:
    found = read(WECHAT.replace("江岸手记", "江岸手记 发布地: 江边"))
    assert found.fields[0].value == "江岸手记 发布地: 江边"


def test_unknown_key_and_stray_line_stay_inside() -> None:
    assert keys(WECHAT.replace("发布地: ", "地点: ")) == ["文章作者", "发布时间", "地点", "原文链接", "封面图链接"]
    assert keys(WECHAT.replace("发布地: 芜湖", "芜湖")) == ["文章作者", "发布时间", "原文链接", "封面图链接"]


def test_article_below_is_not_part_of_it() -> None:
    text = WECHAT + "\n提示: 船票在码头买。\n\n发布地: 写在船票背面。\n"
    found = read(text)
    assert [field.key for field in found.fields] == KEYS
    assert not mask(document(text)).covers(text.index("船在六点"), len(text))


def test_labels_far_below_make_no_header() -> None:
    assert header(document("# 船票\n\n" + "空话。\n\n" * 30 + "发布时间: 今天\n发布地: 芜湖\n")) is None
    assert header(document("# 船票\n\n发布时间: 今天\n\n票价不变。\n")) is None


def test_front_matter_with_nested_values() -> None:
    found = read("---\ntitle: 'A: b'\ntags:\n  - river\n  - boats\n# note\ndate: 2024-05-03\n---\n\nText.\n")
    assert [(field.key, field.value) for field in found.fields] == [
        ("title", "'A: b'"),
        ("tags", "- river\n  - boats"),
        ("date", "2024-05-03"),
    ]
    assert bare_value(found.fields[0]) == "A: b"
    assert (found.span.start, found.layout.name) == (0, "front-matter")


def test_toml_front_matter() -> None:
    found = read('+++\ntitle = "A = b"\ndate = 2024-05-03\n+++\n\nText.\n')
    assert [(field.key, bare_value(field)) for field in found.fields] == [("title", "A = b"), ("date", "2024-05-03")]


def test_layout_that_knows_most_keys_wins_also_when_one_is_missing() -> None:
    dump = (
        "---\ntitle: A\nurl: https://example.com/a\nsource: S\ndate: 2024-05-03\nfetch_date: 2024-05-04\n---\n\n# A\n"
    )
    assert read(dump).layout.name == "page-dump"
    assert read(dump.replace("source: S\n", "")).layout.name == "page-dump"
    assert read("---\ntitle: A\nurl: https://example.com/a\ntags: [b]\n---\n\n# A\n").layout.name == "front-matter"


def test_reference_lines() -> None:
    text = (
        '[#]: subject: "A boat"\n[#]: via: "https://example.com/a"\n[#]: author: (Ann)\n[#]: url: " "\n\nA boat\n===\n'
    )
    found = read(text)
    assert found.layout.name == "translation-reference"
    assert [bare_value(field) for field in found.fields] == ["A boat", "https://example.com/a", "Ann", ""]
    assert text[found.span.end :].startswith("\n\nA boat")


def test_line_ends_of_windows() -> None:
    text = WECHAT.replace("\n", "\r\n")
    found = read(text)
    assert [field.key for field in found.fields] == KEYS
    assert found.fields[2].value == "芜湖"


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('title: "A boat" date: 2024-05-03', [("title", '"A boat"'), ("date", "2024-05-03")]),
        ("title: A boat url: https://example.com/a", [("title", "A boat"), ("url", "https://example.com/a")]),
        ("title: A boat date: 2024-05-03 link: https://example.com", [("title", "A boat"), ("date", "2024-05-03"), ("link", "https://example.com")]),
        # A title may well hold the name of a field.
        ("title: Save the date: a wedding", [("title", "Save the date: a wedding")]),
        ('title: "All on one date: 2024-05-03"', [("title", '"All on one date: 2024-05-03"')]),
        ("title: A big update: 2024-05-03", [("title", "A big update: 2024-05-03")]),
    ],
)  # fmt: skip
def test_fields_of_front_matter_that_share_a_line(line: str, fields: list[tuple[str, str]]) -> None:
    found = read(f"---\n{line}\ntags: [river]\n---\n\nText.\n")
    assert [(field.key, field.value) for field in found.fields] == [*fields, ("tags", "[river]")]


def test_name_of_a_field_that_stands_elsewhere_is_text() -> None:
    text = "---\ntitle: A boat date: 2024-05-03\ndate: 2024-05-04\n---\n\nText.\n"
    assert [field.key for field in read(text).fields] == ["title", "date"]


def test_reference_lines_that_share_a_line() -> None:
    text = '[#]: subject: "A" [#]: via: "https://example.com/a"[#]: author: "Ann"\n\nA\n===\n'
    found = read(text)
    assert [(field.key, bare_value(field)) for field in found.fields] == [
        ("subject", "A"),
        ("via", "https://example.com/a"),
        ("author", "Ann"),
    ]
    assert all(first.span.end == second.span.start for first, second in itertools.pairwise(found.fields))


def test_first_field_may_have_another_name() -> None:
    assert keys(WECHAT.replace("文章作者", "作者")) == ["作者", *KEYS[1:]]
    assert keys(WECHAT.replace("文章作者: 江岸手记", "https://example.com/a")) == KEYS[1:]


def test_trafilatura_is_known_by_what_it_alone_writes() -> None:
    text = "---\ntitle: A\nauthor: Ann\nurl: https://example.com/a\nhostname: example.com\nsitename: Ex\ndate: 2024-05-03\n---\n\nText.\n"
    assert read(text).layout.name == "trafilatura"
    assert read(text.replace("hostname: example.com\nsitename: Ex\n", "")).layout.name == "front-matter"


def test_layouts_that_are_never_recognised_are_read_when_demanded() -> None:
    text = "---\ntitle: A\ndraft: true\nweight: 3\n---\n\nText.\n"
    assert read(text).layout.name == "front-matter"
    demanded = layouts_of(Settings(header="hugo"), (), document("").layouts)
    found = header(Document("a.md", text, layouts=demanded))
    assert found is not None
    assert (found.layout.name, found.layout.demanded) == ("hugo", True)


def test_demanded_layout_that_is_not_there_leaves_the_one_that_is() -> None:
    demanded = layouts_of(Settings(header="translation-reference"), (), document("").layouts)
    found = header(Document("a.md", WECHAT, layouts=demanded))
    assert found is not None
    assert found.layout.name == "wechat-html2text"
    assert header(Document("a.md", WECHAT, layouts=())) is None


def test_front_matter_that_nothing_ends() -> None:
    assert unclosed_front_matter(document("---\ntitle: A\ndate: 2024-05-03\n\nText.\n"))
    assert not unclosed_front_matter(document("---\nAnn: Is the boat late?\nBen: It left.\n\nSo they walked.\n"))
    assert not unclosed_front_matter(document("---\ntitle: A\ndate: 2024-05-03\n---\n\nText.\n"))
