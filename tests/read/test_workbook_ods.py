"""An ods workbook gives what an xlsx gives, and its repetitions cannot fill the memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, Merge, Piece, Reason, Remark, UnreadableDocument, Value
from svodka.read.workbook import ods_pieces

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def ods(sheets: str, styles: str = "", **parts: str) -> bytes:
    kept = io.BytesIO()
    content = (
        f"<office:document-content {NAMES} {CALC}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        for name, text in parts.items():
            package.writestr(name, text)
    return kept.getvalue()


def table(*rows: str, name: str = "Лист", style: str = "", columns: str = "") -> str:
    head = f'<table:table table:name="{name}" table:style-name="{style}">{columns}'
    return head + "".join(rows) + "</table:table>"


def row(*cells: str, said: str = "") -> str:
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


def text(words: str, said: str = "", inner: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {said}>{inner}'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def number(value: object, shown: str = "", said: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" {said}>'
        f"<text:p>{shown or value}</text:p></table:table-cell>"
    )


def empty(said: str = "") -> str:
    return f"<table:table-cell {said}/>"


def read(data: bytes) -> list[Piece]:
    return list(ods_pieces(data))


def grids(pieces: list[Piece]) -> list[Grid]:
    return [piece for piece in pieces if isinstance(piece, Grid)]


def remarks(pieces: list[Piece]) -> str:
    return "\n".join(f"{p.text} {p.anchor or ''}" for p in pieces if isinstance(p, Remark))


def test_an_address_is_that_of_the_file() -> None:
    rows = (
        row(empty(), said='table:number-rows-repeated="3"'),
        row(empty('table:number-columns-repeated="2"'), number(7)),
        row(empty(), said='table:number-rows-repeated="1048572"'),
    )
    grid = grids(read(ods(table(*rows))))[0]
    assert grid.rows == ((7.0,),)
    assert str(grid.anchor(0, 0)).endswith("cell=C4")


def test_what_is_hidden_is_flagged() -> None:
    styles = (
        '<style:style style:name="t" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="5"/>'
    )
    rows = (row(number(1), number(2), number(3)), row(number(4), said='table:visibility="filter"'))
    body = table(*rows, columns=columns) + table(row(number(5)), name="тайный", style="t")
    first, second = grids(read(ods(body, styles)))
    assert first.hidden_rows == {1}
    assert first.hidden_columns == {1}
    assert second.hidden
    assert second.rows == ((5.0,),)


def test_an_empty_merged_cell_keeps_its_span() -> None:
    span = 'table:number-columns-spanned="2" table:number-rows-spanned="2"'
    rows = (row(empty(span), "<table:covered-table-cell/>", number(1)), row(empty(), empty()))
    grid = grids(read(ods(table(row(number(7), number(8)), *rows))))[0]
    assert grid.merges == (Merge(1, 0, 2, 1),)


def test_a_million_hidden_empty_rows_cost_nothing() -> None:
    tail = 'table:number-rows-repeated="1048570" table:visibility="collapse"'
    rows = (row(number(1)), row(number(2), said='table:visibility="collapse"'))
    grid = grids(read(ods(table(*rows, row(empty(), said=tail)))))[0]
    assert grid.hidden_rows == {1}
    assert grid.height == 2


def test_merges_comments_formulas_and_repeated_cells_are_read() -> None:
    note = "<office:annotation><text:p>исправлено</text:p></office:annotation>"
    rows = (
        row(
            text("Сводка", 'table:number-columns-spanned="3" table:number-rows-spanned="1"'),
            '<table:covered-table-cell table:number-columns-repeated="2"/>',
        ),
        row(text("а", inner=note), number(2, said='table:number-columns-repeated="2"')),
        row(text("б"), number(4, said='table:formula="of:=[.B2]+[.C2]"')),
        row(text("в"), '<table:table-cell table:formula="of:=[.B2]"/>'),
        row(text("г"), empty(), number(1)),
    )
    pieces = read(ods(table(*rows)))
    grid = grids(pieces)[0]
    assert grid.merges == (Merge(0, 0, 0, 2),)
    assert grid.comments == {(1, 0): "исправлено"}
    assert grid.rows[1] == ("а", 2.0, 2.0)
    assert grid.formulas == {(2, 1): "=[.B2]+[.C2]", (3, 1): "=[.B2]"}
    assert "1 formulas without a stored result, the first here sheet=" in remarks(pieces)


@pytest.mark.parametrize(
    ("kind", "said", "value"),
    [
        ("date", 'office:date-value="2023-03-01"', date(2023, 3, 1)),
        (
            "date",
            'office:date-value="2023-03-01T12:30:00"',
            datetime.fromisoformat("2023-03-01T12:30:00"),
        ),
        ("time", 'office:time-value="PT03H04M05S"', time(3, 4, 5)),
        ("time", 'office:time-value="PT30H00M00S"', timedelta(hours=30)),
        ("boolean", 'office:boolean-value="true"', True),
        ("percentage", 'office:value="0.157"', 0.157),
        ("currency", 'office:value="12.5"', 12.5),
        ("float", 'office:value="не число"', "как показано"),
        ("float", 'office:value="NaN"', "как показано"),
        ("percentage", 'office:value="1e999"', "как показано"),
    ],
)
def test_every_kind_of_value_is_read(kind: str, said: str, value: Value) -> None:
    cell = (
        f'<table:table-cell office:value-type="{kind}" {said}>'
        "<text:p>как показано</text:p></table:table-cell>"
    )
    grid = grids(read(ods(table(row(cell)))))[0]
    assert grid.rows == ((value,),)
    assert grid.text(0, 0) == "как показано"


def test_words_are_kept_as_displayed_only_where_they_say_something_else() -> None:
    cells = (number(1234567, "1 234 567"), number(56834.1365, "56834,1"), number(0, "-"))
    grid = grids(read(ods(table(row(*cells)))))[0]
    assert grid.texts == {(0, 1): "56834,1", (0, 2): "-"}
    assert grid.rows == ((1234567.0, 56834.1365, 0.0),)


def test_formats_indents_bold_and_superscript_come_from_the_styles() -> None:
    styles = (
        '<number:percentage-style style:name="N1"><number:number number:decimal-places="1" '
        'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>'
        '<style:style style:name="p" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="b" style:family="table-cell" style:parent-style-name="i">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="i" style:family="table-cell">'
        '<style:paragraph-properties fo:margin-left="0.706cm"/></style:style>'
        '<style:style style:name="up" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    marked = 'город<text:span text:style-name="up">1)</text:span>'
    cells = (
        text(marked, 'table:style-name="b"'),
        number("0.5", "50.0%", 'table:style-name="p"'),
    )
    grid = grids(read(ods(table(row(*cells)), styles)))[0]
    assert grid.rows == (("город1)", 0.5),)
    assert grid.raised == {(0, 0): ((5, 7),)}
    assert grid.indents == {(0, 0): 2}
    assert grid.bold == {(0, 0)}
    assert grid.number_formats == {(0, 1): "0.0%"}
    assert grid.text(0, 1) == "50.0%"


def test_spaces_tabs_and_line_breaks_of_a_text_are_kept() -> None:
    grid = grids(read(ods(table(row(text('а<text:s text:c="3"/>б<text:tab/>в'))))))[0]
    assert grid.rows == (("а   б\tв",),)


def test_an_error_is_a_text_with_a_remark() -> None:
    pieces = read(ods(table(row(text("#DIV/0!", 'calcext:value-type="error"')))))
    assert grids(pieces)[0].rows == (("#DIV/0!",),)
    assert "1 cells that hold an error" in remarks(pieces)


@pytest.mark.parametrize(
    "rows",
    [
        row(number(1), said='table:number-rows-repeated="1048576"') * 20,
        row(number(1, said='table:number-columns-repeated="99999999999"')),
        row(number(1, said='table:number-columns-repeated="16384"')) * 1100,
        row(number(1))
        + row(empty(), said='table:number-rows-repeated="99999999"')
        + row(number(1)),
    ],
)
def test_repetitions_that_claim_too_much_are_refused(rows: str) -> None:
    with pytest.raises(UnreadableDocument) as failure:
        read(ods(table(rows)))
    assert failure.value.reason is Reason.TOO_LARGE


def test_a_password_is_told() -> None:
    manifest = {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    with pytest.raises(UnreadableDocument) as failure:
        read(ods(table(row(number(1))), **manifest))
    assert failure.value.reason is Reason.ENCRYPTED


def test_no_content_and_broken_content_are_damage() -> None:
    whole = ods(table(row(number(1))))
    for change in (b"", b"<a><b>"):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w") as package:
            package.writestr("mimetype", "x")
            if change:
                package.writestr("content.xml", change)
        with pytest.raises(UnreadableDocument) as failure:
            read(kept.getvalue())
        assert failure.value.reason is Reason.DAMAGED
    with pytest.raises(UnreadableDocument) as failure:
        read(whole[: len(whole) // 2])
    assert failure.value.reason is Reason.TRUNCATED


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(-999, 999)), min_size=1, max_size=6),
        min_size=1,
        max_size=6,
    ),
    st.booleans(),
)
def test_repetition_is_only_shorthand(lines: list[list[int | None]], squeezed: bool) -> None:
    def cells(line: list[int | None]) -> str:
        if squeezed and len(set(line)) == 1:
            said = f'table:number-columns-repeated="{len(line)}"'
            return empty(said) if line[0] is None else number(line[0], said=said)
        return "".join(empty() if value is None else number(value) for value in line)

    grid = grids(read(ods(table(*(row(cells(line)) for line in lines)))))[0]
    for y, line in enumerate(lines, start=1):
        for x, value in enumerate(line, start=1):
            here = (y - grid.top, x - grid.left)
            inside = 0 <= here[0] < grid.height and 0 <= here[1] < grid.width
            assert (grid.rows[here[0]][here[1]] if inside else None) == value


_SAID = st.sampled_from(
    (
        "",
        'table:style-name="p"',
        'table:number-columns-repeated="2"',
        'table:number-columns-spanned="2" table:number-rows-spanned="2"',
        'table:formula="of:=IF([.A1]&lt;&gt;&quot;а&quot;;1)"',
        'calcext:value-type="error"',
    )
)
_CELL = st.one_of(
    st.builds(empty, _SAID),
    st.just("<table:covered-table-cell/>"),
    st.just("<table:covered-table-cell><text:p>под</text:p></table:covered-table-cell>"),
    st.just("<table:table-cell><text:p/></table:table-cell>"),
    st.just("<table:table-cell><text:p>один</text:p><text:p>два</text:p></table:table-cell>"),
    st.builds(
        text,
        st.sampled_from(("а", " б ", "в &amp; г", "д&#1040;", "", 'е<text:s text:c="3"/>ж')),
        _SAID,
        st.sampled_from(("", "<office:annotation><text:p>заметка</text:p></office:annotation>")),
    ),
    st.builds(
        number,
        st.sampled_from((0, 1234.5, -7, "нечисло")),
        st.sampled_from(("", "12,3 %", "1 234,5", "1,234.5", "\u22127", "1234,5")),
        _SAID,
    ),
)
_ROW = st.builds(
    lambda cells, said: row(*cells, said=said),
    st.lists(_CELL, max_size=5),
    st.sampled_from(("", 'table:number-rows-repeated="2"', 'table:visibility="collapse"')),
)


@given(st.lists(_ROW, min_size=1, max_size=6))
def test_rows_taken_from_the_bytes_are_those_that_are_parsed(rows: list[str]) -> None:
    styles = '<style:style style:name="p" style:family="table-cell"/>'
    columns = '<table:table-column table:default-cell-style-name="p"/>'
    # A comment anywhere sends the whole document to the parser.
    parsed = table(*rows, "<!-- -->", columns=columns)
    assert read(ods(table(*rows, columns=columns), styles)) == read(ods(parsed, styles))


def test_macros_and_objects_are_remarked() -> None:
    kept: Callable[..., bytes] = ods
    data = kept(table(row(number(1))), **{"Basic/Standard/a.xml": "", "Object 1/content.xml": ""})
    assert "holds macros: not run" in remarks(read(data))
    assert "charts or embedded objects" in remarks(read(data))
