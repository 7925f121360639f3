"""Files and blocks that are nearly the same as others."""

import random

from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.pipeline import check_document
from lintcorpus.model.finding import Diagnostic
from tests.support import check, document, plan_for


def _prose(seed: str, paragraphs: int = 12) -> list[str]:
    """Paragraphs of sentences that no other seed gives."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghiklmnoprstuvwy", k=chance.randrange(3, 9))) for _ in range(400)]
    return [
        " ".join(" ".join(chance.choices(words, k=12)).capitalize() + "." for _ in range(4)) for _ in range(paragraphs)
    ]


def _article(title: str, paragraphs: list[str], day: int) -> str:
    return "\n\n".join([f"---\ntitle: {title}\ndate: 2024-05-{day:02}\n---", f"# {title}", *paragraphs]) + "\n"


def _found(rule: str, **files: str) -> list[Diagnostic]:
    return check([document(text, f"{name}.md") for name, text in files.items()], plan_for(rule))


def _told(items: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(item.path, str(item.params["first"])) for item in items]


def test_the_later_one_of_two_versions_is_reported() -> None:
    own = _prose("one")
    later = _article("Again", [*own[:9], *_prose("new", 3)], 9)
    (item,) = _found("DUP005", a=later, b=_article("First", own, 2))
    assert (item.path, item.params["first"]) == ("a.md", "b.md")
    assert 65 <= item.params["share"] <= 85


def test_files_that_share_less_than_half_are_two_articles() -> None:
    own = _prose("one")
    assert _found("DUP005", a=_article("A", own, 1), b=_article("B", [*own[:4], *_prose("two", 8)], 2)) == []


def test_a_long_file_is_not_blamed_for_a_short_one_in_it() -> None:
    short = _prose("short", 6)
    digest = _article("Digest", [*_prose("x", 15), *short], 9)
    assert _found("DUP005", short=_article("Short", short, 1), digest=digest) == []
    later = _article("Short", short, 10)
    assert _told(_found("DUP005", short=later, digest=digest)) == [("short.md", "digest.md")]


def test_lists_and_pages_without_prose_are_not_compared() -> None:
    entries = [f"* {text}" for text in _prose("menu")]
    assert _found("DUP005", a=_article("A", entries, 1), b=_article("B", [*entries, "Else."], 2)) == []


def test_every_later_version_names_the_most_alike_first() -> None:
    own = _prose("one")
    second, third = [*own[:8], *_prose("2", 4)], [*own[:8], *_prose("2", 4)[:3], *_prose("3", 1)]
    items = _found("DUP005", a=_article("A", own, 1), b=_article("B", second, 2), c=_article("C", third, 3))
    assert _told(items) == [("b.md", "a.md"), ("c.md", "b.md")]
    assert [[place.place.path for place in item.related] for item in items] == [["a.md"], ["b.md", "a.md"]]


def test_an_earlier_one_is_reported_only_when_the_later_ones_are_not_checked() -> None:
    own = _prose("one")
    plan = plan_for("DUP005")
    early, late = (document(_article(name, own, day), f"{name}.md") for name, day in (("early", 1), ("late", 2)))
    reports = {item.path: check_document(item, plan) for item in (early, late)}
    known = {
        path: {rule: [fact._replace(known=True) for fact in facts] for rule, facts in report.facts.items()}
        for path, report in reports.items()
    }
    both = conclude(list(reports.values()), plan, lambda path: plan)
    alone = conclude([reports["early.md"]], plan, lambda path: plan, known["late.md"])
    assert [item.path for item in both] == ["late.md"]
    assert _told(alone) == [("early.md", "late.md")]


def test_an_edited_block_names_the_other_file() -> None:
    block = " ".join(_prose("block", 2))
    edited = block.replace(" ", " x", 1)[:-40] + "another end of it all."
    files = {
        "a": _article("A", [*_prose("a", 2), block], 1),
        "b": _article("B", [*_prose("b", 2), edited], 2),
        "c": _article("C", _prose("c", 3), 3),
    }
    (item,) = _found("DUP007", **files)
    assert (item.path, item.variant, item.params["first"]) == ("b.md", "near", "a.md")


def test_many_copies_take_linear_time_and_name_few() -> None:
    own = _prose("one")
    files = {f"n{at:03}": _article("A", [*own, f"It was said {at} times."], 1 + at % 28) for at in range(60)}
    items = _found("DUP005", **files)
    assert len(items) == 59
    assert max(len(item.related) for item in items) <= 5
