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
        codes = np.frombuffer(buffer, dtype="<u2", count=count).astype(np.int64)
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
    for place in np.flatnonzero(broken):
        boxes[place] = _ink_box(handle, int(solid[place]))
    return boxes


def _ink_box(handle: int, index: int) -> tuple[float, float, float, float]:
    """The box of the ink, made as high as a line of that size where the size is credible."""
    cells = (ctypes.c_double * 6)()
    at = ctypes.addressof(cells)
    library.char_box(handle, index, at, at + 8, at + 16, at + 24)
    left, right, bottom, top = cells[:4]
    size = library.font_size(handle, index)
    if library.origin(handle, index, at + 32, at + 40) and 0.7 * (top - bottom) < size < 72:
        bottom, top = min(bottom, cells[5] - 0.2 * size), max(top, cells[5] + 0.7 * size)
    return left, bottom, right, top


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
