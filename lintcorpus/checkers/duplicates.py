"""Finds articles, blocks and sentences that stand more than once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import xxhash

from lintcorpus.markdown.header import header
from lintcorpus.markdown.normal import normal_blocks
from lintcorpus.markdown.parse import blocks
from lintcorpus.model.checker import CorpusChecker, CorpusFinding, Fact, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Finding
from lintcorpus.model.span import Span


@dataclass(frozen=True)
class FileOptions:
    """How long an article must be to be compared, in normal characters."""

    minimum_length: int = 80


def _collect_file(document: Document, options: FileOptions) -> Iterable[Fact]:
    """One fact: the digest of the article without header, title and mark-up."""
    found = header(document)
    seen = xxhash.xxh3_128()
    length = 0
    for block, text in zip(blocks(document), normal_blocks(document), strict=True):
        if block.kind == "heading" and block.level == 1 and length == 0:
            continue
        if found is not None and found.span.contains(block.span):
            continue
        length += len(text)
        seen.update(text.encode("utf-8", "surrogatepass"))
    if length >= options.minimum_length:
        yield Fact(seen.hexdigest(), _first_line(document), (_date(document),))


def _conclude_file(facts: Sequence[LocatedFact], options: FileOptions) -> Iterable[CorpusFinding]:
    """Every copy but the representative: the earliest publication, then the first path."""
    ordered = sorted(facts, key=lambda item: (item.fact.key, item.fact.data[0], item.place.path))
    for _, group in groupby(ordered, key=lambda item: item.fact.key):
        first, *copies = group
        for copy in copies:
            others = (first, *(item for item in copies if item is not copy))
            params = {"others": first.place.path, "copies": len(copies) + 1}
            yield CorpusFinding(copy, Finding(copy.fact.span, params), others)


def _first_line(document: Document) -> Span:
    """The first line with text, where a finding about the whole file stands."""
    for index in range(len(document.line_starts)):
        span = document.line_span(index)
        if document.slice(span).strip():
            return span
    return Span(0, 0)


def _date(document: Document) -> str:
    """The publication date as written; a missing one sorts last."""
    found = header(document)
    field = found.first("date") if found is not None else None
    return field.value if field is not None and field.value else "~"


CHECKERS = (CorpusChecker("duplicates.files", _collect_file, _conclude_file, FileOptions),)
