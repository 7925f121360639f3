"""What is done with a record batch: pure functions of an app and rows, whatever engine calls them."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import xxhash

from lintcorpus.app.compose import App
from lintcorpus.app.inputs import equipped
from lintcorpus.app.records import document_of
from lintcorpus.article.bodies import publication
from lintcorpus.cache.packing import names_of, packed, unpacked
from lintcorpus.distributed.documents import records_of
from lintcorpus.distributed.linking import Counts32, Held, Numbers
from lintcorpus.distributed.schemas import ACROSS, CHECKED, CLUSTERS, DIAGNOSTICS
from lintcorpus.duplicates.clusters import Cluster, Text, clusters
from lintcorpus.duplicates.plain import plain
from lintcorpus.duplicates.prints import prints_of_all
from lintcorpus.engine.corpus import conclude, judged_rules
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import FileReport, check_document
from lintcorpus.engine.plan import Plan
from lintcorpus.engine.run_rules import RULE_FAILED, UNREADABLE_FILE, about_file
from lintcorpus.engine.stages.order import in_order
from lintcorpus.engine.stages.suppress import Directive, Directives, suppress, unused
from lintcorpus.engine.stages.yielding import without_yielding
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Context, Diagnostic, Frame, Place, RelatedPlace, Severity, State
from lintcorpus.model.fix import Edit, Fix, Safety
from lintcorpus.model.origin import Origin
from lintcorpus.model.selector import matching
from lintcorpus.model.span import Position, Span
from lintcorpus.reporters.jsontext import on_one_line
from lintcorpus.reporters.jsontext import plain as plain_value

_ALLOWED = names_of(
    *(Context, Diagnostic, Directive, Directives, Edit, Fact, Fix, Frame, LocatedFact, Origin, Place, Position),
    *(RelatedPlace, Safety, Severity, Span, State),
)
_ROW_BITS, _FACT_BITS = 18, 18
"""Of a node's 64 bits, those for the row in its part and for the fact in its document; 28 name the part."""
_SAMPLE = 4000
_HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")
_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_HAN_WORTH = 3
"""Letters that an ideograph stands for when languages are told apart."""
_MOST_PADDING = 4_000_000


class Linted(NamedTuple):
    """What a batch of documents gave.

    Attributes:
        checked: a row for each document, as ``schemas.CHECKED``.
        links: what its facts hold that others may hold as well; nodes have no part yet.
        shares: what its texts hold.
    """

    checked: pa.RecordBatch
    links: Held
    shares: Held


class Repair(NamedTuple):
    """How texts are repaired before they are checked.

    Attributes:
        least: the least safety of a fix that is applied.
    """

    least: Safety


def lint_batch(app: App, batch: pa.RecordBatch, first: int, repair: Repair | None, *, compared: bool) -> Linted:
    """Check the documents of a batch.

    Args:
        app: the run's parts.
        batch: rows of ``schemas.DOCUMENTS``.
        first: number of the first row in its part.
        repair: how to repair them first, if at all.
        compared: whether near duplicates are looked for.
    """
    rows: list[dict[str, Any]] = []
    links, shares = _Holding(), _Holding()
    said: list[tuple[str, Any]] = []
    for at, record in enumerate(records_of(batch), first):
        row: dict[str, Any] = {"document": record.path, "source": record.origin.file, "number": record.origin.number}
        row["id"] = record.origin.identity or None
        rows.append(row)
        if record.problem:
            unread = {"kind": "records", "reason": record.problem}
            found = about_file(app.plan_of(record.path), UNREADABLE_FILE, record.path, unread, origin=record.origin)
            row["report"] = packed((tuple(found), Directives()))
            said.append((record.path, plain("")))
            continue
        document = equipped(app, document_of(app, record))
        plan = app.plan_of(record.path)
        failed: list[Diagnostic] = []
        if repair is not None:
            before = document.text
            document, failed = _repaired(document, plan, repair)
            row["text"], row["changed"] = document.text, document.text != before
        report = check_document(document, plan)
        by_key, loose = _parted(report, plan)
        row["language"], row["day"] = language_of(document.text), _day(document)
        row["report"] = packed(((*report.diagnostics, *failed), report.directives))
        row["facts"], row["loose"] = packed(by_key) if by_key else None, packed(loose) if loose else None
        links.add_facts(at, by_key)
        said.append((record.path, plain(document.text)))
    if compared:
        texts, hashes = prints_of_all(said)
        start = 0
        for at, (row, text) in enumerate(zip(rows, texts, strict=True), first):
            own = hashes[start : start + text.prints]
            start += text.prints
            row["length"], row["title"], row["prints"] = text.length, text.title, own.tobytes()
            if row.get("language"):
                shares.add_text(at, own, text.title)
    columns = {name: [row.get(name) for row in rows] for name in CHECKED.names}
    return Linted(pa.RecordBatch.from_pydict(columns, schema=CHECKED), links.held(), shares.held())


