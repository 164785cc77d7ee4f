"""PDFium's raw functions, called with plain addresses so that they can fill an array in one sweep."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw


def _function(name: str, result: Any, *arguments: Any) -> Any:
    """A PDFium function that takes plain addresses: a call costs half of the generated one."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_P, _I = ctypes.c_void_p, ctypes.c_int
loose_box = _function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
char_box = _function("FPDFText_GetCharBox", _I, _P, _I, _P, _P, _P, _P)
font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
char_matrix = _function("FPDFText_GetMatrix", _I, _P, _I, _P)
origin = _function("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)
angle = _function("FPDFText_GetCharAngle", ctypes.c_float, _P, _I)
map_error = _function("FPDFText_HasUnicodeMapError", _I, _P, _I)
generated = _function("FPDFText_IsGenerated", _I, _P, _I)
text_object = _function("FPDFText_GetTextObject", _P, _P, _I)
font = _function("FPDFTextObj_GetFont", _P, _P)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _I, _P)
font_weight = _function("FPDFFont_GetWeight", _I, _P)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
fill = _function("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
page_object = _function("FPDFPage_GetObject", _P, _P, _I)
form_object = _function("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
form_count = _function("FPDFFormObj_CountObjects", _I, _P)
object_type = _function("FPDFPageObj_GetType", _I, _P)
bounds = _function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
matrix = _function("FPDFPageObj_GetMatrix", _I, _P, _P)
draw_mode = _function("FPDFPath_GetDrawMode", _I, _P, _P, _P)
segments = _function("FPDFPath_CountSegments", _I, _P)
segment = _function("FPDFPath_GetPathSegment", _P, _P, _I)
point = _function("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_type = _function("FPDFPathSegment_GetType", _I, _P)
segment_close = _function("FPDFPathSegment_GetClose", _I, _P)


def address(handle: Any) -> int:
    """The address behind one of PDFium's handles."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
