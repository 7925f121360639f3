"""Clusters as text and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lintcorpus.duplicates.clusters import Cluster, Member

SCHEMA_VERSION = 1
_RELATIONS = {"copy": "copy", "contained": "contained in it", "contains": "contains it"}


class Report(NamedTuple):
    """What a run found.

    Attributes:
        files: how many files were read.
        threshold: the share that makes two files near duplicates.
        clusters: by the path of the representative.
        unreadable: path and reason of each file that could not be read, by path.
    """

    files: int
    threshold: float
    clusters: Sequence[Cluster]
    unreadable: Sequence[tuple[str, str]]


def text_lines(report: Report) -> Iterator[str]:
    """The report for people: a cluster after another, the representative first."""
    for path, reason in report.unreadable:
        yield f"{path}: unreadable: {reason}"
    for at, cluster in enumerate(report.clusters):
        if at or report.unreadable:
            yield ""
        yield f"{cluster.path}: keep, {cluster.reason}; {cluster.length:,} characters"
        for member in cluster.members:
            yield f"  {member.path}: {_said(member)}; {member.length:,} characters"


def _said(member: Member) -> str:
    share = f"{_RELATIONS[member.relation]}, {_percent(member.share)} of it in the file to keep"
    return f"{share}, more in {member.through}" if member.through else share


def _percent(share: float) -> str:
    return f"{int(100 * share)} %"  # never rounded up: 100 % is all


def summary(report: Report) -> str:
    """The run in one line."""
    copies = [cluster for cluster in report.clusters if cluster.kind == "copies"]
    containers = len(report.clusters) - len(copies)
    said = [
        _counted(len(copies), "cluster of near copies", "clusters of near copies"),
        _counted(sum(len(item.members) for item in copies), "file to spare", "files to spare"),
        _counted(containers, "file holds others", "files hold others"),
    ]
    if report.unreadable:
        said.append(f"{len(report.unreadable)} unreadable")
    return f"{_counted(report.files, 'file', 'files')}: {', '.join(said)}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data; all shares are of 1, all lengths in characters of the normal form."""
    return {
        "schema": SCHEMA_VERSION,
        "files": report.files,
        "threshold": report.threshold,
        "clusters": [_cluster(cluster) for cluster in report.clusters],
        "unreadable": [{"path": path, "reason": reason} for path, reason in report.unreadable],
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "kind": cluster.kind,
        "keep": {"path": cluster.path, "characters": cluster.length, "reason": cluster.reason},
        "members": [dict(_fields(member)) for member in cluster.members],
    }


def _fields(member: Member) -> Iterable[tuple[str, Any]]:
    yield "path", member.path
    yield "characters", member.length
    yield "relation", member.relation
    yield "share", round(member.share, 4)
    yield "share_of_kept", round(member.share_of_kept, 4)
    if member.through:
        yield "through", member.through
