"""Check the articles of a data set and keep those without errors.

Usage: python lint_records.py articles.jsonl clean.jsonl
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lintcorpus import Settings, Severity, lint_records


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main(source: Path, target: Path) -> None:
    """Write the records that have no error, and print how often each rule found something."""
    settings = Settings(ignore=("duplicates",), max_file_size=5_000_000)
    found: Counter[str] = Counter()
    bad: set[str | None] = set()
    for issue in lint_records(rows(source), text="text", id="id", settings=settings):
        found[f"{issue.rule} {issue.name}"] += 1
        if issue.severity >= Severity.ERROR:
            bad.add(issue.record)
    kept = [row for row in rows(source) if row["id"] not in bad]
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    for rule, count in found.most_common():
        print(f"{count:6} {rule}")
    print(f"kept {len(kept)} records, left out {len(bad)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
