"""What a child sends is read under its deadline and up to the size it may send."""

from __future__ import annotations

import os
import select
import time

from svodka.jail.limits import Limits
from svodka.jail.wire import DeadlinePassed, TooMuchSent

_CHUNK = 1 << 20


class Inlet:
    """The read end of a pipe, as `pickle.Unpickler` asks of a file."""

    def __init__(self, descriptor: int, limits: Limits) -> None:
        self._descriptor = descriptor
        self._limits = limits
        self._start = time.monotonic()
        self._deadline = limits.deadline(self._start, None)
        self._left = limits.output
        self._buffer = b""
        self._at = 0
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)
        self.closed = False

    def item_came(self) -> None:
        """A whole item has been read: the next one gets its own time."""
        self._deadline = self._limits.deadline(self._start, time.monotonic())

    def elapsed(self) -> float:
        """Seconds since the child was started."""
        return time.monotonic() - self._start

    def read(self, size: int, /) -> bytes:
        """Exactly `size` bytes, fewer only at the end.

        Raises:
            DeadlinePassed: they did not come in time.
            TooMuchSent: they would be more than the child may send.
        """
        end = self._at + size
        if end <= len(self._buffer):
            chunk = self._buffer[self._at : end]
            self._at = end
            return chunk
        return self._read_on(size)

    def readline(self) -> bytes:
        """A line, for the old text opcodes, which no honest child sends."""
        line = b""
        while not line.endswith(b"\n"):
            byte = self.read(1)
            if not byte:
                break
            line += byte
        return line

    def _read_on(self, size: int) -> bytes:
        parts = [self._buffer[self._at :]]
        missing = size - len(parts[0])
        if missing > self._left:
            raise TooMuchSent
        while missing > 0:
            chunk = self._next(max(missing, _CHUNK))
            if not chunk:
                self.closed = True
                break
            parts.append(chunk)
            missing -= len(chunk)
        whole = b"".join(parts)
        self._buffer, self._at = whole, min(size, len(whole))
        return whole if size == len(whole) else whole[:size]

    def _next(self, size: int) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0 or not self._poll.poll(left * 1000):
            raise DeadlinePassed
        chunk = os.read(self._descriptor, size)
        self._left -= len(chunk)
        if self._left < 0:
            raise TooMuchSent
        return chunk
