"""A workbook of 1,000,000 cells to tidy Parquet, against openpyxl's reading and calamine's.

Prints cells per second of processor time on one core, and the largest memory of any process.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl
import python_calamine

ROWS, COLUMNS = 5_000, 200
REGIONS = (
    "Белгородская область",
    "Брянская область",
    "Владимирская область",
    "Воронежская область",
    "Ивановская область",
)


def workbook(rows: int = ROWS) -> bytes:
    """Places down, months across, numbers with one decimal: nothing but a very large return."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Сводка")
    sheet.append(["Сводная таблица, человек"])
    sheet.append(["", *(f"{2000 + month // 12} год" for month in range(COLUMNS))])
    names = [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ]
    sheet.append(["Территория", *(names[month % 12] for month in range(COLUMNS))])
    for row in range(rows):
        name = f"{REGIONS[row % len(REGIONS)]}" if row < len(REGIONS) else f"Участок {row}"
        sheet.append([name, *((row * 31 + column * 17) % 9973 / 10 for column in range(COLUMNS))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def measured(command: list[str]) -> tuple[float, float]:
    """Processor seconds of a command and its children, and megabytes of the largest of them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1024


def main() -> None:
    """Write the workbook once and measure in this order: ours, calamine, openpyxl."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.xlsx"
        path.write_bytes(workbook())
        small = Path(folder) / "small.xlsx"
        small.write_bytes(workbook(2))
        cells = ROWS * COLUMNS
        os.environ["POLARS_MAX_THREADS"] = "1"
        # As `./run` does: a program that may not keep its bytecode compiles itself at every start.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        svodka = str(Path(sys.executable).with_name("svodka"))
        out = str(Path(folder) / "large.parquet")
        tidy = [svodka, "tidy", "--format", "parquet", "--out", out]
        start = min(measured([*tidy, str(small)])[0] for _ in range(2))
        ours, memory = measured([*tidy, str(path)])
        began = time.process_time()
        python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
        limit = time.process_time() - began
        began = time.process_time()
        for row in (
            openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
        ):
            del row
        peer = time.process_time() - began
        lines = (
            f"spreadsheet to tidy Parquet, {cells:,} cells, one core:",
            f"  svodka tidy            {cells / ours:>12,.0f} cells/s  ({ours:.2f} s, {memory:.0f} MB; a small return alone takes {start:.2f} s)",
            f"  openpyxl, reading only {cells / peer:>12,.0f} cells/s  (svodka is {peer / ours:.1f} times as fast)",
            f"  calamine, reading only {cells / limit:>12,.0f} cells/s  (the limit: svodka takes {ours / limit:.1f} times as long)",
        )
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
