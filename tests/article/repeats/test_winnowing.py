"""Fingerprints: the same in both ways of making them, sparse, and shared by near copies."""

import subprocess
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.article.repeats import winnowing_arrays
from lintcorpus.article.repeats.winnowing import fingerprints
from lintcorpus.article.repeats.winnowing_arrays import fingerprints_of_long
from lintcorpus.article.repeats.winnowing_plain import GRAM, WINDOW, Fingerprints, fingerprints_of_short

_SAID = "the ferry left the quay at seven and came back with nobody but the dog on board".replace(" ", "")

_texts = st.one_of(
    st.text(st.sampled_from("ab\x1e"), max_size=300),
    st.text(st.sampled_from("abcdefgh水木\x1e\x1f\n"), max_size=300),
    st.text(max_size=200),
    st.builds(lambda word, times: word * times, st.text(min_size=1, max_size=30), st.integers(1, 20)),
)


@given(_texts, st.sampled_from([2 * (GRAM + WINDOW), 64, 101, 1 << 16]))
def test_both_ways_choose_the_same(text: str, chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(winnowing_arrays, "_CHUNK", chunk)
        assert fingerprints_of_long(text) == fingerprints_of_short(text)


@given(_texts)
def test_which_way_is_taken_does_not_show(text: str) -> None:
    assert fingerprints(text) == fingerprints_of_short(text)


@given(_texts)
def test_every_window_has_the_hash_of_one_of_its_grams(text: str) -> None:
    """The guarantee of winnowing: a shared stretch as long as a window and its grams is never missed."""
    found = set(fingerprints_of_short(text).hashes)
    length = GRAM + WINDOW - 1
    for start in range(len(text) - length + 1):
        stretch = text[start : start + length]
        if min(stretch) >= " ":
            assert found & set(fingerprints_of_short(stretch).hashes)


def test_hashes_are_the_same_in_every_process() -> None:
    code = "import sys; from lintcorpus.article.repeats.winnowing import fingerprints; print(fingerprints(sys.argv[1]).hashes[0])"
    done = subprocess.run([sys.executable, "-c", code, _SAID], capture_output=True, text=True, check=True)
    assert int(done.stdout) == fingerprints(_SAID).hashes[0] == 0xA35D2F25206CE775


def test_short_texts_are_read_without_numpy() -> None:
    code = (
        "import sys; from lintcorpus.article.repeats.winnowing import fingerprints; short = fingerprints('abc' * 999)\n"
        "assert 'numpy' not in sys.modules; fingerprints('abc' * 99_999); assert 'numpy' in sys.modules\n"
        "assert fingerprints('abc' * 999) == short"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_gram_alone_is_a_fingerprint_and_less_is_none() -> None:
    assert fingerprints(_SAID[: GRAM - 1]) == Fingerprints(array("Q"), array("I"))
    assert list(fingerprints(_SAID[:GRAM]).places) == [0]


def test_a_run_shorter_than_a_window_has_one() -> None:
    said = _SAID[: GRAM + WINDOW - 2]
    assert len(fingerprints(said).hashes) == 1


def test_no_gram_crosses_a_block() -> None:
    alone = fingerprints(_SAID)
    pair = fingerprints(f"{_SAID}\x1e{_SAID}")
    assert list(pair.hashes) == [*alone.hashes, *alone.hashes]
    assert list(pair.places) == [*alone.places, *(place + len(_SAID) + 1 for place in alone.places)]


@pytest.mark.parametrize("word", ["a", "ab", "天地玄黄", "abcdefghijklm"])
def test_a_word_over_and_over_is_chosen_once(word: str) -> None:
    assert len(fingerprints(word * 200).hashes) == 1


def test_places_are_those_of_the_grams() -> None:
    text = f"𠀀{_SAID}"
    for place, value in zip(fingerprints(text).places, fingerprints(text).hashes, strict=True):
        assert list(fingerprints(text[place : place + GRAM]).hashes) == [value]


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    text = "\ud800" + _SAID
    assert fingerprints_of_long(text) == fingerprints_of_short(text)
