"""From a finding to a diagnostic: its place without the text, its name, and how far its fixes are trusted."""

from dataclasses import replace

import pytest

from lintcorpus.engine.stamp import context_of, fingerprint, place_of, stamp, usable_fixes
from lintcorpus.model.finding import Context, Finding, Related, Severity, text_digest
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.origin import Origin
from lintcorpus.model.rule import Rule
from lintcorpus.model.span import Position, Span
from tests.support import document, plan_for

_RULE = plan_for("PUN001").rules["PUN001"]


def test_a_place_on_one_line_has_that_line_around_it() -> None:
    source = document("前一行\n渡口的船坏了。\n后一行\n")
    place = place_of(source, Span(7, 8))
    assert (place.path, place.origin) == ("example.md", None)
    assert place.start == Position(2, 4, 7)
    assert place.end == Position(2, 5, 8)
    assert place.frame == ("渡口的", "船", "坏了。", (False, False, False))
    assert place.digest == text_digest("船")


def test_a_place_that_ends_its_line_ends_before_the_line_end() -> None:
    source = document("渡口\r\n船\r\n")
    place = place_of(source, Span(1, 2))
    assert (place.end, place.frame) == (Position(1, 3, 2), ("渡", "口", "", (False, False, False)))


def test_a_place_of_several_lines_shows_its_first_and_ends_where_it_ends() -> None:
    source = document("渡口的船\n坏了\n明天再来\n")
    place = place_of(source, Span(2, 6))
    assert (place.start, place.end) == (Position(1, 3, 2), Position(2, 2, 6))
    assert place.frame == ("渡口", "的船", "", (False, True, False))
    assert place.digest == text_digest("的船\n坏")


@pytest.mark.parametrize(
    ("before", "match", "after", "clipped"),
    [
        (160, 160, 160, (False, False, False)),
        (161, 1, 1, (True, False, False)),
        (1, 161, 1, (False, True, False)),
        (1, 1, 161, (False, False, True)),
    ],
)
def test_a_frame_keeps_160_code_points_of_each_part(
    before: int, match: int, after: int, clipped: tuple[bool, bool, bool]
) -> None:
    source = document("\n" + "甲" * before + "乙" * match + "丙" * after + "\n")
    frame = place_of(source, Span(1 + before, 1 + before + match)).frame
    assert frame == ("甲" * min(before, 160), "乙" * min(match, 160), "丙" * min(after, 160), clipped)


def test_a_place_in_a_record_names_the_record() -> None:
    origin = Origin("all.jsonl", 3, 7, "body")
    assert place_of(document("船\n", origin=origin), Span(0, 1)).origin is origin


def test_all_that_a_checker_said_is_in_the_diagnostic() -> None:
    source = document("船，，坏了。船，好了。\n")
    finding = Finding(
        Span(1, 3),
        {"match": "，，"},
        related=(Related(Span(7, 8), "the right one"),),
        evidence={"marks": 2},
        fixes=(Fix((Edit(Span(1, 3), "，"),), Safety.SAFE, "one"),),
    )
    (item,) = stamp(source, _RULE, [finding])
    assert (item.rule, item.place, item.severity) == ("PUN001", place_of(source, Span(1, 3)), Severity.WARNING)
    assert (item.params, item.evidence, item.variant) == ({"match": "，，"}, {"marks": 2}, "")
    assert [(other.place, other.role) for other in item.related] == [(place_of(source, Span(7, 8)), "the right one")]
    assert item.fixes == finding.fixes
    assert item.context == Context("船", ",,", "坏了。船,好了。", "", 0)
    assert item.fingerprint == fingerprint("PUN001", "example.md", "船\0,,\0坏了。船,好了。", 0)


def test_diagnostics_stand_in_the_order_of_their_places() -> None:
    source = document("甲乙丙\n")
    found = stamp(source, _RULE, [Finding(Span(2, 3)), Finding(Span(0, 2)), Finding(Span(0, 1))])
    assert [item.span for item in found] == [(0, 1), (0, 2), (2, 3)]


def test_findings_with_a_key_of_their_own_are_named_by_it() -> None:
    first, second = stamp(document("甲\n"), _RULE, [Finding(Span(0, 1), key="date"), Finding(Span(0, 1), key="date")])
    assert first.fingerprint == fingerprint("PUN001", "example.md", "date", 0)
    assert second.fingerprint == fingerprint("PUN001", "example.md", "date", 1)
    assert (first.context.key, first.context.occurrence, second.context.occurrence) == ("date", 0, 1)


