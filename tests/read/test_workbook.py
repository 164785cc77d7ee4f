"""What a workbook keeps is read at its address, whatever hides it."""

from __future__ import annotations

import io
import pickle
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from svodka.model import Grid, Merge, Piece, Reason, Remark, UnreadableDocument
from svodka.read.sheet_formats import displayed
from svodka.read.workbook import READERS, xlsx_pieces

# A spreadsheet knows no time zones.
MOMENT = datetime.fromisoformat
SAMPLE = "ОБРАЗЕЦ – вымышленные данные"


def workbook(fill: Callable[[Any], object], **options: Any) -> bytes:
    """The bytes of a workbook whose first sheet `fill` writes."""
    book = openpyxl.Workbook(**options)
    fill(book.active)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The same package with one part rewritten."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = change(content.decode("utf-8")).encode("utf-8")
            new.writestr(name, content)
    return kept.getvalue()


def added(data: bytes, **parts: bytes) -> bytes:
    kept = io.BytesIO(data)
    with zipfile.ZipFile(kept, "a") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def grids(pieces: list[Piece]) -> list[Grid]:
    return [piece for piece in pieces if isinstance(piece, Grid)]


def only(data: bytes) -> Grid:
    return grids(list(xlsx_pieces(data)))[0]


def remarks(data: bytes) -> str:
    return "\n".join(
        f"{piece.text} {piece.anchor or ''}"
        for piece in xlsx_pieces(data)
        if isinstance(piece, Remark)
    )


def test_every_family_of_workbook_has_a_reader() -> None:
    assert [reader.name for reader in READERS] == ["xlsx", "xlsm", "xls", "ods"]


def test_an_address_is_that_of_the_file_however_far_the_table_stands_from_the_corner() -> None:
    def fill(sheet: Any) -> None:
        sheet["C4"] = SAMPLE
        sheet["E9"] = 7
        sheet["E2000"].number_format = "0.00"

    grid = only(workbook(fill))
    assert (grid.top, grid.left, grid.height, grid.width) == (4, 3, 6, 3)
    assert str(grid.anchor(5, 2)) == "sheet=Sheet&cell=E9"
    assert grid.rows[5][2] == 7


def test_a_hidden_sheet_row_and_column_are_flagged_and_not_skipped() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, 6):
        sheet.append([number, number * 2, number * 3])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("тайный").append([1])
    book["тайный"].sheet_state = "veryHidden"
    first, second = grids(list(xlsx_pieces(saved(book))))
    assert first.hidden_rows == {1}
    assert first.hidden_columns == {2}
    assert first.rows[1] == (2, 4, 6)
    assert second.hidden
    assert second.cell(0, 0).hidden
    assert "тайный" in remarks(saved(book))


def test_a_row_of_no_height_is_hidden() -> None:
    data = workbook(lambda sheet: [sheet.append([1]), sheet.append([2])])
    part = "xl/worksheets/sheet1.xml"
    data = changed(data, part, lambda xml: xml.replace('<row r="2"', '<row r="2" ht="0"'))
    assert only(data).hidden_rows == {1}


def test_a_comment_a_merge_an_indent_and_bold_are_kept() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = SAMPLE
        sheet["A1"].font = Font(bold=True)
        sheet.merge_cells("A1:C1")
        sheet["A2"] = "всего"
        sheet["A3"] = "город"
        sheet["A3"].alignment = Alignment(indent=2)
        sheet["A4"] = "      район"
        sheet["B2"] = 1200
        sheet["B2"].comment = Comment("исправлено, было 1100", "x")

    grid = only(workbook(fill))
    assert grid.merges == (Merge(0, 0, 0, 2),)
    assert grid.comments == {(1, 1): "исправлено, было 1100"}
    assert grid.indents == {(2, 0): 2, (3, 0): 2}
    assert grid.bold == {(0, 0)}


def test_a_formula_and_its_stored_result_are_both_kept() -> None:
    data = workbook(lambda sheet: sheet.append([2, "=A1*2"]))
    part = "xl/worksheets/sheet1.xml"
    data = changed(data, part, lambda xml: xml.replace("<v></v>", "<v>4</v>").replace("<v/>", ""))
    grid = only(data)
    assert grid.rows == ((2, 4),)
    assert grid.formulas == {(0, 1): "=A1*2"}
    assert "without a stored result" not in remarks(data)


