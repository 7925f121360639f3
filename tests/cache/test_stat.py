"""When the file system can be trusted to show a change."""

import os
from pathlib import Path

from lintcorpus.cache.stat import UNKNOWN, Stat, clock, is_settled, stat_of

SECOND = 1_000_000_000


def test_a_file_that_changed_a_moment_ago_may_change_unseen() -> None:
    now = 1_000 * SECOND
    assert is_settled(Stat(10, now - 3 * SECOND, now - 3 * SECOND, 7), now)
    assert not is_settled(Stat(10, now - SECOND, now - 3 * SECOND, 7), now)
    assert not is_settled(Stat(10, now - 3 * SECOND, now - SECOND, 7), now)
    assert not is_settled(Stat(10, now + 9 * SECOND, now - 3 * SECOND, 7), now)
    assert not is_settled(UNKNOWN, now)


def test_a_file_just_written_is_not_settled(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("x")
    assert not is_settled(stat_of(file), clock())


def test_an_edit_that_keeps_size_and_time_shows(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("one")
    before = stat_of(file)
    other = tmp_path / "b"
    other.write_text("two")
    os.utime(other, ns=(before.modified, before.modified))
    os.replace(other, file)
    after = stat_of(file)
    assert (after.size, after.modified) == (before.size, before.modified)
    assert after != before


def test_what_is_gone_is_unknown(tmp_path: Path) -> None:
    assert stat_of(tmp_path / "none") == UNKNOWN
    assert stat_of("a\0b") == UNKNOWN
