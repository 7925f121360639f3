"""Whatever comes in through any door: nothing crashes, spans stay inside, reports can be read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.robustness.debris import PIECES, text_of
from tests.robustness.targets import TARGETS

CASES = Path(__file__).parent / "cases"
_EXAMPLES = {"parse": 300, "decode": 300, "baseline": 300, "checkers": 120, "fixes": 50, "reporters": 40, "messages": 8}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_a_stranger_writes_is_too_much(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=_EXAMPLES.get(name, 80), derandomize=True, database=None)
    @given(st.binary(max_size=60))
    def holds(data: bytes) -> None:
        target.check(target.made(data))

    holds()


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*")), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_what_was_found_once_stays_mended(case: Path) -> None:
    name = case.parent.name.replace("-", " ")
    if name not in TARGETS:
        pytest.skip("its packages are an extra")
    TARGETS[name].check(case.read_bytes())


def test_a_fuzzer_reaches_every_piece_of_debris() -> None:
    assert [text_of(bytes([at])) for at in range(len(PIECES))] == list(PIECES)
    assert text_of(b"\xff\x00\xd8\x00") == "\ud800"
    assert text_of(bytes([0, 254, 2])) == PIECES[0] * 4
