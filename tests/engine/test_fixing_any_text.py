"""Repairs of texts that nobody would write: they settle, keep the guarantee, and can be taken back."""

import datetime
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lintcorpus.app.compose import App, Request
from lintcorpus.app.fixing.files import Repairs, fix_files
from lintcorpus.app.fixing.undo import JOURNAL, undo
from lintcorpus.app.inputs.files import read_files
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.guard import GuardedFix, violations
from lintcorpus.engine.pipeline import check_document
from lintcorpus.journal.store import Journal
from lintcorpus.model.document import Document
from lintcorpus.model.fix import Safety, apply_edits
from tests.support import app, compiled_cards, document, plan_for

_SEEDS = Path(__file__).parent.parent.parent / "seeds"


def _fragments() -> list[str]:
    """Lines of the sample corpus and halves of them, with the marks that repairs are about."""
    found: set[str] = set()
    for file in sorted(_SEEDS.rglob("*")):
        if file.suffix in (".md", ".txt") and file.name != "README.md":
            try:
                text = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            for line in text.split("\n"):
                found.update((line, line[: len(line) // 2], line[len(line) // 2 :]))
    return sorted(found)


_MARKS = [
    "**",
    "*",
    "_",
    "\n",
    "\n\n",
    "# ",
    "* ",
    "1. ",
    "> ",
    "[",
    "](",
    ")",
    "![](",
    "，，",
    " ，",
    "\\",
    "`",
    "  \n",
    "\r\n",
]
_TEXTS = st.lists(st.sampled_from([*_fragments(), *_MARKS]), min_size=1, max_size=12).map("".join)


_PLAN = plan_for(*(app().plan.rules.keys() - {"BLR001", "BLR003", "BLR005", "BLR009", "PRO010", "ENC007", "LNK002"}))
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]
_URL = re.compile(r"https?://[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
"""URLs may end in text or in a target; the plan leaves out fixes that delete blocks, join URLs or change letters."""


def _safe(source: Document) -> Document:
    return fix_document(source, lambda item: check_document(item, _PLAN).diagnostics, _PLAN, Safety.SAFE).document


def _letters(text: str) -> str:
    """The letters that a reader sees, by another parser than the tool's; URLs may stand in text or in a target."""
    shown = "".join(
        token.content
        for block in _PARSER.parse(text)
        for token in (block, *(block.children or ()))
        if token.type in ("text", "code_inline", "code_block", "fence", "html_inline", "html_block")
    )
    return "".join(char for char in _URL.sub("", shown) if char.isalnum())


@settings(max_examples=150)
@given(_TEXTS)
def test_repairs_settle_and_lose_no_letter(text: str) -> None:
    source = document(text)
    after = _safe(source)
    assert _safe(after).text == after.text
    assert _letters(after.text) == _letters(text)


@settings(max_examples=60)
@given(_TEXTS)
def test_every_single_fix_keeps_the_guarantee(text: str) -> None:
    source = document(text)
    for item in check_document(source, app().plan).diagnostics:
        for fix in item.fixes:
            if fix.edits and fix.safety is Safety.SAFE:
                declared = GuardedFix(fix.edits, app().catalog.cards[item.rule].fix.changes)
                after = source.with_text(apply_edits(text, fix.edits))
                assert violations(source, after, [declared]) == [], (item.rule, fix.edits)


@settings(max_examples=12)
@given(st.lists(_TEXTS, min_size=1, max_size=3))
def test_a_run_is_taken_back_exactly(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = [root / f"{at}.md" for at in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_bytes(text.encode())
        journal = Journal(root / JOURNAL, datetime.datetime.now(datetime.UTC))
        project = App(Request(cwd=root, isolated=True, cache_dir=compiled_cards()))
        done = fix_files(project, read_files(project, files), Repairs(Safety.UNSAFE, journal=journal))
        if done.changed:
            undo(root)
        assert [file.read_bytes() for file in files] == [text.encode() for text in texts]
