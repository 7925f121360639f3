"""What must hold whatever a file holds: one function of bytes for each door through which a stranger's text comes in.

Each raises ``AssertionError``, or whatever escaped, when it does not. Errors that people are shown are no fault.
"""

import datetime
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from lintcorpus import builtin
from lintcorpus.app.baseline import read_baseline
from lintcorpus.app.check import finish
from lintcorpus.app.collected import collect
from lintcorpus.app.compose import App, Request
from lintcorpus.app.fixing.undo import JOURNAL, ChangedSinceError, undo
from lintcorpus.app.inputs.files import find_files, read_standard_input
from lintcorpus.app.packed import ALLOWED
from lintcorpus.baseline.lines import parsed as parsed_entries
from lintcorpus.baseline.lines import rendered as rendered_entries
from lintcorpus.cache import sections
from lintcorpus.cache.packing import PackingError, unpacked
from lintcorpus.cache.replay import recall
from lintcorpus.cache.store import CacheError, Part, Store
from lintcorpus.catalog.load import load_catalog
from lintcorpus.catalog.locate import builtin_pack
from lintcorpus.cli.again import from_memory, with_files
from lintcorpus.config.accepted import ACCEPTED_FILE, load_accepted
from lintcorpus.config.learned import LEARNED_FILE, load_learned
from lintcorpus.config.words import WORDS_FILE, load_words
from lintcorpus.engine.corpus import conclude
from lintcorpus.engine.fixing import fix_document
from lintcorpus.engine.pipeline import FileReport, check_document
from lintcorpus.engine.run_rules import RULE_FAILED
from lintcorpus.errors import UsageError
from lintcorpus.index.errors import IndexUnavailableError
from lintcorpus.index.store import Index
from lintcorpus.journal.store import JournalError
from lintcorpus.markdown.parse import parsed
from lintcorpus.model.document import Document
from lintcorpus.model.finding import Diagnostic
from lintcorpus.model.fix import Safety, apply_edits
from lintcorpus.model.result import ReportOptions, Result
from lintcorpus.reading.decode import decode, encode
from lintcorpus.reading.read import Unreadable, document_from_bytes
from lintcorpus.records.columns import Columns
from lintcorpus.records.errors import RecordsError
from lintcorpus.records.names import Format, Kind, format_of
from lintcorpus.records.reader import Holder, Record, open_records
from tests.robustness import messages, tables
from tests.robustness.debris import text_of
from tests.support import compiled_cards

_RULES = ("ALL",)
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_FORMATS = sorted(builtin.lintcorpus_reporters())


class Target(NamedTuple):
    """A door and what goes through it.

    Attributes:
        check: is given the bytes.
        made: makes them of the bytes of a fuzzer, so that most of them get far.
    """

    check: Callable[[bytes], None]
    made: Callable[[bytes], bytes]


def _as_is(data: bytes) -> bytes:
    return data


def _debris(data: bytes) -> bytes:
    return text_of(data).encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


@cache
def every_rule() -> App:
    """The parts of a run with all rules on."""
    flags = {"select": _RULES, "preview": True}
    return App(Request(cwd=Path("/"), isolated=True, flags=flags, cache_dir=compiled_cards()))


@cache
def _usual() -> App:
    return App(Request(cwd=Path("/"), isolated=True, cache_dir=compiled_cards()))


def _document(text: str, path: str = "a.md") -> Document:
    return Document(path, text, layouts=every_rule().catalog.layouts)


def _check_decode(data: bytes) -> None:
    found = decode(data)
    if not found.binary and not found.lossy:
        assert encode(found.text, found.encoding, found.bom) == data
    assert isinstance(document_from_bytes(data, "a.md", (), None, Path("a.md")), Document | Unreadable)


def _check_parse(data: bytes) -> None:
    document = _document(_text(data))
    found = parsed(document)
    size, last = len(document.text), 0
    for block in found.blocks:
        assert last <= block.span.start <= block.span.end <= size, block
        assert 0 <= block.first <= block.last <= len(found.inlines), block
        assert all(0 <= item < len(found.items) for item in block.items), block
        last = block.span.end
        before = block.span.start
        for piece in found.inlines[block.first : block.last]:
            assert before <= piece.start <= piece.end <= size, (block, piece)
            before = piece.start
            if piece.kind in ("link", "image"):
                assert piece.start <= piece.data.text.start <= piece.data.text.end <= piece.end, piece
    assert sorted(block.first for block in found.blocks) == [block.first for block in found.blocks]
    for item in found.items:
        assert 0 <= item.span.start <= item.span.end <= size, item
        assert item.depth >= 1


