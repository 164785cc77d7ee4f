"""Made-up lists of people and ways to write any rows in every format; nobody here exists."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlwt
from docx import Document
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

Rows = list[tuple[str, ...]]

INVENTED = "ОБРАЗЕЦ – вымышленные данные"
FONT = Path(__file__).resolve().parents[2] / "src/svodka/desk/fonts/DejaVuSans.ttf"
SURNAMES = ("Образцов", "Примеров", "Пробин", "Макетов", "Черновиков", "Шаблонов")
GIVEN = ("Образец", "Пример", "Проба", "Макет", "Черновик", "Шаблон")
FATHERS = ("Образцович", "Примерович", "Пробович", "Макетович", "Черновикович", "Шаблонович")
# Every word of a made-up person: none of them may be seen anywhere.
NAMES = (*SURNAMES, *(s.upper() for s in SURNAMES), "Намунов", "Obraztsov", "Primerov", *FATHERS)


def full(index: int) -> str:
    return f"{SURNAMES[index]} {GIVEN[index]} {FATHERS[index]}"


def _born(index: int) -> str:
    return f"{index + 10}.0{index + 1}.199{index}"


def _numbered(head: tuple[str, ...], line: Callable[[int], tuple[str, ...]]) -> Rows:
    return [(INVENTED,), head, *(line(index) for index in range(6))]


LISTS: dict[str, Rows] = {
    "names and birth dates": _numbered(
        ("№", "ФИО", "Дата рождения"), lambda i: (str(i + 1), full(i), _born(i))
    ),
    "no head": [(full(i), _born(i), f"4500 12345{i}") for i in range(6)],
    "capitals and documents": _numbered(
        ("Гражданин", "Документ"), lambda i: (full(i).upper(), f"45 00 12345{i}")
    ),
    "initials and telephones": _numbered(
        ("Кто", "Связь", "Согласие"),
        lambda i: (f"{SURNAMES[i]} {GIVEN[i][0]}.{FATHERS[i][0]}.", f"8 900 000-00-0{i}", "нет"),
    ),
    "all in one cell": _numbered(
        ("Список", ""), lambda i: (f"{i + 1}. {full(i)}, {_born(i)} г.р., г. Ивняк", "беседа")
    ),
    "three columns of a name": _numbered(
        ("Фамилия", "Имя", "Отчество", "Район"),
        lambda i: (SURNAMES[i], GIVEN[i], FATHERS[i], "Дальний"),
    ),
    "insurance and tax numbers": _numbered(
        ("Лицо", "СНИЛС", "ИНН"),
        lambda i: (full(i), f"000-000-00{i} 00", f"00000000000{i}"),
    ),
    "debts by name": _numbered(
        ("Должник", "Сумма, руб.", "Адрес"),
        lambda i: (full(i), f"{i + 1}00000", f"ул. Проектная, д. {i + 1}, кв. {i + 1}"),
    ),
    "names with counts only": _numbered(("Кого", "Сколько бесед"), lambda i: (full(i), str(i + 1))),
    "Central Asian names": _numbered(
        ("Иностранный гражданин", "Рождён"),
        lambda i: (f"Намунов Намуна{'а' * i} Намун угли", _born(i)),
    ),
    "Latin letters": _numbered(
        ("Name", "Date of birth"),
        lambda i: (f"Obraztsov Obrazets{'a' * i} Primerovich", f"199{i}-0{i + 1}-1{i}"),
    ),
}


def as_csv(rows: Rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("cp1251", "replace")


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Лист1")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            sheet.write(r, c, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_ods(rows: Rows) -> bytes:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{html.escape(text)}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{names}office:1.0"'
        f' xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Лист1">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{names}manifest:1.0"'
        f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def as_html(rows: Rows) -> bytes:
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<html><meta charset=utf-8><table>{body}</table></html>".encode()


def as_docx(rows: Rows) -> bytes:
    document = Document()
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(rows: Rows, *, ruled: bool = True) -> bytes:
    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=landscape(A4), invariant=1)
    page.setFont("DejaVu", 9)
    width = max(len(row) for row in rows)
    step = 760 // width
    for r, row in enumerate(rows):
        top = 560 - 18 * r
        for c, text in enumerate(row):
            page.drawString(43 + step * c, top - 12, text)
            if ruled:
                page.rect(40 + step * c, top - 17, step, 18)
    page.showPage()
    page.save()
    return out.getvalue()


def as_plain_pdf(rows: Rows) -> bytes:
    return as_pdf(rows, ruled=False)


def as_txt(rows: Rows) -> bytes:
    return "\n".join(", ".join(row) for row in rows).encode()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "ods": as_ods,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
    "plain.pdf": as_plain_pdf,
    "txt": as_txt,
}
