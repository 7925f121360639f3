"""What is done with a record batch: pure functions of an app and rows, whatever engine calls them."""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import xxhash

from lintcorpus.app.baseline import KnownFindings
from lintcorpus.app.compose import App
from lintcorpus.app.inputs.records import document_of
from lintcorpus.app.inputs.source import equipped
from lintcorpus.app.processes.pool import limited
from lintcorpus.article.repeats.bodies import publication
from lintcorpus.cache.packing import names_of, packed, unpacked
from lintcorpus.distributed.documents import records_of
from lintcorpus.distributed.linking import Held, Numbers
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
from lintcorpus.records.reader import Record
from lintcorpus.reporters.jsontext import on_one_line
from lintcorpus.reporters.jsontext import plain as plain_value

_ALLOWED = names_of(
    *(Context, Diagnostic, Directive, Directives, Edit, Fact, Fix, Frame, LocatedFact, Origin, Place, Position),
    *(RelatedPlace, Safety, Severity, Span, State),
)
_ROW_BITS, _FACT_BITS = 18, 18
"""Of a node's 64 bits, those for the row in its part and for the fact in its document; 28 name the part."""
_SAMPLE = 4000
_LATIN = re.compile("[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_LETTER, _HAN, _KANA_HANGUL, _LATIN_LETTER = 1, 2, 3, 4
_RANGES = (
    *((_HAN, 0x3400, 0x4DBF), (_HAN, 0x4E00, 0x9FFF)),
    *((_KANA_HANGUL, 0x3040, 0x30FF), (_KANA_HANGUL, 0xAC00, 0xD7A3)),
    *((_LATIN_LETTER, 0x41, 0x5A), (_LATIN_LETTER, 0x61, 0x7A)),
)
_HAN_WORTH = 3
"""Letters that an ideograph stands for when languages are told apart."""
_MOST_COUNTED = 4_000_000
"""Documents of which a thousandth may share a turn of phrase by chance; of more no larger number does."""


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


def repair_of(least: str | None) -> Repair | None:
    """How texts are repaired, by the least safety of a fix, ``safe`` or ``unsafe``; not at all when ``None``."""
    return Repair(Safety.parse(least)) if least else None


class Reported(NamedTuple):
    """A record as it was checked.

    Attributes:
        document: its article, after repairs.
        report: what was found in it.
        changed: whether repairs changed it.
    """

    document: Document
    report: FileReport
    changed: bool


def reported(app: App, record: Record, repair: Repair | None) -> Reported:
    """Check one record.

    Where the settings say how long that may take, this process ends when it takes longer.
    """
    before = document = equipped(app, document_of(app, record))
    plan = app.plan_of(record.path)
    failed: list[Diagnostic] = []
    with limited(app.settings.file_timeout):
        if repair is not None:
            document, failed = _repaired(document, plan, repair)
        report = check_document(document, plan)
    if failed:
        report = replace(report, diagnostics=(*report.diagnostics, *failed))
    return Reported(document, report, document.text != before.text)


Begin = Callable[[int, Record], list[Diagnostic]]
"""Is told the row in its part of a record that is about to be checked; what is said of it when it must not be."""


def lint_batch(
    app: App, batch: pa.RecordBatch, first: int, repair: Repair | None, begin: Begin, *, compared: bool
) -> Linted:
    """Check the documents of a batch.

    Args:
        app: the run's parts.
        batch: rows of ``schemas.DOCUMENTS``.
        first: number of the first row in its part.
        repair: how to repair them first, if at all.
        begin: is asked before each record that can be read.
        compared: whether near duplicates are looked for.
    """
    rows: list[dict[str, Any]] = []
    links, shares = _Holding(), _Holding()
    said: list[tuple[str, Any]] = []
    for at, record in enumerate(records_of(batch), first):
        row: dict[str, Any] = {"document": record.path, "source": record.origin.file, "number": record.origin.number}
        row["id"] = record.origin.identity or None
        rows.append(row)
        unread = _unread(app, record) if record.problem else begin(at, record)
        if record.problem or unread:
            row["report"] = packed((tuple(unread), Directives()))
            if compared:
                said.append((record.path, plain("")))
            continue
        document, report, changed = reported(app, record, repair)
        if repair is not None:
            row["text"], row["changed"] = document.text, changed
        linked, loose = _parted(report, app.plan_of(record.path))
        row["language"], row["day"] = language_of(document.text), _day(document)
        row["report"] = packed((report.diagnostics, report.directives))
        row["facts"] = packed([item[:2] for item in linked]) if linked else None
        row["loose"] = packed(loose) if loose else None
        links.add_facts(at, linked)
        if compared:
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
    app: App,
    batch: pa.RecordBatch,
    across: Mapping[str, Sequence[bytes]],
    known: KnownFindings,
    count: "Counts",
    language: str,
) -> pa.Table:
    """The diagnostics of some documents in final order.

    Args:
        app: the run's parts.
        batch: rows of ``schemas.CHECKED``.
        across: by document, packed diagnostics of the rules across documents.
        known: the findings that the baseline has.
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
        concluded = suppress([unpacked(data, _ALLOWED) for data in across.get(path, ())], directives)
        every = [*own, *concluded]
        kept = list(without_yielding(every, cards))
        if directives.valid:
            kept.extend(unused(every, directives, judged_rules(app.plan_of(path), whole_corpus=False)))
        done = known.marked(path, in_order(kept))
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
        totals = self.documents
        totals["findings"] += len(new)
        totals["unreadable"] += not language
        totals["fixed"] += changed
        counted = [self.sources[source]]
        if language:
            totals["documents"] += 1
            counted.append(self.languages[language])
        clean = bool(language) and all(item.severity < self._least for item in new)
        totals["clean"] += clean
        for one in counted:
            one["findings"] += len(new)
            one["clean"] += clean
            one["documents"] += bool(language)
        if len(new) < len(found):
            totals["suppressed"] += sum(item.state is State.SUPPRESSED for item in found)
            totals["baselined"] += sum(item.state is State.BASELINED for item in found)
        rules = set()
        for item in new:
            totals[item.severity.label] += 1
            self.rules[item.rule]["findings"] += 1
            rules.add(item.rule)
        for rule in rules:
            self.rules[rule]["documents"] += 1
        totals["failed"] += RULE_FAILED in rules
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
    days = {row["document"]: row["day"] for row in texts if row["day"]}
    found = clusters(compared, hashes, threshold, lambda paths: _some(days, paths), min(documents, _MOST_COUNTED))
    rows = [row for cluster in found for row in _cluster_rows(cluster)]
    return pa.Table.from_pylist(rows, schema=CLUSTERS)


def language_of(text: str) -> str:
    """``zh``, ``en`` or ``other``, by the letters of the first part of a text."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "en" if _LATIN.search(sample) is not None else "other"
    units = np.frombuffer(sample.encode("utf-16-le", "surrogatepass"), np.uint16)
    others, han, kana, latin = np.bincount(_letters()[units], minlength=5)[1:].tolist()
    if 10 * kana > han > 0 or not han + latin:
        return "other"
    if _HAN_WORTH * han >= latin:
        return "zh"
    return "en" if 10 * latin >= 9 * (latin + kana + others) else "other"


