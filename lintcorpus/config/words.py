"""Reads and extends ``.lintcorpus/words.txt``: words that are right in this project."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from lintcorpus.errors import UsageError
from lintcorpus.wholefile import replace_file

WORDS_FILE = ".lintcorpus/words.txt"
_HEADER = "# Words that are right in this project, one a line. Written by `lintcorpus words add`; edit freely.\n"
_LONGEST = 200


def load_words(root: Path) -> frozenset[str]:
    """The words of the root's file, NFC; none when there is no file.

    Raises:
        UsageError: the file cannot be read, or a line is no word; names file and line.
    """
    found = []
    for number, line in enumerate(_lines(root / WORDS_FILE), 1):
        word = _word(line)
        if len(word) > _LONGEST:
            raise UsageError(f"{root / WORDS_FILE}:{number}: this line is no word; there is one word a line")
        if word:
            found.append(word)
    return frozenset(found)


def add_words(root: Path, words: Iterable[str]) -> list[str]:
    """Add words to the file; those that it has already stay as they are.

    Returns:
        The words that are new there.

    Raises:
        UsageError: a word is none, or the file cannot be written.
    """
    known = load_words(root)
    added = []
    for given in words:
        word = _word(given)
        if not word or len(word) > _LONGEST or "\n" in word or "\r" in word:
            raise UsageError(f"{given!r} is no word: it must stand on a line of its own and not begin with #")
        if word not in known and word not in added:
            added.append(word)
    if added:
        lines = _lines(root / WORDS_FILE) or [_HEADER.rstrip("\n")]
        _write(root, [*lines, *added])
    return added


def remove_words(root: Path, words: Iterable[str]) -> list[str]:
    """Take words out of the file.

    Returns:
        The words that were there.

    Raises:
        UsageError: the file cannot be read or written.
    """
    wanted = {_word(word) for word in words}
    lines = _lines(root / WORDS_FILE)
    removed = sorted({_word(line) for line in lines} & wanted - {""})
    if removed:
        _write(root, [line for line in lines if _word(line) not in removed])
    return removed


def _word(line: str) -> str:
    """The word on a line; empty for a comment and an empty line."""
    word = unicodedata.normalize("NFC", line.strip())
    return "" if word.startswith("#") else word


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"{file}: cannot read it: {reason}") from error
    return text.rstrip("\n").split("\n") if text.strip() else []


def _write(root: Path, lines: Iterable[str]) -> None:
    file = root / WORDS_FILE
    try:
        file.parent.mkdir(exist_ok=True)
        replace_file(file, "".join(f"{line}\n" for line in lines).encode("utf-8"), 0o644)
    except OSError as error:
        raise UsageError(f"{file}: cannot write it: {error.strerror}") from error
