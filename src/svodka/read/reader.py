"""A reader is one format: a pure function from bytes to pieces, with its own version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from svodka.model import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One format. `version` changes whenever the pieces of some document may change.

    `preload` names the heavy modules that `pieces` imports when it runs: whoever forks a child
    for a document loads them once, before.
    """

    name: str
    version: str
    media_type: str
    pieces: Callable[[bytes], Iterator[Piece]]
    preload: tuple[str, ...] = ()

    @property
    def method(self) -> str:
        """Name and version as they stand in `Reading.reader`."""
        return f"{self.name}/{self.version}"

    def load(self) -> None:
        """Import what the reader will need, so that a forked child need not."""
        for module in self.preload:
            import_module(module)
