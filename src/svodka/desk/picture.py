"""Pictures of source cells are drawn with our own letters, so that every machine draws the same."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

INK = "#1b1b1b"
PALE = "#8a8a8a"
RULE = "#c9c9c9"
HEAD = "#eef0f3"
PAPER = "#ffffff"
BOX = "#d4001a"
WARNING = "#9a0013"
MARGIN = 12


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above every picture: the figure's identity, and the notice of a working copy."""

    identity: str
    notice: str = ""


@cache
def letters(size: int) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which the package carries: Latin, Cyrillic, Greek and many more."""
    data = resources.files("svodka.desk").joinpath("fonts/DejaVuSans.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size)


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """The text in at most `most` lines of `width` pixels; what is left out shows as …"""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while font.getlength(word) > width:
            fits = _fitting(word, font, width)
            lines.append(word[:fits])
            word = word[fits:]
        line = word
        if len(lines) > most:
            break
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    return lines


def _fitting(word: str, font: ImageFont.FreeTypeFont, width: int) -> int:
    """How many letters of a word that is too long stand in one line, at least one."""
    fits = len(word)
    while fits > 1 and font.getlength(word[:fits]) > width:
        fits -= 1
    return fits


def framed(body: Image.Image, caption: Caption) -> bytes:
    """The picture under its caption as PNG; the notice is painted in and stands in the metadata."""
    font = letters(13)
    above = [(line, WARNING) for line in ([caption.notice] if caption.notice else [])]
    width = max(body.width, 480)
    above += [(line, INK) for line in wrapped(caption.identity, font, width, 3)]
    height = MARGIN + 20 * len(above) + body.height + MARGIN
    picture = Image.new("RGB", (width + 2 * MARGIN, height + MARGIN), PAPER)
    draw = ImageDraw.Draw(picture)
    for index, (line, colour) in enumerate(above):
        draw.text((MARGIN, MARGIN + 20 * index), line, fill=colour, font=font)
    picture.paste(body, (MARGIN, MARGIN + 20 * len(above)))
    said = PngInfo()
    said.add_itxt("Title", caption.identity)
    if caption.notice:
        said.add_itxt("Warning", caption.notice)
    out = io.BytesIO()
    picture.save(out, "PNG", pnginfo=said, optimize=True)
    return out.getvalue()
