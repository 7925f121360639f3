"""Which units of a document were learned: account, place and normal form must agree."""

import pickle
from dataclasses import replace

from lintcorpus.article.publisher.learned import learned_units
from lintcorpus.model.document import Document
from lintcorpus.model.learned import Learned
from tests.support import document, learn

LINE = "有话想说，请寄到渡口旁边的小卖部。"
SITE = "http://mp.weixin.qq.com/s?__biz={}&mid=1&idx=1&sn=2"
_BODIES = (
    "老磨坊的水轮还在转，只是再没有人往里面倒麦子，麻雀在石槽里做了窝，孩子们把它叫作钟。",
    "上游的堤是一担一担挑出来的，挑到第七年换了一个县官，又从头挑起，谁也没有说过一句话。",
    "集市搬到镇外以后，巷子里只剩下修伞的和补锅的，两个人隔着一条街，每天下一盘没完的棋。",
)


def _article(body: str, *, author: str = "渡口笔记", biz: str = "MzA1", end: str = LINE) -> Document:
    url = f"url: {SITE.format(biz)}\n" if biz else ""
    return document(
        f"---\ntitle: 渡口\nauthor: {author}\n{url}date: 2024-05-01\n---\n\n{body}\n\n{body}{body}\n\n{end}\n"
    )


def _learned() -> Learned:
    return learn([_article(body) for body in _BODIES])


def _found(item: Document) -> list[str]:
    return [str(recurrence) for _, recurrence in learned_units(replace(item, learned=_learned(), _views={}))]


def test_another_article_of_the_account_has_it() -> None:
    assert _found(_article("新的一篇。")) == ["recurs in 3 files of 渡口笔记"]
    assert _found(_article("新的一篇。", end="**有话想说,请寄到渡口旁边的小卖部** 👇")) == [
        "recurs in 3 files of 渡口笔记"
    ]


def test_an_article_without_a_site_is_known_by_the_name() -> None:
    assert _found(_article("新的一篇。", biz="")) == ["recurs in 3 files of 渡口笔记"]
    assert _found(_article("新的一篇。", biz="", author="**渡口 笔记**")) == ["recurs in 3 files of 渡口笔记"]


def test_another_account_does_not_have_it() -> None:
    assert _found(_article("新的一篇。", biz="MzB9")) == []
    assert _found(_article("新的一篇。", biz="", author="桥记")) == []
    assert _found(document(f"# 渡口\n\n{LINE}\n")) == []


def test_the_middle_of_an_article_is_its_own() -> None:
    body = "\n\n".join(f"{body}第{at}次走到这里。" for at in range(8) for body in _BODIES)
    assert _found(_article(f"{body}\n\n{LINE}\n\n{body}", end="完。")) == []


def test_nothing_learned_finds_nothing() -> None:
    assert list(learned_units(_article("新的一篇。"))) == []


def test_what_was_learned_stays_with_the_document() -> None:
    item = replace(_article("新的一篇。"), learned=_learned(), _views={})
    assert item.with_text("别的").learned is item.learned
    assert pickle.loads(pickle.dumps(item)).learned == item.learned
