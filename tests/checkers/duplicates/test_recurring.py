"""Articles and blocks that stand in several files: what the cards' examples do not show."""

from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, plan_for

NOTE = (
    "本栏目由三位退休教师轮流执笔，每月写一座桥，只写自己走过的。桥的长度以步计，步幅不一，请读者不要拿去和档案核对；"
    "如有旧照片愿意借给我们，请放在河边茶馆的柜台上，我们看过一定送还，并附上一张同一角度的新照片。"
)
BODY = "\n\n".join(
    f"第{number}座桥在镇子的{place}，石头是从{place}山上抬下来的，抬石头的人每天吃四顿饭，吃到桥修好那一天为止。修桥的账记在祠堂的墙上，"
    f"刷了三遍白灰还看得出来，最后一行写着：欠木匠工钱若干，来年有余再还。来年发了大水，桥没有倒，账也没有还，木匠的后人说不要了。"
    for number, place in (("一", "东头"), ("二", "西头"), ("三", "下游"), ("四", "上游"))
)
OTHER = "河水退下去以后，露出一排木桩，年纪大的人说那是更早的一座桥，年纪更大的人说那不是桥，是晒渔网的架子。"


def wechat(title: str, date: str, body: str) -> str:
    return f"# {title}\n\n文章作者: 桥记\n发布时间: {date}\n发布地: 温州\n原文链接: http://mp.weixin.qq.com/s?__biz=a\n\n{body}\n"


def found(rule: str, **files: str) -> list[Diagnostic]:
    return check([document(text, f"{name}.md") for name, text in files.items()], plan_for(rule))


def places(diagnostics: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(item.path, item.place.start.line) for item in diagnostics]


def test_the_earliest_publication_is_not_reported() -> None:
    files = {
        "a": wechat("四座桥", "2024-03-01 08:00", BODY),
        "b": wechat("四座桥", "2023-12-30 21:15", BODY),
        "c": wechat("四座桥", "2024年1月2日", BODY),
    }
    items = found("DUP006", **files)
    assert places(items) == [("a.md", 1), ("c.md", 1)]
    assert {item.params["first"] for item in items} == {"b.md"}
    assert [[other.place.path for other in item.related] for item in items] == [["b.md", "c.md"], ["b.md", "a.md"]]


def test_an_undated_copy_comes_after_a_dated_one() -> None:
    assert places(found("DUP006", a=f"# 四座桥\n\n{BODY}\n", b=wechat("四座桥", "2024-03-01", BODY))) == [("a.md", 1)]


def test_short_texts_are_copies_only_under_one_title() -> None:
    assert places(found("DUP006", a=f"# 木桩\n\n{OTHER}{OTHER}\n", b=f"# 渔网\n\n{OTHER}{OTHER}\n")) == []
    assert places(found("DUP006", a=f"# 木桩\n\n{OTHER}{OTHER}\n", b=f"# 木桩\n\n{OTHER}{OTHER}\n")) == [("b.md", 1)]


def test_a_copy_keeps_its_fingerprint_whatever_it_is_a_copy_of() -> None:
    text = f"# 四座桥\n\n{BODY}\n"
    (before,) = found("DUP006", a=text, z=text)
    (after,) = [item for item in found("DUP006", b=text, c=text, z=text) if item.path == "z.md"]
    assert before.fingerprint == after.fingerprint


def test_a_finding_names_few_of_many_places() -> None:
    files = {f"n{at:02}": f"# 桥{at}\n\n第{at}座桥。\n\n{NOTE}\n" for at in range(12)}
    items = found("DUP007", **files)
    assert len(items) == 11
    for item in items:
        assert item.params["files"] == 12
        assert item.related[0].place.path == "n00.md"
        assert len({other.place.path for other in item.related} - {item.path}) == len(item.related) == 5


def test_blocks_of_a_copied_article_are_left_to_the_article() -> None:
    copy = f"{BODY}\n\n{NOTE}"
    assert found("DUP007", a=f"# 四座桥\n\n{copy}\n", b=f"# 四座桥\n\n{copy}\n") == []
    items = found("DUP007", a=f"# 四座桥\n\n{copy}\n", b=f"# 四座桥\n\n{copy}\n", c=f"# 木桩\n\n{OTHER}\n\n{NOTE}\n")
    assert places(items) == [("c.md", 5)]


def test_a_block_that_stands_twice_in_one_file_alone_does_not_recur() -> None:
    assert found("DUP007", a=f"# 桥\n\n{NOTE}\n\n{OTHER}\n\n{NOTE}\n") == []


def test_lists_tables_and_code_are_not_compared() -> None:
    block = f"* {NOTE}\n\n| a |\n|---|\n| {NOTE} |\n\n```\n{NOTE}\n```\n"
    assert found("DUP007", a=f"# 甲\n\n{block}", b=f"# 乙\n\n{OTHER}\n\n{block}") == []
