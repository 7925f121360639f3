"""Frozen dataclasses that are quick to define: a run defines a hundred and makes one or two of most."""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, make_dataclass
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_METHODS = ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass.

    ``dataclass(frozen=True)`` writes and compiles six functions for every class, which takes ten times as long as to
    let all share theirs. An instance takes longer to make instead, and ``dataclass(frozen=True)`` cannot inherit from
    the class: this is for options and settings; see ``often_made`` for findings.

    Args:
        cls: with fields as for ``dataclass``; ``init=False`` and ``InitVar`` are not known here.
    """
    made = dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
    for name in _METHODS:
        if name not in cls.__dict__:
            setattr(made, name, vars(_Shared)[name])
    return made


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def often_made(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass whose instances are many, or none.

    Like ``frozen``, but for an ``__init__`` of its own, which is written and compiled when the first instance is made
    and as quick as that of ``dataclass(frozen=True)``.

    Args:
        cls: as for ``frozen``.
    """
    made = frozen(cls)

    def first(self: Any, *given: Any, **named: Any) -> None:
        written = _written(made)
        made.__init__ = written  # type: ignore[method-assign]
        written(self, *given, **named)

    made.__init__ = first  # type: ignore[method-assign]
    return made


def _written(cls: type) -> Callable[..., None]:
    """The ``__init__`` that ``dataclass(frozen=True)`` would give a class."""
    same = [
        (item.name, Any, field(default=item.default, default_factory=item.default_factory, kw_only=item.kw_only))
        for item in fields(cls)
    ]
    after = {"__post_init__": cls.__post_init__} if hasattr(cls, "__post_init__") else {}
    twin = make_dataclass(cls.__name__, same, namespace=after, repr=False, eq=False, match_args=False, frozen=True)
    init: Callable[..., None] = vars(twin)["__init__"]
    return init


class _Shared:
    """The methods that all such classes have."""

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        known = fields(self)
        placed = [item for item in known if not item.kw_only]
        name = type(self).__name__
        if len(given) > len(placed):
            raise TypeError(f"{name} has {len(placed)} fields, {len(given)} values were given")
        values = {item.name: value for item, value in zip(placed, given, strict=False)}
        doubled = next((key for key in named if key in values), None)
        if doubled is not None:
            raise TypeError(f"{name} got two values for {doubled!r}")
        values.update(named)
        for item in known:
            # In the order of the fields, whatever that of the arguments.
            self.__dict__[item.name] = values.pop(item.name) if item.name in values else _default(item, name)
        if values:
            raise TypeError(f"{name} has no field {next(iter(values))!r}")
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    def __repr__(self: Any) -> str:
        shown = ", ".join(f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
        return f"{type(self).__qualname__}({shown})"

    def __eq__(self: Any, other: object) -> Any:
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(_values(self))

    def __setattr__(self: Any, name: str, value: Any) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, item.name) for item in fields(self) if item.compare])


def _default(item: Field[Any], name: str) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    if item.default is MISSING:
        raise TypeError(f"{name} needs a value for {item.name!r}")
    return item.default
