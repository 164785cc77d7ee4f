"""Where there is no fork, a fresh interpreter runs the function: the same words, weaker walls.

Time and output are held from outside; there are no limits on memory and files.
"""

from __future__ import annotations

import io
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from svodka.jail import wire
from svodka.jail.collecting import collect
from svodka.jail.limits import Limits
from svodka.jail.outcome import Outcome
from svodka.jail.telling import tell

T = TypeVar("T")


class _Messages(io.RawIOBase):
    """Bytes written here leave as messages of the connection."""

    def __init__(self, outlet: Connection) -> None:
        super().__init__()
        self._outlet = outlet

    def write(self, frame: Any, /) -> int:
        self._outlet.send_bytes(frame)
        return len(frame)


class _Inlet:
    """The connection, as `pickle.Unpickler` asks of a file."""

    def __init__(self, inlet: Connection, limits: Limits) -> None:
        self._inlet = inlet
        self._limits = limits
        self._start = time.monotonic()
        self._last: float | None = None
        self._left = limits.output
        self._buffer = b""
        self.closed = False

    def item_came(self) -> None:
        self._last = time.monotonic()

    def elapsed(self) -> float:
        return time.monotonic() - self._start

    def read(self, size: int, /) -> bytes:
        while len(self._buffer) < size:
            left = self._limits.deadline(self._start, self._last) - time.monotonic()
            if left <= 0 or not self._inlet.poll(left):
                raise wire.DeadlinePassed
            try:
                chunk = self._inlet.recv_bytes(self._left)
            except EOFError:
                self.closed = True
                break
            except OSError as error:
                raise wire.TooMuchSent from error
            self._left -= len(chunk)
            self._buffer += chunk
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def readline(self) -> bytes:
        return self.read(1)


def run_spawned(
    function: Callable[[bytes], Iterator[T]], data: bytes, limits: Limits, known: Sequence[Any]
) -> Outcome[T]:
    """`jail.run` where there is no fork; `function` must be importable by name."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_live, args=(function, data, sender), daemon=True)
    child.start()
    sender.close()
    items: list[T] = []
    try:
        unread = collect(_Inlet(receiver, limits), items)
    finally:
        child.kill()
        child.join()
        receiver.close()
    return Outcome(tuple(items), unread)


def _live(function: Callable[[bytes], Iterator[Any]], data: bytes, outlet: Connection) -> None:
    tell(function, data, wire.Outbox(_Messages(outlet)))
