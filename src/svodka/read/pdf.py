"""A PDF that was born digital into grids and passages, page by page; pictures of text are not read."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from svodka.model import Anchor, Passage, Piece, Reason, UnreadableDocument, Word
from svodka.read.pdf_cells import grid, page_box
from svodka.read.pdf_characters import characters
from svodka.read.pdf_drawn import drawn
from svodka.read.pdf_ink import Box, Frame
from svodka.read.pdf_layout import layout
from svodka.read.pdf_lines import Phrase
from svodka.read.pdf_tokens import tokens
from svodka.read.reader import Reader

VERSION = "1"


def pieces(data: bytes) -> Iterator[Piece]:
    """Grids, passages and remarks of a PDF, in page order.

    Raises:
        UnreadableDocument: protected, damaged, or nothing but pictures.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(Reason.DAMAGED, f"PDF cannot be opened: {error}") from error
    for number in range(len(document)):
        page = document[number]
        yield from _page(page, number + 1)
        page.close()


def _page(page: pdfium.PdfPage, number: int) -> Iterator[Piece]:
    bounds = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, bounds)
    turns = raw.FPDFPage_GetRotation(page) % 4
    frame = Frame(bounds.left, bounds.bottom, bounds.right, bounds.top, turns)
    textpage = page.get_textpage()
    signs = characters(textpage.raw, frame)
    found = layout(tokens(signs), drawn(page.raw, frame))
    for chain in found.paragraphs:
        yield passage(chain, number)
    for draft in found.drafts:
        yield grid(draft, number)


def passage(chain: tuple[Phrase, ...], page: int) -> Passage:
    """A paragraph with the boxes of its words."""
    raw_text = ""
    words = []
    for item in chain:
        for token in item.tokens:
            start = len(raw_text) + bool(raw_text)
            raw_text = f"{raw_text} {token.plain}" if raw_text else token.plain
            box = page_box(page, Box(*token[:4]))
            words.append(Word(start, len(raw_text), box))
    around = Box(
        min(item.left for item in chain),
        min(item.top for item in chain),
        max(item.right for item in chain),
        max(item.bottom for item in chain),
    )
    return Passage(raw=raw_text, anchor=Anchor(page_box(page, around)), words=tuple(words))


READER = Reader(
    name="pdf",
    version=VERSION,
    media_type="application/pdf",
    pieces=pieces,
    preload=("pypdfium2", "numpy"),
)
