"""What stands on a page, in points as displayed, origin top left: tokens of text, rules, pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from svodka.model import PageBox

Floats = npt.NDArray[np.float64]
TUPLE: Any = tuple.__new__
"""Makes a named tuple of a tuple in half the time that its own constructor takes."""
Sides = tuple[float, float, float, float]
T = TypeVar("T", float, Floats)
_FEW = 12
"""Boxes that are sooner made one by one."""
_SET_PAGE, *_SET_SIDES = (
    getattr(PageBox, name).__set__ for name in ("page", "left", "top", "right", "bottom")
)


@dataclass(slots=True, eq=False)
class Token:
    """Characters without a space between them. Nobody changes one; it is not frozen because a
    page holds a thousand, and frozen ones take three times as long to make.

    `size` is the height of its line box in points, `order` its place in the content stream,
    `turned` the angle of its baseline in degrees, `middle`
    half way between top and bottom; `apart` says that it begins a text object with no space drawn
    before it, as a cell does; `plain` the characters untouched, where
    `text` has raised digits as superscripts.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    plain: str
    size: float
    order: int
    bold: bool = False
    shown: bool = True
    turned: int = 0
    white: bool = False
    middle: float = 0.0
    apart: bool = False

    @property
    def sides(self) -> Sides:
        return self.left, self.top, self.right, self.bottom


class Rule(NamedTuple):
    """A drawn line: `at` is its y if it lies, its x if it stands; `start` to `stop` its extent."""

    at: float
    start: float
    stop: float


class Box(NamedTuple):
    """A rectangle in points, origin top left."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is analysed: `width` × `height` points, turned clockwise by `turns` quarters
    against the page as displayed, so that its text stands upright."""

    page: int
    width: float
    height: float
    turns: int = 0

    def box(self, box: Sides) -> PageBox:
        """A box of the analysed page as an anchor on the page as displayed, in tenths."""
        return self.boxes((box,))[0]

    def boxes(self, boxes: Sequence[Sides]) -> list[PageBox]:
        """Boxes as `box` gives them. A page has hundreds, so their fields are set in sweeps."""
        if len(boxes) < _FEW:
            return [self._box(*box) for box in boxes]
        flat = np.fromiter(chain.from_iterable(boxes), float, 4 * len(boxes))
        left, top, right, bottom = flat.reshape(-1, 4).T
        sides = self._turned(left, top, right, bottom)
        found = list(map(PageBox.__new__, repeat(PageBox, len(boxes))))
        deque(map(_SET_PAGE, found, repeat(self.page)), maxlen=0)
        for put, side in zip(_SET_SIDES, sides, strict=True):
            deque(map(put, found, np.rint(10 * side).astype(int).tolist()), maxlen=0)
        return found

    def _box(self, *sides: float) -> PageBox:
        left, top, right, bottom = (round(10 * side) for side in self._turned(*sides))
        return PageBox(page=self.page, left=left, top=top, right=right, bottom=bottom)

    def _turned(self, left: T, top: T, right: T, bottom: T) -> tuple[T, T, T, T]:
        if self.turns == 1:
            return top, self.width - right, bottom, self.width - left
        if self.turns == 2:
            return self.width - right, self.height - bottom, self.width - left, self.height - top
        if self.turns == 3:
            return self.height - bottom, left, self.height - top, right
        return left, top, right, bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Rules that lie and stand, pictures, areas filled in colour; `cut` where a page had too many to read."""

    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    shades: tuple[Box, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and how it is turned: from user space to the page as displayed."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def sides(self) -> tuple[float, float, float, float]:
        return self.left, self.bottom, self.right, self.top

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def displayed(self, boxes: Floats) -> Floats:
        """Boxes (left, bottom, right, top) as (left, top, right, bottom) from the top left.

        Source of the coordinates: ISO 32000-1, 8.3 and 14.11.2.
        """
        x0, y0, x1, y1 = boxes.T
        if self.turns == 1:
            columns = (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        elif self.turns == 2:
            columns = (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        elif self.turns == 3:
            columns = (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        else:
            columns = (x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        # A side of all boxes is asked for more often than a box: sides lie together.
        return np.stack(columns).T