def of_part(held: Held, code: int) -> Held:
    """What nodes of a part hold, with their part in their number."""
    return held._replace(nodes=held.nodes | np.uint64(code << (_ROW_BITS + _FACT_BITS)))


def nodes_of(code: int) -> tuple[int, int]:
    """The first and the last number that a node of a part can have."""
    first = code << (_ROW_BITS + _FACT_BITS)
    return first, first + (1 << (_ROW_BITS + _FACT_BITS)) - 1


def rows_of(nodes: Numbers) -> tuple[Numbers, Numbers]:
    """For each node its row in its part, and its fact in the document."""
    mask_row, mask_fact = np.uint64((1 << _ROW_BITS) - 1), np.uint64((1 << _FACT_BITS) - 1)
    return nodes >> np.uint64(_FACT_BITS) & mask_row, nodes & mask_fact


def facts_of(data: bytes | None) -> list[tuple[str, LocatedFact]]:
    """The facts of a document, as ``schemas.CHECKED`` has them."""
    return unpacked(data, _ALLOWED) if data else []


def packed_fact(fact: LocatedFact) -> bytes:
    """One fact as it goes to the others that bear on it."""
    return packed(fact)


def conclude_table(app: App, table: pa.Table) -> pa.Table:
    """What the rules across documents find among the facts of some components.

    Args:
        app: the run's parts.
        table: all rows of ``schemas.LINKED`` of these components, in any order.

    Returns:
        Rows of ``schemas.ACROSS``, in an order of their own.
    """
    components: dict[tuple[int, str], list[tuple[int, LocatedFact]]] = defaultdict(list)
    columns = (table.column(name).to_pylist() for name in ("root", "rule", "part", "fact"))
    for root, rule, part, data in zip(*columns, strict=True):
        components[root, rule].append((part, unpacked(data, _ALLOWED)))
    parts: list[int] = []
    documents: list[str] = []
    found: list[bytes] = []
    for _, rule in sorted(components):
        members = components.pop((_, rule))
        by_path: dict[str, list[LocatedFact]] = defaultdict(list)
        part_of: dict[str, int] = {}
        for part, fact in members:
            by_path[fact.place.path].append(fact)
            part_of[fact.place.path] = part
        reports = [FileReport(path, (), {rule: tuple(facts)}) for path, facts in sorted(by_path.items())]
        for item in in_order(conclude(reports, app.plan, app.plan_of)):
            parts.append(part_of[item.path])
            documents.append(item.path)
            found.append(packed(item))
    return pa.table([pa.array(parts, pa.int32()), documents, pa.array(found, pa.large_binary())], schema=ACROSS)


def finish_batch(
    app: App, batch: pa.RecordBatch, across: Mapping[str, Sequence[bytes]], count: "Counts", language: str
) -> pa.Table:
    """The diagnostics of some documents in final order.

    Args:
        app: the run's parts.
        batch: rows of ``schemas.CHECKED``.
        across: by document, packed diagnostics of the rules across documents.
        count: is told of every document.
        language: of messages.

    Returns:
        Rows of ``schemas.DIAGNOSTICS``.
    """
    rows: list[dict[str, Any]] = []
    cards = app.catalog.cards
    for row in batch.to_pylist():
        own, directives = unpacked(row["report"], _ALLOWED)
        path = row["document"]
        plan = app.plan_of(path)
        concluded = suppress([unpacked(data, _ALLOWED) for data in across.get(path, ())], directives)
        every = [*own, *concluded]
        judged = judged_rules(plan, whole_corpus=False)
        done = in_order([*without_yielding(every, cards), *unused(every, directives, judged)])
        count.add(row["source"], row["language"] or "", done, changed=bool(row["changed"]))
        shared = {name: row[name] for name in ("document", "source", "number", "id")}
        shared["language"] = row["language"] or None
        rows.extend({**shared, **_columns(app, item, language)} for item in done)
    return pa.Table.from_pylist(rows, schema=DIAGNOSTICS)


