"""What an account repeats: with learning, without, and as evidence for promotion."""

from dataclasses import replace

from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic, Severity
from tests.support import check, document, learn, plan_for

LINE = "有话想说，请寄到渡口旁边的小卖部。"
WEAK = "渡口旁边有一个读者群，周末在茶馆里碰头"
_BODIES = (
    "老磨坊的水轮还在转，只是再没有人往里面倒麦子，麻雀在石槽里做了窝，孩子们把它叫作钟。",
    "上游的堤是一担一担挑出来的，挑到第七年换了一个县官，又从头挑起，谁也没有说过一句话。",
    "集市搬到镇外以后，巷子里只剩下修伞的和补锅的，两个人隔着一条街，每天下一盘没完的棋。",
    "水文站的白墙上画着一道红线，红线以下的年份人人记得，红线以上的年份还没有人亲眼见过。",
)


def _articles(end: str, author: str = "渡口笔记", count: int = 3) -> list[Document]:
    return [
        document(
            f"---\ntitle: 第{at}篇\nauthor: {author}\n---\n\n{body}\n\n{body}{body}\n\n{end}\n", f"{author}{at}.md"
        )
        for at, body in enumerate(_BODIES[:count])
    ]


def _found(documents: list[Document], rule: str = "BLR002") -> list[Diagnostic]:
    return check(documents, plan_for(rule))


def test_without_learning_three_articles_of_one_run_are_needed() -> None:
    assert _found(_articles(LINE, count=2)) == []
    assert _found([*_articles(LINE, count=2), *_articles(LINE, "桥记", count=2)]) == []
    found = _found(_articles(LINE))
    assert [item.variant for item in found] == ["run"] * 3
    assert [item.severity for item in found] == [Severity.INFO] * 3
    assert all(not item.fixes and len(item.related) == 2 for item in found)
    assert found[0].evidence == {"recurs": "recurs in 3 files of 渡口笔记 in this run", "place": "tail"}


def test_the_findings_of_a_run_do_not_depend_on_the_order_of_files() -> None:
    articles = _articles(LINE, count=4)
    assert _found(articles) == _found(articles[::-1])


def test_a_line_of_a_short_article_is_reported_once() -> None:
    texts = (
        f"---\ntitle: 第{at}篇\nauthor: 渡口笔记\n---\n\n{LINE}\n\n{body}\n\n{LINE}\n"
        for at, body in enumerate(_BODIES)
    )
    found = _found([document(text, f"{at}.md") for at, text in enumerate(texts)])
    assert len({(item.path, item.span) for item in found}) == len(found) == 8


def test_what_was_judged_by_learning_is_not_judged_again() -> None:
    articles = _articles(LINE, count=4)
    known = learn(_articles("今天就写到这里，天黑了。") + _articles(LINE, "桥记"))
    assert {account.name for account in known.accounts} == {"渡口笔记", "桥记"}
    assert _found([replace(item, learned=known, _views={}) for item in articles]) == []


def test_every_learned_line_of_a_block_is_deleted_alone() -> None:
    end = f"{LINE}  \n{_BODIES[3]}"
    known = learn(_articles(LINE))
    (item,) = _found([replace(_articles(end, count=1)[0], learned=known, _views={})])
    assert item.variant == ""
    assert item.fix is not None
    assert item.evidence == {"learned": "recurs in 3 files of 渡口笔记", "place": "tail"}


def test_a_learned_line_with_a_weak_phrase_is_promotion() -> None:
    articles = _articles(WEAK)
    assert _found(articles, "PRO007") == []
    known = learn(articles)
    found = _found([replace(item, learned=known, _views={}) for item in articles], "PRO007")
    assert len(found) == 3
    assert found[0].evidence["learned"] == "recurs in 3 files of 渡口笔记"
    other = replace(_articles(WEAK, "桥记", count=1)[0], learned=known, _views={})
    assert _found([other], "PRO007") == []


def test_a_learned_line_without_a_phrase_is_no_promotion() -> None:
    articles = _articles(LINE)
    known = learn(articles)
    assert _found([replace(item, learned=known, _views={}) for item in articles], "PRO") == []


def test_a_learned_line_between_promotion_goes_with_it() -> None:
    between = "渡口：每个月的第一个星期天，我们在候船室的长椅上读一段旧日记，读到最后一班船开走"
    end = f"欢迎关注公众号“渡口笔记”，给我们标上星标！\n\n{between}\n\n点击阅读原文，查看更多渡口的文章。"
    articles = _articles(end)
    before = {item.span for item in _found(articles, "PRO") if item.path == articles[0].path}
    known = learn(articles)
    after = _found([replace(item, learned=known, _views={}) for item in articles], "PRO")
    (more,) = [item for item in after if item.path == articles[0].path and item.span not in before]
    assert articles[0].slice(more.span) == between
    assert more.variant == "between"