def test_a_formula_without_a_stored_result_is_empty_and_said_so() -> None:
    data = workbook(lambda sheet: sheet.append([2, "=A1*2"]))
    assert only(data).rows == ((2, None),)
    assert "1 formulas without a stored result, the first here sheet=Sheet&cell=B1" in remarks(data)


def test_a_shared_formula_reads_in_each_cell_as_it_stands_there() -> None:
    data = workbook(lambda sheet: [sheet.append([number, 0]) for number in (1, 2, 3)])

    def share(xml: str) -> str:
        for row, inner in (
            (1, '<f t="shared" ref="B1:B3" si="0">A1*$A$1</f>'),
            (2, '<f t="shared" si="0"/>'),
            (3, '<f t="shared" si="0"/>'),
        ):
            xml = re.sub(rf'(<c r="B{row}"[^>]*>)<v>', rf"\1{inner}<v>", xml)
        return xml

    grid = only(changed(data, "xl/worksheets/sheet1.xml", share))
    assert dict(grid.formulas) == {(0, 1): "=A1*$A$1", (1, 1): "=A2*$A$1", (2, 1): "=A3*$A$1"}
    assert pickle.loads(pickle.dumps(grid)) == grid


def test_an_error_is_a_text_with_a_remark_and_never_a_number() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "#REF!"
        sheet["A1"].data_type = "e"

    data = workbook(fill)
    assert only(data).rows == (("#REF!",),)
    assert "1 cells that hold an error" in remarks(data)


def test_a_number_stored_as_text_stays_text() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "4673732"
        sheet["A2"] = 1107920

    assert only(workbook(fill)).rows == (("4673732",), (1107920,))


@pytest.mark.parametrize("epoch", [MOMENT("1899-12-30"), MOMENT("1904-01-01")])
def test_dates_times_and_lengths_of_time_are_read_on_both_bases(epoch: datetime) -> None:
    moments = [date(2023, 3, 1), MOMENT("2020-01-02T03:04:05"), time(3, 4), timedelta(hours=30)]
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.active.append(moments)
    assert list(only(saved(book)).rows[0]) == moments


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 4))
def test_decimals_are_cut_as_people_round(number: int, places: int, kept: int) -> None:
    value = number / 10**places
    exact = Decimal(number).scaleb(-places).quantize(Decimal(1).scaleb(-kept), ROUND_HALF_UP)
    shown = displayed(value, "0." + "0" * kept if kept else "0")
    assert Decimal(shown if shown is not None else format(value, ".15g")) == exact


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.157, "0.0%", "15.7%"),
        (56834.13650000001, "0.0", "56834.1"),
        (1234567, "#,##0", "1234567"),
        (1234567, "#,##0,", "1235"),
        (0, '0;-0;"–"', "–"),
        (-12.345, "0.00;[Red](0.00)", "(12.35)"),
        (0, '[=0]"-";0.0', "-"),
        (6283.717, '[=0]"-";0.0', "6283.7"),
        (-6283.717, '[=0]"-";0.0', "-6283.7"),
        (1500, '[>=1000]0.0,"т";0', "1.5т"),
        (1.5, "0.00", "1.5"),
        (2.5, "0", "3"),
        (12, '0" чел."', "12 чел."),
        (77, "000", "077"),
        (date(2023, 3, 1), "dd.mm.yyyy", "01.03.2023"),
        (date(2023, 3, 1), "[$-419]mmmm yyyy", "Март 2023"),
        (MOMENT("2023-03-01T14:05"), "d/m/yy h:mm AM/PM", "1/3/23 2:05 PM"),
        (0.5, "# ?/?", "0.5"),
        (17, "General", "17"),
        (17, "@", "17"),
        (1234567.89, "# ##0.0", "1234567.9"),
        (12345.6, "#\\ ##0", "12346"),
        (17, "0;;;@", "17"),
        (17, 'General" шт."', "17"),
    ],
)
def test_the_words_as_displayed_follow_the_number_format(
    value: object, code: str, shown: str
) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = code

    grid = only(workbook(fill))
    assert grid.text(0, 0) == shown
    assert grid.number_formats.get((0, 0), "General") == code
    if not isinstance(value, date):
        assert grid.rows[0][0] == value


