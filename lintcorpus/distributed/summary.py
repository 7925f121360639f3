"""What a batch run came to: as plain data, as text, and against the rates that may not be exceeded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lintcorpus.distributed.kernels import Counts
from lintcorpus.errors import UsageError
from lintcorpus.model.card import Card

SCHEMA_VERSION = 1
_SHOWN = 20


class Rate(NamedTuple):
    """A share of documents that may not be exceeded.

    Attributes:
        name: of rules: an id, a name, a family, a prefix of ids, or ``ALL``.
        most: 0 to 1.
    """

    name: str
    most: float


def rate(value: str) -> Rate:
    """A rate as the command line has it: ``DUP=0.5%`` or ``DUP=0.005``.

    Raises:
        UsageError: it is none.
    """
    name, _, share = value.partition("=")
    try:
        most = float(share.removesuffix("%")) / (100 if share.endswith("%") else 1)
    except ValueError:
        most = -1.0
    if not name or not 0 <= most <= 1:
        raise UsageError(f"--max-rate wants RULE=SHARE such as DUP=0.5% or DUP=0.005, not {value!r}")
    return Rate(name, most)


def as_json(counts: Counts, cards: Mapping[str, Card], rates: Sequence[Rate], clusters: Mapping[str, int]) -> Any:
    """The summary as plain data; the same for the same records, settings and rates.

    Args:
        counts: of all documents.
        cards: the catalogue.
        rates: those that were asked for, in the order of ``counts.watched``.
        clusters: figures of near duplicates; empty when they were not looked for.
    """
    totals = counts.documents
    documents = totals["documents"]
    read = documents + totals["unreadable"]
    return {
        "schema": SCHEMA_VERSION,
        "documents": documents,
        "unreadable": totals["unreadable"],
        "clean": totals["clean"],
        "clean_share": _share(totals["clean"], documents),
        "findings": {name: totals[name] for name in ("error", "warning", "info")},
        "suppressed": totals["suppressed"],
        "baselined": totals["baselined"],
        "fixed": totals["fixed"],
        "failed": totals["failed"],
        "rules": {
            rule: {
                "name": cards[rule].name,
                **{name: counts.rules[rule][name] for name in ("findings", "documents")},
                "share": _share(counts.rules[rule]["documents"], read),
            }
            for rule in sorted(counts.rules)
        },
        "languages": _table(counts.languages),
        "sources": _table(counts.sources),
        "clusters": dict(clusters),
        "rates": [
            {"rules": item.name, "documents": number, "share": _share(number, read), "most": item.most}
            for item, number in zip(rates, counts.watched, strict=True)
        ],
    }


def exceeded(summary: Mapping[str, Any]) -> list[str]:
    """The rates that are exceeded, each in words."""
    read = summary["documents"] + summary["unreadable"]
    return [
        f"{item['rules']}: {item['documents']:,} of {read:,} documents, {item['share']:.2%}; at most {item['most']:.2%}"
        for item in summary["rates"]
        if item["documents"] > item["most"] * read
    ]


def text_lines(summary: Mapping[str, Any]) -> Iterator[str]:
    """The summary for people."""
    found = ", ".join(f"{number:,} {name}" for name, number in summary["findings"].items())
    yield f"{summary['documents']:,} documents, {summary['clean_share']:.1%} clean; findings: {found}"
    labels = {
        "unreadable": "unreadable",
        "suppressed": "suppressed findings",
        "baselined": "findings known before",
        "fixed": "repaired",
    }
    for name, label in labels.items():
        if summary[name]:
            yield f"{summary[name]:,} {label}"
    if summary["clusters"]:
        yield "near duplicates: {clusters:,} clusters with {members:,} documents, {spare:,} of them to spare".format(
            **summary["clusters"]
        )
    rules = sorted(summary["rules"].items(), key=lambda item: (-item[1]["documents"], item[0]))
    yield from _section("rule", [(f"{rule} {row['name']}", row) for rule, row in rules[:_SHOWN]], "share")
    yield from _section("language", list(summary["languages"].items()), "clean_share")
    sources = sorted(summary["sources"].items(), key=lambda item: (item[1]["clean_share"], item[0]))
    yield from _section("source", sources[:_SHOWN], "clean_share")
    for said in exceeded(summary):
        yield f"too many: {said}"


def _section(title: str, rows: Sequence[tuple[str, Mapping[str, Any]]], share: str) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{'findings':>10} {'documents':>10} {'clean' if share == 'clean_share' else 'share':>7}  {title}"
        for name, row in rows:
            yield f"{row['findings']:>10,} {row['documents']:>10,} {row[share]:>7.1%}  {name}"


def _table(counted: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        name: {
            "documents": row["documents"],
            "findings": row["findings"],
            "clean": row["clean"],
            "clean_share": _share(row["clean"], row["documents"]),
        }
        for name, row in sorted(counted.items())
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0
