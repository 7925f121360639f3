"""``.lintcorpus/learned.yaml``: what is read, what is kept, what is wrong."""

from pathlib import Path

import pytest

from lintcorpus.config.learned import (
    LEARNED_FILE,
    AccountEntry,
    LearnedBlock,
    LearnedNames,
    evidence,
    load_learned,
    read_learned,
    read_names,
    rendered,
    updated,
    updated_names,
    write_learned,
)
from lintcorpus.errors import UsageError
from lintcorpus.model.learned import BlockKey

A, B, C = (BlockKey("tail", digit * 16) for digit in "abc")


def _entry(name: str, files: int = 10, site: str = "", **counts: int) -> AccountEntry:
    keys = {"a": A, "b": B, "c": C}
    blocks = {keys[letter]: LearnedBlock(f"line {letter}", count) for letter, count in counts.items() if count}
    return AccountEntry(name, site, files, blocks, frozenset(blocks), frozenset(keys[letter] for letter in counts))


def _read(text: str) -> list[AccountEntry]:
    return read_learned(text, Path("learned.yaml"))


def test_what_is_written_is_read_again() -> None:
    entries = [_entry("桥记", a=5, b=3), _entry("Small Waters", site="small.example", c=4)]
    text = rendered(entries)
    assert sorted(_read(text), key=lambda entry: -len(entry.blocks)) == entries
    assert rendered(reversed(entries)) == text == rendered(_read(text))


def test_strange_names_and_texts_survive() -> None:
    entry = AccountEntry("no", "", 3, {A: LearnedBlock("- yes: [no] \u2028 # '\"", 3)}, frozenset([A]))
    assert _read(rendered([entry])) == [entry]


def test_a_block_deleted_by_hand_stays_out() -> None:
    text = rendered([_entry("桥记", a=5, b=3)])
    edited = _read(text.replace("  - text: line a\n    place: tail\n    files: 5\n    block: aaaaaaaaaaaaaaaa\n", ""))
    assert edited[0].blocks.keys() == {B}
    (after,) = updated(edited, [_entry("桥记", files=12, a=6, b=4, c=3)])
    assert {key: block.files for key, block in after.blocks.items()} == {B: 4, C: 3}
    (again,) = updated(_read(rendered([after])), [_entry("桥记", files=12, a=6, b=4, c=3)])
    assert again == after


def test_an_account_deleted_by_hand_stays_out() -> None:
    text = rendered([_entry("桥记", a=5)])
    start, end = text.index("accounts:"), text.index("written:")
    edited = f"{text[:start]}accounts: []\n{text[end:]}"
    after = updated(_read(edited), [_entry("桥记", a=6)])
    assert [entry.blocks for entry in after] == [{}]
    assert "line a" not in rendered(after)
    assert evidence(after).by_name["桥记"].blocks == {}


def test_an_ignored_block_stays_ignored_and_is_no_evidence() -> None:
    edited = _read(
        rendered([_entry("桥记", a=5, b=3)]).replace(
            "aaaaaaaaaaaaaaaa\n  - ", "aaaaaaaaaaaaaaaa\n    ignore: true\n  - "
        )
    )
    assert edited[0].blocks[A].ignore
    assert evidence(edited).accounts[0].blocks == {B: 3}
    (after,) = updated(edited, [_entry("桥记", files=12, a=7, b=3)])
    assert after.blocks[A] == LearnedBlock("line a", 7, ignore=True)
    (gone,) = updated(edited, [_entry("桥记", files=12, b=3)])
    assert gone.blocks[A].ignore


def test_what_no_longer_recurs_goes_unless_fewer_articles_were_read() -> None:
    before = [_entry("桥记", files=10, a=5, b=3), _entry("另一家", a=4)]
    after = {entry.name: entry for entry in updated(before, [_entry("桥记", files=11, a=0, b=4)])}
    assert after["桥记"].blocks.keys() == {B}
    assert after["另一家"] == before[1]
    part = {entry.name: entry for entry in updated(before, [_entry("桥记", files=4, a=0, b=3, c=3)])}
    assert {key: block.files for key, block in part["桥记"].blocks.items()} == {A: 5, B: 3, C: 3}
    assert part["桥记"].files == 10