def test_a_text_is_nfc_and_the_original_stays_reachable() -> None:
    decomposed = "Йошкар-Ола".replace("Й", "И\u0306")
    grid = only(workbook(lambda sheet: sheet.append([decomposed, "й"])))
    assert grid.rows == (("Йошкар-Ола", "й"),)
    assert grid.text(0, 0) == decomposed


def test_a_blank_of_spaces_is_empty_and_its_spaces_stay_reachable() -> None:
    grid = only(workbook(lambda sheet: sheet.append(["x", " \u00a0 ", 1])))
    assert grid.rows == (("x", None, 1),)
    assert grid.texts == {(0, 1): " \u00a0 "}


def test_a_million_formats_cost_no_million_objects_and_survive_a_pickle() -> None:
    def fill(sheet: Any) -> None:
        for row in range(1, 31):
            for column in range(1, 31):
                sheet.cell(row, column, row / 7).number_format = "0.00"

    grid = only(workbook(fill))
    assert len(grid.number_formats) == 900
    assert set(grid.number_formats.values()) == {"0.00"}
    assert len(pickle.dumps(grid.number_formats)) < 2000
    assert pickle.loads(pickle.dumps(grid)) == grid
    assert grid.texts[0, 0] == "0.14"
    assert (99, 0) not in grid.number_formats


def test_a_sheet_that_claims_17_billion_cells_is_refused_and_the_others_are_read() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 2
    book.create_sheet("другой").append([3])
    found: list[Piece] = []
    with pytest.raises(UnreadableDocument) as failure:
        found.extend(xlsx_pieces(saved(book)))
    assert failure.value.reason is Reason.TOO_LARGE
    assert [grid.name for grid in grids(found)] == ["другой"]


def test_a_dimension_that_lies_makes_no_difference() -> None:
    data = workbook(lambda sheet: sheet.append([1, 2]))
    part = "xl/worksheets/sheet1.xml"
    data = changed(data, part, lambda xml: xml.replace('ref="A1:B1"', 'ref="A1:XFD1048576"'))
    assert only(data).rows == ((1, 2),)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x="),
        lambda xml: re.sub(r' r="[A-Z]+\d+"', "", xml),
        lambda xml: xml.replace("<sheetData>", "<!-- < c r= --><sheetData>"),
        lambda xml: re.sub(r'<c r="(\w+)"([^>]*)>', r'<c\2 r="\1">', xml),
        lambda xml: re.sub(r'<c r="(\w+)"([^>]*)>', r"<c r='\1'\2>", xml),
        lambda xml: re.sub(r"<(c|row) ", r"<\1\n  ", xml),
    ],
)
def test_markup_of_another_shape_reads_the_same(change: Callable[[str], str]) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet["B1"] = 2.5
        sheet["B1"].number_format = "0.0%"
        sheet["A2"] = "=A1+1"
        sheet["A3"] = "#N/A"
        sheet["A3"].data_type = "e"
        sheet["B3"] = 4
        sheet.merge_cells("A4:B4")
        sheet["A4"] = SAMPLE
        sheet.row_dimensions[2].hidden = True

    data = workbook(fill)
    # Cells without an address stand one after another, so the sheet must have no gaps.
    other = changed(data, "xl/worksheets/sheet1.xml", change)
    assert only(other) == only(data)


def test_macros_outside_books_and_pictures_are_remarked() -> None:
    data = added(
        workbook(lambda sheet: sheet.append([1])),
        xl__vbaProject_bin=b"",
        **{
            "xl/vbaProject.bin": b"x",
            "xl/externalLinks/externalLink1.xml": b"<x/>",
            "xl/media/image1.png": b"x",
        },
    )
    said = remarks(data)
    assert "macros" in said
    assert "1 outside workbooks" in said
    assert "1 pictures" in said


def test_a_number_hidden_by_its_format_is_remarked() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 12
        sheet["A1"].number_format = ";;;"

    data = workbook(fill)
    assert only(data).rows == ((12,),)
    assert "that their number format hides" in remarks(data)


