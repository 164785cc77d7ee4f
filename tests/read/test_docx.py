"""What a Word document prints, hides, changed and noted is read, each at its place."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, Merge, Passage, Piece, Reason, Remark, Span, UnreadableDocument
from svodka.read.docx import docx_pieces

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SAMPLE = "ОБРАЗЕЦ – вымышленные данные"


def docx(body: str, **parts: str) -> bytes:
    """A document with this body and, by kind, further parts."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{KIND}{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(parts)
    )
    relation = f'<Relationship Id="m" Type="{KIND}officeDocument" Target="word/document.xml"/>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        package.writestr(
            "word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
        )
        package.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>"
        )
        for kind, content in parts.items():
            package.writestr(f"word/{kind}.xml", content.replace("<w:root", f"<w:root {NAMES}"))
    return kept.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, look: str = "") -> str:
    return f"<w:p>{run(text, look)}</w:p>"


def tc(inner: str, properties: str = "") -> str:
    inner = inner if inner.startswith("<") else p(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def passages(pieces: list[Piece]) -> list[Passage]:
    return [piece for piece in pieces if isinstance(piece, Passage)]


def grids(pieces: list[Piece]) -> list[Grid]:
    return [piece for piece in pieces if isinstance(piece, Grid)]


def remarks(pieces: list[Piece]) -> list[str]:
    return [f"{piece.text} {piece.anchor}" for piece in pieces if isinstance(piece, Remark)]


def read(body: str, **parts: str) -> list[Piece]:
    return list(docx_pieces(docx(body, **parts)))


def test_chars_count_into_the_paragraphs_of_the_body_joined_by_line_feeds() -> None:
    found = passages(read(p(SAMPLE) + "<w:p/>" + tbl(tr(tc("10"))) + p("За неделю 80 человек")))
    decoded = f"{SAMPLE}\n\nЗа неделю 80 человек"
    for passage in found:
        place = passage.anchor.place
        assert isinstance(place, Span)
        assert decoded[place.start : place.stop] == passage.raw
    assert len(found) == 2


@given(st.lists(st.text("абв \u0306и1", max_size=8), min_size=1, max_size=8))
def test_no_two_passages_share_a_place_and_every_text_is_nfc(lines: list[str]) -> None:
    found = passages(read("".join(map(p, lines))))
    assert [passage.raw for passage in found] == [line for line in lines if line.strip()]
    for passage in found:
        place = passage.anchor.place
        assert isinstance(place, Span)
        assert place.stop - place.start == len(passage.raw)
        assert "\n".join(lines)[place.start : place.stop] == passage.raw
        assert unicodedata.is_normalized("NFC", passage.text)


def test_spans_lay_merged_cells_on_logical_columns() -> None:
    table = tbl(
        tr(tc("Область", '<w:vMerge w:val="restart"/>'), tc("Всего", '<w:gridSpan w:val="2"/>')),
        tr(tc("<w:p/>", "<w:vMerge/>"), tc("план"), tc("факт")),
        tr(tc("Тверская"), tc("10"), tc("-")),
        tr(tc("8"), properties='<w:gridBefore w:val="2"/>'),
    )
    grid = grids(read(table))[0]
    assert grid.rows == (
        ("Область", "Всего", None),
        (None, "план", "факт"),
        ("Тверская", "10", "-"),
        (None, None, "8"),
    )
    assert set(grid.merges) == {Merge(0, 0, 1, 0), Merge(0, 1, 0, 2)}
    assert str(grid.anchor(2, 1)) == "table=1&cell=3,2"


def test_a_nested_table_has_its_own_number_and_its_words_stand_in_it_alone() -> None:
    inner = tbl(tr(tc("7")))
    outer = tbl(tr(tc("а"), tc(p("б") + inner + "<w:p/>")))
    first, nested, second = grids(read(outer + p("между") + tbl(tr(tc("в")))))
    assert (first.table, nested.table, second.table) == ((1,), (1, 1), (2,))
    assert first.rows == (("а", "б"),)
    assert str(nested.anchor(0, 0)) == "table=1.1&cell=1,1"


def test_a_table_knows_the_lines_around_it_and_one_that_goes_on() -> None:
    table = tbl(tr(tc("а"), tc("1")))
    other = tbl(tr(tc("а"), tc("1"), tc("2")))
    body = p("Сводка") + "<w:p/>" + p("человек") + table + "<w:p/>" + table + other + p("1) оценка")
    first, second, third = grids(read(body))
    assert first.before == ("Сводка", "человек")
    assert (first.continues, second.continues, third.continues) == (False, True, False)
    assert third.after == ("1) оценка",)


def test_tracked_changes_are_kept_on_both_sides() -> None:
    body = (
        "<w:p>"
        + run("Всего ")
        + f"<w:ins>{run('120')}</w:ins>"
        + "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        + run(" человек")
        + "</w:p>"
        + f"<w:p><w:ins>{run('новая строка')}</w:ins></w:p>"
    )
    pieces = read(body)
    assert [(found.raw, found.kind) for found in passages(pieces)] == [
        ("Всего 120 человек", "text"),
        ("новая строка", "inserted"),
        ("100", "deleted"),
    ]
    assert remarks(pieces) == ["inserted by a tracked change: '120' chars=6-9"]


def test_a_change_within_a_cell_is_remarked_at_the_cell() -> None:
    cell = (
        f"<w:p><w:ins>{run('12')}</w:ins><w:del><w:r><w:delText>10</w:delText></w:r></w:del></w:p>"
    )
    pieces = read(tbl(tr(tc("а"), tc(cell))))
    assert grids(pieces)[0].rows == (("а", "12"),)
    assert "deleted by a tracked change: '10' table=1&cell=1,2" in remarks(pieces)
    assert "inserted by a tracked change: '12' table=1&cell=1,2" in remarks(pieces)


def test_hidden_words_are_flagged_and_not_skipped() -> None:
    styles = (
        '<w:root><w:style w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="T"><w:basedOn w:val="S"/></w:style></w:root>'
    )
    body = (
        f"<w:p>{run('видно')}{run(' тайно', '<w:vanish/>')}</w:p>"
        + f'<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>{run("по стилю")}</w:p>'
        + tbl(tr(tc("1"), properties="<w:hidden/>"), tr(tc("2")))
    )
    pieces = read(body, styles=styles)
    assert [(found.raw, found.hidden) for found in passages(pieces)] == [
        ("видно", False),
        (" тайно", True),
        ("по стилю", True),
    ]
    assert grids(pieces)[0].hidden_rows == {0}


def test_comments_notes_headers_and_text_boxes_follow_the_flow() -> None:
    box = "<w:txbxContent>" + p("в рамке") + "</w:txbxContent>"
    body = (
        "<w:p>" + run("текст") + "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    ) + tbl(tr(tc('<w:p><w:commentRangeStart w:id="5"/>' + run("12") + "</w:p>")))
    pieces = read(
        body,
        footnotes='<w:root><w:footnote w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("сноска")}</w:footnote></w:root>',
        comments=f'<w:root><w:comment w:id="5">{p("исправлено")}</w:comment></w:root>',
        header=f"<w:root>{p('колонтитул')}</w:root>",
        footer=f"<w:root>{p('низ')}</w:root>",
    )
    assert [(found.raw, found.kind) for found in passages(pieces)] == [
        ("текст", "text"),
        ("в рамке", "text"),
        ("сноска", "note"),
        ("исправлено", "comment"),
        ("колонтитул", "header"),
        ("низ", "footer"),
    ]
    assert grids(pieces)[0].comments == {(0, 0): "исправлено"}
    spans = [found.anchor.place for found in passages(pieces)]
    assert all(
        isinstance(one, Span) and isinstance(two, Span) and one.stop < two.start
        for one, two in pairwise(spans)
    )


def test_a_field_prints_its_result_and_a_computed_one_keeps_its_code() -> None:
    def field(code: str, result: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:instrText>{code}</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    pieces = read(
        f"<w:p>{run('стр. ')}{field('PAGE', '3')}</w:p>"
        + tbl(tr(tc(f"<w:p>{field(' =SUM(ABOVE) ', '17')}</w:p>")))
    )
    assert passages(pieces)[0].raw == "стр. 3"
    assert grids(pieces)[0].rows == (("17",),)
    assert grids(pieces)[0].formulas == {(0, 0): "=SUM(ABOVE)"}


def test_headings_are_told_by_their_style() -> None:
    styles = (
        '<w:root><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="x"><w:basedOn w:val="1"/></w:style></w:root>'
    )
    heading = f'<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr>{run("Раздел")}</w:p>'
    assert [found.kind for found in passages(read(heading + p("текст"), styles=styles))] == [
        "heading",
        "text",
    ]


def test_footnote_marks_indents_and_bold_of_cells_are_kept() -> None:
    marked = f"<w:p>{run('101,6')}" + run("1)", '<w:vertAlign w:val="superscript"/>') + "</w:p>"
    label = f'<w:p><w:pPr><w:ind w:left="284"/></w:pPr>{run("город")}</w:p>'
    grid = grids(read(tbl(tr(tc(p("Всего", "<w:b/>")), tc(marked)), tr(tc(label), tc("2")))))[0]
    assert grid.rows[0] == ("Всего", "101,61)")
    assert grid.raised == {(0, 1): ((5, 7),)}
    assert grid.indents == {(1, 0): 2}
    assert grid.bold == {(0, 0)}


def test_rows_and_cells_within_content_controls_are_read() -> None:
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr(tc('а'), tc('1'))}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('до')}{tbl(row)}</w:sdtContent></w:sdt>"
    pieces = read(body)
    assert passages(pieces)[0].raw == "до"
    assert grids(pieces)[0].rows == (("а", "1"),)


def test_a_table_that_claims_a_million_columns_is_refused() -> None:
    table = tbl(tr(tc("1", '<w:gridSpan w:val="1000000"/>')))
    with pytest.raises(UnreadableDocument) as failure:
        read(table)
    assert failure.value.reason is Reason.TOO_LARGE


def test_pictures_macros_and_outside_files_are_remarked() -> None:
    pieces = read(p("x"), image="", vbaProject="", oleObject="")
    said = " ".join(remarks(pieces))
    assert "1 pictures" in said
    assert "macros" in said
    assert "1 embedded objects" in said


def test_real_documents_of_the_parser_set_are_laid_out(corpus: Callable[[str], Path]) -> None:
    folder = corpus("table-ocr") / "ru-dedoc"
    pieces = list(docx_pieces((folder / "13_moloko_1_polug.docx").read_bytes()))
    shapes = [(grid.height, grid.width) for grid in grids(pieces)]
    assert shapes == [(7, 2), (1, 2), (2, 8), (1, 2)]
    assert grids(pieces)[2].rows[1][6] == "70\u00a0161,00"
    merged = grids(list(docx_pieces((folder / "merged_cells.docx").read_bytes())))
    assert [len(grid.merges) for grid in merged] == [6, 4]


def test_any_broken_document_ends_in_pieces_or_a_typed_failure(
    corpus: Callable[[str], Path],
) -> None:
    paths = sorted(corpus("broken-files").glob("*/*.doc[xm]"))
    ends = {}
    for path in paths:
        ends[path.name] = "read"
        try:
            list(docx_pieces(path.read_bytes()))
        except UnreadableDocument as failure:
            ends[path.name] = failure.reason.name if failure.hint else "unsaid"
    assert "unsaid" not in ends.values()
    assert ends["truncated62886.docx"] == Reason.TRUNCATED.name
    assert len(paths) > 15