@cache
def _letters() -> npt.NDArray[np.uint8]:
    """For each code unit of UTF-16 what letter it is; 0 for none."""
    table = np.zeros(1 << 16, np.uint8)
    table[[ord(letter) for letter in _LETTER.findall("".join(map(chr, range(1 << 16))))]] = _OTHER_LETTER
    for kind, first, last in _RANGES:
        table[first : last + 1] = kind
    return table


class _Holding:
    """Gathers what the facts and texts of a batch hold."""

    def __init__(self) -> None:
        self._keys: list[tuple[int, int]] = []
        self._nodes: list[int] = []
        self._prints: list[bytes] = []
        self._salts: list[int] = []
        self._titles: list[int] = []

    def add_facts(self, row: int, facts: Sequence["_Bound"]) -> None:
        for at, (rule, located, bond) in enumerate(facts[: 1 << _FACT_BITS]):
            node = row << _FACT_BITS | at
            self._keys.append((node, xxhash.xxh3_64_intdigest(f"{rule}\0{bond}".encode("utf-8", "surrogatepass"))))
            if located.fact.prints:
                self._add(node, located.fact.prints, _salt(rule), 0)

    def add_text(self, row: int, prints: "array[int]", title: str) -> None:
        own = np.unique(np.frombuffer(prints, np.uint64)).tobytes()
        named = (xxhash.xxh3_64_intdigest(title.encode("utf-8", "surrogatepass")) & 0xFFFFFFFF or 1) if title else 0
        self._add(row << _FACT_BITS, own, 0, named)

    def _add(self, node: int, prints: bytes, salt: int, title: int) -> None:
        self._nodes.append(node)
        self._prints.append(prints)
        self._salts.append(salt)
        self._titles.append(title)

    def held(self) -> Held:
        """All of it."""
        keys = np.array(self._keys, np.uint64).reshape(-1, 2)
        lengths = np.array([len(prints) // 8 for prints in self._prints], np.intp)
        nodes, salts = (np.repeat(np.array(values, np.uint64), lengths) for values in (self._nodes, self._salts))
        none = np.zeros(len(keys), np.uint32)
        return Held(
            np.concatenate([keys[:, 0], nodes]),
            np.concatenate([keys[:, 1], np.frombuffer(b"".join(self._prints), np.uint64) + salts]),
            np.concatenate([none, np.repeat(lengths.astype(np.uint32), lengths)]),
            np.concatenate([none, np.repeat(np.array(self._titles, np.uint32), lengths)]),
        )


@cache
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


class _Bound(NamedTuple):
    """A fact that not all others of its rule bear on.

    Attributes:
        rule: its id.
        fact: with its place.
        bond: what it has in common with those that do: its key, or its group.
    """

    rule: str
    fact: LocatedFact
    bond: str


def _parted(report: FileReport, plan: Plan) -> tuple[list[_Bound], list[tuple[str, LocatedFact]]]:
    """The facts of rules that compare by key or within groups, and of the others, in one order."""
    linked: list[_Bound] = []
    loose: list[tuple[str, LocatedFact]] = []
    for rule, checker in plan.corpus:
        found = report.facts.get(rule.id, ())
        if checker.by_key:
            linked.extend(_Bound(rule.id, item, item.fact.key) for item in found)
        elif checker.group is not None:
            linked.extend(_Bound(rule.id, item, checker.group(item.fact)) for item in found)
        else:
            loose.extend((rule.id, item) for item in found)
    return linked, loose


def _unread(app: App, record: Record) -> list[Diagnostic]:
    params = {"kind": "records", "reason": record.problem}
    return about_file(app.plan_of(record.path), UNREADABLE_FILE, record.path, params, origin=record.origin)


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
