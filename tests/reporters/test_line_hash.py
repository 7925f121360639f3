"""The hash of lines, against the published algorithm done character by character."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.reporters.line_hash import line_hashes

_SIZE = 100
_FULL = 2**64


def _rolled(text: str) -> Iterator[tuple[int, str]]:
    """A window of 100 units moves over the text; a line's hash is told when its first unit leaves the window."""
    units = list(memoryview(text.encode("utf-16-le", "surrogatepass") + b"\xff\xff").cast("H"))
    window, begun, seen = [0] * _SIZE, [0] * _SIZE, dict[str, int]()
    at = line = value = 0
    start, after_return = True, False

    def told() -> tuple[int, str]:
        digits = f"{value:x}"
        seen[digits] = seen.get(digits, 0) + 1
        number, begun[at] = begun[at], 0
        return number, f"{digits}:{seen[digits]}"

    for unit in (*units, *[None] * _SIZE):
        if unit is not None:
            skipped = unit in (9, 32) or (after_return and unit == 10)
            after_return = unit == 13
            if skipped:
                continue
            unit = 10 if unit == 13 else unit
        if begun[at]:
            yield told()
        if unit is not None and start:
            line += 1
            begun[at] = line
        start = unit == 10
        value = (value * 37 + (unit or 0) - window[at] * pow(37, _SIZE, _FULL)) % _FULL
        window[at] = unit or 0
        at = (at + 1) % _SIZE


@given(st.text(st.sampled_from("ab，潮水😀 \t\r\n\n\u2028\x0c\x00\ufeff"), max_size=400))
def test_equal_to_the_algorithm_step_by_step(text: str) -> None:
    expected = dict(_rolled(text))
    assert line_hashes(text, range(1, len(expected) + 1)) == expected


def test_a_value_that_the_multitool_gave() -> None:
    assert line_hashes("好，，再见。\n", [1]) == {1: "27dd45bb79eefb1e:1"}


def test_lines_that_are_alike_are_counted_up_to_the_wanted_one() -> None:
    line = "写满一百个字符以后的部分不再算进这一行" * 6
    text = f"{line}甲\n{line}乙\n{line}丙\n"
    assert line_hashes(text, [2])[2].endswith(":2")
    assert [value.partition(":")[2] for value in line_hashes(text, [1, 2, 3]).values()] == ["1", "2", "3"]


def test_blanks_and_kinds_of_newlines_make_no_difference() -> None:
    assert line_hashes("a b\tc\r\n的\r末", [1, 2, 3]) == line_hashes("abc\n的\n末", [1, 2, 3])


@pytest.mark.parametrize("lines", [[], [0], [9]])
def test_lines_that_are_not_there_are_left_out(lines: list[int]) -> None:
    assert line_hashes("一\n二", lines) == {}
