"""The characters of a page in bulk: code points, line boxes as displayed, angles of the baselines."""

from __future__ import annotations

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

    handle: Any
    indices: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int64]
    boxes: Floats
    spaced: npt.NDArray[np.bool_]
    turned: npt.NDArray[np.int64]
    unmapped: int


def characters(textpage: Any, frame: Frame) -> Characters:
    """All characters of a page that are no space."""
    count = max(raw.FPDFText_CountChars(textpage), 0)
    handle = library.handle(textpage)
    codes = _codes(handle, count)
    for hyphen in _LINE_END_HYPHENS:
        codes[codes == hyphen] = 0x2D
    solid = (~_IS_SPACE[np.minimum(codes, 0xFFFF)]).nonzero()[0]
    boxes = _boxes(handle, solid)
    spaced = np.ones(len(solid), dtype=bool)
    np.greater(solid[1:] - solid[:-1], 1, out=spaced[1:])
    return Characters(
        handle,
        solid,
        codes[solid],
        frame.displayed(boxes),
        spaced,
        _angles(handle, solid, boxes, frame),
        _unmapped(handle, solid, codes[solid]),
    )


def _codes(handle: Any, count: int) -> npt.NDArray[np.int64]:
    # One bulk call where every character is one UTF-16 unit; else the slow way, one by one.
    units = np.zeros(count + 2, "<u2")
    written = library.text(handle, 0, count, library.argument(units.ctypes.data))
    if written == count + 1:
        codes = units[:count].astype(np.int64)
        if not ((codes >= 0xD800) & (codes < 0xE000)).any():
            return codes
    each = map(library.unicode, repeat(handle), range(count))
    return np.fromiter(each, dtype=np.int64, count=count)


_LOOSE = library.Sweep(library.loose_box, np.float32, 4)
_INK = library.Sweep(library.char_box, np.float64, 4, order=(0, 2, 1, 3))


def _boxes(handle: Any, solid: npt.NDArray[np.int64]) -> Floats:
    """Line boxes (left, bottom, right, top): the height of the font, the width of the advance."""
    left, top, right, bottom = _LOOSE.over(solid.tolist(), handle).T
    boxes = np.empty((4, len(solid))).T
    np.minimum(left, right, out=boxes[:, 0])
    np.minimum(bottom, top, out=boxes[:, 1])
    np.maximum(left, right, out=boxes[:, 2])
    np.maximum(bottom, top, out=boxes[:, 3])
    broken = ~(boxes[:, 3] - boxes[:, 1] >= _FLAT)
    if not np.isfinite(boxes).all():
        broken |= ~np.isfinite(boxes).all(axis=1)
    broken |= _of_inked_fonts(handle, solid, boxes)
    for place in broken.nonzero()[0].tolist():
        boxes[place] = _line_box(handle, int(solid[place]))
    return boxes


def _of_inked_fonts(
    handle: Any, solid: npt.NDArray[np.int64], boxes: Floats
) -> npt.NDArray[np.bool_]:
    """Which characters belong to fonts that declare no height.

    PDFium gives the ink of those instead of a line box. It shows in neighbours whose boxes
    overlap across the line but share neither foot nor head; a page where that is rare has none.
    """
    none = np.zeros(len(boxes), dtype=bool)
    if len(boxes) < 2:
        return none
    foot, head = boxes[:, 1], boxes[:, 3]
    steps = np.maximum(np.abs(foot[1:] - foot[:-1]), np.abs(head[1:] - head[:-1]))
    tall = head - foot
    near = (steps > 0.02) & (steps < 1.5 * np.maximum(tall[1:], tall[:-1]))
    uneven = near.nonzero()[0] + 1
    if len(uneven) <= _EVEN * len(boxes):
        return none
    none[uneven] = none[uneven - 1] = True
    suspects = none.nonzero()[0][:: max(1, len(uneven) // _SAMPLE)]
    none[:] = False
    indices = solid[suspects].tolist()
    ink = np.abs(boxes[suspects] - _INK.over(indices, handle)).max(axis=1) < 0.01
    if not ink.any():
        return none
    fonts = [_font(handle, index) for index in indices]
    inked = {font for font, whether in zip(fonts, ink.tolist(), strict=True) if whether}
    clean = set(fonts) - inked
    objects = list(map(library.text_object, repeat(handle), solid.tolist()))
    known = {thing: _font_of(thing) in inked - clean for thing in set(objects) if thing}
    return np.fromiter((known.get(thing, False) for thing in objects), bool, len(objects))


def _font(handle: Any, index: int) -> int:
    thing = library.text_object(handle, index)
    return _font_of(thing) if thing else 0


def _font_of(thing: int) -> int:
    return library.font(library.argument(thing)) or 0


def _line_box(handle: Any, index: int) -> tuple[float, float, float, float]:
    """The box of the ink, made as high as a line of its font size where that is credible.

    The height is that of the font size as it is scaled and turned, about the baseline.
    """
    left, bottom, right, top = _INK.over((index,), handle)[0].tolist()
    matrix = np.zeros(6, np.float32)
    place = np.zeros(2)
    if not library.char_matrix(handle, index, library.addresses(matrix)[0]) or not library.origin(
        handle, index, *library.addresses(place)
    ):
        return left, bottom, right, top
    size = library.font_size(handle, index)
    x, y = float(matrix[2]) * size, float(matrix[3]) * size
    tall = max(abs(x), abs(y))
    if not 0.7 * min(top - bottom, right - left) < tall < _TALLEST:
        return left, bottom, right, top
    across = [place[0] - 0.2 * x, place[0] + 0.7 * x]
    along = [place[1] - 0.2 * y, place[1] + 0.7 * y]
    return min(left, *across), min(bottom, *along), max(right, *across), max(top, *along)


def _unmapped(handle: Any, solid: npt.NDArray[np.int64], codes: npt.NDArray[np.int64]) -> int:
    # A sample is enough: a font without a map has none for any of its characters.
    private = int(((codes == 0xFFFD) | ((codes >= 0xE000) & (codes < 0xF900))).sum())
    step = max(1, len(solid) // _SAMPLE)
    errors = sum(map(library.map_error, repeat(handle), solid[::step].tolist()))
    return max(private, int(errors) * step)


def _angles(
    handle: Any, solid: npt.NDArray[np.int64], boxes: Floats, frame: Frame
) -> npt.NDArray[np.int64]:
    """Angles of the baselines as displayed, counter-clockwise: 0, 90, 180 or 270 degrees."""
    turned = np.zeros(len(boxes), np.int64)
    if len(boxes) < 2:
        return turned
    right, up, wide, _ = (boxes[1:] - boxes[:-1]).T
    beside = np.abs(up) < 0.02
    standing = (np.abs(right) < 0.02) & (np.abs(wide) < 0.02) & (np.abs(up) > _FLAT)
    backwards = (right < -_FLAT) & beside
    if np.count_nonzero(standing) >= 2 or np.count_nonzero(backwards) > len(boxes) / 4:
        angles = np.fromiter(map(library.angle, repeat(handle), solid.tolist()), dtype=np.float64)
        turned = np.rint(angles * 2 / np.pi).astype(np.int64) * 90
    # PDFium gives the angle clockwise.
    return (-turned - 90 * frame.turns) % 360
