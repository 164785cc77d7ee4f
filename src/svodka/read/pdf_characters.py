"""The characters of a page in bulk: code points, line boxes as displayed, angles of the baselines."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from svodka.read import pdf_library as library
from svodka.read.pdf_ink import Floats, Frame

_SPACES = [*range(33), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029]
_SPACES += [0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF]
_IS_SPACE = np.zeros(0x10000, dtype=bool)
_IS_SPACE[_SPACES] = True
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_FLAT = 0.5
_SAMPLE = 64
_TALLEST = 72
_EVEN = 0.02
"""Of the characters: no more than this differ in height from the one before in common fonts."""


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters that leave ink, in the order of the content stream.

    `indices` are PDFium's; `spaced` says that a space or line end stands before the character.
    """

    handle: int
    indices: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int64]
    boxes: Floats
    spaced: npt.NDArray[np.bool_]
    turned: npt.NDArray[np.int64]
    unmapped: int


def characters(textpage: Any, frame: Frame) -> Characters:
    """All characters of a page that are no space."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    handle = library.address(textpage)
    codes = _codes(textpage, handle, count)
    for hyphen in _LINE_END_HYPHENS:
        codes[codes == hyphen] = 0x2D
    solid = np.flatnonzero(~_IS_SPACE[np.minimum(codes, 0xFFFF)])
    boxes = _boxes(handle, solid)
    spaced = np.diff(solid, prepend=-2) > 1
    return Characters(
        handle,
        solid,
        codes[solid],
        frame.displayed(boxes),
        spaced,
        _angles(handle, solid, boxes, frame),
        _unmapped(handle, solid, codes[solid]),
    )


def _codes(textpage: Any, handle: int, count: int) -> npt.NDArray[np.int64]:
    # One bulk call where every character is one UTF-16 unit; else the slow way, one by one.
    buffer = ctypes.create_string_buffer(2 * (count + 2))
    units = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    written = raw.FPDFText_GetText(textpage, 0, count, units)
    if written == count + 1:
        codes = np.frombuffer(buffer.raw, dtype="<u2", count=count).astype(np.int64)
        if not ((codes >= 0xD800) & (codes < 0xE000)).any():
            return codes
    each = map(library.unicode, repeat(handle), range(count))
    return np.fromiter(each, dtype=np.int64, count=count)


def _boxes(handle: int, solid: npt.NDArray[np.int64]) -> Floats:
    """Line boxes (left, bottom, right, top): the height of the font, the width of the advance."""
    count = len(solid)
    loose = np.zeros((count, 4), np.float32)
    start = loose.ctypes.data
    places = range(start, start + 16 * count, 16)
    for _ in map(library.loose_box, repeat(handle), solid.tolist(), places):
        pass
    low = np.minimum(loose[:, [0, 3]], loose[:, [2, 1]])
    high = np.maximum(loose[:, [0, 3]], loose[:, [2, 1]])
    boxes = np.concatenate((low, high), axis=1).astype(np.float64)
    broken = ~np.isfinite(boxes).all(axis=1) | (boxes[:, 3] - boxes[:, 1] < _FLAT)
    broken |= _of_inked_fonts(handle, solid, boxes)
    for place in np.flatnonzero(broken).tolist():
        boxes[place] = _line_box(handle, int(solid[place]))
    return boxes


def _of_inked_fonts(
    handle: int, solid: npt.NDArray[np.int64], boxes: Floats
) -> npt.NDArray[np.bool_]:
    """Which characters belong to fonts that declare no height.

    PDFium gives the ink of those instead of a line box. It shows in neighbours whose boxes
    overlap across the line but share neither foot nor head; a page where that is rare has none.
    """
    none = np.zeros(len(boxes), dtype=bool)
    if len(boxes) < 2:
        return none
    steps = np.abs(np.diff(boxes[:, [1, 3]], axis=0))
    height = np.maximum(boxes[1:, 3] - boxes[1:, 1], boxes[:-1, 3] - boxes[:-1, 1])
    uneven = np.flatnonzero((steps.max(axis=1) > 0.02) & (steps.max(axis=1) < 1.5 * height)) + 1
    if len(uneven) <= _EVEN * len(boxes):
        return none
    suspects = np.union1d(uneven, uneven - 1)[:: max(1, len(uneven) // _SAMPLE)].tolist()
    inked = {
        _font(handle, int(solid[k])) for k in suspects if _is_ink(handle, int(solid[k]), boxes[k])
    }
    clean = {_font(handle, int(solid[k])) for k in suspects} - inked
    if not inked:
        return none
    objects = list(map(library.text_object, repeat(handle), solid.tolist()))
    known = {thing: library.font(thing) in inked - clean for thing in set(objects) if thing}
    return np.fromiter((known.get(thing, False) for thing in objects), bool, len(objects))


def _font(handle: int, index: int) -> int:
    thing = library.text_object(handle, index)
    return (library.font(thing) or 0) if thing else 0


def _is_ink(handle: int, index: int, box: Floats) -> bool:
    left, right, bottom, top = _ink(handle, index)
    return bool(np.abs(box - (left, bottom, right, top)).max() < 0.01)


def _ink(handle: int, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of what a character leaves."""
    cells = (ctypes.c_double * 4)()
    at = ctypes.addressof(cells)
    library.char_box(handle, index, at, at + 8, at + 16, at + 24)
    return cells[0], cells[1], cells[2], cells[3]


