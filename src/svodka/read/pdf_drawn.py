"""What is drawn on a page: rules that lie or stand, pictures, filled areas; curves are left out."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
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
_CURVE, _MOVE = 1, 2

_SKEW = 0.7
"""Points: a line that goes aside by more neither lies nor stands."""

_COLOURS = library.Sweep(library.fill, np.uint32, 4, order=(0, 1, 2, 3))
_MATRICES = library.Sweep(library.matrix, np.float32, 6)
_POINTS = library.Sweep(library.point, np.float32, 2, order=(0, 1))

Matrix = Floats
_UNMOVED: Matrix = np.eye(3)
Flags = npt.NDArray[np.bool_]


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
    _walk(list(map(library.argument, things)), _UNMOVED, strokes, 0)
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
    if matrix is _UNMOVED or np.array_equal(matrix, _UNMOVED):
        return boxes
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
    moved = corners @ matrix[:2, :2].T + matrix[:2, 2]
    return np.concatenate((moved.min(axis=1), moved.max(axis=1)), axis=1)


def _matrix(thing: Any) -> Matrix:
    a, b, c, d, e, f = _MATRICES.over((thing,))[0].tolist()
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _paths(handles: list[Any], matrix: Matrix, strokes: _Strokes) -> None:
    boxes = _bounds(handles)
    modes = _MODES.over(handles)
    filled, stroked = modes.astype(bool).T
    painted = filled | stroked
    thin = (np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= _THIN) & painted
    strokes.thin.append(_moved(boxes[thin], matrix))
    others = (~thin & painted).nonzero()[0]
    counts = list(map(library.segments, [handles[k] for k in others.tolist()]))
    # Paths after the one that is too much are left out.
    fit = int(np.searchsorted(strokes.segments + np.cumsum(counts), _MOST_SEGMENTS, "right"))
    strokes.segments += sum(counts[: fit + 1])
    others, counts = others[:fit], counts[:fit]
    if sum(counts):
        path = _traced([handles[k] for k in others.tolist()], counts)
        sides, areas = _painted(path, filled[others], stroked[others])
        strokes.thin.append(_moved(sides, matrix))
        strokes.wide.append(_moved(areas, matrix))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traced:
    """Corners of paths: each one's `x` and `y`, its path, whether it begins a part, whether a
    curve leads to it, whether the part is closed there."""

    x: Floats
    y: Floats
    path: npt.NDArray[np.int64]
    begins: Flags
    curved: Flags
    closes: Flags
    coloured: Flags


def _traced(handles: list[Any], counts: list[int]) -> _Traced:
    whose = chain.from_iterable(map(repeat, handles, counts))
    each = map(library.segment, whose, chain.from_iterable(map(range, counts)))
    segments = list(map(library.argument, each))
    kinds = np.array(list(map(library.segment_type, segments)))
    path = np.repeat(np.arange(len(handles)), counts)
    x, y = _POINTS.over(segments).astype(np.float64).T
    a, b, c, d, e, f = _MATRICES.over(handles).astype(np.float64)[path].T
    red, green, blue, alpha = _COLOURS.over(handles).T
    begins = kinds == _MOVE
    begins[0] = True
    begins[1:] |= path[1:] != path[:-1]
    return _Traced(
        x=x * a + y * c + e,
        y=x * b + y * d + f,
        path=path,
        begins=begins,
        curved=kinds == _CURVE,
        closes=np.array(list(map(library.segment_close, segments))) != 0,
        coloured=(np.minimum(np.minimum(red, green), blue) < _WHITE) & (alpha > 0),
    )


def _painted(traced: _Traced, filled: Flags, stroked: Flags) -> tuple[Floats, Floats]:
    """Straight sides of stroked paths and filled parts as thin as a rule; wide parts in colour."""
    x, y, path = traced.x, traced.y, traced.path
    starts = traced.begins.nonzero()[0]
    first = starts[np.cumsum(traced.begins) - 1]
    before = np.arange(-1, len(x) - 1)
    before[1:] = np.where(traced.closes[:-1], first[1:], before[1:])
    drawn = (~traced.begins & stroked[path]).nonzero()[0]
    closing = (traced.closes & stroked[path]).nonzero()[0]
    ends = np.concatenate((drawn, closing)), np.concatenate((before[drawn], first[closing]))
    (x0, x1), (y0, y1) = (x[ends[0]], x[ends[1]]), (y[ends[0]], y[ends[1]])
    upright = np.minimum(np.abs(x1 - x0), np.abs(y1 - y0)) < _SKEW
    sides = (np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1))
    corners = [
        *(np.minimum.reduceat(side, starts) for side in (x, y)),
        *(np.maximum.reduceat(side, starts) for side in (x, y)),
    ]
    boxes = np.stack(corners, axis=1)
    owner = path[starts]
    area = filled[owner] & ~np.logical_or.reduceat(traced.curved, starts)
    area &= np.diff(starts, append=len(x)) > 1
    flat = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= _THIN
    thin = boxes[area & flat & ~stroked[owner]]
    return (
        np.concatenate((np.stack(sides, axis=1)[upright], thin)),
        boxes[area & ~flat & traced.coloured[owner]],
    )