def test_a_value_under_a_merged_cell_is_remarked() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([1, 2])

    part = "xl/worksheets/sheet1.xml"
    merge = '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    data = changed(workbook(fill), part, lambda xml: xml.replace("</sheetData>", merge))
    assert "1 values under a merged cell, the first here sheet=Sheet&cell=B1" in remarks(data)


def test_superscript_stretches_of_a_text_are_kept() -> None:
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>Россия</t>'
        '</r><r><rPr><vertAlign val="superscript"/></rPr><t>1)</t></r></si></sst>'
    )
    data = workbook(lambda sheet: sheet.append(["Россия1)"]))

    def to_shared(xml: str) -> str:
        return re.sub(r'<c r="A1"[^>]*>.*?</c>', '<c r="A1" t="s"><v>0</v></c>', xml)

    data = changed(data, "xl/worksheets/sheet1.xml", to_shared)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        present = "xl/sharedStrings.xml" in package.namelist()
    if present:
        data = changed(data, "xl/sharedStrings.xml", lambda _: strings)
    else:
        data = added(data, **{"xl/sharedStrings.xml": strings.encode()})
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        relation = (
            f'<Relationship Id="s" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
        )
        rels = "xl/_rels/workbook.xml.rels"
        data = changed(data, rels, lambda xml: xml.replace("</Relationships>", relation))
    grid = only(data)
    assert grid.rows == (("Россия1)",),)
    assert grid.raised == {(0, 0): ((6, 8),)}


def related(data: bytes, kind: str, target: str, content: str) -> bytes:
    """The same package with one more part that the first sheet refers to."""
    where = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = f'<Relationship Id="q" Type="{where}{kind}" Target="{target}"/>'
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    return added(
        data,
        **{
            rels: f"<Relationships>{relation}</Relationships>".encode(),
            target[1:]: content.encode(),
        },
    )


def test_words_of_a_text_box_and_of_the_page_header_are_told_with_their_place() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.oddHeader.center.text = "Приложение № 1"

    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:twoCellAnchor>'
        "<d:from><d:col>2</d:col><d:row>6</d:row></d:from><d:sp><d:txBody><a:p><a:r><a:t>по </a:t>"
        "</a:r><a:r><a:t>форме</a:t></a:r></a:p></d:txBody></d:sp></d:twoCellAnchor></d:wsDr>"
    )
    said = remarks(related(workbook(fill), "drawing", "/xl/drawings/drawing1.xml", drawing))
    assert "text box: 'по форме' sheet=Sheet&cell=C7" in said
    assert "page header: 'Приложение № 1'" in said


def test_a_thread_of_comments_is_read_as_its_lines() -> None:
    thread = (
        '<ThreadedComments xmlns="t"><threadedComment ref="A1"><text>было 5</text>'
        '</threadedComment><threadedComment ref="A1"><text>верно</text></threadedComment>'
        "</ThreadedComments>"
    )
    data = workbook(lambda sheet: sheet.append([1]))
    data = related(data, "threadedComment", "/xl/threadedComments/t1.xml", thread)
    assert only(data).comments == {(0, 0): "было 5\nверно"}


def test_an_empty_text_is_a_stored_result() -> None:
    data = workbook(lambda sheet: sheet.append([2, '=IF(A1>5,1,"")']))

    def store(xml: str) -> str:
        return re.sub(
            r'<c r="B1"[^>]*>(<f>.*?</f>)<v ?/?>(</v>)?', r'<c r="B1" t="str">\1<v></v>', xml
        )

    data = changed(data, "xl/worksheets/sheet1.xml", store)
    assert 't="str"' in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert only(data).rows == ((2, None),)
    assert "without a stored result" not in remarks(data)