def test_the_variant_decides_the_severity_and_the_order_in_one_place() -> None:
    card = _RULE.card
    variants = {"a": replace(card.variants[""], severity=Severity.INFO), "b": card.variants[""]}
    rule = replace(_RULE, card=replace(card, variants={**card.variants, **variants}))
    found = stamp(document("甲\n"), rule, [Finding(Span(0, 1), variant="b"), Finding(Span(0, 1), variant="a")])
    assert [(item.variant, item.severity) for item in found] == [("a", Severity.INFO), ("b", Severity.WARNING)]


@pytest.mark.parametrize("span", [Span(0, 4), Span(-1, 1), Span(2, 1), Span(4, 4)])
def test_a_span_that_is_no_part_of_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match=rf"span {span.start}\.\.{span.end} is outside the text of 3 code points"):
        stamp(document("甲乙\n"), _RULE, [Finding(span)])


@pytest.mark.parametrize("span", [Span(0, 0), Span(3, 3), Span(0, 3)])
def test_a_span_may_be_empty_or_the_whole_text(span: Span) -> None:
    (item,) = stamp(document("甲乙\n"), _RULE, [Finding(span)])
    assert item.span == span


def _rule(card: Safety | None, rule: Safety | None) -> Rule:
    return replace(_RULE, card=replace(_RULE.card, fix=replace(_RULE.card.fix, safety=card)), safety=rule)


@pytest.mark.parametrize(
    ("card", "rule", "claimed", "safety"),
    [
        pytest.param(Safety.SAFE, Safety.SAFE, Safety.UNSAFE, Safety.UNSAFE, id="the checker claims less"),
        pytest.param(Safety.UNSAFE, Safety.UNSAFE, Safety.SAFE, Safety.UNSAFE, id="the card allows less"),
        pytest.param(Safety.SAFE, Safety.SHOW, Safety.SAFE, Safety.SHOW, id="the user allows less"),
        pytest.param(Safety.SHOW, Safety.SAFE, Safety.SHOW, Safety.SAFE, id="the user trusts it"),
        pytest.param(None, Safety.SAFE, Safety.UNSAFE, Safety.UNSAFE, id="the card says nothing"),
    ],
)
def test_a_fix_is_trusted_no_further_than_all_allow(
    card: Safety | None, rule: Safety, claimed: Safety, safety: Safety
) -> None:
    fix = Fix((Edit(Span(0, 1), ""),), claimed, "title", "utf-8")
    assert usable_fixes(_rule(card, rule), [fix, fix]) == (replace(fix, safety=safety),) * 2


def test_a_rule_without_a_fix_offers_none() -> None:
    assert usable_fixes(_rule(None, None), [Fix((Edit(Span(0, 1), ""),))]) == ()


def test_neighbours_count_by_eight_letters_on_each_side_without_blanks() -> None:
    assert context_of("一二三四五六七 八\n九十", "船", "一 二三四五六七\n八九十") == Context(
        "三四五六七八九十", "船", "一二三四五六七八"
    )


def test_a_long_match_counts_by_its_ends_and_a_digest_of_the_whole() -> None:
    assert context_of("", "船" * 64, "").match == "船" * 64
    text = "甲" * 32 + "中" + "乙" * 32
    head, tail, digest = context_of("", text, "").match.split("\0")
    assert (head, tail) == ("甲" * 32, "乙" * 32)
    assert len(digest) == 16
    assert context_of("", text.replace("中", "下"), "").match.split("\0")[2] != digest


def test_a_name_is_its_version_and_twenty_digits_and_takes_any_text() -> None:
    name = fingerprint("PUN001", "a.md", "\ud800", 0)
    assert name.startswith("1-")
    assert len(name) == 22
    assert len({name, *(fingerprint("PUN001", "a.md", "\ud800", at) for at in range(3))}) == 3
    assert context_of("", "\ud800" * 65, "").match.startswith("\ud800" * 32)


def test_names_and_contexts_are_those_of_baselines_that_people_have() -> None:
    # Both stand in files in other people's repositories: another value makes every known finding new.
    assert fingerprint("PUN001", "a.md", "船\0，，\0坏", 0) == "1-f69dfb83a4258821c343"
    assert context_of("", "渡" * 65, "").match.split("\0") == ["渡" * 32, "渡" * 32, "a997c29d3fda4c27"]
