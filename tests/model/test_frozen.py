"""Classes made by ``frozen`` behave as frozen dataclasses do."""

import dataclasses
import pickle
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import pytest

from lintcorpus.model.frozen import changing, frozen, often_made
from lintcorpus.model.frozen import fields as known_fields


@frozen
class Limits:
    """Some fields, with and without defaults."""

    least: int
    most: int = 9
    names: Sequence[str] = field(default_factory=list)
    table: Any = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.least > self.most:
            raise ValueError("least is more than most")

    @cached_property
    def span(self) -> int:
        """Computed once."""
        return self.most - self.least


@frozen
class Narrower(Limits):
    """Inherits, and says itself how it is shown."""

    step: int = 1

    def __repr__(self) -> str:
        return "narrower"


@often_made
class Row:
    """Of which there are many."""

    number: int
    cells: Sequence[str] = field(default_factory=list)
    width: int = field(default=0, kw_only=True)
    note: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError("rows are counted from 0")


@frozen
class Named:
    """With a field that is given by name alone."""

    first: int
    second: int = field(default=2, kw_only=True)
    third: int = 3


@changing
class Count:
    """May change."""

    number: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plain:
    """Made by the standard library."""

    size: int = 0


def test_what_is_often_made_is_made_alike_the_first_time_and_later() -> None:
    for _ in range(2):
        row = Row(1, ["a"], "x", width=4)
        assert (row.number, row.cells, row.note, row.width) == (1, ["a"], "x", 4)
        assert Row(1).cells is not Row(1).cells
        assert row == Row(1, ["a"], "y", width=4) != replace(row, number=2)
        assert pickle.loads(pickle.dumps(row)) == row
        with pytest.raises(FrozenInstanceError):
            setattr(row, "number", 5)  # noqa: B010 - as a type checker would not let it pass
        with pytest.raises(TypeError):
            Row()  # type: ignore[call-arg]
        with pytest.raises(ValueError, match="from 0"):
            Row(-1)


def test_fields_that_are_given_by_name_take_no_place() -> None:
    named = Named(1, 5)
    assert (named.first, named.second, named.third) == (1, 2, 5)
    with pytest.raises(TypeError, match="has 2 fields, 3 values"):
        Named(1, 2, 3)  # type: ignore[call-arg]


def test_fields_are_given_by_place_or_name_or_default() -> None:
    limits = Limits(1, names=["a"])
    assert (limits.least, limits.most, limits.names, limits.table) == (1, 9, ["a"], None)
    assert [item.name for item in fields(Limits)] == ["least", "most", "names", "table"]
    assert Limits(1).names is not Limits(1).names


@pytest.mark.parametrize(
    ("given", "named", "said"),
    [
        ((), {}, "needs a value for 'least'"),
        ((1, 2, [], None, 5), {}, "has 4 fields, 5 values"),
        ((1,), {"least": 2}, "two values for 'least'"),
        ((1,), {"lest": 2}, "no field 'lest'"),
    ],
)
def test_wrong_arguments_are_named(given: tuple[Any, ...], named: dict[str, Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        Limits(*given, **named)


def test_values_are_checked_and_kept() -> None:
    with pytest.raises(ValueError, match="least is more"):
        Limits(10)
    limits = Limits(1)
    with pytest.raises(FrozenInstanceError):
        setattr(limits, "most", 5)  # noqa: B010 - as a type checker would not let it pass
    with pytest.raises(FrozenInstanceError):
        delattr(limits, "most")
    assert limits.most == 9


def test_equality_hash_and_repr_are_of_the_fields() -> None:
    assert Limits(1, table="x") == Limits(1, table="y") != Limits(2)
    assert Narrower(1) != Limits(1)
    assert repr(Limits(1, table="x")) == "Limits(least=1, most=9, names=[])"
    assert repr(Narrower(1, step=2)) == "narrower"
    assert Narrower(1, step=2).step == 2
    assert hash(Limits(1, names=())) == hash(Limits(1, names=()))


def test_copies_have_the_fields_alone() -> None:
    limits = Limits(1)
    assert limits.span == 8
    wider = replace(limits, most=20)
    assert wider.span == 19
    assert pickle.loads(pickle.dumps(limits)) == limits


def test_they_are_dataclasses_to_whomever_asks() -> None:
    assert dataclasses.is_dataclass(Limits)
    assert dataclasses.asdict(Named(1)) == {"first": 1, "second": 2, "third": 3}
    assert [item.name for item in dataclasses.fields(Narrower)] == ["least", "most", "names", "table", "step"]


def test_what_may_change_is_equal_to_itself_alone() -> None:
    count = Count()
    count.number += 1
    assert (count.number, Count().number) == (1, 0)
    assert count.names is not Count().names
    assert Count() != Count()
    assert len({count, count}) == 1


def test_fields_of_other_dataclasses_are_known_too() -> None:
    assert [item.name for item in known_fields(Plain)] == ["size"]
