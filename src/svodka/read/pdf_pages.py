"""One page of a PDF, opened and seen upright: its tokens, shown and hidden, and what is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from svodka.read.pdf_characters import characters
from svodka.read.pdf_drawn import drawn
from svodka.read.pdf_ink import Box, Drawn, Frame, Token, View
from svodka.read.pdf_tokens import tokens

_MOST_TURNED = 0.6
_MOST_HIDDEN = 0.6
_MOST_CHARACTERS = 400_000
_LARGEST = 20_000.0
_OUTSIDE = 1.0


class UnreadablePage(Exception):
    """One page cannot be read; the message says why, and the next page may be fine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one page holds. `unseen` says that the whole text layer is drawn invisibly."""

    view: View
    shown: tuple[Token, ...]
    hidden: tuple[Token, ...]
    drawn: Drawn
    unmapped: int
    unseen: bool

    @property
    def empty(self) -> bool:
        return not self.shown and not self.hidden


def opened(document: pdfium.PdfDocument, number: int) -> Page:
    """Page `number`, counted from 1.

    Raises:
        UnreadablePage: damaged, without an area, too large or too full.
    """
    page = raw.FPDF_LoadPage(document, number - 1)
    textpage = raw.FPDFText_LoadPage(page) if page else None
    try:
        if not textpage:
            raise UnreadablePage("damaged")
        return _seen(page, textpage, number)
    finally:
        if textpage:
            raw.FPDFText_ClosePage(textpage)
        if page:
            raw.FPDF_ClosePage(page)


def _seen(page: Any, textpage: Any, number: int) -> Page:
    frame = _frame(page)
    if not 0 < frame.width < _LARGEST or not 0 < frame.height < _LARGEST:
        raise UnreadablePage(f"{frame.width:.0f} × {frame.height:.0f} points large")
    if raw.FPDFText_CountChars(textpage) > _MOST_CHARACTERS:
        raise UnreadablePage("too many characters")
    signs, strokes = characters(textpage, frame), drawn(page, frame)
    found = tokens(signs, strokes.standing)
    turns = _quarters(found)
    if turns:
        frame = Frame(*frame.sides, (frame.turns + turns) % 4)
        signs, strokes = characters(textpage, frame), drawn(page, frame)
        found = tokens(signs, strokes.standing)
    shown, hidden = _parted(found, frame, strokes)
    unseen = len(hidden) > _MOST_HIDDEN * len(found)
    if unseen:
        shown, hidden = [*shown, *hidden], []
        shown.sort(key=lambda token: token.order)
    return Page(
        view=View(number, frame.width, frame.height, turns),
        shown=tuple(shown),
        hidden=tuple(hidden),
        drawn=strokes,
        unmapped=signs.unmapped,
        unseen=unseen,
    )


def _frame(page: Any) -> Frame:
    """The crop box within the media box, and the rotation of the page."""
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, bounds)
    turns = raw.FPDFPage_GetRotation(page) % 4
    return Frame(bounds.left, bounds.bottom, bounds.right, bounds.top, turns)


def _quarters(found: Sequence[Token]) -> int:
    """How many quarters clockwise make most of the text stand upright."""
    if not any([token.turned for token in found]):
        return 0
    counts: Counter[int] = Counter()
    for token in found:
        counts[token.turned] += len(token.text)
    angle, most = counts.most_common(1)[0]
    return angle // 90 if most > _MOST_TURNED * sum(counts.values()) else 0


def _parted(
    found: Sequence[Token], frame: Frame, strokes: Drawn
) -> tuple[list[Token], list[Token]]:
    """What an eye sees, and what it does not: white on white, invisible, tiny, off the page."""
    width, height = frame.width, frame.height
    if all(
        [
            one.shown
            and not one.turned
            and one.left >= 0
            and one.right <= width
            and one.top >= 0
            and one.bottom <= height
            for one in found
        ]
    ):
        return list(found), []
    backgrounds: tuple[Box, ...] = (*strokes.shades, *strokes.pictures)
    shown: list[Token] = []
    hidden: list[Token] = []
    for token in found:
        x, y = (token.left + token.right) / 2, token.middle
        if token.shown and 0 <= x <= width and 0 <= y <= height:
            shown.append(token)
            continue
        inside = -_OUTSIDE <= x <= width + _OUTSIDE and -_OUTSIDE <= y <= height + _OUTSIDE
        seen = token.shown or (token.white and any(box.holds(x, y) for box in backgrounds))
        (shown if inside and seen else hidden).append(token)
    return shown, hidden
