"""Rules about URLs in the text where the examples of the cards do not reach."""

import pytest

from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for


def found(text: str, rule: str) -> list[Diagnostic]:
    return check([document(text)], plan_for(rule))


@pytest.mark.parametrize("after", ["，后来", "。", "）", ")", " and", "\n", "**", ", and", "的", "”", "|"])
def test_angle_brackets_end_with_the_url(after: str) -> None:
    text = f"见(https://example.com/names{after}" if after == ")" else f"见https://example.com/names{after}"
    repaired = fixed(document(text), plan_for("LNK008"), Safety.SAFE)
    assert repaired == text.replace("https://example.com/names", "<https://example.com/names>")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/na…\n",
        "https://example.com/<name>/list\n",
        "https://example.com/{name}\n",
        "https://harbour/names\n",
        "http://127.0.0.1/names\n",
        "[1]: https://example.com/a\n",
        "# 题目\n\n文章作者: 老陈\n发布时间: 2024-05-01 10:00\n发布地: 北方\n原文链接: https://example.com/a\n\n正文\n",
        # Damaged in ways that have rules of their own.
        "https://example.com/_list_/7\n",
        "https://example.com/list？id=7\n",
    ],
)
def test_urls_that_are_left_alone(text: str) -> None:
    assert found(text, "LNK008") == []


def test_note_text_is_text() -> None:
    assert len(found("船[^1]\n\n[^1]: https://example.com/a\n", "LNK008")) == 1


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("https://example.com/a？id=7", "https://example.com/a?id=7"),
        ("https://example.com/a?b=1＆id＝7", "https://example.com/a?b=1&id=7"),
        ("https://example.com/a？b＝1＆c=2", "https://example.com/a?b=1&c=2"),
        ("https://example.com：8080/a", "https://example.com:8080/a"),
        ("https://example．com／a", "https://example.com/a"),
        ("https://www.example。com.cn", "https://www.example.com.cn"),
        ("https://example.com/％E6％97％A7", "https://example.com/%E6%97%A7"),
        ("https://example.com/a－b＿c", "https://example.com/a-b_c"),
    ],
)
def test_wide_characters_inside_are_narrowed(wrong: str, right: str) -> None:
    for text in ("见%s，后来", "[船名录](%s)\n", "<%s>\n"):
        assert fixed(document(text % wrong), plan_for("LNK014")) == text % right


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a？好\n",
        "https://example.com：2024年\n",
        "https://example.com/a：8080/b\n",
        "https://example.com／https://example.org\n",
        "https://example.com/a＆b=1\n",
        "https://example.com。cn域名\n",
        "https://example.com/a。com\n",
        "https://example.com/a－港务处\n",
    ],
)
def test_wide_marks_of_the_sentence_are_quiet(text: str) -> None:
    assert found(text, "LNK014") == []


@pytest.mark.parametrize(
    "text",
    [
        "**官网：https://example.com/a**下载\n",
        "https://example.com/a**下载**\n",
        "https://example.com/**Download**\n",
        "*https://example.com/a*\n",
        "_https://example.com/a_b_\n",
        "https://example.com/a_b_c_d/e*f\n",
        "`https://example.com/_a_/b`\n",
        "    https://example.com/_a_/b\n",
        "[a](https://example.com/_a_/b)\n",
    ],
)
def test_emphasis_beside_a_url_is_quiet(text: str) -> None:
    assert found(text, "LNK014") == []


@pytest.mark.parametrize("url", ["https://example.com/_a_/b", "https://example.com/@_a_", "https://example.com/a*b*c"])
def test_emphasis_inside_a_url_is_undone(url: str) -> None:
    assert fixed(document(f"见 {url} 。\n"), plan_for("LNK014")) == f"见 <{url}> 。\n"


def test_swallowed_sentence_leaves_the_link() -> None:
    plan = plan_for("LNK014")
    assert fixed(document("<https://example.com/a。后来停了>，\n"), plan) == "<https://example.com/a>。后来停了，\n"
    for quiet in (
        "<https://example.com/Boat（小说）>\n",
        "[船](https://example.com/a，码头)\n",
        "<https://example.com/船，码头>\n",
    ):
        assert found(quiet, "LNK014") == []


def test_url_with_a_backslash_before_a_plain_letter_is_quiet() -> None:
    assert found("https://example.com/a\\_b 与 <https://example.com/a\\b>\n", "LNK014") == []
