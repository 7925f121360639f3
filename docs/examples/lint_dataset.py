"""Check a data set of any size and keep the articles without errors.

Usage: python lint_dataset.py 'data/*.jsonl.gz' out/ [ADDRESS]

With an address of a Ray cluster (or "auto") the work is done there, else on this machine.
"""

import sys
from pathlib import Path

import pyarrow.compute as pc

from lintcorpus import Settings
from lintcorpus.distributed import lint_dataset


def main(source: str, target: Path, address: str = "") -> None:
    """Print what the rules found, and write the names of documents with an error, one a line."""
    found = lint_dataset(
        source,
        settings=Settings(ignore=("TYP",)),
        out=target,
        engine="ray" if address else "local",
        address=address or "auto",
    )
    table = found.diagnostics.to_table(columns=["document", "rule", "severity"])
    for row in table.group_by("rule").aggregate([("document", "count_distinct")]).sort_by("rule").to_pylist():
        print(f"{row['document_count_distinct']:8} {row['rule']}")
    bad = pc.unique(table.filter(pc.field("severity") == "error").column("document"))
    (target / "bad.txt").write_text("".join(f"{name}\n" for name in bad.to_pylist()), encoding="utf-8")
    print(f"{found.summary['documents']} documents, {len(bad)} with errors")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