def test_a_broken_sheet_does_not_cost_the_others() -> None:
    book = openpyxl.Workbook()
    book.active.append([1])
    book.create_sheet("второй").append([2])
    data = changed(saved(book), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    found: list[Piece] = []
    with pytest.raises(UnreadableDocument) as failure:
        found.extend(xlsx_pieces(data))
    assert failure.value.reason is Reason.DAMAGED
    assert [grid.rows for grid in grids(found)] == [((2,),)]


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_cut_workbook_is_truncated(cut: float) -> None:
    data = workbook(lambda sheet: sheet.append([1, 2]))
    with pytest.raises(UnreadableDocument) as failure:
        list(xlsx_pieces(data[: int(len(data) * cut)]))
    assert failure.value.reason is Reason.TRUNCATED
    assert failure.value.hint


values = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: float(format(x, ".15g"))),
    st.booleans(),
    st.text("абвй yz0-", min_size=1, max_size=6).filter(str.strip),
    st.sampled_from(["=A1+B2", "=SUM($A$1:C3)", "=IF(A1>2,1,0)"]),
    st.datetimes(MOMENT("1950-01-01"), MOMENT("2100-01-01")).map(
        lambda d: d.replace(microsecond=0)
    ),
)
cells = st.dictionaries(st.tuples(st.integers(1, 9), st.integers(1, 7)), values, max_size=20)


@st.composite
def books(draw: st.DrawFn) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    for (row, column), value in draw(cells).items():
        cell = sheet.cell(row, column, value)
        if value is not None and not isinstance(value, datetime):
            cell.number_format = draw(st.sampled_from(["General", "0.00", "0%", "@"]))
        cell.font = Font(bold=draw(st.booleans()))
        cell.alignment = Alignment(indent=draw(st.integers(0, 2)))
        if value is not None and draw(st.booleans()):
            cell.comment = Comment(draw(st.text("абв", min_size=1, max_size=5)), "x")
    sheet.row_dimensions[draw(st.integers(1, 9))].hidden = draw(st.booleans())
    sheet.column_dimensions[get_column_letter(draw(st.integers(1, 7)))].hidden = True
    top, left = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    sheet.merge_cells(start_row=top, end_row=top + 1, start_column=left, end_column=left + 1)
    return book


@given(books())
def test_what_openpyxl_reads_we_read(book: openpyxl.Workbook) -> None:
    data = saved(book)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    results = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active
    grid = only(data)
    for row in range(1, sheet.max_row + 1):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            here = (row - grid.top, column - grid.left)
            inside = 0 <= here[0] < grid.height and 0 <= here[1] < grid.width
            stored = results.cell(row, column).value
            if isinstance(stored, datetime) and stored.time() == time():
                stored = stored.date()
            assert (grid.rows[here[0]][here[1]] if inside else None) == stored
            if cell.value is None:
                continue
            assert inside
            if cell.data_type == "f":
                assert grid.formulas[here] == cell.value
            assert (here in grid.bold) == cell.font.b
            assert grid.number_formats.get(here, "General") == cell.number_format
            assert grid.comments.get(here) == (cell.comment.text if cell.comment else None)
            assert (here[0] in grid.hidden_rows) == sheet.row_dimensions[row].hidden
            hidden = sheet.column_dimensions[get_column_letter(column)].hidden
            assert (here[1] in grid.hidden_columns) == hidden
    for merged in sheet.merged_cells.ranges:
        if sheet.cell(merged.min_row, merged.min_col).value is not None:
            expected = Merge(
                merged.min_row - grid.top,
                merged.min_col - grid.left,
                merged.max_row - grid.top,
                merged.max_col - grid.left,
            )
            assert expected in grid.merges


def test_an_array_formula_stands_at_its_first_cell() -> None:
    def fill(sheet: Any) -> None:
        sheet.append([1])
        sheet.append([2])
        sheet["B1"] = ArrayFormula("B1:B2", "=A1:A2*2")

    assert only(workbook(fill)).formulas == {(0, 1): "=A1:A2*2"}


@pytest.mark.parametrize("number", [1e300, -1e300, 3e12])
def test_a_number_beyond_every_calendar_is_a_number_and_the_dates_stay(number: float) -> None:
    def fill(sheet: Any) -> None:
        sheet.append([45000, number, 7])
        for column in (1, 2):
            sheet.cell(1, column).number_format = "dd.mm.yyyy"

    assert only(workbook(fill)).rows == ((date(2023, 3, 15), number, 7.0),)


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999"])
def test_what_is_no_finite_number_is_words(number: str) -> None:
    def fill(sheet: Any) -> None:
        sheet.append([4711, 7])

    data = changed(
        workbook(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("4711", number)
    )
    assert only(data).rows == ((str(float(number)), 7.0),)
