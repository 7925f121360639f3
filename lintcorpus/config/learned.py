"""Reads, updates and writes ``.lintcorpus/learned.yaml``."""

import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lintcorpus.errors import UsageError
from lintcorpus.model.frozen import field, frozen, replace
from lintcorpus.model.learned import BlockKey, Learned, LearnedAccount
from lintcorpus.wholefile import replace_file
from lintcorpus.yamlfile import line_of, read_yaml

LEARNED_FILE = ".lintcorpus/learned.yaml"
SCHEMA = 1
_ENDLESS = 1 << 20
"""Columns of a line of YAML: a wrapped line would change as a whole with one word."""
_HEADER = """\
# What the accounts of this corpus repeat at the head or tail of their articles, and its names, as
#     lintcorpus learn
# wrote them for later runs. Review and commit it. A block that you delete or mark "ignore: true",
# and a name that you give the number 0, stays out when learn runs again; other comments are not kept.
"""
_REMEDY = "; mend it, or delete the file and run 'lintcorpus learn' again"


@frozen
class LearnedBlock:
    """A block of an account.

    Attributes:
        text: what it looks like, cut short.
        files: in how many articles it stands.
        ignore: whether the user wants it to count for nothing.
    """

    text: str
    files: int
    ignore: bool = False


@frozen
class AccountEntry:
    """An account as the file has it.

    Attributes:
        name, site, files: see ``LearnedAccount``.
        blocks: all of its blocks, ignored ones included.
        written: the blocks that were ever written; those that are no longer among ``blocks`` were
            deleted by hand.
        standing: all blocks that stood in any of the articles just read, recurring or not.
    """

    name: str
    site: str
    files: int
    blocks: Mapping[BlockKey, LearnedBlock]
    written: frozenset[BlockKey] = field(default=frozenset())
    standing: frozenset[BlockKey] = field(default=frozenset(), compare=False)

    @property
    def identity(self) -> str:
        """What tells it from other accounts."""
        return self.site or self.name


@frozen
class LearnedNames:
    """The names and terms of a corpus.

    Attributes:
        files: how many files were read.
        words: each with the number of files that it stands in; with 0 those that the user wants out.
    """

    files: int = 0
    words: Mapping[str, int] = field(default_factory=dict)


def load_learned(root: Path) -> Learned | None:
    """What a run may use of the root's file; ``None`` when there is no file.

    Raises:
        UsageError: the file is wrong; names file and line.
    """
    text, file = learned_text(root), root / LEARNED_FILE
    return None if text is None else evidence(read_learned(text, file), read_names(text, file))


_NO_NAMES = LearnedNames()


def evidence(accounts: Iterable[AccountEntry], names: LearnedNames = _NO_NAMES) -> Learned:
    """What checkers may use of these accounts and names: ignored ones count for nothing."""
    return Learned(
        tuple(
            LearnedAccount(entry.name, entry.site, entry.files, _counts(entry.blocks))
            for entry in sorted(accounts, key=lambda entry: (entry.name, entry.site))
        ),
        {name: files for name, files in names.words.items() if files},
    )


def _counts(blocks: Mapping[BlockKey, LearnedBlock]) -> dict[BlockKey, int]:
    return {key: block.files for key, block in blocks.items() if not block.ignore}


def learned_text(root: Path) -> str | None:
    """The text of the root's file; ``None`` when there is no file.

    Raises:
        UsageError: it cannot be read.
    """
    file = root / LEARNED_FILE
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{file}: cannot read it: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 (byte {error.start}){_REMEDY}") from error


def read_learned(text: str, file: Path) -> list[AccountEntry]:
    """The accounts of a file, in order; those whose blocks were all deleted are among them.

    Raises:
        UsageError: the text is no YAML, does not fit the schema or names an account twice.
    """
    data = _data(text, file)
    written = {
        item.get("site") or item["account"]: AccountEntry(
            item["account"], item.get("site", ""), 1, {}, frozenset(map(_key, item["blocks"]))
        )
        for item in data.get("written", ())
    }
    found: dict[str, AccountEntry] = {}
    for at, item in enumerate(data["accounts"]):
        blocks = {
            BlockKey(block["place"], block["block"]): LearnedBlock(
                block["text"], block["files"], block.get("ignore", False)
            )
            for block in item["blocks"]
        }
        entry = AccountEntry(item["account"], item.get("site", ""), item["files"], blocks)
        if entry.identity in found:
            line = line_of(text, ["accounts", at])
            raise UsageError(f"{file}:{line}: account {entry.identity!r} stands here twice{_REMEDY}")
        earlier = written.get(entry.identity, entry).written
        found[entry.identity] = replace(entry, written=earlier | blocks.keys())
    return list({**written, **found}.values())


