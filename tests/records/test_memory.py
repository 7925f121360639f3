"""Memory does not grow with the size of a file of records."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import compiled_cards

_STATUS = Path("/proc/self/status")
# Not ru_maxrss: a process begins with the peak of the one that started it, here that of the whole run of tests.
_MEASURE = f"""
import re, sys
from lintcorpus.cli import main
code = main(sys.argv[1:])
print(code, *re.findall("VmHWM:\\\\s+([0-9]+) kB", open("{_STATUS}").read()))
"""
_measured = pytest.mark.skipif(not _STATUS.exists(), reason=f"the peak of memory is read from {_STATUS}")
_ARTICLE = "# 河边的早晨\n\n" + "清晨的河边很安静，只有几个人在跑步，远处的桥上开过一列货车。\n\n" * 30


def _lines(size: int) -> Iterator[bytes]:
    at = 0
    while size > 0:
        at += 1
        line = json.dumps({"id": at, "text": f"{_ARTICLE}这是第 {at} 天。\n"}, ensure_ascii=False).encode() + b"\n"
        size -= len(line)
        yield line


def _most_memory(folder: Path, name: str, *arguments: str, exit_code: str = "0", command: str = "check") -> int:
    """The most memory that a run used, in kilobytes; of batch that of the process that was started."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, command, "--isolated", "-q", "--no-corpus", *arguments, name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={"XDG_CACHE_HOME": str(compiled_cards()), "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    code, used = done.stdout.split()[-2:]
    assert code == exit_code
    return int(used)


@pytest.mark.slow
@_measured
@pytest.mark.parametrize("arguments", [(), ("--fix", "--no-journal")])
def test_a_file_ten_times_as_large_takes_little_more(arguments: tuple[str, ...], tmp_path: Path) -> None:
    for name, size in (("small.jsonl", 3_000_000), ("large.jsonl", 60_000_000)):
        with (tmp_path / name).open("wb") as stream:
            stream.writelines(_lines(size))
    small = _most_memory(tmp_path, "small.jsonl", "--select", "PUN001", "--jobs", "1", *arguments)
    large = _most_memory(tmp_path, "large.jsonl", "--select", "PUN001", "--jobs", "1", *arguments)
    # What is kept of a record without findings is its name: less than a hundredth of this file.
    assert large - small < 30_000


@pytest.mark.slow
@_measured
@pytest.mark.parametrize("command", ["check", "batch"])
def test_a_record_of_200_megabytes_is_passed_over(command: str, tmp_path: Path) -> None:
    with (tmp_path / "a.jsonl").open("wb") as stream:
        stream.writelines(_lines(100_000))
        stream.write(b'{"id": "huge", "text": "')
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(b'"}\n')
        stream.writelines(_lines(100_000))
    more = ("--out", "out") if command == "batch" else ()
    arguments = ("--select", "PUN001", "--jobs", "1", *more)
    used = _most_memory(tmp_path, "a.jsonl", *arguments, exit_code="3", command=command)
    assert used < 200_000
    if command == "batch":
        summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
        assert (summary["unreadable"], summary["rules"]["RUN003"]["findings"]) == (1, 1)
        assert summary["documents"] == 2 * sum(1 for _ in _lines(100_000))


@pytest.mark.slow
@_measured
def test_a_large_text_in_parquet_is_decoded_once_and_not_made_a_string(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    texts = ["好。", "长" * 20_000_000, "好。"]
    parquet.write_table(arrow.table({"text": texts}), tmp_path / "a.parquet")
    used = _most_memory(tmp_path, "a.parquet", "--select", "PUN001", "--jobs", "1", exit_code="3")
    assert used < 400_000