class Counts:
    """What is counted of the documents of a run; parts of it can be added.

    Args:
        app: for the names of rules and the severity that counts.
        watched: names of rules whose documents are counted together.
    """

    def __init__(self, app: App, watched: Sequence[str] = ()) -> None:
        self._least = app.settings.fail_on
        self._watched = [matching(app.catalog.cards, name) for name in watched]
        self.documents: Counter[str] = Counter()
        self.rules: dict[str, Counter[str]] = defaultdict(Counter)
        self.sources: dict[str, Counter[str]] = defaultdict(Counter)
        self.languages: dict[str, Counter[str]] = defaultdict(Counter)
        self.watched = [0] * len(self._watched)

    def add(self, source: str, language: str, found: Sequence[Diagnostic], *, changed: bool) -> None:
        """Count a document with all that was found in it."""
        new = [item for item in found if item.state is State.NEW]
        clean = bool(language) and all(item.severity < self._least for item in new)
        figures = {"findings": len(new), "clean": int(clean), "documents": int(bool(language))}
        self.sources[source].update(figures)
        if language:
            self.languages[language].update(figures)
        self.documents.update(figures)
        self.documents["unreadable"] += not language
        self.documents["fixed"] += changed
        self.documents["suppressed"] += len(found) - len(new)
        self.documents["failed"] += any(item.rule == RULE_FAILED for item in new)
        for severity, number in Counter(item.severity for item in new).items():
            self.documents[severity.label] += number
        for rule, number in Counter(item.rule for item in new).items():
            self.rules[rule].update({"findings": number, "documents": 1})
        rules = {item.rule for item in new}
        for at, names in enumerate(self._watched):
            self.watched[at] += not rules.isdisjoint(names)

    def as_json(self) -> dict[str, Any]:
        """All numbers as plain data."""
        tables = {"rules": self.rules, "sources": self.sources, "languages": self.languages}
        return {
            "documents": dict(self.documents),
            **{name: {key: dict(value) for key, value in table.items()} for name, table in tables.items()},
            "watched": self.watched,
        }

    def merge(self, other: Mapping[str, Any]) -> None:
        """Add what ``as_json`` gave for other documents."""
        self.documents.update(other["documents"])
        for name, table in (("rules", self.rules), ("sources", self.sources), ("languages", self.languages)):
            for key, value in other[name].items():
                table[key].update(value)
        self.watched = [own + more for own, more in zip(self.watched, other["watched"], strict=True)]


def clusters_of(texts: Sequence[Mapping[str, Any]], documents: int, threshold: float, dropped: Numbers) -> pa.Table:
    """The clusters of near duplicates among the texts of some components.

    Args:
        texts: rows of ``schemas.MEMBERS``.
        documents: how many there are in the whole run: the more, the more may share a turn of phrase by chance.
        threshold: share that makes near duplicates.
        dropped: fingerprints that count for nothing, sorted.

    Returns:
        Rows of ``schemas.CLUSTERS``.
    """
    compared: list[Text] = []
    hashes = array("Q")
    for row in texts:
        own = np.frombuffer(row["prints"], np.uint64)
        own = own[~np.isin(own, dropped)]
        hashes.frombytes(own.tobytes())
        compared.append(Text(row["document"], row["length"], len(own), row["title"]))
    padding = [Text("", 0, 0)] * min(max(0, documents - len(compared)), _MOST_PADDING)
    days = {row["document"]: row["day"] for row in texts if row["day"]}
    found = clusters([*compared, *padding], hashes, threshold, lambda paths: _some(days, paths))
    rows = [row for cluster in found for row in _cluster_rows(cluster)]
    return pa.Table.from_pylist(rows, schema=CLUSTERS)


