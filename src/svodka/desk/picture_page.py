"""A page is rendered in the jail, as every parsing of foreign bytes, and the box drawn outside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

from PIL import Image, ImageDraw

from svodka import jail
from svodka.desk.picture import BOX
from svodka.model import PageBox, Reason, Unread

_DPI = 110
_POINTS = 72
_LARGEST = 4000
_SLACK = 3


def draw_page(data: bytes, box: PageBox) -> Image.Image | Unread:
    """The page of a PDF with the box drawn, or why it cannot be rendered."""
    import pypdfium2

    assert pypdfium2.PdfDocument  # loaded before the fork, so that no child loads it anew
    outcome = jail.run(partial(_rendered, box.page), data, jail.Limits(total=15.0))
    if outcome.unread is not None or not outcome.items:
        return outcome.unread or Unread(reason=Reason.DAMAGED, detail=f"no page {box.page}")
    scale, width, height, pixels = outcome.items[0]
    picture = Image.frombytes("RGB", (width, height), pixels)
    edges = [edge / 10 * scale for edge in (box.left, box.top, box.right, box.bottom)]
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = edges
    draw.rectangle(
        (left - _SLACK, top - _SLACK, right + _SLACK, bottom + _SLACK), outline=BOX, width=3
    )
    draw.rectangle((0, 0, width - 1, height - 1), outline="#c9c9c9")
    return picture


def _rendered(page: int, data: bytes) -> Iterator[tuple[float, int, int, bytes]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    one = document[page - 1]
    width, height = one.get_size()
    scale = min(_DPI / _POINTS, _LARGEST / max(width, height, 1))
    image = one.render(scale=scale).to_pil().convert("RGB")
    yield scale, image.width, image.height, image.tobytes()
