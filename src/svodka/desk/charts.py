"""Pictures of a judged case as SVG: title, notes and the notice around what is drawn, in one language.

A picture stands alone: no script, no link, no font of its own. The same case gives the same bytes.
Nothing is coloured, sorted or ranked by agreed over approached, by fulfilment or by lateness.
"""

from __future__ import annotations

import importlib.util
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from svodka.desk.observations import NOTICE
from svodka.desk.places import write_whole
from svodka.model import BadArgument, SvodkaError

if TYPE_CHECKING:
    from svodka.desk.case import Case
    from svodka.desk.reckoning import Reckoned
    from svodka.desk.screening import Options

Said = Callable[[str], str]

PACKAGES = ("altair", "vl_convert")
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_MARGIN, _LEAST_WIDTH = 20, 640
_TITLE, _NOTE = 17, 12
# A letter is so wide on average, as a share of its size: Latin, Cyrillic.
_LATIN, _CYRILLIC = 0.5, 0.58
_HEAD = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')
_CONFIG = {
    "background": "white",
    "font": FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "titleFontSize": 12, "titleFontWeight": "normal"},
    "title": {"fontSize": 13, "anchor": "start"},
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a picture shows, as a Vega-Lite specification, with its title and notes in English."""

    chart: dict[str, object]
    title: str
    notes: tuple[str, ...]


def ready(picture: Path) -> None:
    """Refuse at once what would fail after the work.

    Raises:
        BadArgument: the name does not end in .svg, or its folder is not there.
        SvodkaError: the packages that draw are not installed.
    """
    if picture.suffix.lower() != ".svg":
        raise BadArgument(f"the picture is an SVG, not {picture.suffix!r}", hint="name a file .svg")
    if not picture.absolute().parent.is_dir():
        raise BadArgument(f"there is no folder {str(picture.parent)!r}", hint="make it first")
    if not all(_installed(name) for name in PACKAGES):
        raise SvodkaError(
            "pictures need the packages altair and vl-convert-python",
            hint="install them with: pip install 'svodka[pictures]'",
        )


def _installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ValueError:
        return False


def picture_grid(picture: Path, found: Reckoned, said: Said) -> Path:
    """Draw who filed what for when into `picture`; the path drawn into."""
    ready(picture)
    from svodka.desk.charts_grid import grid_drawn

    return _write(picture, grid_drawn(found.columns, found.rows, said), said, found.working_copy)


def picture_signals(
    picture: Path, case: Case, on: date | None, series: str | None, said: Said
) -> Path:
    """Draw one series of a case with its bounds and alarms into `picture`; the path drawn into."""
    ready(picture)
    from svodka.desk.charts_series import series_drawn, series_of_case
    from svodka.desk.judging import working_copy

    drawn = series_drawn(series_of_case(case, on), series, said)
    return _write(picture, drawn, said, working_copy(case))


def picture_checks(picture: Path, case: Case, of: str, said: Said) -> Path:
    """Draw weeks against running totals, last digits or dispersion of a case; the path drawn into."""
    ready(picture)
    from svodka.desk.charts_regular import digits_drawn, dispersion_drawn, of_case
    from svodka.desk.charts_steps import steps_drawn
    from svodka.desk.judging import working_copy
    from svodka.desk.ledger import ledger_of

    ledger = ledger_of(case)
    if of == "digits":
        drawn = digits_drawn(of_case(ledger), said)
    elif of == "dispersion":
        drawn = dispersion_drawn(of_case(ledger), said)
    else:
        drawn = steps_drawn(ledger, said)
    return _write(picture, drawn, said, working_copy(case))


def picture_screen(
    picture: Path, file: Path, options: Options, series: str | None, said: Said
) -> None:
    """Draw what `svodka screen` looked at into `picture`."""
    ready(picture)
    from svodka.desk.charts_screen import screen_drawn

    _write(picture, screen_drawn(file, options, series, said), said, working_copy=False)


def _write(picture: Path, drawn: Drawn, said: Said, working_copy: bool) -> Path:
    write_whole(picture, svg_of(drawn, said, working_copy=working_copy))
    return picture


def svg_of(drawn: Drawn, said: Said, *, working_copy: bool) -> bytes:
    """The picture as the bytes of one SVG file."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg({**drawn.chart, "config": _CONFIG})
    head = _HEAD.search(svg)
    if head is None:
        raise SvodkaError("the picture could not be drawn", hint="use --format csv instead")
    inner = svg[head.end() : svg.rindex("</svg>")]
    chart_width, chart_height = float(head[1]), float(head[2])
    width = max(_LEAST_WIDTH, round(chart_width + 2 * _MARGIN))
    title = said(drawn.title)
    notes = tuple(said(note) for note in drawn.notes)
    lines = list(_lines(title, notes, said(NOTICE) if working_copy else "", width - 2 * _MARGIN))
    top = sum(height for _, height, _ in lines) + _MARGIN
    height = round(top + chart_height + 2 * _MARGIN)
    described = ". ".join((said(NOTICE), *notes) if working_copy else notes)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="desc">{escape(described)}</desc>',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_texts(lines),
        f'<g transform="translate({_MARGIN},{round(top) + _MARGIN // 2})">{inner}</g>',
        "</svg>\n",
    ]
    return "\n".join(out).encode("utf-8")


def _lines(
    title: str, notes: tuple[str, ...], notice: str, width: int
) -> Iterator[tuple[str, int, str]]:
    """Each line of the head with its height and how it is drawn."""
    if notice:
        yield notice, 22, f'font-size="{_NOTE + 1}" font-weight="bold" fill="#000"'
    for line in _wrapped(title, width / _TITLE):
        yield line, 24, f'font-size="{_TITLE}" font-weight="bold" fill="#000"'
    for note in notes:
        for line in _wrapped(note, width / _NOTE):
            yield line, 17, f'font-size="{_NOTE}" fill="#333"'


def _wrapped(text: str, width: float) -> list[str]:
    cyrillic = any("а" <= letter <= "я" for letter in text.casefold())
    return textwrap.wrap(text, int(width / (_CYRILLIC if cyrillic else _LATIN)))


def _texts(lines: list[tuple[str, int, str]]) -> Iterator[str]:
    at = _MARGIN
    for text, height, style in lines:
        at += height
        yield (
            f'<text x="{_MARGIN}" y="{at - 6}" font-family="{FONT}" {style}>{escape(text)}</text>'
        )
