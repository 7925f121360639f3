"""``batch`` and ``check`` say the same of the same articles: every rule, its message and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from lintcorpus.cli import main
from tests.distributed.data import ROOT, article, batch, long_article, records, table, write_jsonl
from tests.support import app, compiled_cards

_SHARED = "渡口、面馆、灯塔、果园和车站，是这个镇上所有人都会提起的五个地方，每一个都有人写过，每一篇都不一样。"
_TAIL = "有话想说，请寄到渡口旁边的小卖部。"


def _of_accounts() -> list[str]:
    """Articles of two accounts that end with the same line; only one has enough of them."""
    authors = ("渡口笔记",) * 4 + ("桥记",) * 2
    return [
        f"---\ntitle: 第{at}篇\nauthor: {author}\n---\n\n{long_article(100 + at)}\n\n{_TAIL}\n"
        for at, author in enumerate(authors)
    ]


def _crowd() -> list[str]:
    """Blocks that many have parts of: more than are counted as holders, and in different measure."""
    pieces = [f"{_SHARED[at:]}{_SHARED[:at]}第{at}次有人这样说起。" for at in range(0, 40, 4)]
    return [
        f"# 杂记 {at}\n\n{''.join(pieces[at % 3 : at % 3 + 4 + at % 5])}\n\n{article(200 + at)}" for at in range(14)
    ]


def _articles() -> list[str]:
    seeds = [path.read_bytes().decode("utf-8", "replace") for path in sorted((ROOT / "seeds").glob("[ez]*"))]
    return [*seeds, *(row["text"] for row in records()), *_of_accounts(), *_crowd()]


def test_every_rule_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "data.jsonl", [{"id": f"r{at:03}", "text": text} for at, text in enumerate(_articles())])
    shared = ["--isolated", "--cache-dir", str(compiled_cards()), "-q", "--select", "ALL"]
    main([*shared, "--no-cache", "--output-format", "json", "data.jsonl"])
    theirs = [
        (
            *(item["path"], item["rule"], item["severity"], item["message"], item["fingerprint"]),
            *(item["start"]["offset"], item["end"]["offset"], item["evidence"]),
        )
        for item in json.loads(capsys.readouterr().out)["diagnostics"]
    ]
    batch("data.jsonl", "--out", "out", "--jobs", "1", "--part-size", "0.01", "--select", "ALL")
    ours = [
        (
            *(row["document"], row["rule"], row["severity"], row["message"], row["fingerprint"]),
            *(row["offset"], row["end"], json.loads(row["evidence"])),
        )
        for row in table(tmp_path / "out" / "diagnostics")
    ]
    assert sorted(ours, key=repr) == sorted(theirs, key=repr)
    rules = {item[1] for item in ours}
    assert {"BLR002", "DUP005", "DUP006", "DUP007"} <= rules
    assert len(rules) > 40


def test_every_rule_of_the_pack_says_what_binds_its_facts() -> None:
    corpus = app().plan.corpus
    assert {"BLR002", "DUP006"} <= {rule.id for rule, _ in corpus}
    assert all(checker.by_key or checker.group is not None for _, checker in corpus)