def language_of(text: str) -> str:
    """``zh``, ``en`` or ``other``, by the letters of the first part of a text."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "en" if _LATIN.search(sample) is not None else "other"
    han, latin = len(_HAN.findall(sample)), len(_LATIN.findall(sample))
    if 10 * len(_KANA_HANGUL.findall(sample)) > han > 0 or not han + latin:
        return "other"
    if _HAN_WORTH * han >= latin:
        return "zh"
    return "en" if 10 * latin >= 9 * (len(_LETTER.findall(sample)) - han) else "other"


class _Holding:
    """Gathers what the facts and texts of a batch hold."""

    def __init__(self) -> None:
        self._nodes: list[Numbers] = []
        self._tokens: list[Numbers] = []
        self._sizes: list[Counts32] = []
        self._titles: list[Counts32] = []

    def add_facts(self, row: int, facts: Sequence[tuple[str, LocatedFact]]) -> None:
        for at, (rule, located) in enumerate(facts[: 1 << _FACT_BITS]):
            fact = located.fact
            own = np.frombuffer(fact.prints, np.uint64) + np.uint64(_salt(rule))
            key = xxhash.xxh3_64_intdigest(f"{rule}\0{fact.key}".encode("utf-8", "surrogatepass"))
            sizes = np.append(np.uint32(0), np.full(len(own), len(own), np.uint32))
            self._add(row << _FACT_BITS | at, np.append(np.uint64(key), own), sizes, 0)

    def add_text(self, row: int, prints: "array[int]", title: str) -> None:
        own = np.unique(np.frombuffer(prints, np.uint64))
        named = (xxhash.xxh3_64_intdigest(title.encode("utf-8", "surrogatepass")) & 0xFFFFFFFF or 1) if title else 0
        self._add(row << _FACT_BITS, own, np.full(len(own), len(own), np.uint32), named)

    def _add(self, node: int, tokens: Numbers, sizes: Counts32, title: int) -> None:
        self._nodes.append(np.full(len(tokens), node, np.uint64))
        self._tokens.append(tokens)
        self._sizes.append(sizes)
        self._titles.append(np.full(len(tokens), title, np.uint32))

    def held(self) -> Held:
        """All of it."""
        wide, narrow = np.empty(0, np.uint64), np.empty(0, np.uint32)
        return Held(
            np.concatenate([wide, *self._nodes]),
            np.concatenate([wide, *self._tokens]),
            np.concatenate([narrow, *self._sizes]),
            np.concatenate([narrow, *self._titles]),
        )


def _salt(rule: str) -> int:
    return xxhash.xxh3_64_intdigest(rule.encode())


def _repaired(document: Document, plan: Plan, repair: Repair) -> tuple[Document, list[Diagnostic]]:
    """A document after repairs, and what is said of rules whose repairs were taken back."""
    outcome = fix_document(document, partial(_diagnostics, plan), plan, repair.least)
    failed = []
    for dropped in outcome.dropped:
        params = {"rule": dropped.rule, "pack": plan.cards[dropped.rule].pack, "reason": dropped.reason}
        failed.extend(about_file(plan, RULE_FAILED, document.path, params, origin=document.origin))
    return outcome.document, failed


def _diagnostics(plan: Plan, document: Document) -> Sequence[Diagnostic]:
    return check_document(document, plan).diagnostics


def _parted(report: FileReport, plan: Plan) -> tuple[list[tuple[str, LocatedFact]], list[tuple[str, LocatedFact]]]:
    """The facts of rules that compare by key, and of the others, in one order."""
    by_key: list[tuple[str, LocatedFact]] = []
    loose: list[tuple[str, LocatedFact]] = []
    for rule, checker in plan.corpus:
        (by_key if checker.by_key else loose).extend((rule.id, fact) for fact in report.facts.get(rule.id, ()))
    return by_key, loose


def _day(document: Document) -> str:
    day = publication(document)[:10]
    return day if day[:1].isdigit() else ""


def _columns(app: App, item: Diagnostic, language: str) -> dict[str, Any]:
    card = app.catalog.cards[item.rule]
    start, end = item.place.start, item.place.end
    return {
        "rule": item.rule,
        "name": card.name,
        "family": card.family,
        "severity": item.severity.label,
        "state": item.state.value,
        "message": card.message(item.variant, item.params, language),
        "variant": item.variant or None,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "offset": start.offset,
        "end": end.offset,
        "fingerprint": item.fingerprint,
        "fixable": None if item.fix is None else item.fix.safety.label,
        "related": list(dict.fromkeys(other.place.path for other in item.related if other.place.path != item.path)),
        "params": on_one_line(plain_value(item.params)),
        "evidence": on_one_line(plain_value(item.evidence)),
    }


def _cluster_rows(cluster: Cluster) -> Iterator[dict[str, Any]]:
    name = xxhash.xxh3_64_hexdigest(f"{cluster.kind}\0{cluster.path}".encode("utf-8", "surrogatepass"))
    shared = {"cluster": name, "kind": cluster.kind}
    kept = {"document": cluster.path, "role": "keep", "characters": cluster.length, "reason": cluster.reason}
    yield {**shared, **kept, "share": 1.0, "share_of_kept": 1.0}
    for member in cluster.members:
        yield {
            **shared,
            "document": member.path,
            "role": member.relation,
            "characters": member.length,
            "share": member.share,
            "share_of_kept": member.share_of_kept,
            "through": member.through or None,
        }


def _some(days: Mapping[str, str], paths: Iterable[str]) -> dict[str, str]:
    return {path: days[path] for path in paths if path in days}
