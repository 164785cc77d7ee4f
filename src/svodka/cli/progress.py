"""Long work shows a bar on a terminal and plain lines otherwise, always on stderr."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

import click

_EVERY_SECONDS = 5.0
_REDRAW_SECONDS = 0.1
_BAR = 30


class Progress:
    """Counts steps; `total` 0 means that the end is not known. Words said never tear the bar."""

    def __init__(self, what: str, total: int = 0, *, lines: bool = True) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._terminal = sys.stderr.isatty()
        self._lines = lines
        self._began = self._last = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wipe()

    def expect(self, total: int) -> None:
        """How many steps there will be."""
        self._total = total

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._terminal and now - self._last >= _REDRAW_SECONDS:
            self._last = now
            self._draw()
        elif not self._terminal and self._lines and now - self._last >= _EVERY_SECONDS:
            self._last = now
            click.echo(self._words(), err=True)

    def at(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self._total = total
        self._done = done - 1
        self.step()

    def say(self, line: str) -> None:
        """A line on stderr that does not tear the bar."""
        self._wipe()
        click.echo(line, err=True)

    def _words(self) -> str:
        if not self._total:
            return f"{self._what}: {self._done}"
        passed = time.monotonic() - self._began
        left = passed / max(self._done, 1) * (self._total - self._done)
        return f"{self._what}: {self._done} of {self._total}, about {left:.0f} s left"

    def _draw(self) -> None:
        bar = ""
        if self._total:
            filled = _BAR * self._done // self._total
            bar = f"[{'#' * filled}{'.' * (_BAR - filled)}] "
        click.echo(f"\r\x1b[K{bar}{self._words()}", err=True, nl=False)
        self._drawn = True

    def _wipe(self) -> None:
        if self._drawn:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._drawn = False
