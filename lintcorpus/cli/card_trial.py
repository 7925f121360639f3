"""Holds cards to their own examples and says in which way one fails."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

from lintcorpus.app.compose import App, Request
from lintcorpus.catalog.examples import CLOSE, OPEN, SINGLE, Example, bad_examples, good_examples
from lintcorpus.catalog.load import Catalog, load_catalog
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import RULE_FAILED
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety
from lintcorpus.model.frozen import replace
from lintcorpus.model.span import Span

_AROUND = 30
"""Code points shown on each side of a place."""


class Trial:
    """Cards under trial, with the packs and plugins of a project but none of its other settings.

    Args:
        app: the project's parts.
        packs: folders of cards that are tried, whether the settings name them or not.
    """

    def __init__(self, app: App, packs: Sequence[Path]) -> None:
        self._app = app
        self._packs = packs

    @cached_property
    def catalog(self) -> Catalog:
        """All cards and layouts, of built-in and tried packs."""
        known = {Path(str(folder)).resolve() for folder in self._app.pack_folders}
        more = [pack for pack in self._packs if pack.resolve() not in known]
        return load_catalog([*self._app.pack_folders, *more], self._app.request.cache_dir)

    def cards_in(self, path: Path) -> list[Card]:
        """The cards that a file is or a folder holds.

        Raises:
            UsageError: there are none.
        """
        place = path.resolve()
        found = [card for card in self.catalog.cards.values() if Path(card.source).resolve().is_relative_to(place)]
        if not found:
            raise UsageError(f"{path}: there is no card; those of a pack are its files FAMILY/NAME.yaml")
        return found

    def failures(self, card: Card) -> Iterator[list[str]]:
        """What is wrong with a card's examples: for each fault a line that names it and lines that show it.

        Raises:
            UsageError: the rule fails on an example, or a mark has no partner.
        """
        for number, example in enumerate(good_examples(card), 1):
            for item in self._found(card, example):
                yield [f"good example {number}: noisy, nothing should be found here", _place(example, item)]
        for number, example in enumerate(bad_examples(card), 1):
            for said, *lines in (*self._judged(card, example), *self._fix_faults(card, example)):
                yield [f"bad example {number}: {said}", *lines]

    def _judged(self, card: Card, example: Example) -> Iterator[list[str]]:
        missing = [(name, Span(*span)) for name, spans in example.spans.items() for span in spans]
        if not missing:
            yield [f"no mark, put {OPEN}{CLOSE} around what is to be found"]
        others = []
        for item in self._found(card, example):
            if (item.path, item.span) in missing:
                missing.remove((item.path, item.span))
                unknown = _unfilled(card, item)
                if unknown:
                    yield [f"its message names {', '.join(unknown)}, which the checker does not give"]
            else:
                others.append(item)
        for item in others:
            crossed = next((place for place in missing if _crosses(place, item)), None)
            if crossed is None:
                yield ["noisy, this is not marked", _place(example, item)]
            else:
                missing.remove(crossed)
                yield ["misplaced", f"wanted {_marked(example, *crossed)}", f" found {_place(example, item)}"]
        for name, span in missing:
            yield ["missing, this is not found", _marked(example, name, span)]

    def _fix_faults(self, card: Card, example: Example) -> Iterator[list[str]]:
        if example.fixed is None:
            return
        source = next((item for item in self._documents(example) if item.path == SINGLE), None)
        if source is None:
            yield ["'fixed' belongs to a single text, not to files"]
            return
        plan = self._plan(card, example)
        outcome = fix_document(source, lambda item: check_document(item, plan).diagnostics, plan, Safety.UNSAFE)
        text = outcome.document.text
        if outcome.dropped:
            yield [f"its fix is withdrawn: {outcome.dropped[0].reason}"]
        elif text == source.text != example.fixed:
            yield ["wrong fix, nothing is repaired here", *_difference(example.fixed, text)]
        elif text != example.fixed:
            yield ["wrong fix", *_difference(example.fixed, text)]

    def _found(self, card: Card, example: Example) -> list[Diagnostic]:
        plan = self._plan(card, example)
        reports = [check_document(item, plan) for item in self._documents(example)]
        found = [item for report in reports for item in report.diagnostics]
        found.extend(conclude(reports, plan, lambda path: plan))
        failed = next((item for item in found if item.rule == RULE_FAILED), None)
        if failed is not None:
            raise UsageError(f"{card.source}: the rule failed: {failed.params['reason']}")
        return [item for item in found if item.rule == card.id]

    def _plan(self, card: Card, example: Example) -> Plan:
        options = {card.id: dict(example.options)} if example.options else {}
        flags: Mapping[str, Any] = {"select": (card.id,), "preview": True, "options": options}
        asked = self._app.request
        trial = App(Request(asked.cwd, flags=flags, isolated=True, cache_dir=asked.cache_dir, today=asked.today))
        trial.plugins = self._app.plugins  # no settings of the project, but cards may need the checkers of plugins
        trial.catalog = self.catalog
        return trial.plan

    def _documents(self, example: Example) -> list[Document]:
        layouts = self.catalog.layouts
        plain = [
            Document(name, text, layouts=layouts, encoding=example.encoding) for name, text in example.files.items()
        ]
        return _taught(plain) if example.learned else plain


def _taught(documents: Sequence[Document]) -> list[Document]:
    """The documents after learning from them."""
    from lintcorpus.app.inputs.source import Source
    from lintcorpus.app.learning.accounts import learned_accounts
    from lintcorpus.app.learning.language import Lesson
    from lintcorpus.app.learning.names import NameCounts
    from lintcorpus.config.learned import evidence, updated
    from lintcorpus.language.ngrams import NgramScorer
    from lintcorpus.language.table import unpacked

    counts, lesson = NameCounts(), Lesson()
    sources = [Source(item.path, None, (item,)) for item in documents]
    accounts = learned_accounts(lesson.heard(counts.counting(sources)))
    learned = evidence(updated([], accounts), counts.learned())
    try:
        language = NgramScorer(unpacked(lesson.learned().data))
    except UsageError:  # there is no Chinese text to learn from
        language = None
    return [replace(item, learned=learned, language=language, _views={}) for item in documents]


def _crosses(place: tuple[str, Span], item: Diagnostic) -> bool:
    name, span = place
    return name == item.path and span.start <= item.span.end and item.span.start <= span.end


def _place(example: Example, item: Diagnostic) -> str:
    return _marked(example, item.path, item.span)


def _marked(example: Example, name: str, span: Span) -> str:
    """A piece of an example around a place, with the marks of cards, on one line."""
    text = example.files[name]
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    cut = "…" if start else "", "…" if end < len(text) else ""
    piece = text[start : span.start] + OPEN + text[span.start : span.end] + CLOSE + text[span.end : end]
    shown = piece.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")
    return f"{'' if name == SINGLE else f'{name}: '}{cut[0]}{shown}{cut[1]}"


def _difference(wanted: str, got: str) -> list[str]:
    """Both texts line by line: ``-`` what the card says, ``+`` what the repair gives."""
    old, new = (text.replace("\r", "\\r").split("\n") for text in (wanted, got))
    return [line for line in difflib.ndiff(old, new) if line.startswith(("- ", "+ "))]


def _unfilled(card: Card, item: Diagnostic) -> list[str]:
    """The parameters that a message names in any language and the finding lacks."""
    chosen = card.variants.get(item.variant) or card.variants[""]
    fields = {
        name.split("[")[0].split(".")[0]
        for text in chosen.message.values()
        for _, name, _, _ in Formatter().parse(text)
        if name
    }
    return sorted(fields - item.params.keys())
