"""What tests of records share: files made of records, and what a run says of them."""

import gzip
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lintcorpus.cli import main
from lintcorpus.records.columns import Columns
from lintcorpus.records.names import format_of
from lintcorpus.records.reader import Holder, Record, RecordFile, open_records

ARTICLES = {
    "a1": "# 城市里的慢跑者\n\n清晨六点，，河边已经有人在跑步。他们大多沉默，只听见脚步声。\n\n跑完之后，有人会去吃一碗热面。\n",
    "a2": "# 旧书店的下午\n\n店主说[这本地图](https://example.com/maps不卖。它是从一位老船员那里来的。\n",
    "a3": "# Notes from the workshop\n\nThe lathe was older than the building; nobody remembered who had carried it up.\n",
    "a4": "# 雨季\n\n屋檐下挂着三只空罐子，雨一来就响。。孩子们给每只罐子起了名字。\n\n# 雨季之后\n\n罐子里种了葱。\n",
}


def jsonl(records: Iterable[Mapping[str, Any]], *, ascii_only: bool = False) -> bytes:
    """Records as lines of JSON."""
    return "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records).encode("utf-8")


def articles() -> list[dict[str, Any]]:
    """The articles as records."""
    return [{"id": key, "n": at, "text": text} for at, (key, text) in enumerate(ARTICLES.items())]


def opened(name: str, data: bytes, limit: int = 100_000, **columns: Any) -> RecordFile:
    """A file of records that has these bytes."""
    form = format_of(name)
    assert form is not None
    file = open_records(name, lambda: io.BytesIO(data), form, Columns(**columns), limit)
    assert file is not None
    return file


def rewritten(file: RecordFile, texts: Mapping[int, str]) -> bytes:
    """The bytes of a file with other texts in the records of these numbers."""
    out = io.BytesIO()

    def repaired(record: Record, holder: Holder) -> str | None:
        new = texts.get(record.origin.number)
        return new if new is not None and not holder.refusal(new) else None

    file.rewrite(out, repaired)
    return out.getvalue()


def diagnostics(capsys: Any, *arguments: str) -> tuple[int, list[dict[str, Any]], dict[str, Any]]:
    """Exit code, diagnostics and summary of a run."""
    capsys.readouterr()
    code = main(["--isolated", "--output-format", "json", "--quiet", *arguments])
    data = json.loads(capsys.readouterr().out)
    return code, data["diagnostics"], data["summary"]


def packed(name: str, data: bytes) -> bytes:
    """The bytes packed as the name says."""
    if name.endswith(".gz"):
        return gzip.compress(data)
    if name.endswith(".zst"):
        from lintcorpus.records.compressed import packing

        out = io.BytesIO()
        with packing(out, ".zst") as stream:
            stream.write(data)
        return out.getvalue()
    return data


def write(folder: Path, name: str, data: bytes) -> Path:
    """A file with these bytes, packed as its name says."""
    path = folder / name
    path.write_bytes(packed(name, data))
    return path
