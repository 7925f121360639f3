"""The cache of answers: what is put in comes out, and a damaged file is made anew."""

from pathlib import Path

import pytest

from lintcorpus.model.web import Answer, Verdict
from lintcorpus.online.cache import Cache, CacheError, Kept

MOVED = Kept(Answer(Verdict.MOVED, 200, "https://tides.example.org/new", "", "2026-01-02"), 1000.0, 2000.0)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "web.sqlite"
    with Cache(path) as cache:
        cache.put("a", MOVED._replace(until=1.0))
        cache.put("a", MOVED)
    with Cache(path) as cache:
        assert cache.get(["a", "b"]) == {"a": MOVED}
        assert not cache.renewed


def test_many_are_looked_up_at_once(tmp_path: Path) -> None:
    urls = [f"https://tides.example.org/{number}" for number in range(1200)]
    with Cache(tmp_path / "web.sqlite") as cache:
        for url in urls:
            cache.put(url, MOVED)
        assert set(cache.get(urls)) == set(urls)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_cache_is_made_anew(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "web.sqlite"
    path.write_bytes(content)
    with Cache(path) as cache:
        assert cache.renewed
        cache.put("a", MOVED)
        assert cache.get(["a"]) == {"a": MOVED}


def test_a_cache_that_cannot_be_written_is_an_error_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CacheError, match=r"web\.sqlite"):
        Cache(tmp_path / "file" / "web.sqlite")


def test_two_runs_share_a_cache(tmp_path: Path) -> None:
    path = tmp_path / "web.sqlite"
    with Cache(path) as one, Cache(path) as other:
        one.put("a", MOVED)
        other.put("b", MOVED)
        assert set(one.get(["a", "b"])) == {"a", "b"}
