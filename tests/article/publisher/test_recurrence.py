"""Which blocks an account repeats: what counts, what is an article's own, and what copies prove."""

import random

import pytest

from lintcorpus.article.publisher.borders import border
from lintcorpus.article.publisher.recurrence import outline, recurring
from tests.support import document

_BODIES = (
    "桥头的磨坊停了三十年，水轮还在转，只是再没有人往里面倒麦子，麻雀在石槽里做了窝。",
    "老船工说上游的堤是他祖父一担一担挑出来的，挑到第七年换了一个县官，又从头挑起。",
    "集市搬到镇外以后，巷子里只剩下修伞的和补锅的，两个人隔着一条街，每天下一盘棋。",
    "水文站的白墙上画着一道红线，红线以下的年份人人记得，红线以上的年份没有人见过。",
    "摆渡的汽油船换成了电船，声音小了，狗反而不习惯，听不见响动就对着河面一直叫。",
    "山里的邮路走了四十年，走的人退休那天把一双鞋挂在树上，鞋底上还粘着那座山的泥。",
)


def _recurring(*tails: str, heads: tuple[str, ...] = (), count: int = 5) -> set[str]:
    """What recurs in articles that end with these tails in turn, as it looks."""
    outlines, looks = [], {}
    for at in range(count):
        head = f"{heads[at % len(heads)]}\n\n" if heads else ""
        body = "\n\n".join(_BODIES[(at + step) % len(_BODIES)] + f"这是第{at}篇。" * 3 for step in range(5))
        item, shown = outline(document(f"# 第{at}篇\n\n{head}{body}\n\n{tails[at % len(tails)]}\n"))
        outlines.append(item)
        looks.update(shown)
    return {looks[key] for key in recurring(outlines)}


def test_a_line_at_the_tail_of_three_articles_recurs() -> None:
    assert _recurring("有话想说，请寄到渡口旁边的小卖部。") == {"有话想说，请寄到渡口旁边的小卖部。"}
    assert _recurring("有话想说，请寄到渡口旁边的小卖部。", count=2) == set()


def test_one_article_of_twenty_must_have_it() -> None:
    tails = ["有话想说，请寄到渡口旁边的小卖部。"] * 3 + [f"写到这里天就亮了，第{at}盏灯灭了。" for at in range(70)]
    assert _recurring(*tails, count=73) == set()
    assert _recurring(*tails[:23], count=23) == {"有话想说，请寄到渡口旁边的小卖部。"}


def test_every_line_of_a_block_that_an_author_broke_is_a_unit() -> None:
    tail = "有话想说，请寄到渡口旁边的小卖部  \n喜欢这条河的人都在这里等你来坐坐"
    assert len(_recurring(tail)) == 2


def test_a_heading_with_text_of_its_own_below_does_not_recur() -> None:
    tails = [f"**船工家里的人这样说起那天的事**\n\n{body}{body}" for body in _BODIES]
    assert _recurring(*tails) == set()


def test_what_stands_outside_may_be_pictures_links_and_a_few_words() -> None:
    line = "有话想说，请寄到渡口旁边的小卖部。"
    tails = (
        f"{line}\n\n![](https://example.org/a.png)",
        f"{line}\n\n[昨天的船和今天的船](https://example.org/1)\n\n[没有船的那一年](https://example.org/2)",
        f"{line}\n\n编辑：罗小渡",
    )
    assert _recurring(*tails) == {line}


@pytest.mark.parametrize(
    "line",
    [
        "参考文献与延伸阅读材料：",
        "## 写在最后的一点感想",
        "导读",
        "2024年6月13日 16:44",
        "Alice de Winter",
        "图片来源：渡口旁边的老照相馆",
        "作者：渡口旁边的老照相馆主人",
        "文章来源: https://example.org/ferry/1 渡口旁边的小报",
        "By the man who winds the harbour clock",
        "本文不构成任何投资建议，风险自负。",
        "未经许可不得转载，请保留原文链接。",
        "| 年份 | 水位 |\n|---|---|\n| 一九五四年 | 二十六米 |",
        "```\nprint('the lock was dug by hand')\n```",
    ],
)
def test_what_is_no_boilerplate_of_an_account(line: str) -> None:
    assert _recurring(line) == set()


def test_a_head_must_be_short_and_introduce_no_series() -> None:
    assert _recurring("完。", heads=("**（点上面的蓝字，每天听一条河）**",)) == {"（点上面的蓝字，每天听一条河）"}
    assert _recurring("完。", heads=("这是“小城与河”系列文章中的一篇。",)) == set()
    assert _recurring("完。", heads=(_BODIES[0] + "我们沿着这条河走了一年，写下了这些文字。",)) == set()


def test_copies_of_one_article_prove_nothing() -> None:
    text = f"# 磨坊\n\n{_BODIES[0]}\n\n有话想说，请寄到渡口旁边的小卖部。\n"
    assert recurring([outline(document(text, f"{at}.md"))[0] for at in range(5)]) == {}


def test_the_order_of_the_articles_does_not_matter() -> None:
    outlines = [
        outline(
            document(
                f"# {at}\n\n{body}第{at}次。\n\n有话想说，请寄到渡口旁边的小卖部。\n\n再见，第{at % 2}个渡口的朋友们\n"
            )
        )[0]
        for at, body in enumerate(_BODIES)
    ]
    first = recurring(outlines)
    assert first
    for seed in range(5):
        random.Random(seed).shuffle(outlines)
        assert recurring(outlines) == first


def test_the_border_is_walked_from_the_outside() -> None:
    item = document(f"# 河\n\n{_BODIES[0]}\n\n一行说给读者听的话在这里\n\n![](a.png)\n")
    tail = list(border(item, "tail"))
    assert [unit.weight for unit in tail[:2]] == [0, 1]
    assert tail[0].key is None
    assert tail[1].key is not None
