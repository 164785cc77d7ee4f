"""What came out of a child: items, and why not all; a child's death is a value."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from typing import Generic, TypeVar

from svodka.model import Reason, Unread, UnreadableDocument

T = TypeVar("T")

SPLIT_HINT = "split the document, or give it in another format"
OTHER_FORMAT_HINT = "save it in another format, for example csv or pdf, and give that"

_MEMORY_CRIES = (b"memory allocation", b"bad_alloc", b"out of memory", b"cannot allocate memory")
_KEPT = 200
NO_MEMORY_LEFT = 12


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """Items in the order made. With `unread` set they are only those made before the failure."""

    items: tuple[T, ...]
    unread: Unread | None = None


def of_exception(error: BaseException) -> Unread:
    """Why a reader stopped, from what it raised.

    A message of a library may quote the document, so only its kind is told, never its words.
    """
    match error:
        case UnreadableDocument():
            return Unread(reason=error.reason, detail=str(error), hint=error.hint)
        case MemoryError():
            return out_of_memory()
        case RecursionError():
            return Unread(
                reason=Reason.TOO_LARGE, detail="nested too deeply", hint=OTHER_FORMAT_HINT
            )
    kind = type(error)
    name = kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
    return Unread(
        reason=Reason.CRASHED,
        detail=f"{name} in {_place(error)}",
        hint=OTHER_FORMAT_HINT,
    )


def _place(error: BaseException) -> str:
    """Module and line of our own code nearest to the failure, for whoever mends the reader."""
    place = "the reader"
    trace = error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("svodka.read"):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def out_of_time(seconds: float) -> Unread:
    """The deadline passed."""
    return Unread(
        reason=Reason.TIME, detail=f"stopped after {seconds:.0f} seconds", hint=SPLIT_HINT
    )


def out_of_memory() -> Unread:
    """The child asked for more memory than it may have."""
    return Unread(reason=Reason.MEMORY, detail="asked for too much memory", hint=SPLIT_HINT)


def too_much() -> Unread:
    """The child sent more than it may."""
    return Unread(
        reason=Reason.TOO_LARGE, detail="holds more than can be handled at once", hint=SPLIT_HINT
    )


def of_death(status: int, last_words: bytes) -> Unread:
    """Why a child ended without a word, from its wait status and its error stream."""
    code = os.waitstatus_to_exitcode(status)
    if code == NO_MEMORY_LEFT or any(cry in last_words.lower() for cry in _MEMORY_CRIES):
        return out_of_memory()
    if code == -signal.SIGXCPU:
        return Unread(reason=Reason.TIME, detail="used up its processor time", hint=SPLIT_HINT)
    if code == -signal.SIGXFSZ:
        return crashed("the reader tried to write a file")
    if code < 0:
        return crashed(f"the reader was killed by {signal.Signals(-code).name}")
    return crashed(f"the reader left with exit code {code} before it was done")


def no_child() -> Unread:
    """The machine would not start another process."""
    return Unread(
        reason=Reason.MEMORY,
        detail="no process could be started for the document",
        hint="close other programs, then try again",
    )


def crashed(detail: str) -> Unread:
    """The child broke down, or spoke nonsense."""
    return Unread(reason=Reason.CRASHED, detail=detail[:_KEPT], hint=OTHER_FORMAT_HINT)
