"""Known findings are recognised after edits, and new ones are not taken for them."""

from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.baseline.entry import Entry, entry_of
from lintcorpus.baseline.match import match
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Context
from tests.support import check, document, plan_for

_PLAN = plan_for("PUN001", "ENC004")
_STORY = (
    "渡口的老船夫每天五点起床，，先去看水位。\n\n"
    "他说水比人守时，，人却总是迟到。\n\n"
    "对岸的铺子开得晚，，卖的是昨天的馒头。\n"
)


def _entries(*documents: Document) -> list[Entry]:
    return [entry_of(item) for item in check(documents, _PLAN)]


def _story(text: str = _STORY, path: str = "a.md") -> list[Entry]:
    return _entries(document(text, path))


def _entry(number: int, **context: str) -> Entry:
    return Entry("a.md", "PUN001", f"1-{number:x}", Context(**context))  # type: ignore[arg-type]


def test_nothing_is_new_in_the_same_text() -> None:
    assert match(_story(), _story()) == {0: 0, 1: 1, 2: 2}


def test_order_of_paragraphs_and_wraps_do_not_matter() -> None:
    parts = _STORY.strip().split("\n\n")
    other = "新来的一段话说的是别的事情。\n\n" + "\n\n".join((parts[2], parts[0].replace("五点", "五\n点"), parts[1]))
    assert match(_story(), _story(other)) == {0: 2, 1: 0, 2: 1}


def test_a_copy_of_a_known_finding_is_new() -> None:
    twice = _story(_STORY + "\n对岸的铺子开得晚，，卖的是昨天的馒头。\n")
    assert len(twice) == 4
    assert sorted(match(_story(), twice)) == [0, 1, 2]


def test_a_finding_that_was_mended_does_not_hide_one_elsewhere() -> None:
    other = _STORY.replace("起床，，", "起床，").replace("比人守时", "比人，，守时")
    found = match(_story(), _story(other))
    new = [at for at in range(3) if at not in found]
    assert len(new) == 1
    assert _story(other)[new[0]].context.before.endswith("水比人")


def test_a_changed_neighbour_is_forgiven() -> None:
    other = _STORY.replace("五点起床", "五点半出门").replace("卖的是昨天", "卖的是前天")
    assert match(_story(), _story(other)) == {0: 0, 1: 1, 2: 2}


def test_findings_move_with_a_renamed_file_only_when_the_old_one_is_gone() -> None:
    moved = _story(path="b/other.md")
    assert match(_story(), moved, gone={"a.md"}) == {0: 0, 1: 1, 2: 2}
    assert match(_story(), moved) == {}


def test_a_file_that_was_there_before_is_not_taken_for_a_renamed_one() -> None:
    assert match(_story(), _story(path="b.md"), gone={"a.md"}, there={"a.md", "b.md"}) == {}


def test_one_lost_file_lends_its_findings_to_one_new_file() -> None:
    both = [*_story(path="b.md"), *_story(path="c.md")]
    assert match(_story(), both, gone={"a.md"}) == {0: 0, 1: 1, 2: 2}


def test_a_renamed_file_may_be_edited_as_well() -> None:
    other = _story(_STORY.replace("五点起床", "五点半出门"), "b.md")
    assert match(_story(), other, gone={"a.md"}) == {0: 0, 1: 1, 2: 2}


def test_a_new_file_that_has_one_block_of_a_lost_one_is_new() -> None:
    known = [*_story(), *_entries(document("## 广告\n\n想看下一期，，请关注渡口。\n", "ad.md"))]
    lost = [entry._replace(path="a.md") for entry in known]
    other = _entries(document("换了一篇文章。\n\n## 广告\n\n想看下一期，，请关注渡口。\n", "new.md"))
    assert len(other) == 1
    assert match(lost, other, gone={"a.md"}) == {}


