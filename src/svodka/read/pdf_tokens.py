"""Characters into tokens: what stands on one baseline without a space; raised digits stay apart."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, repeat

import numpy as np
import numpy.typing as npt

from svodka.read import pdf_library as library
from svodka.read.pdf_characters import Characters
from svodka.read.pdf_ink import Floats, Rule, Token

_GAP = 0.3
"""Of the line height: a wider gap between two characters parts two tokens."""
_BACK = 0.5
_UNDER = 0.08
"""Of the line height: a character of another text object that begins so far before the end of the
last one covers it; pairs are never set so close."""
_STEP = 0.35
"""Of the line height: a baseline further off is another one. An accent or a tail above or below
what the font declares makes PDFium's line box higher, so that small steps mean nothing."""
_SMALL = 0.76
_LESS = 0.86
_RISE = 0.2
"""Of the line height: a mark that is hardly smaller than its word is one only if it is so far up."""
_MARK_GAP = 0.6
_MOST_MARKS = 80
_MARK = re.compile(r"\d{1,2}\)?|\*{1,3}")
_TINY = 1.0
_INVISIBLE = (3, 7)
_BOLD_WEIGHT = 600
_WHITE = 250

_LETTERS = np.array([chr(code).isalpha() for code in range(0x10000)])

_CAPITALS = np.array([chr(code).isupper() for code in range(0x10000)])
_SAME = 0.4

_RAISED = str.maketrans("0123456789()+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻")


def tokens(signs: Characters, standing: Sequence[Rule] = ()) -> tuple[Token, ...]:
    """The tokens of a page in the order of the content stream.

    Where a rule of `standing` or text over text shows that one cell ends and the next begins,
    characters of two text objects are two tokens, be they ever so close.

    Digits and brackets raised above the line become Unicode superscripts in `text`, so that a
    note mark never joins a number; `plain` keeps the characters as they are.
    """
    if not len(signs.codes):
        return ()
    reading = _as_read(signs.boxes, signs.turned)
    starts, cut = _starts(signs, reading, standing)
    words = signs.codes.astype("<u4").tobytes().decode("utf-32-le", "replace")
    left, top, right, bottom = _around(signs, starts)
    sizes = np.minimum.reduceat(reading[:, 3] - reading[:, 1], starts)
    objects = _objects(signs, starts)
    bold, shown, white = _looks(objects)
    texts = [words[a:b] for a, b in pairwise([*starts.tolist(), len(words)])]
    # A full stop may be low, and turned text narrow: what is tiny is so both ways.
    extent = np.maximum(right - left, bottom - top)
    seen = np.array(shown) & ((sizes >= _TINY) | (extent >= _TINY))
    pieces = list(
        map(
            Token,
            *map(np.ndarray.tolist, (left, top, right, bottom)),
            texts,
            texts,
            sizes.tolist(),
            range(len(texts)),
            bold,
            seen.tolist(),
            signs.turned[starts].tolist(),
            white,
            ((top + bottom) / 2).tolist(),
            _apart(signs, starts, objects),
        )
    )
    apart = signs.spaced[starts]
    if len(cut):
        apart |= np.isin(starts, cut)
    return tuple(_attached(_joined(pieces, apart.tolist())))


def _around(signs: Characters, starts: npt.NDArray[np.int64]) -> tuple[Floats, ...]:
    """The box of each token; across the baseline the least high of its characters counts."""
    sides = signs.boxes.T
    if not signs.turned.any():
        return (
            np.minimum.reduceat(sides[0], starts),
            np.maximum.reduceat(sides[1], starts),
            np.maximum.reduceat(sides[2], starts),
            np.minimum.reduceat(sides[3], starts),
        )
    lying = signs.turned[starts] % 180 == 0
    least = [np.minimum.reduceat(side, starts) for side in sides]
    most = [np.maximum.reduceat(side, starts) for side in sides]
    return (
        np.where(lying, least[0], most[0]),
        np.where(lying, most[1], least[1]),
        np.where(lying, most[2], least[2]),
        np.where(lying, least[3], most[3]),
    )


def _as_read(boxes: Floats, turned: npt.NDArray[np.int64]) -> Floats:
    """Boxes turned so that every baseline runs from left to right."""
    if not turned.any():
        return boxes
    read = boxes.copy()
    up, back, down = turned == 90, turned == 180, turned == 270
    read[up] = np.stack((-boxes[:, 3], boxes[:, 0], -boxes[:, 1], boxes[:, 2]), axis=1)[up]
    read[back] = -boxes[:, [2, 3, 0, 1]][back]
    read[down] = np.stack((boxes[:, 1], -boxes[:, 2], boxes[:, 3], -boxes[:, 0]), axis=1)[down]
    return read


