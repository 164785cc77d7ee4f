"""Items are taken as they come, until the end is told, the time is up, or nonsense comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from svodka.jail import wire
from svodka.jail.outcome import crashed, out_of_time, too_much
from svodka.jail.parts import NonsenseReceived
from svodka.model import Unread

T = TypeVar("T")

SILENT = crashed("the reader ended before it was done")


class TimedSource(wire.Source, Protocol):
    """A source of bytes that knows its child's time."""

    closed: bool

    def item_came(self) -> None: ...

    def elapsed(self) -> float: ...


def collect(source: TimedSource, items: list[T], known: Sequence[Any] = ()) -> Unread | None:
    """Fill `items`; why there are no more, `SILENT` if the child ended without saying so."""
    inbox = wire.Inbox(source, known)
    while True:
        try:
            tag, value = inbox.receive()
        except EOFError:
            return SILENT
        except wire.DeadlinePassed:
            return out_of_time(source.elapsed())
        except wire.TooMuchSent:
            return too_much()
        except NonsenseReceived as error:
            return SILENT if source.closed else crashed(f"the reader sent nonsense: {error}")
        if tag == wire.END:
            good = value is None or isinstance(value, Unread)
            return value if good else crashed("the reader sent nonsense")
        items.append(value)
        source.item_came()