def _line_box(handle: int, index: int) -> tuple[float, float, float, float]:
    """The box of the ink, made as high as a line of its font size where that is credible.

    The height is that of the font size as it is scaled and turned, about the baseline.
    """
    left, right, bottom, top = _ink(handle, index)
    matrix = (ctypes.c_float * 6)()
    place = (ctypes.c_double * 2)()
    at = ctypes.addressof(place)
    if not library.char_matrix(handle, index, ctypes.addressof(matrix)) or not library.origin(
        handle, index, at, at + 8
    ):
        return left, bottom, right, top
    size = library.font_size(handle, index)
    x, y = matrix[2] * size, matrix[3] * size
    tall = max(abs(x), abs(y))
    if not 0.7 * min(top - bottom, right - left) < tall < _TALLEST:
        return left, bottom, right, top
    across = [place[0] - 0.2 * x, place[0] + 0.7 * x]
    along = [place[1] - 0.2 * y, place[1] + 0.7 * y]
    return min(left, *across), min(bottom, *along), max(right, *across), max(top, *along)


def _unmapped(handle: int, solid: npt.NDArray[np.int64], codes: npt.NDArray[np.int64]) -> int:
    # A sample is enough: a font without a map has none for any of its characters.
    private = int(((codes == 0xFFFD) | ((codes >= 0xE000) & (codes < 0xF900))).sum())
    step = max(1, len(solid) // _SAMPLE)
    errors = sum(map(library.map_error, repeat(handle), solid[::step].tolist()))
    return max(private, int(errors) * step)


def _angles(
    handle: int, solid: npt.NDArray[np.int64], boxes: Floats, frame: Frame
) -> npt.NDArray[np.int64]:
    """Angles of the baselines as displayed, counter-clockwise: 0, 90, 180 or 270 degrees."""
    turned = np.zeros(len(boxes), np.int64)
    if len(boxes) < 2:
        return turned
    moves = np.abs(np.diff(boxes, axis=0))
    standing = (moves[:, 0] < 0.02) & (moves[:, 2] < 0.02) & (moves[:, 1] > _FLAT)
    backwards = (np.diff(boxes[:, 0]) < -_FLAT) & (moves[:, 1] < 0.02)
    if standing.sum() >= 2 or backwards.sum() > len(boxes) / 4:
        angles = np.fromiter(map(library.angle, repeat(handle), solid.tolist()), dtype=np.float64)
        turned = np.rint(angles * 2 / np.pi).astype(np.int64) * 90
    # PDFium gives the angle clockwise.
    return (-turned - 90 * frame.turns) % 360