def read_names(text: str, file: Path) -> LearnedNames:
    """The names of a file; none where it has no such section.

    Raises:
        UsageError: the text is no YAML or does not fit the schema.
    """
    section = _data(text, file).get("names")
    return LearnedNames(section["files"], section["words"]) if section else LearnedNames()


def _data(text: str, file: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = read_yaml(text, str(file), "learned")
    except UsageError as error:
        raise UsageError(f"{error}{_REMEDY}") from error
    return data


def updated_names(before: LearnedNames, now: LearnedNames) -> LearnedNames:
    """The names after a new look: what the user wants out stays out, and so much as fewer files tell is only added.

    Args:
        before: the names of the file.
        now: the names of the files that were read.
    """
    out = {name: 0 for name, files in before.words.items() if not files}
    if now.files >= before.files:
        return LearnedNames(now.files, {**now.words, **out})
    most = {name: max(files, before.words.get(name, 0)) for name, files in now.words.items()}
    return LearnedNames(before.files, {**before.words, **most, **out})


def updated(before: Iterable[AccountEntry], now: Iterable[AccountEntry]) -> list[AccountEntry]:
    """The accounts after a new look at some of them.

    What the user deleted or marked stays so. A block that stands in too few articles now goes, unless
    fewer were read than when it was learned. One that stands in none stays: the articles were
    repaired, and the next ones will have it again. So do accounts that were not read.

    Args:
        before: the accounts of the file.
        now: the accounts that were read, with what recurs in them.
    """
    merged = {entry.identity: entry for entry in before}
    for entry in now:
        old = merged.get(entry.identity)
        merged[entry.identity] = entry if old is None else _merged(old, entry)
    return [entry for entry in merged.values() if entry.blocks or entry.written]


def _merged(old: AccountEntry, new: AccountEntry) -> AccountEntry:
    kept = {
        key: block
        for key, block in old.blocks.items()
        if block.ignore or new.files < old.files or key not in new.standing
    }
    seen = {}
    for key, block in new.blocks.items():
        known = old.blocks.get(key)
        if known is not None:
            seen[key] = replace(known if new.files < old.files else block, ignore=known.ignore)
        elif key not in old.written:
            seen[key] = block
    blocks = {**kept, **seen}
    deleted = old.written - old.blocks.keys()
    return AccountEntry(new.name, new.site, max(old.files, new.files), blocks, deleted | blocks.keys())


def rendered(accounts: Iterable[AccountEntry], names: LearnedNames = _NO_NAMES) -> str:
    """The text of a file with these accounts and names; the same whatever their order."""
    import yaml

    ordered = sorted(accounts, key=lambda entry: (entry.name, entry.site))
    shown = [_account_data(entry) for entry in ordered if entry.blocks]
    written = [
        {**_names(entry), "blocks": [f"{place} {digest}" for place, digest in sorted(entry.written)]}
        for entry in ordered
    ]
    words = {"files": names.files, "words": dict(sorted(names.words.items()))}
    parts = [({"schema": SCHEMA}, False), ({"accounts": shown}, False)]
    parts += [({"names": words}, False)] if names.words else []
    return _HEADER + "".join(
        yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=_ENDLESS, default_flow_style=style)
        for part, style in (*parts, ({"written": written}, None))
    )


def write_learned(root: Path, text: str) -> Path:
    """Put a text in the place of the root's file: the whole of it, or nothing.

    Raises:
        UsageError: it cannot be written.
    """
    file = root / LEARNED_FILE
    try:
        file.parent.mkdir(exist_ok=True)
        mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0o644
        replace_file(file, text.encode("utf-8"), mode)
    except OSError as error:
        raise UsageError(f"{file}: cannot write it: {error.strerror}") from error
    return file


def _account_data(entry: AccountEntry) -> dict[str, Any]:
    ordered = sorted(entry.blocks.items(), key=lambda item: (item[0].place, -item[1].files, item[1].text, item[0]))
    blocks = [
        {"text": block.text, "place": key.place, "files": block.files, "block": key.digest}
        | ({"ignore": True} if block.ignore else {})
        for key, block in ordered
    ]
    return {**_names(entry), "files": entry.files, "blocks": blocks}


def _names(entry: AccountEntry) -> dict[str, Any]:
    return {"account": entry.name} | ({"site": entry.site} if entry.site else {})


def _key(written: str) -> BlockKey:
    place, _, digest = written.partition(" ")
    return BlockKey(place, digest)
