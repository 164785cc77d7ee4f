"""Items are told one by one as they are made; whatever the function raises is told as the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from svodka.jail import wire
from svodka.jail.outcome import of_exception


def tell(function: Callable[[bytes], Iterator[Any]], data: bytes, outbox: wire.Outbox) -> None:
    """Send every item as it is made, then the end, with what was raised if it was."""
    unread = None
    try:
        items = iter(function(data))
    except BaseException as error:  # noqa: BLE001 – whatever a reader raises is a value outside
        outbox.send(wire.END, of_exception(error))
        return
    while True:
        try:
            item = next(items)
        except StopIteration:
            break
        except BaseException as error:  # noqa: BLE001 – as above
            unread = of_exception(error)
            break
        outbox.send(wire.ITEM, item)
        del item
    outbox.send(wire.END, unread)
