"""Bytes in, anchored text and grids out: one module a format, chosen by content, never by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from svodka.model import Passage, Piece, Remark
from svodka.read import delimited, docx, html, markdown, media, text, workbook
from svodka.read.guard import guard
from svodka.read.long_passages import cut
from svodka.read.reader import Reader
from svodka.read.refusal import refusal
from svodka.read.sniff import sniff


def _pdf_pieces(data: bytes) -> Iterator[Piece]:
    # PDFium and numpy take longer to load than all other readers take to start.
    from svodka.read import pdf

    return pdf.READER.pieces(data)


PDF = media.PDF

_PDF = Reader(
    name="pdf",
    version="1",
    media_type=PDF,
    pieces=_pdf_pieces,
    preload=("svodka.read.pdf",),
)

READERS: tuple[Reader, ...] = (
    *workbook.READERS,
    *docx.READERS,
    _PDF,
    *delimited.READERS,
    html.READER,
    text.READER,
    markdown.READER,
)

_BY_TYPE = {reader.media_type: reader for reader in READERS}

__all__ = ["PDF", "READERS", "Described", "Reader", "describe", "formats", "pieces", "sniff"]


@dataclass(frozen=True, slots=True)
class Described:
    """What a document is by its content, and the reader's name and version ("" for none)."""

    media_type: str
    reader: str


def describe(data: bytes) -> Described:
    """Which format the bytes are of, and which reader will take them; loads that reader."""
    media_type = sniff(data)
    reader = _BY_TYPE.get(media_type)
    if reader is None:
        return Described(media_type, "")
    reader.load()
    return Described(media_type, reader.method)


def pieces(data: bytes) -> Iterator[Piece]:
    """The pieces of a document, in its order.

    Raises:
        UnreadableDocument: the bytes are of no format that can be read, or cannot be read; what
            was given before stands.
    """
    media_type = sniff(data)
    guard(data, media_type)
    reader = _BY_TYPE.get(media_type)
    if reader is None:
        raise refusal(media_type)
    silent = True
    for piece in reader.pieces(data):
        silent = False
        if isinstance(piece, Passage):
            yield from cut(piece)
        else:
            yield piece
    if silent:
        yield Remark("nothing that could be read: no text and no table")


def formats() -> tuple[Reader, ...]:
    """Every format that can be read here, by name."""
    return tuple(sorted(READERS, key=lambda reader: (reader.name, reader.media_type)))