def test_what_stands_nowhere_any_more_stays_for_the_next_articles() -> None:
    (after,) = updated([_entry("桥记", files=10, a=5, b=3)], [_entry("桥记", files=11, b=4)])
    assert {key: block.files for key, block in after.blocks.items()} == {A: 5, B: 4}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("schema: 1", "schema: 2"), "learned.yaml:5: schema: 2 is not one of 1"),
        (("place: tail", "place: foot"), "learned.yaml:11: accounts.0.blocks.0.place: 'foot' is not one of head, tail"),
        (("    files: 5", "    fils: 5"), "learned.yaml:12: unknown key 'fils'; did you mean 'files'?"),
        (("- account: 桥记\n  files", "<<<<<<< HEAD\n- account: 桥记\n  files"), "learned.yaml:8: not valid YAML"),
        (("block: aaaa", "block: ABCD"), "learned.yaml:13: accounts.0.blocks.0.block: must match pattern"),
        (("written:", "- account: 桥记\n  files: 3\n  blocks: []\nwritten:"), "account '桥记' stands here twice"),
    ],
)
def test_a_malformed_file_names_the_line_and_what_to_do(change: tuple[str, str], said: str) -> None:
    text = rendered([_entry("桥记", a=5)])
    assert change[0] in text
    with pytest.raises(UsageError) as caught:
        _read(text.replace(*change, 1))
    assert said in str(caught.value)
    assert str(caught.value).endswith("; mend it, or delete the file and run 'lintcorpus learn' again")


def test_a_file_that_is_no_utf8_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / LEARNED_FILE
    file.parent.mkdir()
    file.write_bytes(b"schema: 1\naccounts: []\n# \xff\n")
    with pytest.raises(UsageError, match="not UTF-8"):
        load_learned(tmp_path)


def test_no_file_is_no_evidence(tmp_path: Path) -> None:
    assert load_learned(tmp_path) is None


def test_writing_keeps_the_mode_and_leaves_nothing_beside(tmp_path: Path) -> None:
    file = write_learned(tmp_path, rendered([_entry("桥记", a=5)]))
    assert file.stat().st_mode & 0o777 == 0o644
    file.chmod(0o640)
    write_learned(tmp_path, rendered([_entry("桥记", a=6)]))
    assert file.stat().st_mode & 0o777 == 0o640
    assert [item.name for item in file.parent.iterdir()] == ["learned.yaml"]
    known = load_learned(tmp_path)
    assert known is not None
    assert known.by_name["桥记"].blocks == {A: 6}


NAMES = LearnedNames(20, {"Brennmoor": 12, "NO": 3, "沈砚秋": 4})


def test_names_are_written_sorted_and_read_again() -> None:
    text = rendered([_entry("桥记", a=5)], NAMES)
    assert read_names(text, Path("learned.yaml")) == NAMES
    assert _read(text) == [_entry("桥记", a=5)]
    assert text == rendered([_entry("桥记", a=5)], LearnedNames(20, dict(reversed(list(NAMES.words.items())))))
    assert text.index("Brennmoor: 12") < text.index("沈砚秋: 4")


def test_a_file_without_names_stays_valid() -> None:
    text = rendered([_entry("桥记", a=5)])
    assert "names" not in text.partition("accounts:")[2]
    assert read_names(text, Path("learned.yaml")) == LearnedNames()


def test_a_name_with_the_number_0_stays_out() -> None:
    before = LearnedNames(20, {"Brennmoor": 0, "Halvorsen": 5})
    assert evidence([], before).names == {"Halvorsen": 5}
    after = updated_names(before, LearnedNames(21, {"Brennmoor": 13, "Tolliver": 3}))
    assert after == LearnedNames(21, {"Brennmoor": 0, "Tolliver": 3})


def test_fewer_files_only_add_names() -> None:
    after = updated_names(NAMES, LearnedNames(5, {"Brennmoor": 4, "Tolliver": 3}))
    assert after == LearnedNames(20, {"Brennmoor": 12, "NO": 3, "沈砚秋": 4, "Tolliver": 3})


def test_a_wrong_number_of_a_name_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"learned\.yaml"):
        read_names(rendered([], NAMES).replace("Brennmoor: 12", "Brennmoor: many"), Path("learned.yaml"))
