"""Every example of every card holds: findings, places, repaired text, and a second run."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lintcorpus.catalog.examples import SINGLE, Example, bad_examples, good_examples
from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.span import Span
from tests.support import app, check, document, fixed, hear, learn, plan_for

_ENGINE = "engine"
"""Tag of cards whose faults a text alone cannot show; they have tests of their own."""


def _cases(bad: bool) -> Iterator[object]:
    for card in app().catalog.cards.values():
        if _ENGINE not in card.tags:
            for at, example in enumerate(bad_examples(card) if bad else good_examples(card)):
                yield pytest.param(card, example, id=f"{card.id}-{at}")


def _documents(example: Example) -> list[Document]:
    plain = [document(text, name, encoding=example.encoding) for name, text in example.files.items()]
    if not example.learned:
        return plain
    return [replace(item, learned=learn(plain), language=hear(plain), _views={}) for item in plain]


def _rules(card: Card) -> tuple[str, ...]:
    """The card's rule; for rules about suppressions also one that can be suppressed."""
    return (card.id, "PUN001") if card.family == "run" else (card.id,)


@pytest.mark.parametrize(("card", "example"), list(_cases(bad=False)))
def test_good_example_is_quiet(card: Card, example: Example) -> None:
    plan = plan_for(*_rules(card), options={card.id: example.options} if example.options else None)
    noisy = [item for item in check(_documents(example), plan) if item.rule == card.id]
    assert not noisy, f"noisy: {noisy[0].params}"


@pytest.mark.parametrize(("card", "example"), list(_cases(bad=True)))
def test_bad_example_is_reported_at_its_marks(card: Card, example: Example) -> None:
    plan = plan_for(*_rules(card), options={card.id: example.options} if example.options else None)
    found = [item for item in check(_documents(example), plan) if item.rule == card.id]
    wanted = {(name, Span(*span)) for name, spans in example.spans.items() for span in spans}
    assert wanted, f"the example marks no span: {dict(example.files)}"
    assert {(item.path, item.span) for item in found} == wanted


@pytest.mark.parametrize(("card", "example"), list(_cases(bad=True)))
def test_messages_name_no_missing_parameter(card: Card, example: Example) -> None:
    for item in check(_documents(example), plan_for(*_rules(card))):
        if item.rule == card.id:
            for language in ("en", "zh"):
                message = card.message(item.variant, item.params, language)
                unfilled = [name for name in _placeholders(card, item.variant, language) if name not in item.params]
                assert not unfilled, f"{message}: {unfilled}"


@pytest.mark.parametrize(("card", "example"), list(_cases(bad=True)))
def test_fix_gives_the_text_of_the_card_and_then_rests(card: Card, example: Example) -> None:
    if example.fixed is None:
        assert card.fix.safety is None or any(item.fixed for item in bad_examples(card)) or card.family == "run"
        return
    plan = plan_for(card.id, options={card.id: example.options} if example.options else None)
    source = next(item for item in _documents(example) if item.path == SINGLE)
    repaired = fixed(source, plan)
    assert repaired == example.fixed
    assert fixed(replace(source, text=repaired, encoding="utf-8", _views={}), plan) == repaired


def _placeholders(card: Card, variant: str, language: str) -> list[str]:
    from string import Formatter

    chosen = card.variants.get(variant) or card.variants[""]
    return [name.split("[")[0] for _, name, _, _ in Formatter().parse(chosen.message[language]) if name]
