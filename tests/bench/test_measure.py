"""Commands are measured from outside, and figures are compared round by round."""

import os
import sys
from pathlib import Path

import pytest
from measure import Contender, Setting, Usage, all_processes, interleaved, launched, per_paragraph, ratios, spread

BIG = "x = bytearray(120_000_000); print(len(x))"
BUSY = "sum(range(6_000_000))"


@pytest.fixture
def setting(tmp_path: Path) -> Setting:
    return Setting(tmp_path, dict(os.environ), 60.0)


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-I", "-S", "-c", code)


def test_a_run_is_told_with_its_exit_code_and_what_it_printed(setting: Setting) -> None:
    code, usage, report = launched(python("import sys; print('found'); sys.exit(1)"), setting)
    assert (code, report) == (1, b"found\n")
    assert usage.cpu > 0
    assert usage.wall > 0


def test_memory_is_that_of_the_command_and_not_of_the_process_that_starts_it(setting: Setting) -> None:
    here = bytearray(200_000_000)
    small, large = (launched(python(code), setting)[1].peak for code in ("pass", BIG))
    assert len(here) > 0
    assert small < 40
    assert 120 < large < 180


def test_cpu_of_children_counts(setting: Setting) -> None:
    alone = launched(python("pass"), setting)[1].cpu
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', {BUSY!r}])"
    assert launched(python(parent), setting)[1].cpu > 2 * alone


def test_memory_of_all_processes_together(setting: Setting) -> None:
    parent = (
        "import subprocess, sys, time; x = bytearray(b'a') * 50_000_000; "
        "p = [subprocess.Popen([sys.executable, '-I', '-S', '-c', "
        "\"import time; x = bytearray(b'a') * 50_000_000; time.sleep(0.5)\"]) for _ in range(2)]; "
        "[one.wait() for one in p]"
    )
    code, most = all_processes(python(parent), setting)
    assert code == 0
    assert 140 < most < 220


def test_a_command_that_takes_too_long_is_ended_and_dropped(tmp_path: Path) -> None:
    slow = Contender("slow", python("import time; time.sleep(60)"))
    fast = Contender("fast", python("print('line')"))
    measured = interleaved([slow, fast], 2, Setting(tmp_path, dict(os.environ), 0.4))
    assert measured.dropped == {"slow": "not done after 0.4 s"}
    assert list(measured.runs) == ["fast"]


def test_a_command_that_fails_is_dropped_with_its_last_words(setting: Setting) -> None:
    wrong = Contender("wrong", python("raise SystemExit('no such option')"), frozenset({0}))
    measured = interleaved([wrong], 2, setting)
    assert measured.dropped == {"wrong": "exit code 1: no such option"}
    assert measured.runs == {}


def test_commands_take_turns(setting: Setting) -> None:
    log = setting.cwd / "log"
    names = ("a", "b", "c")
    commands = [Contender(name, python(f"open({str(log)!r}, 'a').write({name!r})")) for name in names]
    turns: list[int] = []
    measured = interleaved(commands, 2, setting, changing=turns.append)
    assert log.read_text(encoding="utf-8") == "abc" * 3, "one round to warm up, two that count"
    assert turns == [-1, 0, 1]
    assert {name: len(runs) for name, runs in measured.runs.items()} == dict.fromkeys(names, 2)


def test_lines_of_the_report_are_counted(setting: Setting) -> None:
    measured = interleaved([Contender("two", python("print(1); print(2)"))], 1, setting, warm_up=False)
    assert measured.lines == {"two": 2}
    assert len(measured.runs["two"]) == 1


def test_a_spread_has_the_middle_of_an_even_number() -> None:
    assert spread([4.0, 1.0, 2.0, 3.0]) == (1.0, 2.5, 4.0)


def test_ratios_are_those_of_each_round() -> None:
    ours = [Usage(1.0, 2.0, 10.0), Usage(2.0, 2.0, 10.0), Usage(4.0, 2.0, 10.0)]
    others = [Usage(2.0, 1.0, 30.0), Usage(4.0, 4.0, 30.0), Usage(4.0, 3.0, 30.0)]
    assert ratios(ours, others, "cpu") == (1.0, 2.0, 2.0)
    assert ratios(ours, others, "wall") == (0.5, 1.5, 2.0)
    assert ratios(ours, others, "peak") == (3.0, 3.0, 3.0)


def test_rounds_that_are_missing_are_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratios([Usage(1, 1, 1)] * 2, [Usage(1, 1, 1)], "cpu")


def test_memory_for_each_paragraph_is_in_bytes() -> None:
    assert per_paragraph(Usage(0, 0, 100.0), Usage(0, 0, 140.0), 100_000) == 400.0
