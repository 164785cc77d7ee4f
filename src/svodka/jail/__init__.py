"""Function and bytes in, values out or why not: untrusted bytes are parsed in a limited child process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from svodka.jail.limits import Limits
from svodka.jail.outcome import Outcome

T = TypeVar("T")

__all__ = ["Limits", "Outcome", "run"]


def run(
    function: Callable[[bytes], Iterator[T]],
    data: bytes,
    limits: Limits | None = None,
    known: Sequence[Any] = (),
) -> Outcome[T]:
    """The items that `function` makes of `data` in a child process, and why there are no more.

    The child is forked from this process, so whatever is imported here is warm there; it must
    not use libraries that keep threads of their own (polars), which a fork does not carry over.
    Where there is no fork a fresh interpreter is started, and `function` must be importable.
    Items are plain values, svodka's own dataclasses, enumerations and maps, and arrays of
    numbers. `known` are objects that items refer to and that this process holds already (the
    grids that tables were recognised in): they are not sent back, the items refer to the same.
    Items travel one by one: what was made before the child failed is kept. Whatever happens to
    the child is in `Outcome.unread`; nothing is raised but `KeyboardInterrupt` and the like,
    after which the child is dead.
    """
    if hasattr(os, "fork"):
        from svodka.jail.forked import run_forked as run_there
    else:
        from svodka.jail.spawned import run_spawned as run_there
    return run_there(function, data, limits or Limits(), known)
