"""Measures ``lintcorpus batch``: speed and memory against the check of files, growth with size, agreement of engines.

Records are those of ``bench/corpus.py``, so that there can be any number of any mean size. The last column names the
rows of a run: runs that found the same have the same name. The line ``ratio`` is what a core does in a second in a
run of ``batch`` against ``check`` of the same articles as files; without near duplicates (``--threshold 0``) both do
the same work.

usage: python bench/batch.py FOLDER [--records N,...] [--mean BYTES] [--engines local,daft] [--form parquet] [RULES]
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from corpus import write_corpus
from measure import Setting, all_processes, launched

_ROWS = 1000
_TABLES = ("diagnostics", "clusters")


def articles_of(folder: Path, count: int, mean: int) -> Path:
    """A folder with so many articles of so many bytes; made when it is not there.

    The shares of near copies are not looked at as by ``corpus.ensure``: among short articles chance makes more.
    """
    articles, note = folder / f"files-{count}-{mean}", folder / f"files-{count}-{mean}.done"
    if not note.exists():
        shutil.rmtree(articles, ignore_errors=True)
        write_corpus(articles, count, mean)
        note.touch()
    return articles


def records_of(folder: Path, target: Path) -> int:
    """Write the articles of a folder as records of JSON Lines or Parquet; how many bytes of text they have."""
    files = sorted(folder.rglob("*.md"))
    if target.suffix == ".parquet":
        return _parquet_of(files, target)
    size = 0
    with target.open("w", encoding="utf-8") as out:
        for file in files:
            raw = file.read_bytes()
            size += len(raw)
            out.write(json.dumps({"id": file.stem, "text": raw.decode("utf-8", "replace")}, ensure_ascii=False) + "\n")
    return size


def _parquet_of(files: Sequence[Path], target: Path) -> int:
    size = 0
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for at in range(0, len(files), _ROWS):
            texts = [file.read_bytes() for file in files[at : at + _ROWS]]
            size += sum(map(len, texts))
            names = [file.stem for file in files[at : at + _ROWS]]
            writer.write_table(pa.table([names, [text.decode("utf-8", "replace") for text in texts]], schema=schema))
    return size


def digest(folder: Path) -> str:
    """Names the rows of a run's tables, in order."""
    seen = blake2b(digest_size=8)
    for name in _TABLES:
        for path in sorted((folder / name).glob("*.parquet")):
            for batch in pq.ParquetFile(path).iter_batches():
                rows = batch.to_pylist()
                seen.update(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def measured(folder: Path, count: int, arguments: argparse.Namespace) -> Iterator[str]:
    """A line for each contender over so many records."""
    articles = articles_of(folder, count, arguments.mean)
    data = folder / f"records-{count}-{arguments.mean}.{arguments.form}"
    size = records_of(articles, data)
    setting = Setting(folder, {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}, limit=7200)
    command = [sys.executable, "-m", "lintcorpus"]
    shared = ["--isolated", "-q", *(["--select", arguments.rules] if arguments.rules else [])]
    files = 0.0
    if not arguments.no_files:
        check = [*command, "check", *shared, "--no-cache", "--jobs", "1", "--output-format", "jsonl", articles.name]
        code, usage, _ = launched(check, setting)
        files = usage.cpu
        yield _line(f"files, {count:,}", code, size, usage.cpu, usage.wall, usage.peak, "")
    for engine, threshold in ((engine, share) for engine in arguments.engines.split(",") for share in ("0", "0.5")):
        if threshold == "0" and (arguments.no_files or engine != "local"):
            continue
        out = folder / f"out-{engine}"
        shutil.rmtree(out, ignore_errors=True)
        more = ["--engine", engine, "--address", arguments.address] if engine == "ray" else ["--engine", engine]
        batch = [*command, "batch", *shared, data.name, "--out", out.name, "--jobs", str(arguments.jobs), *more]
        batch += ["--threshold", threshold]
        code, usage, _ = launched(batch, setting)
        name = digest(out)
        together = 0.0
        if arguments.memory and threshold != "0":
            shutil.rmtree(out)
            _, together = all_processes(batch, setting)
        what = f"{engine}{' -t 0' if threshold == '0' else ''}, {count:,}"
        yield _line(what, code, size, usage.cpu, usage.wall, together or usage.peak, name)
        if files and usage.cpu:
            yield f"{'ratio':18} {files / usage.cpu:.2f} of what a core does with files"


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
    parser.add_argument("--form", choices=("jsonl", "parquet"), default="jsonl", help="of the records (jsonl)")
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