def _starts(
    signs: Characters, read: Floats, standing: Sequence[Rule]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where tokens start, and which of those places only a rule or text over text shows."""
    height = np.maximum(read[:, 3] - read[:, 1], 0.1)
    lower = np.minimum(height[1:], height[:-1])
    higher = np.maximum(height[1:], height[:-1])
    gap = read[1:, 0] - read[:-1, 2]
    parted = (
        signs.spaced[1:]
        | (gap > _GAP * lower)
        | (gap < -_BACK * lower)
        | (np.abs(read[1:, 3] - read[:-1, 3]) > _STEP * higher)
        | (lower < _SMALL * higher)
        | ((lower < _LESS * higher) & (np.abs(read[1:, 3] - read[:-1, 3]) > _RISE * higher))
        | (signs.turned[1:] != signs.turned[:-1])
    )
    # Text too long for its cell runs up to the next cell's or under it.
    upright = signs.turned[1:] == 0
    close = _ruled_off(read, ~parted & upright, standing)
    under = ~parted & (gap < -_UNDER * lower)
    if under.any():
        close |= under & _begins_cell(signs, read, parted)
    # A number set to the right of its cell, and words to the left of the next.
    off = ~parted & (gap > _UNDER * lower)
    if off.any():
        digit = (signs.codes >= 0x30) & (signs.codes <= 0x39)
        letter = _LETTERS[np.minimum(signs.codes, 0xFFFF)]
        close |= off & (digit[:-1] & letter[1:] | letter[:-1] & digit[1:])
    near = close.nonzero()[0] + 1
    pairs = zip(_objects(signs, near - 1), _objects(signs, near), strict=True)
    cut = near[np.array([first != second for first, second in pairs], dtype=bool)]
    parted[cut - 1] = True
    return _beginnings(parted), cut


def _beginnings(parted: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The first character, and each one that something parts from the one before it."""
    return np.concatenate(((0,), parted.nonzero()[0] + 1))


def _begins_cell(
    signs: Characters, read: Floats, parted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """May a character begin a cell: a capital, or a digit after a letter, that stands under the
    beginnings of two tokens? Pairs of letters are set as close as text over text."""
    capital = _CAPITALS[np.minimum(signs.codes, 0xFFFF)][1:]
    digit = (signs.codes >= 0x30) & (signs.codes <= 0x39)
    letter = _LETTERS[np.minimum(signs.codes, 0xFFFF)]
    lefts = np.sort(read[_beginnings(parted), 0])
    at = read[1:, 0]
    under = np.searchsorted(lefts, at + _SAME) - np.searchsorted(lefts, at - _SAME)
    found: npt.NDArray[np.bool_] = (capital | (digit[1:] & letter[:-1])) & (under >= 2)
    return found


def _ruled_off(
    read: Floats, wanted: npt.NDArray[np.bool_], standing: Sequence[Rule]
) -> npt.NDArray[np.bool_]:
    """Does a rule stand between the middles of a character and the next one, where it is asked?"""
    parted = np.zeros(len(read) - 1, dtype=bool)
    if not standing:
        return parted
    middle = (read[:, 0] + read[:, 2]) / 2
    across = (read[:, 1] + read[:, 3]) / 2
    rules = np.array(sorted(standing))
    before = np.ascontiguousarray(rules[:, 0]).searchsorted(middle)
    first, last = before[:-1], before[1:]
    for place in ((last > first) & wanted).nonzero()[0].tolist():
        here = rules[first[place] : last[place]]
        parted[place] = bool(((here[:, 1] <= across[place]) & (across[place] <= here[:, 2])).any())
    return parted


def _objects(signs: Characters, places: npt.NDArray[np.int64]) -> list[int]:
    """The text objects of the content stream that characters belong to; 0 for none."""
    found = map(library.text_object, repeat(signs.handle), signs.indices[places].tolist())
    return [thing or 0 for thing in found]


def _apart(signs: Characters, starts: npt.NDArray[np.int64], objects: Sequence[int]) -> list[bool]:
    """Does a token begin a text object, where PDFium had to think of the space before it?"""
    whose = np.array(objects)
    fresh = np.ones(len(whose), dtype=bool)
    np.not_equal(whose[1:], whose[:-1], out=fresh[1:])
    before = signs.indices[starts] - 1
    asked = (fresh & signs.spaced[starts] & (before >= 0)).nonzero()[0]
    thought_of = map(library.generated, repeat(signs.handle), before[asked].tolist())
    fresh[asked] = np.fromiter(thought_of, np.int64, len(asked)) != 0
    return fresh.tolist()


_COLOURS = library.Sweep(library.fill, np.uint32, 4, order=(0, 1, 2, 3))


def _looks(objects: Sequence[int]) -> tuple[Sequence[bool], Sequence[bool], Sequence[bool]]:
    """Is it bold; does it leave a mark that an eye sees; is it white?"""
    places = {thing: place for place, thing in enumerate(filter(None, dict.fromkeys(objects)))}
    handles = list(map(library.argument, places))
    fonts = list(map(library.font, handles))
    heavy = {font: _is_bold(font) for font in set(fonts)}
    red, green, blue, alpha = _COLOURS.over(handles).T
    pale = (np.minimum(np.minimum(red, green), blue) >= _WHITE) & (alpha > 0)
    modes = np.fromiter(map(library.render_mode, handles), np.int64, len(handles))
    drawn = (modes != _INVISIBLE[0]) & (modes != _INVISIBLE[1])
    # What belongs to no object is neither bold nor hidden: the last look is its own.
    places[0] = len(handles)
    whose = list(map(places.__getitem__, objects))
    bold = np.array([*map(heavy.__getitem__, fonts), False])
    shown, white = np.append(drawn & ~pale, True), np.append(drawn & pale, False)
    return bold[whose].tolist(), shown[whose].tolist(), white[whose].tolist()


def _is_bold(font: int | None) -> bool:
    if not font:
        return False
    handle = library.argument(font)
    buffer = ctypes.create_string_buffer(128)
    library.font_name(handle, buffer, ctypes.c_size_t(128))
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or library.font_weight(handle) >= _BOLD_WEIGHT


def _joined(pieces: list[Token], spaced: list[bool]) -> list[Token]:
    """Parts of one word that differ in font or size, and note marks, joined to what they follow."""
    sizes = [piece.size for piece in pieces]
    if all(spaced) and min(sizes) > _SMALL * max(sizes):
        return pieces
    found: list[Token] = []
    for piece, apart in zip(pieces, spaced, strict=True):
        before = found[-1] if found else None
        if before is None or piece.turned or before.turned:
            found.append(piece)
        elif _is_raised(before, piece):
            found[-1] = _glued(before, piece, piece.text.translate(_RAISED))
        elif not apart and _touches(before, piece):
            found[-1] = _glued(before, piece, piece.text)
        else:
            found.append(piece)
    for place, (first, second) in enumerate(pairwise(found)):
        # A mark that stands before its word, as at the head of a note.
        if first.size > _SMALL * second.size or first.turned or second.turned:
            continue
        if _is_raised(second, first, leads=True):
            found[place] = replace(first, text=first.text.translate(_RAISED))
    return found


def _attached(found: list[Token]) -> list[Token]:
    """Note marks that the content stream keeps apart, attached to the word that they follow."""
    usual = sorted([token.size for token in found])[len(found) // 2]
    small, less = _SMALL * usual, _LESS * usual
    below = [place for place, token in enumerate(found) if token.size < less]
    marks = [
        place
        for place in below
        if found[place].size < small and len(found[place].text) < 5 and not found[place].turned
    ]
    if len(marks) > _MOST_MARKS:
        return found
    # Among words hardly larger, only what looks like a mark is held against every word.
    larger = [
        place
        for place in below
        if small <= found[place].size and _MARK.fullmatch(found[place].text)
    ]
    if len(larger) <= _MOST_MARKS:
        marks += larger
    gone = set()
    for place in marks:
        mark = found[place]
        for other, base in enumerate(found):
            near = abs(base.right - mark.left) < _MARK_GAP * base.size
            if near and other != place and not base.turned and _is_raised(base, mark):
                found[other] = _glued(base, mark, mark.text.translate(_RAISED))
                gone.add(place)
                break
    return [token for place, token in enumerate(found) if place not in gone] if gone else found


def _is_raised(base: Token, mark: Token, *, leads: bool = False) -> bool:
    size = base.size
    if mark.size > _LESS * size or len(mark.text) > 6:
        return False
    if mark.size > _SMALL * size and mark.bottom > base.bottom - _RISE * size:
        return False
    gap = base.left - mark.right if leads else mark.left - base.right
    inside = base.top - 0.5 * size < mark.middle < base.middle - 0.02 * size
    return (
        inside and -0.3 * size < gap < _MARK_GAP * size and mark.bottom < base.bottom - 0.1 * size
    )


def _touches(before: Token, piece: Token) -> bool:
    size = max(before.size, piece.size)
    overlap = min(before.bottom, piece.bottom) - max(before.top, piece.top)
    near = -0.1 * size < piece.left - before.right < 0.15 * size
    return near and overlap > 0.5 * min(before.size, piece.size)


def _glued(before: Token, piece: Token, text: str) -> Token:
    return replace(
        before,
        left=min(before.left, piece.left),
        right=max(before.right, piece.right),
        text=before.text + text,
        plain=before.plain + piece.plain,
        bold=before.bold and piece.bold,
        shown=before.shown and piece.shown,
    )
