"""The SQLite file of results: what goes in comes out, faults are told apart, and it does not grow for ever."""

import os
import sqlite3
from pathlib import Path

import pytest

from lintcorpus.cache.stat import Stat
from lintcorpus.cache.store import DAYS, CacheError, Details, Entry, Part, Store, remove

STAT = Stat(5, 2**62, 7, 2**62)


def item(path: str, signature: str = "s", body: bytes = b"body") -> tuple[Entry, Details]:
    return Entry(signature, path, STAT, "d", 100, body), Details(
        signature, path, "m", b"found", b"keys", b"facts of " + path.encode()
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "results-x.sqlite"


def test_what_goes_in_comes_out(place: Path) -> None:
    with Store(place) as store:
        store.put([item("a.md"), item("b.md"), item("a.md", "t")], 100)
    with Store(place) as store:
        assert list(store.entries({"s"}, ["a.md"])) == [item("a.md")[0]]
        assert list(store.details(Part.FACTS, {"s"}, ["b.md", "c.md"])) == [("s", "b.md", "m", b"facts of b.md")]
        assert list(store.details(Part.OUTLINE, {"s"}, ["b.md", "c.md"])) == [("s", "b.md", "m", b"keys")]
        assert {entry.path for entry in store.entries({"s"}, ["a.md"] * 501)} == {"a.md", "b.md"}
        assert list(store.entries({"u"}, ["a.md"])) == []
        assert store.count() == 3
        store.touch([item("a.md")[0]._replace(stat=Stat(1, 2, 3, 4))])
        assert next(store.entries({"s"}, ["a.md"])).stat == Stat(1, 2, 3, 4)
        assert next(store.entries({"t"}, ["a.md"])).stat == STAT


def test_a_new_result_takes_the_place_of_the_old(place: Path) -> None:
    with Store(place) as store:
        store.put([item("a.md")], 100)
        store.put([item("a.md", body=b"new")], 100)
        assert [entry.body for entry in list(store.entries({"s"}, ["a.md"]))] == [b"new"]


def test_conclusions_are_kept_by_name(place: Path) -> None:
    with Store(place) as store:
        store.put_conclusions({"n": b"one"}, 100)
        store.put_conclusions({"n": b"two"}, 100)
        assert list(store.conclusions(["n", "m"])) == [("n", b"two")]
        for at in range(20):
            store.put_conclusions({f"{at}": b"x"}, 100)
        assert [name for name, _ in store.conclusions(["n", "11", "12", "19"])] == ["12", "19"]
        store.put_conclusions({"a": b"y", "b": b"y"}, 100, 10)
        assert [name for name, _ in store.conclusions(["a", "b", "12", "19"])] == ["a", "b", "12", "19"]
        store.put_conclusions({"c": b"y"}, 100, 8)
        assert [name for name, _ in store.conclusions(["a", "b", "c", "13", "14", "19"])] == ["a", "b", "c", "14", "19"]


def test_what_was_not_used_for_long_is_dropped(place: Path) -> None:
    with Store(place) as store:
        store.put([item("old.md"), item("used.md", "t")], 100)
        store.put_conclusions({"n": b"one"}, 100)
        store.use({"t"}, 100 + DAYS)
        store.put([item("new.md", "u")], 101 + DAYS)
        assert list(store.entries({"s"}, ["old.md"])) == []
        assert list(store.details(Part.FOUND, {"s"}, ["old.md"])) == []
        assert list(store.conclusions(["n"])) == []
        assert len(list(store.entries({"t", "u"}, ["used.md", "new.md"]))) == 2


def test_what_is_of_another_day_makes_room(place: Path) -> None:
    big = b"x" * 100_000
    with Store(place) as store:
        store.put([item(f"{at}.md", body=big) for at in range(5)], 100, 600_000)
        store.put([item(f"{at}.md", "t", big) for at in range(5)], 101, 600_000)
        assert list(store.entries({"s"}, ["0.md", "4.md"])) == []
        assert len(list(store.entries({"t"}, [f"{at}.md" for at in range(5)]))) == 5
    assert place.stat().st_size < 700_000


def test_what_finds_no_room_is_not_kept(place: Path) -> None:
    big = b"x" * 100_000
    with Store(place) as store:
        store.put([item(f"{at}.md", body=big) for at in range(20)], 100, 500_000)
        kept = list(store.entries({"s"}, [f"{at}.md" for at in range(20)]))
        assert 2 <= len(kept) < 6
        assert [entry.path for entry in kept] == [f"{at}.md" for at in range(len(kept))]
    assert place.stat().st_size < 600_000


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 40, b"SQLite format 3\0" * 300])
def test_a_file_that_is_no_cache_is_damaged(place: Path, content: bytes) -> None:
    place.parent.mkdir()
    place.write_bytes(content)
    with pytest.raises(CacheError) as caught, Store(place) as store:
        list(store.entries({"s"}, ["a.md"]))
    assert caught.value.damaged
    remove(place)
    with Store(place) as store:
        assert store.count() == 0


def test_one_of_another_layout_is_to_be_thrown_away(place: Path) -> None:
    Store(place).__exit__()
    base = sqlite3.connect(place)
    base.execute("PRAGMA user_version = 99")
    base.close()
    with pytest.raises(CacheError) as caught:
        Store(place)
    assert caught.value.damaged


def test_it_is_for_its_user_only(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(place).__exit__()
    assert place.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    monkeypatch.setattr(os, "lstat", lambda path: os.stat_result((0o100600, 1, 1, 1, 777, 0, 1, 0, 0, 0)))
    with pytest.raises(CacheError, match="another user"):
        Store(place)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    Store(tmp_path / "there.sqlite").__exit__()
    (tmp_path / "link.sqlite").symlink_to(tmp_path / "there.sqlite")
    with pytest.raises(CacheError, match="no file"):
        Store(tmp_path / "link.sqlite")


def test_a_folder_that_cannot_be_made_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheError) as caught:
        Store(tmp_path / "file" / "results.sqlite")
    assert not caught.value.damaged


def test_one_that_writes_is_waited_for_and_not_for_ever(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lintcorpus.cache.store._PATIENCE", 0.05)
    Store(place).__exit__()
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CacheError, match="locked") as caught, Store(place) as store:
        store.put([item("a.md")], 100)
    assert not caught.value.damaged
    other.execute("COMMIT")
    with Store(place) as store:
        store.put([item("a.md")], 100)
        assert store.count() == 1
    other.close()


def test_a_failed_write_leaves_what_was_there(place: Path) -> None:
    with Store(place) as store:
        store.put([item("a.md")], 100)
        broken = (item("b.md")[0], Details("s", "b.md", object(), b"", b"", b""))  # type: ignore[arg-type]
        with pytest.raises(CacheError):
            store.put([item("c.md"), broken], 100)
        assert [entry.path for entry in list(store.entries({"s"}, ["a.md", "b.md", "c.md"]))] == ["a.md"]
