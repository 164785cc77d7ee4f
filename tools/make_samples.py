"""Writes the documents of the demonstration into src/svodka/desk/samples; run by hand, output is committed.

Two heaps. `public`: official counts as published, retold in our words, each with its citation.
`letter`: eight weekly returns of a made-up oblast, with the defects that real returns have; every
sheet and page says that the figures are invented. Needs LibreOffice (`soffice`) for ods, xls, pdf.

Source of the public facts: the outlets named beside each figure (read 2023-2026).
"""

from __future__ import annotations

import csv
import io
import random
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from docx import Document
from docx.document import Document as Letter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "src" / "svodka" / "desk" / "samples"
CODEBOOKS = ROOT / "src" / "svodka" / "lexicon" / "data" / "codebooks"
INVENTED = "ОБРАЗЕЦ – вымышленные данные"
RETOLD = "Пересказ опубликованных сообщений своими словами; источник стоит у каждой строки"
MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
STAMP = datetime(2023, 12, 1)  # noqa: DTZ001 - a fixed stamp, so that the files come out the same

PLACES = (
    ("ZAO-BEL", "Белоборский муниципальный округ"),
    ("ZAO-VER", "Верхоборский муниципальный округ"),
    ("ZAO-GLU", "Глухополянский район"),
    ("ZAO-DAL", "Дальнелужский район"),
    ("ZAO-ELN", "Ельничный муниципальный округ"),
    ("ZAO-ZAM", "Замошский район"),
    ("ZAO-IVN", "город Ивняк"),
    ("ZAO-KLU", "Клюквенный муниципальный округ"),
    ("ZAO-LOS", "Лосиноборский район"),
    ("ZAO-MOH", "Моховский район"),
    ("ZAO-RYA", "Рябиновский муниципальный округ"),
    ("ZAO-TIH", "Тихобродский район"),
)
GROUPS = ("Должники", "Безработные", "Получившие гражданство")
COMMUNIQUES = {
    "astrakhan.txt": (
        "Астраханская область",
        "С ноября прошлого года в Астраханской области на воинский учёт поставлено 426 человек, "
        "42 человека заключили контракт – почти каждый десятый. "
        "Ещё 62 иностранных гражданина изъявили желание служить.",
        "В ходе одного из рейдов проверено более 30 человек, выявлено двое.",
        "Источник: lotosgtrk.ru. Год в сообщении не указан.",
    ),
    "voronezh.txt": (
        "Воронежская область",
        "В Воронежской области с 19 сентября по 2 октября на воинский учёт поставлено 80 человек, "
        "трое заключили контракт.",
        "Источник: voronezh.sm.news. Год в сообщении не указан.",
    ),
    "tyumen.html": (
        "Тюменская область",
        "В 2023 году в Тюменской области на воинский учёт поставлено 499 человек. "
        "В январе 2024 года на воинский учёт поставлено 17 человек.",
        "В 2023 году контракт заключили 68 иностранных граждан: 58 человек направлены в войска, "
        "10 человек на оформлении. В январе 2024 года контракт заключили 12 иностранных граждан.",
        "Источники: nashgorod.ru, 30 января 2024 года; ng72.ru/news/83694.",
    ),
    "central-district.docx": (
        "Центральный военный округ",
        "За месяц к 27 декабря 2023 года на воинский учёт поставлено более 1500 человек, "
        "поступили на службу более 200 человек.",
        "Кроме того, контракт заключили более 140 иностранных граждан.",
        "Источник: eanews.ru, 27 декабря 2023 года.",
    ),
    "raids.txt": (
        "Рейды",
        "В ноябре 2024 года в Амурской области проверено более 30 человек, "
        "14 человек не состоят на воинском учёте.",
        "23 января 2026 года в Саратовской области проверено более 300 человек, выявлено более 30.",
        "В сентябре 2024 года в Республике Башкортостан проверено 105 человек.",
        "Источники: amur-news.net, 5 ноября 2024 года; vzsar.ru; ashkadar.com.",
    ),
    # Below, documents that contradict each other or themselves, as their sources did.
    "district-retold.html": (
        "Центральный военный округ: пересказ месяц спустя",
        "На воинский учёт поставлено 1500 человек, из них 140 человек заключили контракт.",
        "Источники: nashgorod.ru, 30 января 2024 года; ng72.ru.",
    ),
    "russia-2024.txt": (
        "Россия",
        "С 2023 года к 27 июня 2024 года в России на воинский учёт поставлено более 30 тысяч "
        "получивших гражданство, около 10 тысяч человек направлены в зону СВО.",
        "Источники: rosbalt.ru, sotavision.world.",
    ),
    "russia-2024-headline.html": (
        "Более 30 тысяч мигрантов поставлено на воинский учёт в России",
        "Так названы в заголовках те же люди, о которых сами сообщения говорят иначе.",
        "Источники: rosbalt.ru, sotavision.world; слово взято из заголовков.",
    ),
    "russia-2025.docx": (
        "Россия, год спустя",
        "К 20 мая 2025 года в России поймано 80 тысяч человек, на фронте находятся 20 тысяч человек.",
        "Источники: censor.net/3553325, mirtesen.aif.ru.",
    ),
    "help-line.txt": (
        "Линия помощи о своих обращениях",
        "Половина обращений приходится на одну группу, треть – на другую, 10 % – на третью "
        "и 10 % – на четвёртую.",
        "Источник: собственная разбивка линии помощи; группы здесь не названы.",
    ),
    "yakutia.html": (
        "Якутия: план 500 человек в неделю",
        "В сентябре 2023 года на каждый из 36 районов Якутии приходилось 15 человек в неделю. "
        "Недельный план Якутии – 540 человек.",
        "Источники: RFE/RL 32684727; Moscow Times a83085.",
    ),
    "payments.docx": (
        "Контракты и выплаты",
        "К 1 августа 2024 года в России контракт заключили 640 тысяч человек. "
        "За то же время произведено около 426 тысяч единовременных выплат.",
        "Источник: istories.media, 1 августа 2024 года.",
    ),
    "forecast.txt": (
        "Выполнение плана",
        "В сентябре 2023 года выполнена треть плана. К декабрю 2023 года обещают 80 % плана.",
        "Источник и территория в нашей записи не названы.",
    ),
    "contracts-september.txt": (
        "Россия, сентябрь 2023 года",
        "В сентябре 2023 года в России контракт заключили более 50 тысяч человек.",
        "Источник: министр обороны 3 октября 2023 года, по pravda.com.ua 7422435.",
    ),
    "volunteers-september.pdf": (
        "Россия, сентябрь 2023 года",
        "За сентябрь 2023 года в России на службу поступили 38 тысяч добровольцев.",
        "Источник: english.pravda.ru 157838, двумя днями позже министра.",
    ),
}
TABLE_HEAD = (
    "Территория",
    "Период",
    "Проверено",
    "Выявлено",
    "Поставлено на воинский учёт",
    "Заключили контракт",
    "Источник",
)
TABLE = (
    ("Астраханская область", "с ноября (год не указан)", "…", "…", 426, 42, "lotosgtrk.ru"),
    (
        "Воронежская область",
        "19 сентября – 2 октября (год не указан)",
        "…",
        "…",
        80,
        3,
        "voronezh.sm.news",
    ),
    ("Тюменская область", "2023 год", "…", "…", 499, "681)", "nashgorod.ru, 30.01.2024"),
    ("Тюменская область", "январь 2024 года", "…", "…", 17, "121)", "ng72.ru/news/83694"),
    ("Амурская область", "ноябрь 2024 года", "более 30", 14, "…", "…", "amur-news.net, 05.11.2024"),
    ("Саратовская область", "23 января 2026 года", "более 300", "более 30", "…", "…", "vzsar.ru"),
    ("Республика Башкортостан", "сентябрь 2024 года", 105, "…", "…", "…", "ashkadar.com"),
)
NATIONAL = (
    ("Территория", "Период", "Поставлено на воинский учёт", "Заключили контракт", "Источник"),
    ("Россия", "сентябрь 2023 года", "…", "более 50 000", "pravda.com.ua 7422435"),
    ("Россия", "на 27 июня 2024 года", "более 30 000", "…", "rosbalt.ru, sotavision.world"),
)
FUNNEL = (
    ("Стадия", "Человек, 2017 год"),
    ("посетили мероприятия", "более 160 000"),
    ("получили консультации", "более 5 000"),
    ("прошли отбор", "около 500"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One weekly return: how it is written, and what is wrong with it."""

    week: int
    form: str
    defect: str = ""


RETURNS = (
    Return(week=1, form="xlsx"),
    Return(week=2, form="docx", defect="late"),
    Return(week=3, form="pdf"),
    Return(week=3, form="xlsx", defect="corrected"),
    Return(week=4, form="ods", defect="cumulative"),
    Return(week=5, form="xls", defect="total"),
    Return(week=6, form="csv", defect="copied"),
    Return(week=7, form="html", defect="missing"),
    Return(week=8, form="xlsx"),
)

Row = tuple[str | int | float | None, ...]


def days(week: int) -> tuple[date, date]:
    start = date(2023, 10, 2) + timedelta(days=7 * (week - 1))
    return start, start + timedelta(days=6)


def spelled(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def counts(week: int) -> dict[str, list[int]]:
    """Approached and agreed in each group, and the plan, for every place; invented."""
    chance = random.Random(f"zaozerye {week}")
    found = {}
    for code, _ in PLACES:
        cells = []
        for weight in (30, 22, 9):
            approached = chance.randint(weight // 2, weight * 2)
            cells += [approached, sum(chance.random() < 0.05 for _ in range(approached))]
        found[code] = [*cells, chance.randint(2, 9)]
    return found


def body(item: Return) -> list[Row]:
    """Rows of a return under its head, with its defect worked in."""
    source = item.week - 1 if item.defect == "copied" else item.week
    found = counts(source)
    if item.defect == "cumulative":
        found = {
            code: [sum(counts(w)[code][i] for w in range(1, item.week + 1)) for i in range(7)]
            for code, _ in PLACES
        }
    if item.defect == "corrected":
        found["ZAO-KLU"][0] += 11
    rows: list[Row] = []
    for code, name in PLACES:
        if item.defect == "missing" and code == "ZAO-MOH":
            continue
        cells = found[code]
        approached, agreed = sum(cells[0:6:2]), sum(cells[1:6:2])
        rows.append(
            (name, *cells[:6], approached, agreed, cells[6], round(100 * agreed / cells[6], 1))
        )
    totals = [sum(int(row[i] or 0) for row in rows) for i in range(1, 10)]
    if item.defect == "total":
        totals[6] += 100
    rows.append(("Итого по области", *totals, round(100 * totals[7] / totals[8], 1)))
    return [
        tuple("-" if cell == 0 and i % 5 == 2 else cell for i, cell in enumerate(row))
        for row in rows
    ]


def titles(item: Return) -> list[str]:
    start, end = days(item.week)
    if item.defect == "cumulative":
        span = f"нарастающим итогом со 2 октября по {spelled(end)} {end.year} года"
    else:
        span = f"за отчётную неделю с {spelled(start)} по {spelled(end)} {end.year} года"
    lines = [
        INVENTED,
        "Приложение № 1 к письму от 03.10.2023",
        "Сведения о работе органов власти по привлечению граждан на военную службу по контракту",
        f"Заозёрская область, {span}",
        "человек",
    ]
    if item.defect == "late":
        late = end + timedelta(days=11)
        lines.insert(2, f"Вх. № 00-{item.week} от {late:%d.%m.%Y}")
    if item.defect == "corrected":
        lines.insert(2, "Уточнённые сведения взамен ранее представленных")
    return lines


TOP = (
    "Муниципальное образование",
    *(g for g in GROUPS for _ in "12"),
    "Всего",
    "Всего",
    "План",
    "Выполнение плана, %",
)
LOW = ("", *(w for _ in range(4) for w in ("Проинформировано", "Согласились")), "", "")
MERGES = (
    ("A", "A", 1),
    ("B", "C", 0),
    ("D", "E", 0),
    ("F", "G", 0),
    ("H", "I", 0),
    ("J", "J", 1),
    ("K", "K", 1),
)


def workbook(item: Return) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Сводка"
    for number, line in enumerate(titles(item), 1):
        sheet.cell(number, 1, line)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=11)
    top = len(titles(item)) + 1
    for left, right, down in MERGES:
        sheet.merge_cells(f"{left}{top}:{right}{top + down}")
    thin = Side(style="thin")
    for number, row in enumerate([TOP, LOW, *body(item)], top):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if value not in ("", None) and type(cell).__name__ == "Cell":
                cell.value = value
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="left" if column == 1 else "center"
            )
            cell.font = Font(bold=number < top + 2)
    sheet.column_dimensions["A"].width = 36
    for letters in "BCDEFGHIJK":
        sheet.column_dimensions[letters].width = 20
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return saved(book)


def saved(book: Workbook) -> bytes:
    book.properties.created = book.properties.modified = STAMP
    book.properties.creator = "svodka"
    out = io.BytesIO()
    book.save(out)
    return same_stamps(out.getvalue())


def same_stamps(package: bytes) -> bytes:
    """The zip with every member's time set to one stamp."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def converted(data: bytes, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "return.xlsx"
        source.write_bytes(data)
        command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{suffix}").read_bytes()


def letter(item: Return) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    for line in titles(item):
        document.add_paragraph(line)
    rows = [TOP, LOW, *body(item)]
    table = document.add_table(len(rows), len(TOP), style="Table Grid")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            merged_away = r < 2 and (
                (r == 1 and value == "") or (r == 0 and 1 <= c <= 8 and c % 2 == 0)
            )
            if not merged_away:
                table.cell(r, c).text = "" if value is None else str(value).replace(".", ",")
    for left, right, down in MERGES:
        table.cell(0, ord(left) - 65).merge(table.cell(down, ord(right) - 65))
    return lettered(document)


def lettered(document: Letter) -> bytes:
    document.core_properties.author = "svodka"
    document.core_properties.created = document.core_properties.modified = STAMP
    out = io.BytesIO()
    document.save(out)
    return same_stamps(out.getvalue())


def delimited(item: Return) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in titles(item):
        writer.writerow([line])
    for row in [TOP, LOW, *body(item)]:
        writer.writerow(
            [str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in row]
        )
    return out.getvalue().encode("cp1251")


def page(item: Return) -> bytes:
    heads = "".join(
        f'<th rowspan="{down + 1}" colspan="{ord(right) - ord(left) + 1}">{TOP[ord(left) - 65]}</th>'
        for left, right, down in MERGES
    )
    low = "".join(f"<th>{word}</th>" for word in LOW if word)
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in body(item)
    )
    lines = "".join(f"<p>{line}</p>\n" for line in titles(item))
    return (
        f'<!DOCTYPE html>\n<html lang="ru"><head><meta charset="utf-8"><title>{INVENTED}</title></head>\n'
        f"<body>{lines}<table border='1'>\n<tr>{heads}</tr>\n<tr>{low}</tr>\n{rows}</table></body></html>\n"
    ).encode()


def written(item: Return) -> bytes:
    if item.form == "docx":
        return letter(item)
    if item.form == "csv":
        return delimited(item)
    if item.form == "html":
        return page(item)
    data = workbook(item)
    return data if item.form == "xlsx" else converted(data, item.form)


def list_of_people() -> bytes:
    """A made-up list of people, which must end sealed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([INVENTED])
    sheet.append(["№", "Фамилия, имя, отчество", "Дата рождения", "Телефон", "Результат беседы"])
    for index, who in enumerate(
        ("Образцов Образец Образцович", "Примерова Проба Примеровна", "Пробин Проб Пробович"), 1
    ):
        sheet.append([index, who, f"0{index}.01.1990", f"8 900 000-00-0{index}", "отказ"])
    return saved(book)


def public_table() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Сообщения"
    sheet.append(["Официальные сообщения о проверках и контрактах, человек"])
    sheet.append([RETOLD])
    sheet.append(list(TABLE_HEAD))
    for row in TABLE:
        sheet.append(list(row))
    sheet.append(["1) иностранные граждане"])
    sheet.append(["… – в сообщении не указано"])
    for column, width in zip("ABCDEFG", (30, 40, 14, 14, 20, 20, 30), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return saved(book)


def text_sheet(lines: tuple[str, ...]) -> bytes:
    """Running text on a sheet without a table, to be printed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append([line])
        sheet.append([])
    sheet.column_dimensions["A"].width = 90
    return saved(book)


def national_table() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Россия"
    sheet.append(["Официальные сообщения по стране, человек"])
    sheet.append([RETOLD])
    for row in NATIONAL:
        sheet.append(list(row))
    sheet.append(["… – в сообщении не указано"])
    for column, width in zip("ABCDE", (30, 30, 28, 20, 34), strict=True):
        sheet.column_dimensions[column].width = width
    return saved(book)


def communique(name: str, lines: tuple[str, ...]) -> bytes:
    head, *rest = lines
    if name.endswith(".html"):
        paragraphs = "".join(f"<p>{line}</p>\n" for line in rest)
        return f'<!DOCTYPE html>\n<html lang="ru"><meta charset="utf-8"><title>{head}</title>\n<h1>{head}</h1>\n{paragraphs}</html>\n'.encode()
    if name.endswith(".pdf"):
        return converted(text_sheet(lines), "pdf")
    if name.endswith(".docx"):
        document = Document()
        document.add_heading(head)
        for line in rest:
            document.add_paragraph(line)
        if name == "central-district.docx":
            document.add_paragraph("Дальний Восток: отбор на службу, 2017 год (igic-ras.ru)")
            table = document.add_table(len(FUNNEL), 2, style="Table Grid")
            for r, row in enumerate(FUNNEL):
                for c, text in enumerate(row):
                    table.cell(r, c).text = text
        return lettered(document)
    return ("\n\n".join(lines) + "\n").encode()


def codebook() -> bytes:
    """The letter's codebook with the places of the made-up oblast."""
    text = (CODEBOOKS / "letter-2023.toml").read_text("utf-8")
    text = text.replace('name = "letter-2023"', 'name = "letter-zaozerye"')
    text = text.replace("[period]\n", "[period]\nweek_ends = 7\ndue_days = 3\n")
    areas = [
        ("X-ZAO", "Заозёрская область", "region", "", ("Итого по области",)),
        *((c, n, "municipality", "X-ZAO", ()) for c, n in PLACES),
    ]
    for code, name, kind, parent, words in areas:
        text += f'\n[[area]]\ncode = "{code}"\nkind = "{kind}"\nname_ru = "{name}"\n'
        text += f'parent = "{parent}"\n' if parent else ""
        text += f"words = {list(words)!r}\n".replace("'", '"') if words else ""
    return f"# {INVENTED}\n{text}".encode()


def main() -> None:
    shutil.rmtree(SAMPLES, ignore_errors=True)
    for folder in ("public", "letter"):
        (SAMPLES / folder).mkdir(parents=True)
    for name, lines in COMMUNIQUES.items():
        (SAMPLES / "public" / name).write_bytes(communique(name, lines))
    table = public_table()
    (SAMPLES / "public" / "counts.xlsx").write_bytes(table)
    (SAMPLES / "public" / "russia.xlsx").write_bytes(national_table())
    (SAMPLES / "public" / "counts.pdf").write_bytes(converted(table, "pdf"))
    for item in RETURNS:
        mark = "-corrected" if item.defect == "corrected" else ""
        (SAMPLES / "letter" / f"week-{item.week}{mark}.{item.form}").write_bytes(written(item))
    (SAMPLES / "letter" / "list.xlsx").write_bytes(list_of_people())
    (SAMPLES / "zaozerye.toml").write_bytes(codebook())


if __name__ == "__main__":
    main()
