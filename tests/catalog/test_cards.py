"""The catalogue as a whole: every card is complete, every checker is used, and errors name the line."""

from pathlib import Path

import pytest

from lintcorpus.catalog.examples import bad_examples, good_examples, unmark
from lintcorpus.catalog.load import load_catalog
from lintcorpus.catalog.locate import builtin_pack
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from tests.support import app

CARDS = list(app().catalog.cards.values())
PRECISION = {"error": 0.95, "warning": 0.9, "info": 0.85}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_card_is_complete(card: Card) -> None:
    assert card.checker in app().checkers
    for text in (card.summary, card.why, *(variant.message for variant in card.variants.values())):
        assert {"en", "zh"} <= set(text)
    assert card.fix.safety is None or card.fix.titles, "a fix must say what it does"
    assert card.fix.safety is not None or card.fix.reason, "a card must say why there is no fix"
    assert good_examples(card)
    assert bad_examples(card)
    assert card.since


@pytest.mark.parametrize("card", [card for card in CARDS if card.family != "run"], ids=lambda card: card.id)
def test_a_rule_that_is_on_was_measured(card: Card) -> None:
    if card.enabled and card.status == "stable":
        assert card.measured is not None
        assert card.measured.precision >= PRECISION[card.severity.label]


def test_every_checker_is_used_by_a_card() -> None:
    assert set(app().checkers) == {card.checker for card in CARDS}


def test_names_do_not_hold_the_remedy() -> None:
    for card in CARDS:
        assert not card.name.startswith(("no-", "remove-", "fix-", "add-"))


def _pack(folder: Path, card: str) -> Path:
    (folder / "words").mkdir()
    (folder / "PACK.yaml").write_text("name: mine\nversion: '1'\nschema: 1\n", encoding="utf-8")
    (folder / "words" / "bad-word.yaml").write_text(card, encoding="utf-8")
    return folder


CARD = """\
id: MY001
name: bad-word
summary: {en: A bad word}
why: {en: Because.}
severity: warning
checker: pattern.match
with: {anchors: [bad]}
message: {en: "bad: {match}"}
fix: {safety: none}
good: ["good"]
bad: ["⟦bad⟧"]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("severity: warning", "severity: warn", "bad-word.yaml:5: severity: 'warn' is not one of"),
        ("name: bad-word", "name: other-word", "must be called other-word.yaml"),
        ("id: MY001", "id: LNK001", "'LNK001' is taken by"),
        ("why:", "whi:", "bad-word.yaml:4: unknown key 'whi'; did you mean 'why'?"),
        ("fix: {safety: none}", "fix: {safety: quick}", "bad-word.yaml:9: fix.safety: 'quick' is not one of"),
        ("fix: {safety: none}", "fix: [none]", "bad-word.yaml:9: fix: must be object"),
        ("  ", "\t", "not valid YAML"),
    ],
)
def test_a_broken_card_is_an_error_with_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    text = CARD.replace(old, new) if old != "  " else CARD + "x: [\n"
    with pytest.raises(UsageError) as caught:
        load_catalog([builtin_pack(), _pack(tmp_path, text)], None)
    assert said in str(caught.value)


def test_a_pack_of_one_language_is_enough_for_users(tmp_path: Path) -> None:
    catalog = load_catalog([builtin_pack(), _pack(tmp_path, CARD)], None)
    assert catalog.cards["MY001"].pack == "mine"


def test_the_compiled_pack_follows_its_files(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    _pack(pack, CARD)
    cache = tmp_path / "cache"
    assert load_catalog([pack], cache).cards["MY001"].severity.label == "warning"
    assert list(cache.iterdir())
    (pack / "words" / "bad-word.yaml").write_text(CARD.replace("warning", "error"), encoding="utf-8")
    assert load_catalog([pack], cache).cards["MY001"].severity.label == "error"


def test_a_damaged_cache_is_not_trusted(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    _pack(pack, CARD)
    cache = tmp_path / "cache"
    load_catalog([pack], cache)
    for file in cache.iterdir():
        file.write_text("{", encoding="utf-8")
    assert load_catalog([pack], cache).cards["MY001"].name == "bad-word"


def test_marks_are_taken_out_of_examples() -> None:
    assert unmark("a⟦b⟧c⟦⟧", "x") == ("abc", ((1, 2), (3, 3)))
    with pytest.raises(UsageError, match="without its partner"):
        unmark("a⟦b", "x.yaml")


def test_the_order_of_fixes_names_rules_has_reasons_and_no_circle() -> None:
    after = {card.id: card.fix.after for card in CARDS if card.fix.after}
    for identity, earlier in after.items():
        for other, reason in earlier.items():
            assert other in {card.id for card in CARDS}, f"{identity} waits for unknown {other}"
            assert {"en", "zh"} <= reason.keys(), f"{identity} does not say why it waits for {other}"
    left = {identity: set(earlier) for identity, earlier in after.items()}
    while left:
        free = [identity for identity, earlier in left.items() if not earlier & left.keys()]
        assert free, f"these wait for each other: {sorted(left)}"
        for identity in free:
            del left[identity]
