"""Truncated articles: lengths at which tools cut, lines below an excerpt, and what is no end."""

import pytest

from tests.support import check, document, plan_for

SENTENCE = "修桥的人清早就到了河边，把绳子一根一根拉直，等水位慢慢地落下去，"


def variants(text: str) -> list[str]:
    return [item.variant for item in check([document(text)], plan_for("QLT003"))]


def cut(length: int, dots: str = "...") -> str:
    return (SENTENCE * (length // len(SENTENCE) + 1))[:length] + dots


@pytest.mark.parametrize("length", [100, 200, 500, 1000, 1500, 8000])
@pytest.mark.parametrize("head", ["", "# 桥\n\n", "---\ntitle: 桥\nsource: 河\n---\n\n# 桥\n\n"])
def test_a_round_length_is_a_cut(length: int, head: str) -> None:
    assert variants(f"{head}{cut(length)}\n") == ["length"]


@pytest.mark.parametrize("length", [101, 150, 1100, 8001])
def test_any_other_length_may_be_meant(length: int) -> None:
    assert variants(f"# 桥\n\n{cut(length)}\n") == []


def test_dots_may_count_as_well() -> None:
    assert variants(cut(1997)) == ["length"]
    assert variants(cut(1999, "…")) == ["length"]


def test_bytes_may_be_what_a_tool_counts() -> None:
    text = ("The miller rose before the sun, ümlaut and all, " * 60).encode()[:2000].decode(errors="ignore")
    assert len(text) != len(text.encode()) == 2000
    assert variants(f"{text}...\n") == ["length"]


def test_a_full_stop_before_dots_is_no_cut() -> None:
    assert variants(f"# 桥\n\n{cut(999)}。...\n") == []
    assert variants(f"# 桥\n\n{cut(1000, '……')}\n") == []


PASSAGE = (SENTENCE[:-1] + "。") * 5
LINKS = "* [老桥的故事](https://a.example/bridge)\n" * 90
MILL = "The miller rose before the sun and opened the sluice by hand. " * 8


def cut_page(text: str, last: str) -> str:
    """A page that a tool cut after 2000 characters, in ``last``, whatever length the text above has."""
    filler = 2000 - len(text) - len(last) - len("。\n\n")
    return f"# 桥\n\n{'水' * filler}。\n\n{text}{last}...\n"


def test_a_cut_among_links_says_so() -> None:
    body = f"{PASSAGE}\n\n{LINKS}"[:2000]
    assert variants(f"# 桥\n\n{body}...\n") == ["links"]


def test_a_cut_in_the_menus_leaves_no_article() -> None:
    assert variants(f"# 桥\n\n{LINKS[:1500]}...\n") == ["before"]


@pytest.mark.parametrize(
    "appended",
    [
        "### Comments\n\nJohn •\n\nI have seen that wheel, and it was turned by ",
        "12 Comments\n\nI have seen that wheel, and it was turned by ",
        "## 网友评论（3）\n\n我小时候见过这座桥，桥上还有",
        "**相关阅读**\n\n上游还有一座石桥，是邻村的",
        "Related Topics:\n\nThe weir was built by monks who ",
        "标签：\n\n老桥 河流 渡口 木匠 石匠 水",
        "* [ponds](https://a.example/tag/ponds/)\n* [mills](https://a.example/tag/mills/)\n"
        "* [weirs](https://a.example/tag/weirs/)\n\nThe author has lived by the river since ",
        "## About the author\n\nShe has lived by the river since ",
        "[![The weir](https://a.example/weir.png)\n\nThe weir and the monks who",
    ],
)
def test_what_a_page_appends_is_no_article(appended: str) -> None:
    assert variants(cut_page(f"{MILL}\n\n", appended)) == ["links"]


@pytest.mark.parametrize(
    "last",
    [
        "The wheel was ",
        "## The wheel in spr",
        "- The wheel w",
        "![](https://a.example/wheel",
        "[![](https://a.example/wheel.png)](https://a.exam",
        "## The wheel\n\n![](https://a.example/wheel",
        "![](https://a.example/weir.png)\n\n![](https://a.example/wheel",
        "He asked for comments, and for tags.\n\nThe wheel was ",
    ],
)
def test_a_cut_in_the_article_or_right_below_its_text(last: str) -> None:
    assert variants(cut_page(f"{MILL}\n\n", last)) == ["length"]


def test_labels_above_the_article_count_for_nothing() -> None:
    text = f"Comments\n\nTags\n\n{SENTENCE * 80}"
    assert variants(f"# 桥\n\n{text[:2000]}...\n") == ["length"]


@pytest.mark.parametrize(
    "below",
    ["", "\n[Continue reading →](https://a.example/mill)\n", "\nThe post The mill appeared first on River Notes.\n"],
)
def test_lines_below_an_excerpt(below: str) -> None:
    assert variants(f"# The mill\n\nThe wheel was taken out of the water in spring, and since then […]\n{below}") == [
        "excerpt"
    ]


def test_several_excerpts_are_a_list() -> None:
    excerpt = "The wheel was taken out of the water in spring, and since then […]\n\n"
    assert variants(f"# The valley\n\n{excerpt}{excerpt}") == []


@pytest.mark.parametrize(
    "text",
    [
        "# The mill\n\nHe asked me to write to him, and I did it the next day, but the\n\n![](https://a.example/x.png)\n",
        "# The mill\n\n- He asked me to write to him, and I did it the next day, but the\n",
        "# The mill\n\n> He asked me to write to him, and I did it the next day, but the\n",
        "# The mill\n\nMore can be read in [a long letter that the miller wrote to his sister about the](https://a.example)\n",
        "*The wheel, the house and the road that leads to the mill as they stood before the war, by the*\n",
    ],
)
def test_what_does_not_end_in_a_sentence_anyway(text: str) -> None:
    assert variants(text) == []


def test_a_hyphen_at_the_end_is_a_cut() -> None:
    assert variants(
        "# The mill\n\nThe miller walked down to the weir in the evening and looked at the old water-\n"
    ) == ["midway"]


def test_a_hard_wrapped_text_that_ends_well_is_whole() -> None:
    text = "The miller rose before the sun and opened the sluice by hand, and\nnobody knew of it.\n"
    assert variants(f"# The mill\n\n{text}") == []


def test_walls_in_the_midst_are_no_end() -> None:
    wall = "后续内容为付费会员专属\n\n"
    assert variants(f"# 桥\n\n{wall}" + f"{SENTENCE[:-1]}。\n\n" * 30) == []
