"""PDF to grids: our pages a second, pdfplumber's, and PDFium's bare text, on the same pages in one run.

    python bench/pdf_grids.py [PAGES] [FILE.pdf …]

PAGES born-digital pages with a made-up table each (default 1,000), then the files given.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from svodka.read.pdf import pieces
from tests.read.pdf_writer import Sheet, pdf

_PLUMBED = 40


def made_up(pages: int) -> bytes:
    """Pages with a title, a table of 25 to 45 rows and 5 to 8 columns, and notes; half are ruled."""
    chance = random.Random(2013)
    sheets = []
    for number in range(pages):
        sheet = Sheet()
        width, height = chance.randint(5, 8), chance.randint(25, 45)
        rows = [["District", *(str(2010 + k) for k in range(width - 1))]]
        for row in range(height):
            values = (f"{chance.randint(0, 99999) / 10:.1f}" for _ in range(width - 1))
            rows.append([f"Place {row}", *values])
        sheet.write(60, 810, f"Table {number + 1}. Made-up figures, not real ones")
        sheet.table(rows, at=(40, 795), step=(520 / width, 15.5), ruled=number % 2 == 0)
        sheet.write(60, 60, "1 Without the second quarter. Made up.", 8)
        sheets.append(sheet)
    return pdf(sheets)


def ours(data: bytes) -> int:
    for _ in pieces(data):
        pass
    return len(pdfium.PdfDocument(data))


def plumbed(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = document.pages[:_PLUMBED]
        for page in pages:
            page.extract_tables()
            page.extract_text()
        return len(pages)


def bare_text(data: bytes) -> int:
    document = pdfium.PdfDocument(data)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document)


def speed(read: Callable[[bytes], int], documents: Sequence[bytes]) -> float:
    """Pages a second of processor time."""
    start = time.process_time()
    pages = sum(map(read, documents))
    return pages / (time.process_time() - start)


def report(name: str, documents: Sequence[bytes]) -> None:
    our, peer, limit = (speed(read, documents) for read in (ours, plumbed, bare_text))
    sys.stdout.write(
        f"{name}: ours {our:.1f} pages/s, pdfplumber {peer:.1f} (ours is {our / peer:.1f} times), "
        f"PDFium's bare text {limit:.0f} ({our / limit:.2f} of it)\n"
    )


def main(arguments: Sequence[str]) -> None:
    pages = next((int(word) for word in arguments if word.isdigit()), 1000)
    report(f"{pages} made-up pages", [made_up(pages)])
    if real := [Path(name).read_bytes() for name in arguments if name.endswith(".pdf")]:
        report(f"{len(real)} real documents", real)


if __name__ == "__main__":
    main(sys.argv[1:])
