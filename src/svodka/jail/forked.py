"""The child is forked, stripped of all but one pipe, held by limits, and never outlives the call."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from svodka.jail import wire
from svodka.jail.cell import live
from svodka.jail.collecting import SILENT, collect
from svodka.jail.inlet import Inlet
from svodka.jail.limits import Limits
from svodka.jail.outcome import Outcome, no_child, of_death

T = TypeVar("T")

_HELD_BACK = {signal.SIGINT, signal.SIGTERM}
_KEPT_WORDS = 1 << 12


def run_forked(
    function: Callable[[bytes], Iterator[T]], data: bytes, limits: Limits, known: Sequence[Any]
) -> Outcome[T]:
    """`jail.run` where there is fork."""
    out_read, out_write = os.pipe()
    words_read, words_write = os.pipe()
    child = 0
    # Held back so that no interrupt falls between the fork and the moment when we can bury it.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        try:
            child = os.fork()
            if child == 0:
                live(function, data, limits, (out_write, words_write), known)
        except OSError:
            return Outcome((), no_child())
        finally:
            os.close(out_write)
            os.close(words_write)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        items: list[T] = []
        with wire.no_collection():
            unread = collect(Inlet(out_read, limits), items, known)
        status = _bury(child)
        child = 0
        if unread is SILENT:
            unread = of_death(status, _last_words(words_read))
        return Outcome(tuple(items), unread)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if child:
            _bury(child)
        os.close(out_read)
        os.close(words_read)


def _bury(child: int) -> int:
    """Kill the child if it still lives, and give its wait status; a signal it died of stays."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return status


def _last_words(descriptor: int) -> bytes:
    os.set_blocking(descriptor, False)
    with suppress(BlockingIOError):
        return os.read(descriptor, _KEPT_WORDS)
    return b""
