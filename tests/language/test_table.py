"""The n-gram table: shares that add up, and a file that comes back as it was or says what is wrong."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintcorpus.errors import UsageError
from lintcorpus.language import MODEL_FILE
from lintcorpus.language.counting import SYMBOLS, Counting
from lintcorpus.language.load import load_scorer, write_model
from lintcorpus.language.ngrams import NgramScorer
from lintcorpus.language.symbols import BITS, ORDER, grams_of, symbols
from lintcorpus.language.table import ModelFileError, Table, open_table, packed, unpacked

LINES = [
    "灯塔的灯光每隔七秒亮一次，渔船靠着灯光回到港口。",
    "守塔的老人把灯光调亮，广播里说今夜有雾，编号 A12。",
    "港口的灯光和天上的星星混在一起，渔船靠着灯光走。",
    "邮局的信要等潮水退了才送得到，送信的人认得每一条礁石。",
]
texts = st.text(st.sampled_from("灯光广港口渔船的在再，。a1 \U0001f600\ud800x"), max_size=30)


def table_of(*lines: str) -> Table:
    counting = Counting()
    counting.add(lines)
    return counting.table()


@given(st.lists(texts, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_file_gives_the_table_back(lines: list[str]) -> None:
    table = table_of(*lines)
    data = packed(table)
    again = unpacked(data)
    assert packed(again) == data
    codes = symbols([*lines, *LINES]).codes
    assert np.array_equal(again.cost(grams_of(codes)), table.cost(grams_of(codes)))
    assert bool(np.all(np.diff(again.grams.astype(object)) > 0))


@given(st.lists(texts, max_size=6), st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_no_changed_byte_goes_unnoticed(lines: list[str], at: int, change: int) -> None:
    data = bytearray(packed(table_of(*lines)))
    data[at % len(data)] ^= change
    with pytest.raises(ModelFileError):
        unpacked(bytes(data))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"", "it is empty"),
        (
            lambda data: b"PK\x03\x04 something else that is as long as a header and longer still",
            "it is no language model",
        ),
        (lambda data: data[:-7], "it is damaged: "),
        (lambda data: data + b"\0", "it is damaged: "),
        (lambda data: data[:17] + b"\x63" + data[18:], "it is of version 99, this lintcorpus reads version 1"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "it is damaged: the digest does not fit"),
    ],
)
def test_a_damaged_file_says_what_is_wrong_and_what_to_do(
    damage: Callable[[bytes], bytes], said: str, tmp_path: Path
) -> None:
    write_model(tmp_path, b"older")
    file = write_model(tmp_path, damage(packed(table_of(*LINES))))
    with pytest.raises(UsageError) as raised:
        load_scorer(tmp_path, "")
    assert str(raised.value).startswith(f"{file}: {said}")
    assert "run 'lintcorpus learn --language-model' again" in str(raised.value)


def test_without_a_file_there_is_no_model(tmp_path: Path) -> None:
    assert load_scorer(tmp_path, "") is None


def test_shares_behind_any_context_add_up_to_one() -> None:
    table = table_of(*LINES)
    single = table.grams[table.grams & np.uint64((1 << 3 * BITS) - 1) == 0] >> np.uint64(3 * BITS)
    never = np.array([ord("砖")], np.uint64)
    for context in ("靠着灯", "港口的", "。", "砖", "的灯光"):
        before = symbols([context]).codes[:-ORDER][-ORDER + 1 :]
        head = np.uint64(0)
        for code in before:
            head = (head << np.uint64(BITS)) | code
        head = head << np.uint64(BITS)
        unseen = (SYMBOLS - len(single)) * float(np.exp(-table.cost(head | never))[0])
        total = float(np.exp(-table.cost(head | single)).sum()) + unseen
        assert 0.95 < total < 1.05, context  # costs are kept in tenths of a nat


def test_what_was_seen_often_costs_less() -> None:
    table = table_of(*LINES)
    usual, unusual = (float(table.cost(grams_of(symbols([text]).codes)).sum()) for text in ("靠着灯光", "靠着灯广"))
    assert usual < unusual - 5


def test_a_line_of_many_articles_counts_once() -> None:
    once, often = Counting(), Counting()
    once.add(LINES)
    for _ in range(5):
        often.add(LINES)
    assert packed(once.table()) == packed(often.table())


def test_the_order_of_the_files_does_not_matter() -> None:
    assert packed(table_of(*LINES)) == packed(table_of(*reversed(LINES)))


@given(st.lists(texts, max_size=5))
@settings(max_examples=60, deadline=None)
def test_symbols_know_their_places(lines: list[str]) -> None:
    flow = symbols(lines)
    for code, text, place in zip(flow.codes.tolist(), flow.texts.tolist(), flow.places.tolist(), strict=True):
        if code >= 0x4E00:
            assert lines[text][place] == chr(code)
    shown = [char for line in lines for char in line if "\u4e00" <= char <= "\u9fff"]
    assert [chr(code) for code in flow.codes.tolist() if code >= 0x4E00] == shown


def test_scores_are_the_same_in_every_process(tmp_path: Path) -> None:
    write_model(tmp_path, packed(table_of(*LINES, *LINES[::-1])))
    code = (
        "import sys, pathlib; from lintcorpus.language.load import load_scorer\n"
        "scorer = load_scorer(pathlib.Path(sys.argv[1]), '')\n"
        "sentences = ['雾散了，渔船靠着灯广回到港口。', '有人在次看见灯光', '']\n"
        "print([tuple(item) for item in scorer.candidates(sentences)], scorer.score(sentences))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    scorer = NgramScorer(open_table(tmp_path / MODEL_FILE))
    here = ["雾散了，渔船靠着灯广回到港口。", "有人在次看见灯光", ""]
    assert runs[0] == f"{[tuple(item) for item in scorer.candidates(here)]} {scorer.score(here)}\n"
    assert "'光'" in runs[0]


def test_long_texts_are_counted_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed(table_of(*LINES))
    monkeypatch.setattr("lintcorpus.language.counting._BATCH", 10)
    counting = Counting()
    for line in LINES:
        counting.add([line])
    # The marks between lines are seen together only where lines are counted together.
    assert counting.table().grams.tolist() == unpacked(whole).grams.tolist()
