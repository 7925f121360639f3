"""Clusters: which files are near duplicates, which to keep, and which files only look like it."""

import random
from collections.abc import Mapping

import pytest

from lintcorpus.duplicates.clusters import Cluster, clusters
from lintcorpus.duplicates.plain import plain
from lintcorpus.duplicates.prints import prints_of_all
from tests.duplicates.texts import chinese, edited, english


def _clusters(files: Mapping[str, str], threshold: float = 0.5, **dates: str) -> list[Cluster]:
    texts, hashes = prints_of_all((path, plain(text)) for path, text in files.items())
    return clusters(texts, hashes, threshold, lambda paths: {path: dates[path] for path in paths if path in dates})


def _paths(found: list[Cluster]) -> list[list[str]]:
    return [[cluster.path, *(member.path for member in cluster.members)] for cluster in found]


@pytest.mark.parametrize("write", [english, chinese])
def test_near_copies_and_nothing_else(write: object) -> None:
    make = english if write is english else chinese
    files = {f"{at}": make(at) for at in range(12)} | {"copy": edited(make(5), 4)}
    found = _clusters(files)
    assert _paths(found) in ([["5", "copy"]], [["copy", "5"]])
    assert found[0].kind == "copies"
    assert 0.5 < found[0].members[0].share < 1


def test_the_earliest_is_kept_then_the_longest_then_the_first_path() -> None:
    text = english(1)
    longer = f"{text}\n\n{english(2, 1)}"
    dated = _clusters({"a": text, "b": longer}, a="2024-01-02", b="2023-05-06")[0]
    assert (dated.path, dated.reason) == ("b", "earliest date 2023-05-06")
    assert _clusters({"a": text, "b": longer}, a="2024-01-02")[0][1:4:2] == ("a", "earliest date 2024-01-02")
    assert _clusters({"a": text, "b": longer})[0][1:4:2] == ("b", "longest")
    assert _clusters({"b": text, "a": text})[0][1:4:2] == ("a", "first path")


def test_the_order_of_files_does_not_matter() -> None:
    files = {f"{at}": english(at) for at in range(6)} | {f"c{at}": edited(english(at), 5 + at) for at in range(4)}
    files |= {"digest": "\n\n".join(english(at) for at in (3, 4, 5)), "twice": english(0)}
    found = _clusters(files)
    for seed in range(5):
        order = list(files.items())
        random.Random(seed).shuffle(order)
        assert _clusters(dict(order)) == found
    assert {cluster.kind for cluster in found} == {"copies", "container"}


def test_an_article_in_a_digest_is_contained() -> None:
    files = {"digest": "\n\n".join(english(at) for at in range(6)), "a": english(2), "b": english(4), "c": english(9)}
    (found,) = _clusters(files, a="2020-01-01")
    assert (found.kind, found.path, found.reason) == ("container", "digest", "holds the others")
    assert [(member.path, member.relation) for member in found.members] == [("a", "contained"), ("b", "contained")]


def test_part_of_an_article_in_a_long_one_is_not_contained() -> None:
    quoting = "\n\n".join([english(1, 10), *(english(at) for at in range(2, 8))])
    assert _clusters({"a": english(1), "b": quoting}) == []


def test_half_copied_is_told_by_a_lower_threshold() -> None:
    files = {"a": english(1), "b": f"{english(1, 10)}\n\n{english(2, 10)}"}
    assert _paths(_clusters(files, 0.4)) == [["a", "b"]] or _paths(_clusters(files, 0.4)) == [["b", "a"]]
    assert _clusters(files, 0.6) == []


def test_short_texts_must_be_nearly_equal() -> None:
    base = english(1, 3)
    assert _clusters({"a": base, "b": f"{english(1, 2)} {english(2, 1)}"}) == []
    assert _paths(_clusters({"a": base, "b": base})) == [["a", "b"]]


def test_what_many_articles_end_with_does_not_make_them_copies() -> None:
    ending = english(100, 12)
    files = {f"{at}": f"{english(at, 10)}\n\n{ending}" for at in range(8)}
    assert _clusters(files) == []
    assert _paths(_clusters({**files, "copy": edited(files["3"], 6)})) in ([["3", "copy"]], [["copy", "3"]])


def test_many_copies_of_one_article_are_no_boilerplate() -> None:
    files = {f"{at:02}": f"{english(1)}\n\n{english(50 + at, 1)}" for at in range(30)}
    (found,) = _clusters(files)
    assert len(found.members) == 29


def test_pages_without_an_article_are_no_copies() -> None:
    menu = "\n".join(f"* Section number {at} of this site" for at in range(60))
    pages = {f"{at}": f"# {title}\n\n{menu}\n\n{english(7, 6)}" for at, title in enumerate(("Ferry", "Mill"))}
    assert _clusters(pages) == []
    assert _paths(_clusters({**pages, "2": pages["0"]})) == [["0", "2"]]


def test_a_chain_is_cut_where_its_ends_have_little_in_common() -> None:
    parts = [english(at, 10) for at in range(8)]
    files = {f"{at}": "\n\n".join(parts[at : at + 3]) for at in range(6)}
    found = _clusters(files, 0.6, **{str(at): f"2024-01-0{at + 1}" for at in range(6)})
    assert found
    for cluster in found:
        for member in cluster.members:
            assert member.share >= 0.3
            assert bool(member.through) == (member.share < 0.6)


def test_texts_that_say_nothing_are_not_compared() -> None:
    assert _clusters({"a": "", "b": "", "c": "---\n", "d": "…"}) == []
    assert _clusters({}) == []
