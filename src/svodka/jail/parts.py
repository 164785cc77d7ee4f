"""Values are taken apart in the child and made again outside by their own constructors, by name.

What may be made: values of svodka's own dataclasses, enumerations and maps, and plain arrays of
numbers. No class crosses, so that a subverted child can neither name another nor tamper with one.
"""

from __future__ import annotations

import enum
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from importlib import import_module
from operator import attrgetter
from typing import Any

Parts = tuple[str, tuple[Any, ...]]

_HOUSE = "svodka."
_NO_DOOR = "__main__"
_NUMBERS = re.compile(r"[<>|=][biuf]\d{1,2}")


class NonsenseReceived(Exception):
    """The child sent what no honest child sends."""


_TAKERS: dict[type[Any], Callable[[Any], Parts] | None] = {}


def taker(kind: type[Any]) -> Callable[[Any], Parts] | None:
    """How values of a type are taken apart: a name for `maker`, and its arguments."""
    if kind not in _TAKERS:
        _TAKERS[kind] = _new_taker(kind)
    return _TAKERS[kind]


def _new_taker(kind: type[Any]) -> Callable[[Any], Parts] | None:
    name = f"{kind.__module__}:{kind.__qualname__}"
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return lambda value: ("array", (value.dtype.str, value.shape, value.tobytes()))
    if not _is_ours(kind):
        return None
    if issubclass(kind, enum.Enum):
        return lambda value: (name, (value.value,))
    if is_dataclass(kind):
        return _fields_taker(kind, name)
    return lambda value: (name, value.__reduce__()[1])


@cache
def maker(name: str) -> Callable[..., Any]:
    """What makes a value of `name` from its arguments.

    Raises:
        NonsenseReceived: nothing of that name may be made.
    """
    if name == "array":
        return _array
    module, _, qualified = name.partition(":")
    if not module.startswith(_HOUSE) or _NO_DOOR in module:
        raise NonsenseReceived(f"a value of type {name}")
    kind = getattr(sys.modules.get(module) or import_module(module), qualified, None)
    if not isinstance(kind, type) or kind.__module__ != module or not _is_ours(kind):
        raise NonsenseReceived(f"a value of type {name}")
    if not is_dataclass(kind) or issubclass(kind, enum.Enum):
        return kind
    if not any(field.kw_only for field in fields(kind)):
        return kind
    names = tuple(field.name for field in fields(kind) if field.init)

    def make(*values: Any) -> Any:
        return kind(**dict(zip(names, values, strict=True)))

    return make


def columns_of(values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]] | None:
    """Many values of one of our dataclasses, field by field, for `made_of`; None where they are not.

    A field is a list, or the one value in a tuple that all of them share.
    """
    kind = type(values[0])
    if not (_is_ours(kind) and is_dataclass(kind)) or len(set(map(type, values))) > 1:
        return None
    columns = [list(map(attrgetter(f.name), values)) for f in fields(kind) if f.init]
    shared = [len(set(map(id, column))) == 1 for column in columns]
    if all(shared):
        return None
    return f"{kind.__module__}:{kind.__qualname__}", tuple(
        (column[0],) if same else column for column, same in zip(columns, shared, strict=True)
    )


def made_of(name: str, columns: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values that `columns_of` took apart. How many there are only lists say, which were sent whole.

    Raises:
        NonsenseReceived: nothing of that name may be made so.
    """
    maker(name)
    module, _, qualified = name.partition(":")
    kind = getattr(sys.modules[module], qualified, None) if module in sys.modules else None
    if not is_dataclass(kind) or not isinstance(kind, type):
        raise NonsenseReceived(f"many values of type {name}")
    names = [field.name for field in fields(kind) if field.init]
    sent = list(zip(names, columns, strict=True))
    same = {field: column[0] for field, column in sent if type(column) is tuple}
    own = [field for field, column in sent if type(column) is list]
    lists = [column for _, column in sent if type(column) is list]
    if len(own) + len(same) < len(names) or not own:
        raise NonsenseReceived("columns of no known form")
    make = partial(kind, **same)
    return tuple(make(**dict(zip(own, values, strict=True))) for values in zip(*lists, strict=True))


def _is_ours(kind: type[Any]) -> bool:
    own = kind.__module__.startswith(_HOUSE)
    return own and (is_dataclass(kind) or issubclass(kind, (enum.Enum, Mapping)))


def _fields_taker(kind: type[Any], name: str) -> Callable[[Any], Parts]:
    names = tuple(field.name for field in fields(kind) if field.init)
    if len(names) < 2:
        return lambda value: (name, tuple(getattr(value, field) for field in names))
    parts = attrgetter(*names)
    return lambda value: (name, parts(value))


def _array(kind: str, shape: tuple[int, ...], data: bytes) -> Any:
    if not _NUMBERS.fullmatch(kind):
        raise NonsenseReceived(f"an array of {kind}")
    import numpy as np

    return np.frombuffer(data, dtype=kind).reshape(shape)
