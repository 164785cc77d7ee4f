"""Every check of a whole case: 18 made-up regions × 31 weeks of returns, a million cells, defects planted.

Each return is a workbook of two sheets, the week and the running total, 40 municipalities × 22
groups with row, column and grand totals. The limit is the frame of all figures alone, which any
check must hold. Processor seconds and megabytes of processes of their own, on one core.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.reconcile.planted import Defect, Integers, Shape, honest, planted

INVENTED = "ОБРАЗЕЦ – вымышленные данные"
SHAPE = Shape(regions=18)
DEFECTS = 15 * SHAPE.regions
SEED = 5
FIRST = date(2023, 3, 6)
REGIONS = (
    "Заозёрская", "Приреченская", "Мохоборская", "Ельнинская-Дальняя", "Белоглинская", "Черноборская",
    "Сухолужская", "Дальнепольская", "Тихоозёрская", "Верхнемохская", "Нижнемохская", "Клюквинская",
    "Рябинодольская", "Ивняковская", "Кремнеборская", "Широкопольская", "Глухолесская", "Замошская",
)  # fmt: skip
BEGINNINGS = (
    "Бело", "Верхо", "Глухо", "Дальне", "Криво", "Мало", "Мохо", "Низко", "Остро", "Пусто", "Рыже", "Светло",
    "Серо", "Сине", "Сухо", "Тихо", "Толсто", "Узко", "Хвойно", "Холмо", "Черно", "Чисто", "Широко", "Ясно",
)  # fmt: skip
ENDS = (
    "борский", "бродский", "вражский", "глинский", "гривский", "дольский", "дубский", "камский", "кленский",
    "ключский", "кустский", "лесский", "ложский", "лужский", "марский", "мостский", "мысский", "овражский",
    "озёрский", "падский", "плёсский", "польский", "ручейский", "рядский", "склонский", "сосенский",
    "травский", "устский", "холмский", "яменский",
)  # fmt: skip
GROUPS = (
    "Арендаторы", "Бондари", "Виноделы", "Гончары", "Дояры", "Егеря", "Жестянщики", "Закройщики", "Извозчики",
    "Кузнецы", "Лесорубы", "Мельники", "Носильщики", "Огородники", "Пасечники", "Рыбаки", "Столяры", "Ткачи",
    "Углежоги", "Фонарщики", "Хлебопёки", "Часовщики",
)  # fmt: skip
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip


def municipalities(region: int) -> list[str]:
    """Forty names that no other region has."""
    names = [f"{start}{end} район" for start in BEGINNINGS for end in ENDS]
    return names[region * SHAPE.areas : (region + 1) * SHAPE.areas]


def codebook() -> str:
    """The made-up areas and groups, and what is counted."""
    parts = [
        f'# {INVENTED}\nname = "whole-case"\n[period]\nweek_ends = 7\n'
        '[[measure]]\ncode = "approached"\nunit = "person"\nwords = ["проинформировано"]\n'
    ]
    parts += [
        f'[[category]]\ncode = "{number}"\nwords = ["{word.lower()}"]\n'
        for number, word in enumerate(GROUPS, 1)
    ]
    for region, name in enumerate(REGIONS):
        code = f"X-{region:02}"
        parts.append(
            f'[[area]]\ncode = "{code}"\nkind = "region"\nname_ru = "{name} область"\n'
            f'words = ["Итого {name} область"]\n'
        )
        parts += [
            f'[[area]]\ncode = "{code}-{at:02}"\nkind = "municipality"\nname_ru = "{place}"\nparent = "{code}"\n'
            for at, place in enumerate(municipalities(region))
        ]
    return "\n".join(parts)


def spelled(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} года"


def workbook(path: Path, region: int, week: int, tables: Integers) -> None:
    """One return: rows are municipalities, columns groups; the totals stand last."""
    start = FIRST + timedelta(days=7 * week)
    end = start + timedelta(days=6)
    spans = (
        f"за отчётную неделю с {spelled(start)} по {spelled(end)}",
        f"нарастающим итогом с {spelled(FIRST)} по {spelled(end)}",
    )
    places = [*municipalities(region), f"Итого {REGIONS[region]} область"]
    sheets = []
    for span, table in zip(spans, tables, strict=True):
        top = [
            [INVENTED],
            [f"{REGIONS[region]} область, {span}"],
            ["Проинформировано, человек"],
            ["Муниципальное образование", *GROUPS, "Всего"],
        ]
        body = [[name, *row] for name, row in zip(places, table.tolist(), strict=True)]
        sheets.append(sheet([*top, *body]))
    write(path, ("Неделя", "Нарастающий итог"), sheets)


def sheet(rows: Sequence[Sequence[str | int]]) -> str:
    """Rows as the XML of a worksheet."""
    cells = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def cell(value: str | int) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


SCHEMAS = "http://schemas.openxmlformats.org"
MAIN = f"{SCHEMAS}/spreadsheetml/2006/main"
RELATION = f"{SCHEMAS}/officeDocument/2006/relationships"
PACKAGE = f"{SCHEMAS}/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(path: Path, names: Sequence[str], sheets: Sequence[str]) -> None:
    """The least that is a workbook; a library takes forty seconds for what this does in three."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in zip(numbers, names, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        + "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": data for n, data in zip(numbers, sheets, strict=True)},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{data}')


def made(folder: Path) -> list[Defect]:
    """Write all returns and the codebook below `folder`; give what was planted."""
    random = np.random.default_rng(SEED)
    reported, defects = planted(honest(random, SHAPE), DEFECTS, random)
    (folder / "codebook.toml").write_text(codebook(), encoding="utf-8")
    returns = folder / "returns"
    returns.mkdir()
    for region in range(SHAPE.regions):
        for week in range(SHAPE.weeks):
            workbook(
                returns / f"{region:02}-{week:02}.xlsx", region, week, reported[region, :, week]
            )
    return defects


def measured(command: Sequence[str]) -> tuple[float, float, str]:
    """Processor seconds of a command and its children, megabytes of the largest, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1024, done.stdout.decode("utf-8")


def report(folder: Path) -> Iterator[str]:
    """Make the returns, read them into a case, and check it."""
    defects = made(folder)
    svodka, case = str(Path(sys.executable).with_name("svodka")), str(folder / "case")
    official = ["--by", "official", "--protection", "obtained", "--quiet"]
    measured([svodka, "new", case, "--campaign", str(folder / "codebook.toml")])
    measured([svodka, "take", case, str(folder / "returns"), *official])
    built = measured([svodka, "build", case, "--jobs", "1"])[0]
    seconds, memory, said = measured([svodka, "checks", case, "--format", "csv"])
    kinds = Counter(row[0] for row in csv.reader(said.splitlines()[2:]))
    frames = [str(path) for path in (folder / "case" / "out").rglob("*.parquet")]
    began = time.process_time()
    cells = sum(len(pl.read_parquet(path)) for path in frames)
    limit = time.process_time() - began
    yield (
        f"a case of {SHAPE.regions * SHAPE.weeks} returns, {cells:,} figures, {len(defects)} defects, one core (built in {built:.0f} s):"
    )
    yield f"  svodka checks {seconds:>8.1f} s, {memory:.0f} MB (at most 60 s and 2,000 MB are wanted)"
    yield f"  limit         {limit:>8.1f} s to read all figures from the disk"
    yield "  " + ", ".join(f"{kind}: {times}" for kind, times in sorted(kinds.items()))


def main() -> None:
    """One case in a folder that is removed again."""
    os.environ |= dict.fromkeys(
        ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"
    )
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        for line in report(Path(folder)):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