def _assert_sound(document: Document, found: Sequence[Diagnostic]) -> None:
    size = len(document.text)
    for item in found:
        assert item.rule != RULE_FAILED, item.params
        assert 0 <= item.span.start <= item.span.end <= size, item
        assert document.position(item.span.start) == item.place.start, item
        for fix in item.fixes:
            last = 0
            for edit in fix.edits:
                assert last <= edit.span.start <= edit.span.end <= size, (item.rule, edit)
                last = edit.span.end


def _check_checkers(data: bytes) -> None:
    document = _document(_text(data))
    plan = every_rule().plan
    report = check_document(document, plan)
    _assert_sound(document, report.diagnostics)
    copy = replace(report, path="b.md")
    for item in conclude([report, _moved(copy)], plan, lambda path: plan):
        assert item.rule != RULE_FAILED, item.params


def _moved(report: FileReport) -> FileReport:
    """The same article under another name, so that the rules across files have something to compare."""
    facts = {
        rule: tuple(item._replace(place=item.place._replace(path=report.path)) for item in items)
        for rule, items in report.facts.items()
    }
    return replace(report, facts=facts)


def _check_fixes(data: bytes) -> None:
    document = _document(_text(data))
    plan = _usual().plan
    for least in (Safety.SAFE, Safety.UNSAFE):

        def again(item: Document) -> Sequence[Diagnostic]:
            return check_document(item, plan).diagnostics

        done = fix_document(document, again, plan, least)
        if not done.dropped:
            twice = fix_document(done.document, again, plan, least)
            assert twice.document.text == done.document.text, (least, twice.applied)
        assert ("\ufeff" in done.document.text) <= ("\ufeff" in document.text)
    for item in again(document):
        for fix in item.fixes:
            apply_edits(document.text, fix.edits)


def _check_reporters(data: bytes) -> None:
    text = _text(data)
    name = re.sub(r"[/\0]", "", text[:40]) or "a"
    raw = text.encode("utf-8", "surrogatepass")
    app = _usual()
    source = read_standard_input(app, raw, f"{name}.md")
    gathered = collect(app, [source])
    result = finish(app, gathered, skipped={}, problems=(), whole_corpus=False)
    result = with_files(result, gathered.reports, from_memory(source.documents, raw))
    for form in _FORMATS:
        if form != "html":
            _check_report(form, result)


def _check_report(form: str, result: Result) -> None:
    for language in ("en", "zh"):
        stream = io.StringIO()
        builtin.lintcorpus_reporters()[form](result, stream, ReportOptions(language=language, width=80, exit_code=1))
        said = stream.getvalue()
        assert not _ACTING.search(said), (form, _ACTING.search(said))
        if form in ("json", "sarif", "gitlab", "rdjson"):
            json.loads(said)
        elif form in ("jsonl", "rdjsonl"):
            for line in said.split("\n"):
                assert not line or json.loads(line)
        elif form == "junit":
            ElementTree.fromstring(said.encode("utf-8"))


