"""How much of a finding may change until it is a new one: the borders, one by one."""

import pytest

from lintcorpus.baseline.entry import Entry, entry_of
from lintcorpus.baseline.match import match
from lintcorpus.model.finding import Context
from tests.support import check, document, plan_for


def _entry(name: str, context: Context, path: str = "a.md") -> Entry:
    return Entry(path, "PUN001", name, context)


def _alike(old: Context, new: Context) -> bool:
    return match([_entry("1-1", old)], [_entry("1-2", new)]) == {0: 0}


def test_an_entry_is_all_that_a_finding_is_recognised_by() -> None:
    (item,) = check([document("老船夫每天看水位，，然后回家吃饭。\n", "b/a.md")], plan_for("PUN001"))
    context = Context("老船夫每天看水位", ",,", "然后回家吃饭。")
    assert entry_of(item) == Entry("b/a.md", "PUN001", item.fingerprint, context)


def test_where_a_long_match_was_cut_an_ellipsis_stands() -> None:
    (item,) = check([document("，" * 70 + "\n")], plan_for("PUN001"))
    head, tail, digest = item.context.match.split("\0")
    assert entry_of(item).context.match == f"{head}…{tail}…{digest}"


def test_a_finding_of_the_same_name_is_the_same_whatever_stands_there() -> None:
    known = [_entry("1-1", Context(match="甲")), _entry("1-2", Context(match="乙"))]
    found = [_entry("1-2", Context(match="甲")), _entry("1-1", Context(match="丙"))]
    assert match(known, found) == {0: 1, 1: 0}


_DEBRIS = "&nbsp;"
_HERE, _THERE = "先去看今天的水位", "铺子里卖旧馒头啦"


@pytest.mark.parametrize(("length", "alike"), [(6, True), (5, False)])
def test_one_whole_neighbour_of_six_letters_says_where_a_match_stood(length: int, alike: bool) -> None:
    same = _HERE[:length]
    assert _alike(Context(same, _DEBRIS, _HERE), Context(same, _DEBRIS, _THERE)) is alike
    assert _alike(Context(_HERE, _DEBRIS, same), Context(_THERE, _DEBRIS, same)) is alike


@pytest.mark.parametrize(("after", "alike"), [(_THERE, True), (_THERE + "呀", False)])
def test_beside_a_whole_neighbour_half_must_be_the_same(after: str, alike: bool) -> None:
    assert _alike(Context("老船夫看水位", "，，", _HERE), Context("老船夫看水位", "，，", after)) is alike


@pytest.mark.parametrize(("same", "alike"), [(4, True), (3, False)])
def test_without_a_whole_neighbour_65_of_100_must_be_the_same(same: int, alike: bool) -> None:
    # Of 20 letters 4 are the match and 5 stand next before it.
    new = Context(_THERE[:3] + _HERE[3:], "&lt;", _HERE[:same] + _THERE[same:])
    assert _alike(Context(_HERE, "&lt;", _HERE), new) is alike


def test_neighbours_are_compared_from_the_match_outwards() -> None:
    old = Context("夫看今天水位", _DEBRIS, "然后回家吃饭睡觉")
    assert _alike(old, Context("船夫看今天水位", _DEBRIS, "然后回村喝粥洗碗"))
    assert _alike(old._replace(before="船夫看今天水位"), Context("夫看今天水位", _DEBRIS, "然后回村喝粥洗碗"))


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("abcdefghijkl", True),
        ("abcdefghijk", False),
        ("**abcdefghijk**", False),
        ("关注渡口笔记", True),
        ("关注渡口笔", False),
        ("关注渡口笔a", False),
        ("关注渡口笔ab", True),
    ],
)
def test_twelve_letters_tell_and_those_of_other_scripts_count_twice(text: str, alike: bool) -> None:
    assert _alike(Context(_HERE, text, _HERE), Context(_THERE, text, _THERE)) is alike


@pytest.mark.parametrize(("new", "alike"), [("一二三四五六七八甲乙", True), ("一二三四五六七甲乙丙", False)])
def test_eight_of_ten_of_a_match_must_be_the_same(new: str, alike: bool) -> None:
    old = "一二三四五六七八九十"
    assert _alike(Context("老船夫看水位", old, "甲"), Context("老船夫看水位", new, "甲")) is alike
    assert _alike(Context("甲", old, "老船夫看水位"), Context("甲", new, "老船夫看水位")) is alike


def test_of_a_long_match_the_ends_count_and_the_digest_does_not() -> None:
    head, tail = "一二三四五六七八" * 4, "甲乙丙丁戊己庚辛" * 4
    new = tail[:20] + "子丑寅卯辰巳午未申酉戌亥"
    before = "老船夫看水位"
    old = Context(before, f"{head}…{tail}…{'0' * 16}")
    assert _alike(old, Context(before, f"{head}…{new}…{'f' * 16}"))
    assert not _alike(old, Context(before, f"{head}…{new[:19]}亥{new[20:]}…{'f' * 16}"))
    dotted = old._replace(match=f"{head}……{tail}…{'0' * 16}")
    assert _alike(dotted, Context(before, f"{head}……{new}…{'f' * 16}"))


