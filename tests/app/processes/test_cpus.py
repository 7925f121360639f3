"""As many processors count as this process may use."""

import os
import sys
from pathlib import Path

import pytest

from lintcorpus.app.processes.cpus import _cgroup_limit, usable_cpus


@pytest.mark.parametrize(("written", "limit"), [("max 100000", sys.maxsize), ("150000 100000", 2), ("20000 100000", 1)])
def test_the_limit_of_the_control_group_counts(tmp_path: Path, written: str, limit: int) -> None:
    (tmp_path / "cpu.max").write_text(written + "\n")
    assert _cgroup_limit(tmp_path) == limit


def test_the_old_control_group_counts_as_well(tmp_path: Path) -> None:
    assert _cgroup_limit(tmp_path) == sys.maxsize
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("-1\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert _cgroup_limit(tmp_path) == sys.maxsize
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("250000\n")
    assert _cgroup_limit(tmp_path) == 3
    assert 1 <= usable_cpus() <= (os.cpu_count() or 1)
