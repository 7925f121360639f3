"""Processes of the local engine: which ones do the work, and that they are let go of."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from lintcorpus.app.compose import Request
from lintcorpus.distributed.job import Job, Signature
from lintcorpus.distributed.local import LocalEngine


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A job that has no work of its own."""
    return Job(Request(cwd=tmp_path, isolated=True), Signature("", "", "", ""), tmp_path, 1000)


def _who(job: Job, task: int) -> int:
    return os.getpid()


def _processes(engine: LocalEngine, job: Job, tasks: Iterable[int] = range(6)) -> set[int]:
    return set(engine.run(_who, job, list(tasks)))


def test_renewed_workers_are_other_processes(job: Job) -> None:
    with LocalEngine(2) as engine:
        before = _processes(engine, job)
        assert _processes(engine, job) <= before
        engine.renew()
        after = _processes(engine, job)
    assert before
    assert after
    assert before.isdisjoint(after)
    assert os.getpid() not in before | after


def test_the_old_workers_have_ended_when_the_new_ones_begin(job: Job) -> None:
    with LocalEngine(2) as engine:
        before = _processes(engine, job)
        engine.renew()
        for pid in before:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def test_renewal_before_any_task_does_nothing(job: Job) -> None:
    with LocalEngine(2) as engine:
        engine.renew()
        assert list(engine.run(_who, job, [])) == []


def test_one_worker_is_a_process_of_its_own_until_nothing_can_end_it_any_more(job: Job) -> None:
    with LocalEngine(1, apart=True) as engine:
        first = _processes(engine, job)
        engine.renew()
        second = _processes(engine, job)
    assert len(first) == 1
    assert os.getpid() not in first
    assert second == {os.getpid()}
    with LocalEngine(1) as engine:
        assert _processes(engine, job) == {os.getpid()}
