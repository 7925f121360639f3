"""Checks on folders of files that encodings are told rightly, against a table of files whose encoding is known.

usage: python bench/encodings.py FOLDER...

``encodings.tsv`` holds the digest (SHA-256) of files and the codec that gives their text. It was not
made with lintcorpus: each file was decoded strictly with every candidate by iconv, candidates that
did not give back the bytes fell out, and of the rest the text was read by a person. A file passes
when its text is that of the codec, with no replaced character, and encodes to its exact bytes.
Files that are not in the table must be UTF-8. Exit code 0 when all pass, else 1.
"""

import argparse
import csv
import hashlib
from collections import Counter
from pathlib import Path

from lintcorpus.reading.decode import decode, encode

_TABLE = Path(__file__).with_name("encodings.tsv")


def main() -> int:
    """Decode every file of the folders and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    arguments = parser.parse_args()
    with _TABLE.open(encoding="ascii", newline="") as stream:
        known = {row["sha256"]: row["encoding"] for row in csv.DictReader(stream, delimiter="\t")}
    right: Counter[str] = Counter()
    wrong = 0
    seen = set()
    for file in sorted(file for folder in arguments.folders for file in folder.rglob("*") if file.is_file()):
        raw = file.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        seen.add(digest)
        encoding = known.get(digest, "utf-8")
        problem = _problem(raw, encoding)
        right[encoding] += not problem
        if problem:
            wrong += 1
            print(f"{file}: {problem}")
    tabled = known.keys() & seen
    print(f"{right.total()} of {right.total() + wrong} files were read rightly, among them {len(tabled)} of the table")
    print(", ".join(f"{count} {encoding}" for encoding, count in right.most_common()))
    return 1 if wrong else 0


def _problem(raw: bytes, encoding: str) -> str:
    """What is wrong with the text of a file; empty when nothing is."""
    found = decode(raw)
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode(encoding)
    except UnicodeDecodeError:
        return f"not in the table, and not UTF-8; read as {found.encoding}"
    if found.text != text:
        return f"read as {found.encoding}, but it is {encoding}"
    if found.lossy or ("\ufffd" in found.text and encoding != "utf-8"):
        return "read with replaced characters"
    return (
        "" if encode(found.text, found.encoding, found.bom) == raw else f"{found.encoding} does not give back the bytes"
    )


if __name__ == "__main__":
    raise SystemExit(main())
