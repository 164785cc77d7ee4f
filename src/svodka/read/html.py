"""A page in, passages and tables out, in its order; nothing is run and nothing is fetched.

Anchors of passages are code points of the decoded source, tags included; a passage covers its
source from the first to the last character shown. A byte order mark is no part of that source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.model import Anchor, Passage, Piece, Remark, TableCell
from svodka.read import media
from svodka.read.charset import decode
from svodka.read.html_page import HtmlPage
from svodka.read.html_table import HtmlTable, tidied
from svodka.read.html_tokens import tokens
from svodka.read.reader import Reader
from svodka.read.surroundings import Surroundings

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_HEAD = 1 << 12


def html_pieces(data: bytes) -> Iterator[Piece]:
    """Passages, tables and remarks of a page. The charset it declares is believed where it fits.

    Raises:
        UnreadableDocument: a table claims far more cells than it has.
    """
    declared = _DECLARED.search(data[:_HEAD])
    decoded = decode(data, declared[1].decode("ascii") if declared else "")
    if decoded.bad:
        yield Remark(f"{decoded.bad} characters could not be decoded as {decoded.encoding}")
    page = HtmlPage()
    for token in tokens(decoded.text):
        page.take(token, decoded.text)
    page.end_paragraph()
    around = Surroundings()
    for found in page.found:
        if isinstance(found, Passage):
            yield from around.passages((found,))
        else:
            yield from _table_pieces(found, around)
    yield from around.rest()
    if page.ends_in_table:
        yield Remark("the page ends inside a table: it may be cut off")
    if page.remote:
        yield Remark(f"{page.remote} remote references (pictures, styles, scripts): none fetched")


def _table_pieces(table: HtmlTable, around: Surroundings) -> Iterator[Piece]:
    grid = table.grid()
    if grid is None:
        return
    caption = tidied(table.caption)
    yield from around.grid(grid, (caption,) if caption else ())
    if hidden := table.hidden_cells():
        place = Anchor(TableCell(table.number, 1, 1))
        yield from around.passages((Remark(f"{hidden} hidden cells in this table", place),))


READER = Reader(name="html", version="1", media_type=media.HTML, pieces=html_pieces)
