"""Counts, over the files of any folder, the changes that must not matter and do (``tests/robustness/relations.py``).

python bench/relations.py FOLDER [--files N] [--json FILE]
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    """Print each difference and, at the end, the numbers; the exit code tells whether there were any."""
    from lintcorpus.model.document import Document
    from tests.robustness.relations import CHANGES, differences, findings, usual_app

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=0, help="at most; evenly spread")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    app = usual_app()
    files = sorted(path for path in args.folder.rglob("*") if path.suffix in (".md", ".txt"))
    files = files[:: max(1, len(files) // args.files)] if args.files else files
    counted: Counter[str] = Counter()
    read = found = 0
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        if "\r" in text or text.startswith("\ufeff"):
            continue
        read += 1
        document = Document("posts/a.md", text, layouts=app.catalog.layouts)
        found += len(findings(app, document))
        for name, unlike in differences(app, document).items():
            counted[name] += 1
            print(f"{path}: {name}: {[item[:3] for item in unlike[:5]]}")
    print(
        f"{read} files, {found} findings, {len(CHANGES)} changes of each; files that differ: {dict(counted) or 'none'}"
    )
    if args.json:
        data = {"files": read, "findings": found, "changes": list(CHANGES), "differ": dict(counted)}
        args.json.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return 1 if counted else 0


if __name__ == "__main__":
    sys.exit(main())
