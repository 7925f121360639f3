"""Frozen dataclasses that are quick to define: a run defines a hundred and makes one or two of most.

The module ``dataclasses`` takes longer to import than a short article to check, so it is imported only where somebody
asks it about one of these classes: then they are dataclasses like any other.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_NOTHING: Any = object()
"""Stands where no default or no value was given."""


class Item(NamedTuple):
    """What is said about one field; see ``dataclasses.field``."""

    name: str
    default: Any
    default_factory: Any
    repr: bool
    compare: bool
    kw_only: bool


if TYPE_CHECKING:
    from dataclasses import field as field
    from dataclasses import replace as replace
else:

    def field(*, default=_NOTHING, default_factory=_NOTHING, repr=True, compare=True, kw_only=False):
        """Like ``dataclasses.field``, for the classes of this module."""
        return Item("", default, default_factory, repr, compare, kw_only)

    def replace(made, /, **changes):
        """Like ``dataclasses.replace``, for the classes of this module."""
        for item in fields(made):
            changes.setdefault(item.name, getattr(made, item.name))
        return type(made)(**changes)


def fields(cls: Any) -> Sequence[Any]:
    """Like ``dataclasses.fields``, for any dataclass; all items have a ``name`` and a ``default``."""
    items: tuple[Item, ...] | None = getattr(cls, "_frozen_fields", None)
    if items is not None:
        return items
    import dataclasses  # a plugin made it

    return dataclasses.fields(cls)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass.

    ``dataclass(frozen=True)`` writes and compiles six functions for every class, which takes fifty times as long as to
    let all share theirs. An instance takes longer to make instead, and ``dataclass(frozen=True)`` cannot inherit from
    the class: this is for options and settings; see ``often_made`` for findings.

    Args:
        cls: with fields as for ``dataclass``; it may inherit from such classes. ``init=False``, ``InitVar`` and
            ``ClassVar`` are not known here.
    """
    items = {item.name: item for base in reversed(cls.__mro__[1:]) for item in vars(base).get("_frozen_fields", ())}
    for name in cls.__annotations__:
        given = vars(cls).get(name, _NOTHING)
        items[name] = item = _item(given)._replace(name=name)
        if item.default is not _NOTHING:
            setattr(cls, name, item.default)
        elif given is not _NOTHING:
            delattr(cls, name)
    setattr(cls, "_frozen_fields", tuple(items.values()))  # noqa: B010 - no attribute that a type checker should know
    setattr(cls, "__dataclass_fields__", _Asked(cls))  # noqa: B010
    for name, method in _SHARED.items():
        if name not in vars(cls):
            setattr(cls, name, method)
    return cls


@dataclass_transform(field_specifiers=(field,))
def changing(cls: type[T]) -> type[T]:
    """Make a class a dataclass whose instances may change, and are therefore equal to themselves alone.

    Args:
        cls: as for ``frozen``.
    """
    own: Any = cls
    for name in ("__eq__", "__hash__", "__setattr__", "__delattr__"):
        setattr(own, name, getattr(object, name))
    return frozen(cls)


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


def _item(given: Any) -> Item:
    """What stands behind the name of a field, as an item without a name."""
    if isinstance(given, Item):
        return given
    if type(given).__module__ != "dataclasses":
        return Item("", given, _NOTHING, True, True, False)
    from dataclasses import MISSING  # so is the function that made it

    default, factory = (_NOTHING if value is MISSING else value for value in (given.default, given.default_factory))
    return Item("", default, factory, given.repr, given.compare, given.kw_only is True)


def _written(cls: Any) -> Callable[..., None]:
    """The ``__init__`` that ``dataclass(frozen=True)`` would give a class."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_NOTHING": _NOTHING}
    placed, named, lines = ["self"], ["*"], []
    for at, item in enumerate(cls._frozen_fields):
        shown, value = item.name, item.name
        if item.default is not _NOTHING:
            known[f"_{at}"] = item.default
            shown += f"=_{at}"
        elif item.default_factory is not _NOTHING:
            known[f"_{at}"] = item.default_factory
            shown += "=_NOTHING"
            value = f"_{at}() if {value} is _NOTHING else {value}"
        (named if item.kw_only else placed).append(shown)
        lines.append(f" _set(self, {item.name!r}, {value})\n")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()\n")
    exec(f"def __init__({', '.join([*placed, *(named if len(named) > 1 else ())])}):\n{''.join(lines)}", known)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


class _Asked:
    """Stands for what ``dataclasses`` looks for in a class, until it does."""

    def __init__(self, cls: Any) -> None:
        self._cls = cls

    def __get__(self, instance: object, owner: object) -> Any:
        import dataclasses

        same: list[Any] = []
        for item in self._cls._frozen_fields:
            settings = {**item._asdict(), "name": None}
            kept = {key: value for key, value in settings.items() if value is not None and value is not _NOTHING}
            same.append((item.name, Any, dataclasses.field(**kept)))
        twin: Any = dataclasses.make_dataclass(self._cls.__name__, same, init=False, repr=False, eq=False)
        self._cls.__dataclass_params__ = twin.__dataclass_params__
        self._cls.__dataclass_fields__ = twin.__dataclass_fields__
        return twin.__dataclass_fields__


class _Shared:
    """The methods that all such classes have."""

    _frozen_fields: tuple[Item, ...]

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        items = self._frozen_fields
        placed = [item for item in items if not item.kw_only]
        name = type(self).__name__
        if len(given) > len(placed):
            raise TypeError(f"{name} has {len(placed)} fields, {len(given)} values were given")
        values = {item.name: value for item, value in zip(placed, given, strict=False)}
        doubled = next((key for key in named if key in values), None)
        if doubled is not None:
            raise TypeError(f"{name} got two values for {doubled!r}")
        values.update(named)
        for item in items:
            # In the order of the fields, whatever that of the arguments.
            self.__dict__[item.name] = values.pop(item.name) if item.name in values else _default(item, name)
        if values:
            raise TypeError(f"{name} has no field {next(iter(values))!r}")
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    def __repr__(self: Any) -> str:
        shown = ", ".join(f"{item.name}={getattr(self, item.name)!r}" for item in self._frozen_fields if item.repr)
        return f"{type(self).__qualname__}({shown})"

    def __eq__(self: Any, other: object) -> Any:
        return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(_values(self))

    def __setattr__(self: Any, name: str, value: Any) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self: Any, name: str) -> NoReturn:
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot delete field {name!r}")


_SHARED = {
    name: vars(_Shared)[name] for name in ("__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")
}


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, item.name) for item in self._frozen_fields if item.compare])


def _default(item: Item, name: str) -> Any:
    if item.default_factory is not _NOTHING:
        return item.default_factory()
    if item.default is _NOTHING:
        raise TypeError(f"{name} needs a value for {item.name!r}")
    return item.default
