"""Made-up PDFs for tests and benchmarks: words and lines at given places, in the built-in Helvetica."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

_WIDTHS = {**dict.fromkeys("0123456789", 556), " ": 278, ".": 278, ",": 278, "-": 333}


def width(text: str, size: float) -> float:
    """The width of words in points; digits exactly, letters about right."""
    return sum(_WIDTHS.get(letter, 540) for letter in text) * size / 1000


@dataclass(slots=True)
class Sheet:
    """A page: content in user space, y upwards; `entries` go into the page's dictionary."""

    entries: str = ""
    media: tuple[float, float, float, float] = (0, 0, 595, 842)
    content: list[str] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, size: float = 10, before: str = "") -> None:
        """Words whose baseline begins at x, y; `before` sets colour, mode or matrix."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        matrix = before or f"1 0 0 1 {x:.2f} {y:.2f} Tm"
        if before and "Tm" not in before:
            matrix = f"{before} 1 0 0 1 {x:.2f} {y:.2f} Tm"
        self.content.append(f"q BT /F1 {size} Tf {matrix} ({escaped}) Tj ET Q")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroked line of half a point."""
        self.content.append(f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        at: tuple[float, float] = (60, 760),
        step: tuple[float, float] = (80, 16),
        ruled: bool = True,
    ) -> None:
        """Rows of words, labels left and values right aligned, ruled all over or not at all."""
        left, top = at
        wide, high = step
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                x = left + c * wide + 3
                if c:
                    x = left + (c + 1) * wide - 3 - width(text, 9)
                self.write(x, top - (r + 1) * high + 4, text, 9)
        if ruled:
            bottom, right = top - len(rows) * high, left + len(rows[0]) * wide
            for r in range(len(rows) + 1):
                self.line(left, top - r * high, right, top - r * high)
            for c in range(len(rows[0]) + 1):
                self.line(left + c * wide, top, left + c * wide, bottom)


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(sheets: Sequence[Sheet], font: str = HELVETICA) -> bytes:
    """The file, with a cross-reference table that is right."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(font)
    kids = []
    for sheet in sheets:
        content = "\n".join(sheet.content)
        length = len(content.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{content}\nendstream")
        box = " ".join(map(str, sheet.media))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {sheet.entries} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)
