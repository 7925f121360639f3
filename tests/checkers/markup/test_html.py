"""Which HTML is left of a page and which an author meant; entities at the edge of meaning something."""

import pytest

from lintcorpus.model.fix import Safety
from tests.support import check, document, fixed, plan_for

RULE = "MRK004"


def found(text: str, path: str = "example.md") -> list[tuple[str, str]]:
    items = [item for item in check([document(text, path)], plan_for(RULE)) if item.rule == RULE]
    return [(item.variant, text[item.span.start : item.span.end]) for item in items]


@pytest.mark.parametrize(
    "text",
    [
        '<div align="center">\n\n![](a.png)\n\n</div>\n',
        "<table><tr><td><p>表格里的段落</p></td></tr></table>\n",
        '<p style="text-align:center">居中的一行</p>\n',
        '<span style="color:red;font-size:18px">红字</span>\n',
        '<div class="note">提示</div>\n',
        '<blockquote class="twitter-tweet"></blockquote><script async src="https://platform.twitter.com/w.js"></script>\n',
        '<a id="top"></a>\n',
        "运行 git checkout <section> 即可。\n",
        "设 x &lt;y 时写作 &lt;y&gt;。\n",
        "&gt; 行首的大于号转义之后才不是引文。\n",
        "- &gt; 列表里也一样。\n",
        "写作 &amp;lt; 的实体。\n",
        "\\&nbsp; 前面有反斜杠。\n",
        "A&amp;B; 后面像实体的不动。\n",
        "&unknown; 不是实体。\n",
        "这一段讲 HTML。\n\n另一段也讲 HTML：用 <div>、<p>x</p> 与 &amp;nbsp; 举例。\n",
        "<!-- lintcorpus: 说明 -->\n\n<!-- toc -->\n",
    ],
)
def test_html_that_was_meant_is_left_alone(text: str) -> None:
    assert not found(text)


def test_comparisons_and_arrows_are_residue() -> None:
    assert found("若 a &lt; b 且 p-&gt;next 为空。\n") == [("entity", "&lt; b 且 p-&gt;")]


def test_an_entity_that_could_open_a_block_or_a_mark_has_no_repair() -> None:
    for text in ("&#45; 行首\n", "**&eacute;t&eacute;** 是夏天\n", "**重点**&nbsp;与次要\n"):
        (item,) = check([document(text)], plan_for(RULE))
        assert item.fix is None


def test_blanks_become_one_space() -> None:
    assert fixed(document("茶园 &nbsp;&nbsp; 在雾里。\n"), plan_for(RULE)) == "茶园 在雾里。\n"


def test_titles_in_front_matter_are_repaired_only_with_what_yaml_can_hold() -> None:
    text = '---\ntitle: Ferries &#8211; a history\nby: "A &quot;B&quot; C"\n---\n\nText.\n'
    assert "Ferries – a history" in fixed(document(text), plan_for(RULE))
    assert [variant for variant, _ in found(text)] == ["entity", "entity"]


def test_twice_escaped_entities_are_undone_step_by_step() -> None:
    assert fixed(document("雾 &amp;amp;nbsp; 散了。\n"), plan_for(RULE)) == "雾 散了。\n"


def test_tags_of_word_processors_and_editors() -> None:
    text = '<p class="MsoNormal">一<o:p></o:p></p>\n\n<section data-id="3">二</section>\n\n<font style="line-height:2;margin:0">三</font>\n'
    assert [match for _, match in found(text)] == [
        '<p class="MsoNormal">',
        "<o:p></o:p>",
        '<section data-id="3">',
        '<font style="line-height:2;margin:0">',
    ]


def test_very_many_lines_are_one_finding() -> None:
    text = "".join(f"第 {number} 条&mdash;完\n\n" for number in range(30))
    (item,) = check([document(text)], plan_for(RULE))
    assert item.params["count"] == 30
    assert item.fix is not None
    assert item.fix.safety is Safety.SAFE


@pytest.mark.parametrize("head", ["<!DOCTYPE html>", '<html lang="zh">', '<?xml version="1.0"?>'])
def test_a_whole_page_is_one_finding(head: str) -> None:
    assert found(f'\n{head}\n<p class="MsoNormal">&nbsp;</p>\n', "page.html") == [("page", head)]
