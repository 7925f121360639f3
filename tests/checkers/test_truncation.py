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


def test_a_cut_among_links_says_so() -> None:
    links = "* [老桥的故事](https://a.example/bridge)\n" * 60
    text = f"# 桥\n\n{SENTENCE}\n\n{links}"
    body = text[len("# 桥\n\n") :][:2000]
    assert variants(f"# 桥\n\n{body}...\n") == ["links"]


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
