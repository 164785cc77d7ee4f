"""A PDF that was born digital into grids and passages, page by page; pictures of text are not read."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from svodka.model import Anchor, Passage, Piece, Reason, Remark, UnreadableDocument, Word
from svodka.read.pdf_abutting import cut_off
from svodka.read.pdf_cells import Draft, grid
from svodka.read.pdf_ink import Box, Token, View
from svodka.read.pdf_layout import Layout, ending, goes_on, layout
from svodka.read.pdf_lines import Phrase, bounds, lines, phrase
from svodka.read.pdf_pages import Page, UnreadablePage, opened
from svodka.read.pdf_values import is_scale
from svodka.read.reader import Reader

VERSION = "1"

_MOST_PAGES = 5_000
_TAIL = 2_048
_BETWEEN = 50
_PASSWORD, _SECURITY = 4, 5
_CATALOGUE = re.compile(rb"(\d+)\s+0\s+obj\s*<<[^>]*/Type\s*/Catalog")


def pieces(data: bytes) -> Iterator[Piece]:
    """Grids, passages and remarks of a PDF in page order; what was given stays true if it stops.

    Raised digits are note marks: a cell says "101,6¹" and its `texts` keep "101,61".

    Raises:
        UnreadableDocument: protected, damaged, truncated, too long, or nothing but pictures.
    """
    document = _document(data)
    try:
        if not _is_whole(data):
            yield Remark("the end of the file is missing or damaged; its directory was rebuilt")
        yield from _pages(document)
    finally:
        document.close()


def _document(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UnreadableDocument(
                Reason.ENCRYPTED,
                "the PDF opens with a password only",
                hint="save a copy without a password and take that beside the original",
            ) from error
        document = _repaired(data, error)
    if not len(document):
        raise UnreadableDocument(Reason.DAMAGED, "the PDF has no pages")
    return document


def _repaired(data: bytes, error: pdfium.PdfiumError) -> pdfium.PdfDocument:
    """The document with a trailer that names the catalogue, where only the end is lost."""
    whole = _is_whole(data)
    roots = _CATALOGUE.findall(data)
    if roots and not whole:
        end = b"\ntrailer << /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % roots[-1]
        try:
            return pdfium.PdfDocument(data + end)
        except pdfium.PdfiumError:
            # The loss is greater than the end; the first error says it.
            pass
    raise UnreadableDocument(
        Reason.DAMAGED if whole else Reason.TRUNCATED,
        "the PDF cannot be opened" if whole else "the PDF ends too early",
        hint="fetch the file again, or repair a copy with qpdf",
    ) from error


def _is_whole(data: bytes) -> bool:
    """Does the file end as the format wants, with the place of a directory that is there?"""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF", data[-_TAIL:])
    if not found:
        return False
    start = int(found[1]) + max(data.find(b"%PDF-"), 0)
    return bool(re.match(rb"\s*(xref|\d+\s+\d+\s+obj)", data[start : start + 40]))


def _pages(document: pdfium.PdfDocument) -> Iterator[Piece]:
    before: Draft | None = None
    text = pictures = False
    for number in _uncollected(range(1, min(len(document), _MOST_PAGES) + 1)):
        try:
            page = _read(document, number, before)
        except UnreadablePage as reason:
            yield Remark(f"page {number} cannot be read: {reason}")
            before = None
            continue
        yield from page.pieces
        text = text or page.text
        pictures = pictures or page.pictures
        before = page.ending
    if not text and pictures:
        raise UnreadableDocument(
            Reason.SCAN,
            "no page has a text layer",
            hint="scans are read in a later version; a searchable copy can be read now",
        )
    if len(document) > _MOST_PAGES:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"{len(document)} pages, of which {_MOST_PAGES} were read",
            hint="split the file",
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """What a page gave. `ending` is the table that may go on overleaf."""

    pieces: tuple[Piece, ...]
    ending: Draft | None
    text: bool
    pictures: bool


def _read(document: pdfium.PdfDocument, number: int, before: Draft | None) -> _Read:
    page = opened(document, number)
    found = layout(page.shown, page.drawn)
    cut = cut_off(page.shown)
    orders = frozenset(token.order for pair in cut for token in pair)
    return _Read(
        (*_remarks(page, found, cut), *_page(page, found, before, orders)),
        ending(found, page.view.height),
        not page.empty,
        bool(page.drawn.pictures or page.drawn.shades),
    )


def _uncollected(numbers: Iterable[int]) -> Iterator[int]:
    """The numbers, with a search for cycles after every so many of them and no other meanwhile: a
    page makes ten thousand values and not one cycle."""
    on = gc.isenabled()
    gc.disable()
    try:
        for number in numbers:
            yield number
            if on and number % _BETWEEN == 0:
                gc.collect(1)
    finally:
        if on:
            gc.enable()


def _remarks(page: Page, found: Layout, cut: Sequence[tuple[Token, Token]]) -> Iterator[Remark]:
    view = page.view
    whole = Anchor(view.box(Box(0, 0, view.width, view.height)))
    if page.empty:
        what = "a picture without a text layer" if page.drawn.pictures else "without text"
        yield Remark(f"page {view.page} is {what}", whole)
    if page.unmapped:
        yield Remark(
            f"page {view.page} has characters whose font does not say what they are", whole
        )
    if page.unseen:
        yield Remark(f"the text of page {view.page} is drawn invisibly, as over a scan", whole)
    if page.hidden:
        around = Anchor(view.box(bounds(page.hidden)))
        yield Remark(f"page {view.page} has hidden text: {len(page.hidden)} words", around)
    if cut:
        around = Anchor(view.box(bounds(token for token, _ in cut)))
        what = f"words too long for their cell run under the next one's: {len(cut)}"
        yield Remark(f"page {view.page} has {what}", around)
    if page.drawn.cut:
        yield Remark(f"page {view.page} has more drawing than was read for rules", whole)
    if found.chart:
        around = Anchor(view.box(bounds(found.chart)))
        yield Remark(f"page {view.page} has a bar chart; its figures are no table", around)


def _page(page: Page, found: Layout, before: Draft | None, cut: frozenset[int]) -> Iterator[Piece]:
    items: list[tuple[float, float, Draft | Sequence[Phrase]]] = [
        *((draft.box.top, draft.box.left, draft) for draft in found.drafts),
        *((chain[0].top, chain[0].left, chain) for chain in found.paragraphs),
    ]
    first = found.drafts[0] if found.drafts else None
    chart = set(map(id, found.chart))
    for _, _, item in sorted(items, key=lambda one: one[:2]):
        if isinstance(item, Draft):
            onward = item is first and goes_on(before, found, page.view.height)
            yield grid(item, page.view, continues=onward, cut=cut)
        else:
            words = [token for part in item for token in part.tokens]
            charted = chart.issuperset(map(id, words)) or is_scale([one.text for one in words])
            yield passage(words, page.view, kind="chart" if charted else "text")
    for line in lines(page.hidden):
        yield passage(phrase(line).tokens, page.view, hidden=True)


def passage(
    words: Sequence[Token], view: View, *, kind: str = "text", hidden: bool = False
) -> Passage:
    """A paragraph with the boxes of its words."""
    around, *boxes = view.boxes([bounds(words), *(token.sides for token in words)])
    places = []
    start = 0
    for token, box in zip(words, boxes, strict=True):
        stop = start + len(token.plain)
        places.append(Word(start, stop, box))
        start = stop + 1
    raw = " ".join([token.plain for token in words])
    return Passage(raw=raw, anchor=Anchor(around), kind=kind, words=tuple(places), hidden=hidden)


READER = Reader(
    name="pdf",
    version=VERSION,
    media_type="application/pdf",
    pieces=pieces,
    preload=("pypdfium2", "numpy"),
)
