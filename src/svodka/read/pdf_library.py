"""PDFium's raw functions, called in sweeps over characters or objects with arguments made once."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

_ROOM = 1_024
"""Calls of a sweep whose results are taken at once."""


def _function(name: str, result: Any) -> Any:
    """A PDFium function whose arguments are plain C ints and what `argument` gives.

    Declared types would make ctypes build an object of every argument, which takes longer than
    most of the calls.
    """
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result)(address)


_P, _I = ctypes.c_void_p, ctypes.c_int
argument: Callable[[int], Any] = ctypes.c_void_p.from_param
"""An address as an argument."""
loose_box = _function("FPDFText_GetLooseCharBox", _I)
char_box = _function("FPDFText_GetCharBox", _I)
font_size = _function("FPDFText_GetFontSize", ctypes.c_double)
char_matrix = _function("FPDFText_GetMatrix", _I)
origin = _function("FPDFText_GetCharOrigin", _I)
text = _function("FPDFText_GetText", _I)
unicode = _function("FPDFText_GetUnicode", ctypes.c_uint)
angle = _function("FPDFText_GetCharAngle", ctypes.c_float)
map_error = _function("FPDFText_HasUnicodeMapError", _I)
generated = _function("FPDFText_IsGenerated", _I)
text_object = _function("FPDFText_GetTextObject", _P)
font = _function("FPDFTextObj_GetFont", _P)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _I)
font_weight = _function("FPDFFont_GetWeight", _I)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t)
fill = _function("FPDFPageObj_GetFillColor", _I)
page_object = _function("FPDFPage_GetObject", _P)
form_object = _function("FPDFFormObj_GetObject", _P)
form_count = _function("FPDFFormObj_CountObjects", _I)
object_type = _function("FPDFPageObj_GetType", _I)
bounds = _function("FPDFPageObj_GetBounds", _I)
matrix = _function("FPDFPageObj_GetMatrix", _I)
draw_mode = _function("FPDFPath_GetDrawMode", _I)
segments = _function("FPDFPath_CountSegments", _I)
segment = _function("FPDFPath_GetPathSegment", _P)
point = _function("FPDFPathSegment_GetPoint", _I)
segment_type = _function("FPDFPathSegment_GetType", _I)
segment_close = _function("FPDFPathSegment_GetClose", _I)


def handle(thing: Any) -> Any:
    """One of PDFium's handles as an argument."""
    return argument(ctypes.cast(thing, ctypes.c_void_p).value or 0)


def addresses(array: npt.NDArray[Any]) -> list[Any]:
    """The place of each value of an array as an argument."""
    start = array.ctypes.data
    return list(map(argument, range(start, start + array.nbytes, array.itemsize)))


class Sweep:
    """A function that fills `width` values of a type, called with one thing after another.

    The values come into the same room each time: like PDFium, it serves one thread. `order` says
    in which of the values the function puts its results; by default it is given the first only,
    as the place of a structure.
    """

    def __init__(
        self, function: Any, kind: npt.DTypeLike, width: int, order: Sequence[int] = (0,)
    ) -> None:
        self._function = function
        self._room = np.zeros((_ROOM, width), kind)
        places = addresses(self._room)
        self._places = [places[k::width] for k in order]

    def over(self, things: Sequence[Any], *before: Any) -> npt.NDArray[Any]:
        """A row of values for each thing; `before` are arguments that come first."""
        found = np.empty((len(things), self._room.shape[1]), self._room.dtype)
        first = list(map(repeat, before))
        for start in range(0, len(things), _ROOM):
            some = things[start : start + _ROOM]
            self._room[: len(some)] = 0
            exhaust(map(self._function, *first, some, *self._places))
            found[start : start + _ROOM] = self._room[: len(some)]
        return found


def exhaust(calls: Iterable[Any]) -> None:
    """Make calls whose results nobody wants."""
    deque(calls, maxlen=0)
