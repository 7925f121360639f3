"""What is packed comes back, and nothing else is let in."""

import os
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintcorpus.cache.packing import PackingError, names_of, packed, unpacked
from lintcorpus.model.fix import Safety
from lintcorpus.model.span import Span

ALLOWED = names_of(Span, Safety)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.builds(Span, st.integers(), st.integers()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_comes_back(value: object) -> None:
    found = unpacked(packed(value), ALLOWED)
    assert found == value
    assert type(found) is type(value)


def test_an_enumeration_comes_back_as_itself() -> None:
    assert unpacked(packed(Safety.SAFE), ALLOWED) is Safety.SAFE


class _Bomb:
    def __reduce__(self) -> tuple[object, ...]:
        return os.putenv, ("LINTCORPUS_BOMB", "1")


@pytest.mark.parametrize("value", [_Bomb(), os.system, ValueError("x"), {"a": (1, _Bomb())}, pickle.Unpickler])
def test_nothing_is_called_but_what_is_let_in(value: object) -> None:
    with pytest.raises(PackingError):
        unpacked(packed(value), ALLOWED)


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = packed({"path": "a.md", "spans": [Span(1, 2)] * 5})
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    with pytest.raises(PackingError):
        unpacked(whole[:at] + bytes([whole[at] ^ other]) + whole[at + 1 :], ALLOWED)


@pytest.mark.parametrize("data", [b"", b"short", packed([1])[:-1]])
def test_a_part_is_noticed(data: bytes) -> None:
    with pytest.raises(PackingError):
        unpacked(data, ALLOWED)
