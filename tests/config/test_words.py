"""The file of words that are right in a project."""

from pathlib import Path

import pytest

from lintcorpus.config.words import WORDS_FILE, add_words, load_words, remove_words
from lintcorpus.errors import UsageError


def test_words_come_back_in_composed_form(tmp_path: Path) -> None:
    assert load_words(tmp_path) == frozenset()
    assert add_words(tmp_path, ["cafe\u0301", "炬星", "炬星", " lintcorpus "]) == ["caf\u00e9", "炬星", "lintcorpus"]
    assert load_words(tmp_path) == {"caf\u00e9", "炬星", "lintcorpus"}
    assert add_words(tmp_path, ["炬星", "新词"]) == ["新词"]
    assert (tmp_path / WORDS_FILE).read_text(encoding="utf-8").split("\n")[1:] == [
        "caf\u00e9",
        "炬星",
        "lintcorpus",
        "新词",
        "",
    ]


def test_comments_and_the_order_of_others_stay(tmp_path: Path) -> None:
    file = tmp_path / WORDS_FILE
    file.parent.mkdir()
    file.write_text("# names\nzebra\n\nape\n", encoding="utf-8")
    assert remove_words(tmp_path, ["zebra", "none"]) == ["zebra"]
    assert add_words(tmp_path, ["bee"]) == ["bee"]
    assert file.read_text(encoding="utf-8") == "# names\n\nape\nbee\n"
    assert load_words(tmp_path) == {"ape", "bee"}


@pytest.mark.parametrize("word", ["", "# note", "two\nlines", "x" * 201])
def test_what_is_no_word_is_refused(tmp_path: Path, word: str) -> None:
    with pytest.raises(UsageError, match="is no word"):
        add_words(tmp_path, [word])
    assert not (tmp_path / WORDS_FILE).exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / WORDS_FILE
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=r"words\.txt: cannot read it: it is not UTF-8"):
        load_words(tmp_path)
    file.write_text("fine\n" + "x" * 300 + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"words\.txt:2: this line is no word"):
        load_words(tmp_path)
