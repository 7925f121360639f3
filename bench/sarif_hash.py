"""Compares our hashes of lines with those of Microsoft's SARIF Multitool, which follows GitHub's algorithm.

    npm install @microsoft/sarif-multitool
    python bench/sarif_hash.py --multitool node_modules/.../Sarif.Multitool [FILE_OR_FOLDER...]

Without paths it takes the project's seeds and lines made for the corners of the algorithm. Exits 1
when a hash differs or fewer than ``--least`` lines were compared.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from lintcorpus.reporters.line_hash import line_hashes

_SEEDS = Path(__file__).parent.parent / "seeds"
_SUFFIXES = (".md", ".txt", ".markdown")


def main() -> int:
    """Compare, print the figures, and say by the exit code whether all is equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--multitool", required=True, help="the executable")
    parser.add_argument("--least", type=int, default=1000, metavar="N", help="lines that must be compared (1000)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = dict(_texts(arguments.paths))
        for file, raw in texts.items():
            (folder / file).write_bytes(raw)
        theirs = _theirs(arguments.multitool, folder, {file: _lines(raw) for file, raw in texts.items()})
    compared = different = 0
    for file, raw in texts.items():
        text = raw.decode("utf-8", "replace")
        ours = line_hashes(text, range(1, _lines(raw) + 1))
        for line, value in ours.items():
            compared += 1
            if theirs.get((file, line)) != value:
                different += 1
                print(f"{file}:{line}: ours {value}, theirs {theirs.get((file, line))}")
    print(f"{len(texts)} files, {compared} lines compared, {different} different")
    return int(different > 0 or compared < arguments.least)


def _texts(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """File names without folders, and bytes; only UTF-8 without a byte order mark, which tools read differently."""
    chosen = list(paths)
    if not chosen:
        yield from _made()
        chosen = [_SEEDS]
    files = sorted(file for path in chosen for file in (path.rglob("*") if path.is_dir() else [path]))
    for index, file in enumerate(files):
        if file.suffix not in _SUFFIXES or not file.is_file():
            continue
        raw = file.read_bytes()
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if not text.startswith("\ufeff"):
            yield f"{index:05}{file.suffix}", raw


def _made() -> Iterator[tuple[str, bytes]]:
    """Texts of random pieces: all kinds of line ends, blanks, lines that are alike, characters beyond the BMP."""
    pieces = ["潮水退了", "a", "b" * 60, " ", "\t", "😀", "e\u0301", "\u2028", "\x0b", "\x0c", "\x85", "，，", "\u3000"]
    ends = ["\n", "\r\n", "\r", "\n\n", "\r \n", "\r\t\n", " \n"]
    random_source = random.Random(1)
    for index in range(12):
        lines = ["".join(random_source.choices(pieces, k=random_source.randrange(12))) for _ in range(60)]
        text = "".join(line + random_source.choice(ends) for line in lines + lines[:20])
        yield f"made-{index:02}.txt", (text if index % 2 else text + "末行").encode()


def _lines(raw: bytes) -> int:
    text = raw.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _theirs(tool: str, folder: Path, lines: dict[str, int]) -> dict[tuple[str, int], str]:
    """By file and line, what the multitool computes."""
    results = [
        {
            "ruleId": "X001",
            "message": {"text": "A line."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(file), "uriBaseId": "ROOT"},
                        "region": {"startLine": line},
                    }
                }
            ],
        }
        for file, count in lines.items()
        for line in range(1, count + 1)
    ]
    run = {
        "tool": {"driver": {"name": "bench"}},
        "originalUriBaseIds": {"ROOT": {"uri": folder.as_uri() + "/"}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log, rewritten = folder / "in.sarif", folder / "out.sarif"
    log.write_text(json.dumps({"version": "2.1.0", "runs": [run]}), encoding="utf-8")
    command = [tool, "rewrite", str(log), "--insert", "RollingHashPartialFingerprints", "--output", str(rewritten)]
    subprocess.run([*command, "--log", "ForceOverwrite"], check=True, stdout=subprocess.DEVNULL)
    found: dict[tuple[str, int], str] = {}
    (done,) = json.loads(rewritten.read_text(encoding="utf-8-sig"))["runs"]
    for result in done["results"]:
        physical = result["locations"][0]["physicalLocation"]
        location = physical["artifactLocation"]
        uri = location.get("uri") or done["artifacts"][location["index"]]["location"]["uri"]
        value = result.get("partialFingerprints", {}).get("primaryLocationLineHash")
        if value is not None:
            found[uri.rsplit("/", 1)[-1], physical["region"]["startLine"]] = value
    return found


if __name__ == "__main__":
    sys.exit(main())
