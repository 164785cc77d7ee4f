"""Workbooks printed to PDF by LibreOffice, with and without grid lines, and their cells as truth."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from svodka.model import Grid
from tests.read.pdf_truth import Score, bare

Sheet = dict[tuple[int, int], str]

_CSV = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,-1"
_CACHE = Path(tempfile.gettempdir()) / "svodka-printed"


def office() -> str | None:
    """The LibreOffice on this machine, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(kind: str, out: Path, files: Iterable[Path]) -> None:
    program = office()
    assert program is not None
    profile = f"-env:UserInstallation={(_CACHE / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)


def printed(workbooks: Sequence[Path], *, ruled: bool) -> dict[str, Path]:
    """The PDF of each workbook by its stem, printed once and kept in the temporary folder."""
    out = _CACHE / ("ruled" if ruled else "plain")
    stems = {path.stem: out / f"{path.stem}.pdf" for path in workbooks}
    missing = [path for path in workbooks if not stems[path.stem].exists()]
    if missing and ruled:
        _convert("ods", _CACHE / "ods", missing)
        for path in missing:
            _with_grid_lines(_CACHE / "ods" / f"{path.stem}.ods", _CACHE / "lined")
        _convert("pdf", out, [_CACHE / "lined" / f"{path.stem}.ods" for path in missing])
    elif missing:
        _convert("pdf", out, missing)
    return stems


def _with_grid_lines(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / source.name, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "styles.xml":
                text = re.sub(r' style:print="[^"]*"', "", data.decode())
                mark = "<style:page-layout-properties"
                data = text.replace(mark, f'{mark} style:print="objects charts grid"').encode()
            new.writestr(item, data)


def sheets(workbook: Path) -> list[Sheet]:
    """The cells of each sheet as LibreOffice shows them, without spaces."""
    out = _CACHE / "csv"
    if not list(out.glob(f"{workbook.stem}-*.csv")):
        _convert(_CSV, out, [workbook])
    found = []
    for path in sorted(out.glob(f"{workbook.stem}-*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, delimiter="\t"))
        found.append(
            {(r, c): bare(v) for r, row in enumerate(rows) for c, v in enumerate(row) if bare(v)}
        )
    return found


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def same(printed_text: str, stored: str | None) -> bool:
    """The same words, or the stored number rounded to the digits that the column has room for."""
    if printed_text == stored:
        return True
    shown, kept = _number(printed_text), _number(stored or "")
    if shown is None or kept is None:
        return False
    digits = len(printed_text.replace(",", ".").partition(".")[2])
    return bool(abs(shown - kept) <= 0.5000001 * 10.0**-digits)


def score(grids: Sequence[Grid], truth: Sequence[Sheet]) -> tuple[Score, Score]:
    """(right, found, –) over what was read, and (covered, –, there) over the workbook's cells.

    Each row and each column of a grid answers one row and one column of one sheet, the ones on
    which most of its cells agree; headings repeated on every page are right every time.
    """
    covered: set[tuple[int, int, int]] = set()
    right = found = 0
    for grid in grids:
        cells = {place: bare(grid.text(*place)) for place in grid.boxes}
        found += len(cells)
        best: set[tuple[int, int, int]] = set()
        most = 0
        for number, sheet in enumerate(truth):
            places = _matched(cells, sheet)
            if len(places) > most:
                most = len(places)
                best = {(number, *place) for place in places.values()}
        right += most
        covered |= best
    there = sum(map(len, truth))
    return Score(right, found, 0), Score(len(covered), 0, there)


def _matched(cells: Sheet, sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    rows = _rows_by_words(cells, sheet)
    columns: dict[int, int] = {}
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    by_row: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for (r, c), text in sheet.items():
        by_row[r].append((c, text))
    for (r, c), text in cells.items():
        for column, stored in by_row.get(rows.get(r, -1), ()):
            if same(text, stored):
                votes[c][column] += 1
    for c, counts in votes.items():
        columns[c] = counts.most_common(1)[0][0]
    again: defaultdict[int, Counter[int]] = defaultdict(Counter)
    by_column: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for (r, c), text in sheet.items():
        by_column[c].append((r, text))
    for (r, c), text in cells.items():
        for row, stored in by_column.get(columns.get(c, -1), ()):
            if text[:2] == stored[:2] and same(text, stored):
                again[r][row] += 1
    rows = {r: counts.most_common(1)[0][0] for r, counts in again.items()}
    return {
        (r, c): (rows[r], columns[c])
        for (r, c), text in cells.items()
        if r in rows and c in columns and same(text, sheet.get((rows[r], columns[c])))
    }


def _rows_by_words(cells: Sheet, sheet: Sheet) -> dict[int, int]:
    """For each row of the grid the row of the sheet with which it shares most, by rounded words."""
    index: defaultdict[str, set[int]] = defaultdict(set)
    for (r, _), text in sheet.items():
        index[_key(text)].add(r)
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for (r, _), text in cells.items():
        rows = index.get(_key(text), set())
        for row in rows:
            votes[r][row] += 1
    return {r: counts.most_common(1)[0][0] for r, counts in votes.items()}


def _key(text: str) -> str:
    value = _number(text)
    return text if value is None else f"{value:.3g}"
