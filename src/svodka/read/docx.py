"""The Word formats: bytes in, passages and tables out, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator

from svodka.model import Piece
from svodka.read import media
from svodka.read.reader import Reader


def docx_pieces(data: bytes) -> Iterator[Piece]:
    """Passages with `Span` anchors, grids of kind TABLE, and remarks, of one docx or docm.

    Raises:
        UnreadableDocument: damaged, protected by a password, or a table too large.
    """
    from svodka.read.docx_walk import walked

    return walked(data)


READERS: tuple[Reader, ...] = tuple(
    Reader(
        name=name,
        version="1",
        media_type=media_type,
        pieces=docx_pieces,
        preload=("svodka.read.docx_walk",),
    )
    for name, media_type in (("docx", media.DOCX), ("docm", media.DOCM))
)