@contextmanager
def _project(files: Mapping[str, bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in files.items():
            place = root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        yield root


def _check_config(data: bytes) -> None:
    for name in ("lintcorpus.yaml", "pyproject.toml"):
        with _project({name: data}) as root, suppress(UsageError):
            app = App(Request(cwd=root, cache_dir=compiled_cards(), config=root / name))
            find_files(app, [str(root)])
            app.plan_of("posts/a.md")
            app.layouts_of("posts/a.md")
            read_baseline(app)


_SETTINGS = (
    *(
        "select: [PUN, LNK001]\n",
        "ignore: [ALL]\n",
        "severity: {PUN: error}\n",
        "fail-on: warning\n",
        "exclude: ['*.md']\n",
    ),
    *("overrides:\n  - paths: ['posts/**']\n    ignore: [PUN]\n", "options:\n  BLR: {min: 3}\n", "corpus: [posts]\n"),
    *(
        "packs: [own]\n",
        "lang: zh\n",
        "max-file-size: 20\n",
        "suffixes: [.md]\n",
        "baseline: a.jsonl\n",
        "preview: true\n",
    ),
    *(
        "required-version: '>=0'\n",
        "header: wechat\n",
        "[tool.lintcorpus]\n",
        "select = ['PUN']\n",
        "records: {text: t}\n",
    ),
    *(
        "&a [*a, *a]\n",
        "*a",
        "!!python/object:os.system x\n",
        "!!binary x\n",
        "? [a]\n: b\n",
        "2026-13-45",
        "0x",
        ".inf\n",
    ),
    *(
        "- ",
        ": ",
        "[",
        "{",
        "]",
        "}",
        "\n",
        "  ",
        "|\n",
        ">\n",
        "'",
        '"',
        "!!set {a}\n",
        "!!timestamp 9999-99-99\n",
        "~\n",
    ),
    *("[[", "a.b.c = 1\n", "= ", "'''", "1e999", "9" * 5000, "exclude: ['[z-a]']\n", "exclude: ['!']\n", "<<: *a\n"),
)
_ENTRIES = (
    "- path: a.md\n  rule: PUN001\n  text: '，，'\n  reason: quoted\n",
    "  until: '2026-13-45'\n",
    "  until: 2026-01-02\n",
    "- path: '[z-a]/***/!\\'\n  rule: NO\n  text: 1\n  reason: x\n",
    "accounts:\n- account: 山间札记\n  site: a.example\n  files: 3\n  blocks:\n",
    "  - text: 点赞\n    key: head:00ff\n    files: 2\n",
    "names:\n  words: {Altman: 3}\n",
    "version: 1\n",
)


def _mixed(pieces: Sequence[str]) -> Callable[[bytes], bytes]:
    """Makes texts of some pieces, and of debris now and then."""

    def made(data: bytes) -> bytes:
        parts = [pieces[byte] if byte < len(pieces) else text_of(bytes([byte])) for byte in data[:400]]
        return "".join(parts).encode("utf-8", "surrogatepass")

    return made


def _check_project_files(data: bytes) -> None:
    for name in (ACCEPTED_FILE, LEARNED_FILE, WORDS_FILE):
        with _project({name: data}) as root:
            with suppress(UsageError):
                load_words(root)
            with suppress(UsageError):
                load_learned(root)
            with suppress(UsageError):
                for entry in load_accepted(root, every_rule().catalog.cards, datetime.date(2026, 1, 2)):
                    entry.names("posts/a.md")


@cache
def _card() -> str:
    return builtin_pack().joinpath("punctuation", "doubled-mark.yaml").read_text(encoding="utf-8")


def _changed_card(data: bytes) -> bytes:
    """A card of ours in which some lines were taken out, doubled or replaced."""
    lines = _card().split("\n")
    made = list(lines)
    for at in range(0, len(data) - 1, 2):
        place = data[at] % (len(made) or 1)
        kind, value = data[at + 1] % 3, data[at + 1] // 3
        if kind == 0 and made:
            del made[place]
        elif kind == 1:
            made.insert(place, lines[value % len(lines)])
        else:
            made.insert(place, _SETTINGS[value % len(_SETTINGS)])
    return "\n".join(made).encode("utf-8", "surrogatepass")


def _check_cards(data: bytes) -> None:
    pack = b"name: own\nlanguages: [en]\n"
    with _project({"own/pack.yaml": pack, "own/punctuation/doubled-mark.yaml": data}) as root, suppress(UsageError):
        load_catalog([root / "own"], None)


def _check_baseline(data: bytes) -> None:
    with suppress(UnicodeDecodeError, UsageError):
        found = parsed_entries(data.decode("utf-8"), "baseline.jsonl")
        assert sorted(parsed_entries(rendered_entries(found), "x")) == sorted(found)


def _check_records(data: bytes) -> None:
    for suffix in (".jsonl", ".csv", ".tsv", ".jsonl.gz"):
        form = format_of(f"a{suffix}")
        assert form is not None
        _check_record_file(data, form)


def _check_record_file(data: bytes, form: Format) -> None:
    with suppress(RecordsError):
        found = open_records("a", lambda: io.BytesIO(data), form, Columns(), 1_000_000)
        if found is None:
            return
        texts = [record.text for record in found.records()]

        def longer(record: Record, holder: Holder) -> str | None:
            new = f"{record.text}好"
            return None if record.problem or holder.refusal(new) else new

        if form.compression:
            return
        out = io.BytesIO()
        found.rewrite(out, lambda record, holder: None)
        assert out.getvalue() == data
        out = io.BytesIO()
        found.rewrite(out, longer)
        again = open_records("a", lambda: io.BytesIO(out.getvalue()), form, found.columns, 1_000_000)
        assert again is not None
        assert len([record.text for record in again.records()]) == len(texts)


_RECORDS = (
    *(
        '{"id": "a", "text": "一句话，，两个"}\n',
        '{"text": "b\\u4e2d\\ud83d"}\n',
        '{"text": null}\n',
        "[1, 2]\n",
        '{"a": ',
        "}\n",
    ),
    *(
        "id,text\n",
        'a,"一,""二"\n',
        "b,c\n",
        '"',
        ",",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "\\u",
        "null",
        "1e400",
        "[" * 50,
        "9" * 5000,
    ),
    *(
        '{"text": "a", "text": "b"}\n',
        '{"":""}\n',
        "\ufeff",
        "\0",
        '"text"',
        ": ",
        "{",
        "NaN\n",
        '{"id": {"a": 1}, "text": "x"}\n',
    ),
)


def _check_tables(data: bytes) -> None:
    with suppress(RecordsError):
        found = open_records("a", lambda: io.BytesIO(data), Format(Kind.PARQUET), Columns(), 1_000_000)
        if found is not None:
            list(found.records())
            found.rewrite(io.BytesIO(), lambda record, holder: None)


def _check_stores(data: bytes) -> None:
    with _project({"a.sqlite": data}) as root:
        place = root / "a.sqlite"
        with suppress(IndexUnavailableError), Index(place) as index:
            index.signatures()
            index.entries()
            index.status()
        place.write_bytes(data)
        with suppress(CacheError), Store(place) as store:
            list(store.entries(["a"], ["b"]))
            for part in Part:
                list(store.details(part, ["a"], ["b"]))
            store.told("a", 0)
            store.count()
        with suppress(PackingError):
            unpacked(data, ALLOWED)
        recall(place, 0)
        sections.read(place)


@cache
def _sample_store() -> bytes:
    """An index of ours, for a fuzzer to spoil."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.sqlite"
        with Index(place) as index:
            index.begin({"DUP001": "s"})
        return place.read_bytes()


def _spoilt_store(data: bytes) -> bytes:
    made = bytearray(_sample_store())
    for at in range(0, len(data) - 3, 4):
        place = (data[at] << 16 | data[at + 1] << 8 | data[at + 2]) % len(made)
        made[place] = data[at + 3]
    return bytes(made if len(data) % 2 else made[: len(made) - len(data) * 31])


def _check_journal(data: bytes) -> None:
    run = "20260102T030405000000-aabbcc"
    files = {f"{JOURNAL.as_posix()}/{run}.jsonl": data, "a.md": b"x"}
    with _project(files) as root, suppress(JournalError, UsageError, ChangedSinceError):
        undo(root)


_JOURNAL = (
    '{"path": "a.md", "before": "x", "after": "y", "content": "eJwDAAAAAAE=", "fixes": []}\n',
    *('{"path": 1}\n', '{"path": "\\u0000"}\n', "[]\n", "{}\n", "null\n", "[" * 50, '"', "\n", "{", "}", ":"),
)


TARGETS: dict[str, Target] = {
    "decode": Target(_check_decode, _as_is),
    "parse": Target(_check_parse, _debris),
    "checkers": Target(_check_checkers, _debris),
    "fixes": Target(_check_fixes, _debris),
    "reporters": Target(_check_reporters, _debris),
    "config": Target(_check_config, _mixed(_SETTINGS)),
    "project files": Target(_check_project_files, _mixed((*_ENTRIES, *_SETTINGS))),
    "cards": Target(_check_cards, _changed_card),
    "baseline": Target(_check_baseline, _mixed(_RECORDS)),
    "records": Target(_check_records, _mixed(_RECORDS)),
    "stores": Target(_check_stores, _spoilt_store),
    "journal": Target(_check_journal, _mixed(_JOURNAL)),
}
if find_spec("pyarrow"):
    TARGETS["parquet"] = Target(_check_tables, tables.spoilt)
if find_spec("pygls"):
    TARGETS["messages"] = Target(messages.checked, messages.made)
"""By name the doors; two of them need packages that are extras."""
