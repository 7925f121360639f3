"""The corpus index as a file: what is put in comes out, and nothing that was not put in."""

import sqlite3
from array import array
from pathlib import Path

import pytest

from lintcorpus.index.errors import DamagedIndexError, IndexBusyError, UnusableIndexError
from lintcorpus.index.store import Entry, Index
from lintcorpus.model.checker import Fact, LocatedFact
from lintcorpus.model.finding import Frame, Place
from lintcorpus.model.span import Position, Span


def _entry(path: str, digest: str = "d") -> Entry:
    return Entry(path, 10, 20, digest, "某号")


def _fact(path: str, key: str, start: int = 0, prints: tuple[int, ...] = ()) -> LocatedFact:
    place = Place(path, Position(1, 1, start), Position(1, 2, start + 1), Frame("", "", "", (False, False, False)))
    return LocatedFact(Fact(key, Span(start, start + 1), ("2024-01-01", 7), array("Q", prints).tobytes()), place)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def _keys(index: Index, facts: list[LocatedFact], leaving_out: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(item.place.path, item.fact.key) for item in index.related("R", facts, leaving_out)]


def test_facts_with_the_same_key_come_back_as_they_were(path: Path) -> None:
    kept = _fact("a.md#3", "雪", 5, (1, 2**64 - 1))
    with Index(path) as index:
        index.begin({"R": "s"})
        index.put([(_entry("a.md"), {"R": [kept, _fact("a.md#4", "other")], "S": [_fact("a.md", "雪")]})])
    with Index(path) as index:
        (found,) = index.related("R", [_fact("b.md", "雪")], [])
        assert found.fact == kept.fact
        assert (found.place.path, found.place.start.offset, found.known) == ("a.md#3", 5, True)
        assert index.related("S", [_fact("b.md", "none")], []) == []
        assert index.entries() == {"a.md": _entry("a.md")}
        assert index.status()[:4] == (1, 3, 2, 1)


def test_facts_with_enough_fingerprints_in_common_come_back(path: Path) -> None:
    with Index(path) as index:
        index.put(
            [
                (_entry("alike.md"), {"R": [_fact("alike.md", "a", prints=(1, 2, 3, 2**63 + 9))]}),
                (_entry("hardly.md"), {"R": [_fact("hardly.md", "b", prints=(1, *range(10, 20)))]}),
            ]
        )
        wanted = _fact("new.md", "n", prints=(1, 2, 2**63 + 9, 100, 101, 102, 103, 104))
        assert _keys(index, [wanted]) == [("alike.md", "a")]


def test_files_at_hand_are_left_out(path: Path) -> None:
    with Index(path) as index:
        index.put([(_entry(name), {"R": [_fact(name, "k")]}) for name in ("a.md", "b.md")])
        assert _keys(index, [_fact("a.md", "k")], ("a.md",)) == [("b.md", "k")]


def test_what_is_put_again_replaces_what_was_known(path: Path) -> None:
    with Index(path) as index:
        index.put([(_entry("a.md"), {"R": [_fact("a.md", "old", prints=(1, 2))]})])
        index.put([(_entry("a.md", "e"), {"R": [_fact("a.md", "new", prints=(3, 4))]})])
        assert _keys(index, [_fact("b.md", "old", prints=(1, 2))]) == []
        assert _keys(index, [_fact("b.md", "new")]) == [("a.md", "new")]
        assert index.status()[:3] == (1, 1, 2)


def test_what_is_removed_leaves_nothing(path: Path) -> None:
    with Index(path) as index:
        index.put([(_entry("a.md"), {"R": [_fact("a.md", "k", prints=(1, 2))]})])
        index.remove(["a.md", "never.md"])
        assert index.status()[:4] == (0, 0, 0, 0)


def test_many_values_are_asked_for_in_parts(path: Path) -> None:
    with Index(path) as index:
        index.put([(_entry(f"{at}.md"), {"R": [_fact(f"{at}.md", str(at))]}) for at in range(1200)])
        assert len(_keys(index, [_fact("new.md", str(at)) for at in range(1200)])) == 1200


def test_a_file_that_is_no_index_is_told(path: Path) -> None:
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(DamagedIndexError, match=r"index\.sqlite: file is not a database"):
        Index(path)


def test_an_index_of_another_layout_is_told(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(DamagedIndexError, match="another version"):
        Index(path)


def test_an_entry_that_is_not_what_was_written_is_told(path: Path) -> None:
    with Index(path) as index:
        index.put([(_entry("a.md"), {"R": [_fact("a.md", "key")]})])
    with sqlite3.connect(path) as base:
        base.execute("""UPDATE facts SET body = replace(body, '"key"', '"kez"')""")
    base.close()
    with Index(path) as index, pytest.raises(DamagedIndexError, match=r"an entry of a\.md"):
        index.related("R", [_fact("b.md", "key")], [])


def test_another_writer_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.index.store._PATIENCE", 0.01)
    with Index(path) as index:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexBusyError):
            index.put([(_entry("a.md"), {})])
        other.close()


def test_a_place_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError):
        Index(tmp_path / "none" / "index.sqlite")


def test_a_failed_put_leaves_all_as_it_was(path: Path) -> None:
    class Broken:
        fact = property(lambda self: 1 / 0)

    with Index(path) as index:
        index.put([(_entry("a.md"), {"R": [_fact("a.md", "k")]})])
        with pytest.raises(ZeroDivisionError):
            index.put([(_entry("a.md"), {}), (_entry("b.md"), {"R": [Broken()]})])  # type: ignore[list-item]
        assert _keys(index, [_fact("b.md", "k")]) == [("a.md", "k")]
