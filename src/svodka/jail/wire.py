"""Values cross the pipe as pickles that can build nothing but plain values and the model's types."""

from __future__ import annotations

import datetime
import decimal
import enum
import gc
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any, Protocol

import svodka.model

ITEM = "item"
END = "end"


class NonsenseReceived(Exception):
    """The child sent what no honest child sends."""


class DeadlinePassed(Exception):
    """The next item did not come in time."""


class TooMuchSent(Exception):
    """The child sent, or announced, more than it may."""


class Source(Protocol):
    """Where pickles are read from: what `pickle.Unpickler` asks of a file."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self) -> bytes: ...


class WholeFrames:
    """A pipe that takes every frame whole, in as many writes as it needs."""

    def __init__(self, sink: io.RawIOBase) -> None:
        self._sink = sink

    def write(self, frame: bytes, /) -> int:
        view = memoryview(frame)
        while view:
            view = view[self._sink.write(view) :]
        return len(frame)


def rebuild(kind: int, *values: Any) -> Any:
    """The model's value number `kind`, made by its own constructor, which checks it."""
    return _MAKERS[kind](*values)


def _maker(kind: type[Any]) -> Callable[..., Any]:
    if issubclass(kind, enum.Enum):
        return kind
    names = tuple(field.name for field in fields(kind))

    def make(*values: Any) -> Any:
        return kind(**dict(zip(names, values, strict=True)))

    return make


def _reducer(number: int, kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What `rebuild` needs to make the value again."""
    if issubclass(kind, enum.Enum):
        return lambda value: (rebuild, (number, value.value))
    names = tuple(field.name for field in fields(kind))
    if len(names) == 1:
        return lambda value: (rebuild, (number, getattr(value, names[0])))
    parts = attrgetter(*names)
    return lambda value: (rebuild, (number, *parts(value)))


_KINDS = tuple(
    kind
    for kind in (getattr(svodka.model, name) for name in svodka.model.__all__)
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, enum.Enum))
)
_MAKERS = tuple(_maker(kind) for kind in _KINDS)
_REDUCERS = {kind: _reducer(number, kind) for number, kind in enumerate(_KINDS)}
_ADMITTED: dict[tuple[str, str], Callable[..., Any]] = {
    (rebuild.__module__, rebuild.__name__): rebuild,
    ("builtins", "set"): set,
    ("builtins", "frozenset"): frozenset,
    ("datetime", "date"): datetime.date,
    ("datetime", "time"): datetime.time,
    ("datetime", "datetime"): datetime.datetime,
    ("datetime", "timedelta"): datetime.timedelta,
    ("datetime", "timezone"): datetime.timezone,
    ("decimal", "Decimal"): decimal.Decimal,
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Only what is admitted by name; no class of ours, so that none can be tampered with."""
        try:
            return _ADMITTED[module, name]
        except KeyError:
            raise NonsenseReceived(f"a value of type {module}.{name}") from None


def send(sink: WholeFrames, tag: str, value: Any) -> None:
    """Write one message. Large values leave in frames, never as one copy in memory.

    Values are trees, and equal texts may travel twice: without the pickler's memory of what it
    has seen, a grid leaves eight times as fast.
    """
    pickler = pickle.Pickler(sink, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.fast = True
    pickler.dump((tag, value))


def receive(source: Source) -> tuple[str, Any]:
    """Read one message.

    Raises:
        EOFError: the child closed the pipe between two messages.
        DeadlinePassed, TooMuchSent: as `Inlet.read`.
        NonsenseReceived: the message is none.
    """
    try:
        message = _Unpickler(source).load()
    except (EOFError, DeadlinePassed, TooMuchSent, NonsenseReceived):
        raise
    except Exception as error:
        # A subverted child chooses what is raised here.
        raise NonsenseReceived(type(error).__name__) from error
    match message:
        case (str() as tag, value) if tag in (ITEM, END):
            return tag, value
    raise NonsenseReceived("a message of no known form")


@contextmanager
def no_collection() -> Iterator[None]:
    """A million new objects and no rubbish among them: collecting would double the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