def test_a_finding_about_the_whole_file_does_not_move_to_a_file_with_another_title() -> None:
    plan = plan_for("QLT001", options={"QLT001": {}})
    known = [entry_of(item) for item in check([document("# 渡口\n\n短。\n", "a.md")], plan)]
    same = [entry_of(item) for item in check([document("# 渡口\n\n短。\n", "b.md")], plan)]
    other = [entry_of(item) for item in check([document("# 磨坊\n\n短。\n", "b.md")], plan)]
    assert len(known) == len(same) == len(other) == 1
    assert match(known, same, gone={"a.md"}) == {0: 0}
    assert match(known, other, gone={"a.md"}) == {}


def test_missing_fields_are_told_apart_by_their_names() -> None:
    known = [_entry(1, match="#渡口", key="author")]
    assert match(known, [_entry(2, match="#渡口", key="date")]) == {}
    assert match(known, [_entry(3, match="#渡口", key="author")]) == {0: 0}


def test_another_version_of_fingerprints_is_matched_by_context() -> None:
    known = [entry._replace(fingerprint=f"9-{at}") for at, entry in enumerate(_story())]
    assert match(known, _story()) == {0: 0, 1: 1, 2: 2}


def test_a_defect_that_grew_is_new() -> None:
    known = [_entry(1, before="先去看今天的水位", match="&nbsp;", after="再去看昨天的记录")]
    grown = [_entry(2, before="先去看今天的水位", match="&nbsp;再去看&nbsp;", after="昨天的记录和账本")]
    assert match(known, grown) == {}


def test_the_likest_wins_whatever_the_order() -> None:
    near = _entry(1, before="老船夫每天看水位", match="，，", after="然后回家吃饭睡觉")
    nearer = _entry(2, before="老船夫每天看水位", match="，，", after="然后回村吃饭洗碗")
    found = [_entry(3, before="老船夫每天看水位", match="，，", after="然后回村吃饭洗脸")]
    assert match([near, nearer], found) == {0: 1}
    assert match([nearer, near], found) == {0: 0}


def test_debris_is_not_recognised_where_all_around_it_is_different() -> None:
    known = [_entry(1, before="老船夫每天看水位", match="&nbsp;", after="然后回家吃饭睡觉")]
    assert match(known, [_entry(2, before="铺子里卖的是馒头", match="&nbsp;", after="卖完了就去喂鸡鸭")]) == {}


def test_a_telling_text_is_recognised_in_other_surroundings() -> None:
    text = "长按识别二维码关注渡口笔记"
    known = [_entry(1, before="老船夫每天看水位", match=text, after="然后回家吃饭睡觉")]
    assert match(known, [_entry(2, before="铺子里卖的是馒头", match=text, after="卖完了就去喂鸡鸭")]) == {0: 0}


_WORDS = st.sampled_from(["", "，，", "&nbsp;", "先去看今天的水位", "再去看昨天的记录", "长按识别二维码关注渡口笔记"])
_ENTRIES = st.lists(
    st.builds(
        Entry,
        path=st.sampled_from(["a.md", "b.md"]),
        rule=st.sampled_from(["PUN001", "MRK004"]),
        fingerprint=st.integers(0, 5).map(lambda number: f"1-{number:x}"),
        context=st.builds(Context, _WORDS, _WORDS, _WORDS, st.sampled_from(["", "article"]), st.integers(0, 1)),
    ),
    max_size=12,
)


@given(_ENTRIES, _ENTRIES, st.sets(st.sampled_from(["a.md", "b.md"])))
def test_pairs_are_of_one_and_one(known: list[Entry], found: list[Entry], gone: set[str]) -> None:
    pairs = match(known, found, gone)
    assert len(set(pairs.values())) == len(pairs)
    assert all(
        known[old].rule == found[new].rule or known[old].fingerprint == found[new].fingerprint
        for new, old in pairs.items()
    )
    assert sorted(match(known, known).values()) == list(range(len(known)))
