"""Finds what is left of a conversation with a language model in a text that is not about one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lintcorpus.article.mask import mask
from lintcorpus.article.page.units import Plain, Unit, plain, units_of
from lintcorpus.markdown.links import clipped
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.checker import AnchoredChecker, Hit
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding, Related
from lintcorpus.model.frozen import field, frozen
from lintcorpus.model.span import Span

_KINDS = ("artefacts", "tokens", "said", "openings", "closings")
_KEYS = (*_KINDS, "told", "topic")
_ABOUT = 2
"""An article that speaks so often of models beside the residue is about them."""
_QUOTES = '“”「」『』"‘’《》'


@frozen
class ResidueOptions:
    """What models leave behind.

    Attributes:
        phrases: in lower case, by ``artefacts tokens said openings closings told topic``.
    """

    phrases: Mapping[str, Sequence[str]] = field(repr=False)

    def __post_init__(self) -> None:
        missing = set(_KEYS) - set(self.phrases)
        if missing:
            raise ValueError(f"the phrases have no {sorted(missing)[0]!r}")

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each phrase that is residue."""
        return {str(phrase): kind for kind in _KINDS for phrase in self.phrases[kind]}


def _residue(document: Document, options: ResidueOptions, hits: Sequence[Hit]) -> Iterable[Finding]:
    """One finding for an article in which residue stands, at the first place."""
    for hit in hits:
        kind = options.kinds[hit.literal]
        if mask(document).covers(hit.start, hit.end):
            continue
        if kind == "artefacts" or (_stands(document, options, hit, kind) and not _is_about_models(document, options)):
            span = Span(hit.start, hit.end)
            params = {"match": clipped(document, span), "line": document.line_of(hit.start) + 1}
            yield Finding(document.line_span(0), params, kind, related=(Related(span, "residue"),), key="article")
            return


def _stands(document: Document, options: ResidueOptions, hit: Hit, kind: str) -> bool:
    """Whether a phrase stands where a model would have put it, in a sentence that does not tell of it."""
    if kind == "tokens":
        return True
    unit = _unit_at(document, hit.start)
    if unit is None:
        return False
    seen = plain(document, unit)
    start = seen.offset(hit.start)
    sentence = _sentence(seen, start)
    begins = sentence.start if kind == "closings" else 0
    if kind != "said" and any(map(str.isalnum, seen.text[begins:start])):
        return False
    around = seen.text[sentence.start : sentence.end]
    before = around[: start - sentence.start]
    told = before if kind == "said" else seen.text[:start] + seen.text[start + hit.end - hit.start :]
    return not any(mark in before for mark in _QUOTES) and not any(word in told for word in options.phrases["told"])


def _unit_at(document: Document, offset: int) -> Unit | None:
    """The line of prose that holds this place; none in a quotation, a list or a heading."""
    blocks = parsed(document).blocks
    for index, block in enumerate(blocks):
        if block.span.start <= offset < block.span.end:
            if block.kind != "paragraph" or block.quote or block.items:
                return None
            return next((unit for unit in units_of(document, index) if offset < unit.span.end), None)
    return None


def _sentence(seen: Plain, at: int) -> Span:
    return next(sentence for sentence in reversed(seen.sentences()) if sentence.start <= at)


def _is_about_models(document: Document, options: ResidueOptions) -> bool:
    """Whether the article speaks of models apart from the residue."""
    lower = document.text.lower()
    for kind in _KINDS:
        for phrase in options.phrases[kind]:
            lower = lower.replace(str(phrase), "")
    return sum(lower.count(word) for word in options.phrases["topic"]) >= _ABOUT


CHECKERS = (AnchoredChecker("quality.machine-residue", _residue, lambda options: tuple(options.kinds), ResidueOptions),)
