"""Values cross the pipe as pickles that can build nothing but plain values and what `parts` makes."""

from __future__ import annotations

import datetime
import decimal
import gc
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol

from svodka.jail.parts import NonsenseReceived, columns_of, made_of, maker, taker
from svodka.model import Grid

ITEM = "item"
END = "end"
_ROWS = "rows"
_CELLS_AT_ONCE = 1 << 17
# So many values in a row travel field by field.
_MANY = 64


class DeadlinePassed(Exception):
    """The next item did not come in time."""


class TooMuchSent(Exception):
    """The child sent, or announced, more than it may."""


class Source(Protocol):
    """Where pickles are read from: what `pickle.Unpickler` asks of a file."""

    def read(self, size: int, /) -> bytes: ...

    def readline(self) -> bytes: ...


class Sink(Protocol):
    """Where messages go: takes what it can and says how much."""

    def write(self, frame: memoryview, /) -> int: ...


class _Rows:
    """Stands for the rows that were sent ahead."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _rows_sent, ()


_SENT_AHEAD = _Rows()


class _Many:
    """Stands for a long tuple of values of one type."""

    def __init__(self, name: str, columns: tuple[Any, ...]) -> None:
        self._sent = name, columns

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return made_of, self._sent


def _make(name: str, *values: Any) -> Any:
    return maker(name)(*values)


def _known(number: int) -> Any:
    raise NotImplementedError


def _rows_sent() -> Any:
    raise NotImplementedError


class Outbox:
    """The child's end. `known` are objects that the parent has too: they go as their number."""

    def __init__(self, sink: Sink, known: Sequence[Any] = ()) -> None:
        self._sink = sink
        self._known = {id(value): number for number, value in enumerate(known)}

    def send(self, tag: str, value: Any) -> None:
        """Write one message; the rows of a grid go ahead, some at a time."""
        pickler = _Pickler(self, protocol=5)
        pickler.known = self._known
        if isinstance(value, Grid) and id(value) not in self._known:
            self._send_rows(value)
            pickler.rows = value.rows
        pickler.dump((tag, value))

    def write(self, frame: bytes, /) -> int:
        """All of a frame, in as many writes as the pipe needs."""
        view = memoryview(frame)
        while view:
            view = view[self._sink.write(view) :]
        return len(frame)

    def _send_rows(self, grid: Grid) -> None:
        step = max(1, _CELLS_AT_ONCE // max(1, grid.width))
        for at in range(0, grid.height, step):
            pickler = _Pickler(self, protocol=5)
            # Without the pickler's memory of what it has seen, plain cells leave eight times as
            # fast; that equal words of two cells are then two strings is no loss.
            pickler.fast = True
            pickler.dump((_ROWS, grid.rows[at : at + step]))


class _Pickler(pickle.Pickler):
    known: Mapping[int, int] = MappingProxyType({})
    rows: tuple[Any, ...] | None = None

    def reducer_override(self, value: Any) -> Any:
        """Ours by `parts`, the rest as pickle would."""
        if (number := self.known.get(id(value))) is not None:
            return _known, (number,)
        take = taker(type(value))
        if take is None:
            return NotImplemented
        name, values = take(value)
        if self.rows is not None:
            values = tuple(_SENT_AHEAD if part is self.rows else part for part in values)
        return _make, (name, *map(self._by_field, values))

    def _by_field(self, part: Any) -> Any:
        if type(part) is not tuple or len(part) < _MANY or id(part) in self.known:
            return part
        columns = columns_of(part)
        return part if columns is None else _Many(*columns)


class Inbox:
    """The parent's end, over any source of bytes."""

    def __init__(self, source: Source, known: Sequence[Any] = ()) -> None:
        self._source = source
        self._known = tuple(known)

    def receive(self) -> tuple[str, Any]:
        """Read one message.

        Raises:
            EOFError: the child closed the pipe between two messages.
            DeadlinePassed, TooMuchSent: as the source.
            NonsenseReceived: the message is none.
        """
        rows: list[Any] = []
        while True:
            match self._load(rows):
                case (str() as tag, value) if tag in (ITEM, END):
                    return tag, value
                case ("rows", tuple() as batch):
                    rows.extend(batch)
                case _:
                    raise NonsenseReceived("a message of no known form")

    def _load(self, rows: list[Any]) -> Any:
        unpickler = _Unpickler(self._source)
        unpickler.known = self._known
        unpickler.rows = rows
        try:
            return unpickler.load()
        except (EOFError, DeadlinePassed, TooMuchSent, NonsenseReceived):
            raise
        except MemoryError as error:
            raise TooMuchSent from error
        except Exception as error:
            # A subverted child chooses what is raised here.
            raise NonsenseReceived(type(error).__name__) from error


class _Unpickler(pickle.Unpickler):
    known: tuple[Any, ...] = ()
    rows: Sequence[Any] = ()

    def find_class(self, module: str, name: str) -> Any:
        """Only what is admitted by name."""
        if (module, name) == (made_of.__module__, made_of.__name__):
            return made_of
        if module == __name__:
            return {"_make": _make, "_known": self._recall, "_rows_sent": self._all_rows}[name]
        try:
            return _PLAIN[module, name]
        except KeyError:
            raise NonsenseReceived(f"a value of type {module}.{name}") from None

    def _recall(self, number: int) -> Any:
        return self.known[number]

    def _all_rows(self) -> tuple[Any, ...]:
        # One tuple, whoever asks: what a grid and its maps share stays shared.
        self.rows = tuple(self.rows)
        return self.rows


_PLAIN: dict[tuple[str, str], Callable[..., Any]] = {
    ("builtins", "set"): set,
    ("builtins", "dict"): dict,
    ("builtins", "frozenset"): frozenset,
    ("builtins", "bytearray"): bytearray,
    ("datetime", "date"): datetime.date,
    ("datetime", "time"): datetime.time,
    ("datetime", "datetime"): datetime.datetime,
    ("datetime", "timedelta"): datetime.timedelta,
    ("datetime", "timezone"): datetime.timezone,
    ("decimal", "Decimal"): decimal.Decimal,
}


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
