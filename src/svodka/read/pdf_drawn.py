"""What is drawn on a page: rules that lie or stand, pictures, filled areas; curves are left out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from svodka.read import pdf_library as library
from svodka.read.pdf_ink import Box, Drawn, Floats, Frame, Rule

_THIN = 3.0
"""Points: a drawn box no thicker than this is a rule."""
_SHORT = 4.0
_WHITE = 235
_DEEPEST = 6
_MOST_SEGMENTS = 30_000
_MOST_OBJECTS = 100_000
_TEXT, _PATH, _PICTURE, _FORM = 1, 2, 3, 5
_LINE, _CURVE, _MOVE = 0, 1, 2

_COLOURS = library.Sweep(library.fill, np.uint32, 4, order=(0, 1, 2, 3))

Matrix = Floats


@dataclass(slots=True)
class _Strokes:
    """Collects boxes in user space while the objects of a page are walked."""

    thin: list[Floats] = field(default_factory=list)
    wide: list[Floats] = field(default_factory=list)
    pictures: list[Floats] = field(default_factory=list)
    segments: int = 0
    objects: int = 0

    @property
    def full(self) -> bool:
        return self.segments > _MOST_SEGMENTS or self.objects > _MOST_OBJECTS


def drawn(page: object, frame: Frame) -> Drawn:
    """Rules, pictures and filled areas of a page, as displayed and within its visible part."""
    strokes = _Strokes()
    count = raw.FPDFPage_CountObjects(page)
    things = map(library.page_object, repeat(library.handle(page)), range(count))
    _walk(list(map(library.argument, things)), np.eye(3), strokes, 0)
    lying, standing = _rules(_displayed(strokes.thin, frame))
    return Drawn(
        lying=lying,
        standing=standing,
        pictures=tuple(Box(*box) for box in _displayed(strokes.pictures, frame).tolist()),
        shades=tuple(Box(*box) for box in _displayed(strokes.wide, frame).tolist()),
        cut=strokes.full,
    )


def _displayed(parts: list[Floats], frame: Frame) -> Floats:
    if not parts:
        return np.zeros((0, 4))
    boxes = frame.displayed(np.concatenate(parts))
    limits = np.array([frame.width, frame.height, frame.width, frame.height])
    inside = (boxes[:, :2] <= limits[:2]).all(axis=1) & (boxes[:, 2:] >= 0).all(axis=1)
    clipped: Floats = np.clip(boxes[inside], 0, limits)
    return clipped


def _rules(boxes: Floats) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    flat = (height <= _THIN) & (width >= height) & (width >= _SHORT)
    steep = (width <= _THIN) & (height > width) & (height >= _SHORT)
    lying = [Rule((t + b) / 2, x0, x1) for x0, t, x1, b in boxes[flat].tolist()]
    standing = [Rule((x0 + x1) / 2, t, b) for x0, t, x1, b in boxes[steep].tolist()]
    return tuple(lying), tuple(standing)


_BOUNDS = library.Sweep(library.bounds, np.float32, 4, order=(0, 1, 2, 3))
_MODES = library.Sweep(library.draw_mode, np.int32, 2, order=(0, 1))


def _walk(handles: list[Any], matrix: Matrix, strokes: _Strokes, depth: int) -> None:
    strokes.objects += len(handles)
    if strokes.full:
        return
    kinds = map(library.object_type, handles)
    things = [(thing, kind) for thing, kind in zip(handles, kinds, strict=True) if kind != _TEXT]
    paths = [thing for thing, kind in things if kind == _PATH]
    pictures = [thing for thing, kind in things if kind == _PICTURE]
    if pictures:
        strokes.pictures.append(_moved(_bounds(pictures), matrix))
    if paths:
        _paths(paths, matrix, strokes)
    if depth < _DEEPEST:
        for thing, kind in things:
            if kind == _FORM:
                places = map(ctypes.c_ulong, range(library.form_count(thing)))
                inner = map(library.form_object, repeat(thing), places)
                within = list(map(library.argument, inner))
                _walk(within, matrix @ _matrix(thing), strokes, depth + 1)


def _bounds(handles: list[Any]) -> Floats:
    """Boxes (left, bottom, right, top) in the space of the content that holds the objects."""
    return _BOUNDS.over(handles).astype(np.float64)


def _moved(boxes: Floats, matrix: Matrix) -> Floats:
    if np.array_equal(matrix, np.eye(3)):
        return boxes
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    moved = corners @ matrix[:2, :2].T + matrix[:2, 2]
    return np.concatenate((moved.min(axis=1), moved.max(axis=1)), axis=1)


def _matrix(thing: Any) -> Matrix:
    cells = (ctypes.c_float * 6)()
    library.matrix(thing, cells)
    a, b, c, d, e, f = cells
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _paths(handles: list[Any], matrix: Matrix, strokes: _Strokes) -> None:
    boxes = _bounds(handles)
    modes = _MODES.over(handles)
    painted = modes.any(axis=1)
    thin = (np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= _THIN) & painted
    strokes.thin.append(_moved(boxes[thin], matrix))
    thick: list[tuple[float, float, float, float]] = []
    sides: list[tuple[float, float, float, float]] = []
    for place in (~thin & painted).nonzero()[0].tolist():
        if strokes.full:
            break
        filled, stroked = modes[place].astype(bool).tolist()
        _trace(handles[place], (filled, stroked), sides, thick, strokes)
    if sides:
        strokes.thin.append(_moved(np.array(sides), matrix))
    if thick:
        strokes.wide.append(_moved(np.array(thick), matrix))


Side = tuple[float, float, float, float]


def _trace(
    thing: Any, paint: tuple[bool, bool], sides: list[Side], thick: list[Side], strokes: _Strokes
) -> None:
    """Straight sides of a stroked path; of a filled one the parts, thin or wide.

    `paint` says whether it is filled and whether it is stroked.
    """
    filled, stroked = paint
    count = library.segments(thing)
    strokes.segments += count
    if strokes.full:
        return
    place = _matrix(thing)
    for part, straight in _parts(thing, count):
        points = np.array(part) @ place[:2, :2].T + place[:2, 2]
        low, high = points.min(axis=0), points.max(axis=0)
        if stroked:
            for (x0, y0), (x1, y1) in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
                if min(abs(x1 - x0), abs(y1 - y0)) < 0.7:
                    sides.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        if filled and straight:
            box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
            if float((high - low).min()) <= _THIN:
                if not stroked:
                    sides.append(box)
            elif _is_coloured(thing):
                thick.append(box)


def _is_coloured(thing: Any) -> bool:
    *colour, alpha = _COLOURS.over((thing,))[0].tolist()
    return bool(min(colour) < _WHITE and alpha > 0)


def _parts(thing: Any, count: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Subpaths as corners, closed ones ending where they began, and whether all is straight."""
    cells = np.zeros(2, np.float32)
    sides = library.addresses(cells)
    part: list[tuple[float, float]] = []
    straight = True
    for index in range(count):
        segment = library.argument(library.segment(thing, index))
        kind = library.segment_type(segment)
        library.point(segment, *sides)
        if kind == _MOVE and part:
            if len(part) > 1:
                yield part, straight
            part, straight = [], True
        straight = straight and kind != _CURVE
        x, y = cells.tolist()
        part.append((x, y))
        if library.segment_close(segment):
            part.append(part[0])
    if len(part) > 1:
        yield part, straight
