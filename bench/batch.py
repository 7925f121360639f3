"""Measures ``lintcorpus batch``: speed and memory against the check of files, growth with size, agreement of engines.

Records are those of ``bench/corpus.py``, so that there can be any number. The last column names the tables of a run:
runs that found the same have the same name.

usage: python bench/batch.py FOLDER [--records N,...] [--mean BYTES] [--engines local,daft] [RULES]
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from corpus import ensure
from measure import Setting, all_processes, launched

_TABLES = ("diagnostics", "clusters")


def records_of(folder: Path, target: Path) -> int:
    """Write the articles of a corpus as records of JSON Lines; how many bytes of text they have."""
    size = 0
    with target.open("w", encoding="utf-8") as out:
        for file in sorted(folder.rglob("*.md")):
            raw = file.read_bytes()
            size += len(raw)
            out.write(json.dumps({"id": file.stem, "text": raw.decode("utf-8", "replace")}, ensure_ascii=False) + "\n")
    return size


def digest(folder: Path) -> str:
    """Names the tables of a run."""
    seen = blake2b(digest_size=8)
    for name in _TABLES:
        for path in sorted((folder / name).glob("*.parquet")):
            seen.update(f"{name}/{path.name}".encode() + path.read_bytes())
    return seen.hexdigest()


def measured(folder: Path, count: int, arguments: argparse.Namespace) -> Iterator[str]:
    """A line for each contender over so many records."""
    articles = folder / f"files-{count}"
    ensure(articles, count, arguments.mean)
    data = folder / f"records-{count}.jsonl"
    size = records_of(articles, data)
    setting = Setting(folder, {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}, limit=7200)
    command = [sys.executable, "-m", "lintcorpus"]
    rules = ["--select", arguments.rules] if arguments.rules else []
    shared = ["--isolated", "-q", *rules]
    if not arguments.no_files:
        check = [*command, "check", *shared, "--no-cache", "--jobs", "1", "--output-format", "jsonl", articles.name]
        code, usage, _ = launched(check, setting)
        yield _line(f"files, {count:,}", code, size, usage.cpu, usage.wall, usage.peak, "")
    for engine in arguments.engines.split(","):
        out = folder / f"out-{engine}"
        shutil.rmtree(out, ignore_errors=True)
        more = ["--engine", engine, "--address", arguments.address] if engine == "ray" else ["--engine", engine]
        batch = [*command, "batch", *shared, data.name, "--out", out.name, "--jobs", str(arguments.jobs), *more]
        code, usage, _ = launched(batch, setting)
        name = digest(out)
        together = 0.0
        if arguments.memory:
            shutil.rmtree(out)
            _, together = all_processes(batch, setting)
        yield _line(f"{engine}, {count:,}", code, size, usage.cpu, usage.wall, together or usage.peak, name)


def _line(name: str, code: int, size: int, cpu: float, wall: float, peak: float, tables: str) -> str:
    rate = size / 1e6 / cpu if cpu else 0.0
    figures = f"{size / 1e6:7.1f} MB  {cpu:7.1f} s CPU  {rate:5.2f} MB/s  {wall:7.1f} s  {peak:6.0f} MB"
    return f"{name:18} exit {code}  {figures}  {tables}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rules", nargs="?", default="", help="as for --select; the default rules")
    parser.add_argument("--records", default="1000,10000")
    parser.add_argument("--mean", type=int, default=10_000, help="bytes of a record (10000)")
    parser.add_argument("--engines", default="local")
    parser.add_argument("--address", default="auto")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--memory", action="store_true", help="run again for the memory of all processes together")
    parser.add_argument("--no-files", action="store_true", help="do not check the same articles as files")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for count in map(int, arguments.records.split(",")):
        for line in measured(arguments.folder.absolute(), count, arguments):
            print(line, flush=True)


if __name__ == "__main__":
    main()
