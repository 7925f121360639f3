"""The page of a rule: what it finds, why, examples, and how it can be set."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lintcorpus.app.compose import App, takes_words
from lintcorpus.catalog.examples import CLOSE, OPEN
from lintcorpus.model.card import Card, OptionSpec, localized
from lintcorpus.model.checker import AnchoredChecker
from lintcorpus.model.finding import Severity
from lintcorpus.model.frozen import replace

_WORDS = {
    "en": {
        "why": "Why",
        "default": "Default",
        "messages": "Messages",
        "fix": "Fix",
        "after": "after",
        "options": "Options",
        "bad": "Reported",
        "good": "Not reported",
        "measured": "Measured",
        "none": "no finding on real articles to read",
        "fixed": "repaired",
        "evidence": "Evidence and its weight",
        "suppress": "To allow it at one place, write above it",
        "words": "To keep a word as right for good",
        "with": "with",
    },
    "zh": {
        "why": "原因",
        "default": "默认",
        "messages": "消息",
        "fix": "修复",
        "after": "须先修复",
        "options": "选项",
        "bad": "会报告",
        "good": "不会报告",
        "measured": "实测",
        "none": "真实文章中没有可供核对的报告",
        "fixed": "修复后",
        "evidence": "依据与权重",
        "suppress": "若要在某处允许，请在其上方写",
        "words": "若某个词在本项目中是对的",
        "with": "设置",
    },
}


EXAMPLE = "    "
"""What the lines of an example begin with."""


def page(app: App, identity: str, language: str, most: int | None = None) -> list[str]:
    """The lines of a rule's page; what belongs to an example begins with ``EXAMPLE``, its head with half of that.

    Args:
        app: the run's parts.
        identity: the rule's id.
        language: ``en`` or ``zh``.
        most: how many examples of each kind and lines of evidence are shown; ``None`` for all.
    """
    card = app.catalog.cards[identity]
    card = replace(card, bad=card.bad[:most], good=card.good[:most])
    return [*_page(card, _evidence(app, identity)[:most], language), *_words(app, identity, language)]


def _words(app: App, identity: str, lang: str) -> Iterator[str]:
    """How to tell the rule of a word that is right."""
    if takes_words(app.rule(identity).checker.options):
        yield f"{_WORDS[lang]['words']}: lintcorpus words add WORD"


def _evidence(app: App, identity: str) -> list[str]:
    """What the rule's checker says of its evidence."""
    rule = app.rule(identity)
    explains = rule.checker.explains if isinstance(rule.checker, AnchoredChecker) else None
    return list(explains(rule.options)) if explains is not None else []


def _page(card: Card, evidence: Sequence[str], lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    yield f"{card.id} {card.name} ({card.family})"
    yield localized(card.summary, lang)
    yield ""
    yield f"{words['why']}: {localized(card.why, lang)}"
    state = "on" if card.enabled else "off"
    yield f"{words['default']}: {state}, {card.severity.label}, {card.status}"
    if len(card.variants) > 1:
        yield f"{words['messages']}:"
        yield from _messages(card, lang)
    yield f"{words['fix']}: {_fix(card, lang)}"
    yield from (f"  {words['after']} {rule}: {localized(reason, lang)}" for rule, reason in card.fix.after.items())
    if card.measured is not None:
        measured = card.measured
        share = f"precision {measured.precision:.2f}, {measured.read} read" if measured.read else words["none"]
        yield f"{words['measured']}: {share}, {measured.date}"
        if measured.note:
            yield f"  {measured.note}"
    if card.options:
        yield f"{words['options']}:"
        for name, spec in card.options.items():
            yield f"  {name} ({_values(spec, lang)}): {localized(spec.doc, lang)}"
    if evidence:
        yield f"{words['evidence']}:"
        yield from (f"  {line}" for line in evidence)
    yield ""
    yield f"{words['bad']} ({OPEN}{CLOSE}):"
    for example in card.bad:
        yield from _example(example, words)
    yield f"{words['good']}:"
    for example in card.good:
        yield from _example(example, words)
    yield f"{words['suppress']}: <!-- lintcorpus-disable-next-line {card.id} -- reason -->"


def _messages(card: Card, lang: str) -> Iterator[str]:
    """What the rule can say, each with its severity."""
    width = max(len(severity.label) for severity in Severity)
    for variant in card.variants.values():
        severity = (variant.severity or card.severity).label
        yield f"  {severity:<{width}}  {localized(variant.message, lang)}"


def _values(spec: OptionSpec, lang: str) -> str:
    """What an option may be, and what it is when nobody sets it."""
    kind = ", ".join(spec.choices) or spec.type
    least, most = (f"{limit:g}" if limit is not None else "" for limit in (spec.minimum, spec.maximum))
    if lang == "zh":
        limits = (
            f"{least} 至 {most}" if least and most else f"至少 {least}" if least else f"至多 {most}" if most else ""
        )
        return "，".join(filter(None, (kind, limits, f"默认 {_written(spec.default)}")))
    limits = f"{least} to {most}" if least and most else f"from {least}" if least else f"up to {most}" if most else ""
    return ", ".join(filter(None, (f"{kind} {limits}".rstrip(), f"default {_written(spec.default)}")))


def _written(value: Any) -> str:
    """A value as it is written in a config file."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _fix(card: Card, lang: str) -> str:
    policy = card.fix
    parts = [policy.safety.label if policy.safety is not None else "none"]
    parts.extend(localized(title, lang) for title in policy.titles.values())
    text = "; ".join(parts)
    if policy.reason:
        text += f" ({localized(policy.reason, lang)})"
    return text


def _example(example: object, words: Mapping[str, str]) -> Iterator[str]:
    data: dict[str, Any] = example if isinstance(example, dict) else {"text": example}
    if data.get("options"):
        yield f"  {words['with']} {', '.join(f'{name}: {_written(value)}' for name, value in data['options'].items())}:"
    files = data.get("files") or {"": data["text"]}
    for name, text in files.items():
        if name:
            yield f"  {name}:"
        yield from (f"{EXAMPLE}{line}" for line in str(text).rstrip("\n").split("\n"))
    if data.get("fixed"):
        yield f"  {words['fixed']}:"
        yield from (f"{EXAMPLE}{line}" for line in str(data["fixed"]).rstrip("\n").split("\n"))
    yield ""