@pytest.mark.parametrize("dots", ["他…{}", "他…一…{}"])
def test_an_ellipsis_of_the_text_cuts_nothing(dots: str) -> None:
    before = "老船夫看水位"
    assert not _alike(Context(before, dots.format("一二三四五六")), Context(before, dots.format("七八九十百千")))


def test_a_key_of_its_own_is_all_that_counts() -> None:
    assert _alike(Context(_HERE, "# 渡口", key="date"), Context(_THERE, "# 磨坊", key="date"))
    assert not _alike(Context(_HERE, "# 渡口", key="date"), Context(_HERE, "# 渡口", key="author"))
    assert not _alike(Context(_HERE, "# 渡口", key="date"), Context(_HERE, "# 渡口"))
    assert not _alike(Context(_HERE, "# 渡口"), Context(_HERE, "# 渡口", key="date"))


def test_one_of_several_alike_may_become_another() -> None:
    assert _alike(Context(match="，"), Context(match="，", occurrence=1))


def test_one_entry_covers_one_of_two_that_are_alike() -> None:
    new = [_entry("1-2", Context(_HERE, "，，", "甲")), _entry("1-3", Context(_HERE, "，，", "乙"))]
    assert match([_entry("1-1", Context(_HERE, "，，", "丙"))], new) == {0: 0}


def test_findings_of_other_rules_and_files_are_never_alike() -> None:
    old, new = Context(_HERE, "关注渡口笔记", "甲"), Context(_HERE, "关注渡口笔记", "乙")
    assert match([_entry("1-1", old)], [_entry("1-2", new, "b.md")]) == {}
    assert match([_entry("1-1", old)], [_entry("1-2", new)._replace(rule="MRK004")]) == {}


def _contexts(*texts: str) -> list[Context]:
    return [Context(match=text) for text in texts]


def _file(path: str, contexts: list[Context], first: int) -> list[Entry]:
    return [_entry(f"1-{at:x}", context, path) for at, context in enumerate(contexts, start=first)]


@pytest.mark.parametrize(("others", "moved"), [(1, True), (2, False)])
def test_half_of_a_lost_files_findings_name_its_new_file(others: int, moved: bool) -> None:
    known = _file("a.md", _contexts("渡", *"甲乙丙"[:others]), 1)
    assert match(known, _file("b.md", _contexts("渡"), 9), gone={"a.md"}) == ({0: 0} if moved else {})


def test_the_new_file_with_most_in_common_wins_then_the_first_by_name() -> None:
    known = _file("a.md", _contexts("渡", "口"), 1)
    half, whole = _file("b.md", _contexts("渡"), 8), _file("c.md", _contexts("渡", "口"), 9)
    assert match(known, [*half, *whole], gone={"a.md"}) == {1: 0, 2: 1}
    again = _file("b.md", _contexts("渡", "口"), 12)
    assert match(known, [*whole, *again], gone={"a.md"}) == {2: 0, 3: 1}


def test_a_new_file_stands_for_one_lost_file() -> None:
    known = [*_file("a.md", _contexts("渡"), 1), *_file("z.md", _contexts("渡"), 2)]
    found = _file("b.md", [Context(match="渡"), Context(match="渡", occurrence=1)], 8)
    assert match(known, found, gone={"a.md", "z.md"}) == {0: 0}


def test_a_finding_without_any_text_moves_with_its_file() -> None:
    assert match(_file("a.md", [Context()], 1), _file("b.md", [Context()], 2), gone={"a.md"}) == {0: 0}


@pytest.mark.parametrize(("before", "after"), [("老船夫看水位", "甲"), ("甲", "老船夫看水位")])
def test_a_whole_neighbour_names_the_new_file_too(before: str, after: str) -> None:
    known = _file("a.md", [Context(before, "一二三四五", after)], 1)
    assert match(known, _file("b.md", [Context(before, "一二三四六", after)], 2), gone={"a.md"}) == {0: 0}
    short = Context(before[:5], "一二三四五", after[:5])
    assert match(_file("a.md", [short], 1), _file("b.md", [short._replace(match="一二三四六")], 2), gone={"a.md"}) == {}


def test_neighbours_of_a_finding_about_the_whole_file_do_not_name_the_new_one() -> None:
    known = _file("a.md", [Context(_HERE, "# 渡口", key="article")], 1)
    assert match(known, _file("b.md", [Context(_HERE, "# 磨坊", key="article")], 2), gone={"a.md"}) == {}
