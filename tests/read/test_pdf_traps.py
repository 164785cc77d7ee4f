"""Made-up pages for what goes wrong in PDF tables: each trap has a page that falls into it."""

from __future__ import annotations

import pytest

from svodka.desk.tidy import figures
from svodka.model import Grid, Passage, Remark
from svodka.read.pdf import pieces
from svodka.recognise.exceptions import OVERLAID
from tests.read.pdf_writer import Sheet, pdf, width

# A Type 3 font whose signs have widths and nothing else.
_FLAT = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] "
    "/FirstChar 32 /LastChar 122 /Widths ["
    + " ".join(["556"] * 91)
    + "] /Encoding /WinAnsiEncoding /Resources << >> /CharProcs << >> >>"
)
_ROWS = [
    ["Area", "May", "June", "July"],
    ["Alpha", "12", "1250", "-3,5"],
    ["Beta", "7", "-15,5", "0"],
    ["Gamma", "104", "38", "2,25"],
    ["Delta", "3", "9001", "-44"],
]


def _grids(sheet: Sheet) -> list[list[list[object]]]:
    found = pieces(pdf([sheet]))
    return [[list(row) for row in piece.rows] for piece in found if isinstance(piece, Grid)]


def _remarks(sheet: Sheet) -> str:
    return "; ".join(piece.text for piece in pieces(pdf([sheet])) if isinstance(piece, Remark))


def _right(sheet: Sheet, right: float, y: float, text: str) -> None:
    sheet.write(right - width(text, 9), y, text, 9)


@pytest.mark.parametrize("ruled", [True, False])
def test_minus_comma_and_digits_drawn_one_by_one_are_one_number(ruled: bool) -> None:
    sheet = Sheet()
    sheet.table([[row[0], "", "", ""] for row in _ROWS], ruled=ruled)
    for r, row in enumerate(_ROWS):
        for c, text in enumerate(row[1:], 1):
            x = 60 + (c + 1) * 80 - 3 - width(text, 9)
            for sign in text if r else [text]:
                sheet.write(x, 764 - (r + 1) * 16, sign, 9)
                x += width(sign, 9)
    assert _grids(sheet) == [_ROWS]


def test_a_number_set_to_the_right_is_not_joined_to_the_words_beside_it() -> None:
    rows = [["Alpha", "426", "first.example"], ["Beta", "80", "second.example"]]
    rows += [["Gamma", "1499", "third.example"], ["Delta", "17", "fourth.example"]]
    sheet = Sheet()
    for r, (name, number, source) in enumerate(rows):
        y = 700 - 12 * r
        sheet.write(60, y, name, 9)
        _right(sheet, 200, y, number)
        sheet.write(201, y, source, 9)
    assert _grids(sheet) == [rows]


def test_words_set_left_and_numbers_set_right_in_one_column_stay_in_it() -> None:
    rows = [["Area", "Checked", "Found"], ["Alpha", "over 30", "4"], ["Beta", "105", "17"]]
    rows += [["Gamma", "over 7", "3"], ["Delta", "12", "26"]]
    sheet = Sheet()
    for r, (name, checked, found) in enumerate(rows):
        y = 700 - 12 * r
        sheet.write(60, y, name, 9)
        if checked.isdigit():
            _right(sheet, 240, y, checked)
        else:
            sheet.write(140, y, checked, 9)
        _right(sheet, 330, y, found)
    assert _grids(sheet) == [rows]


def test_words_cut_off_by_the_next_cell_stay_in_their_own() -> None:
    sheet = Sheet()
    names = ["Matthew Elizab", "Melvin Willeth", "Carter Patric"]
    for r, name in enumerate(names):
        y = 700 - 16 * r
        sheet.write(160 - 0.2 - _helvetica(name), y, name, 9)
        sheet.write(160.6, y, f"{21 + r}65", 9)
        _right(sheet, 290, y, f"{r + 1}00")
    for k in range(4):
        sheet.line(60, 711 - 16 * k, 300, 711 - 16 * k)
    for x in (60, 160, 230, 300):
        sheet.line(x, 711, x, 711 - 48)
    assert _grids(sheet) == [[[name, f"{21 + r}65", f"{r + 1}00"] for r, name in enumerate(names)]]


def _helvetica(text: str) -> float:
    """The width of words in Helvetica at 9 points, from the widths of Adobe's font metrics."""
    narrow = {**dict.fromkeys("il", 222), "t": 278, "r": 333, " ": 278}
    wide = {"M": 833, "C": 722, "E": 667, "P": 667, "W": 944, "c": 500, "v": 500, "z": 500}
    return sum({**narrow, **wide}.get(sign, 556) for sign in text) * 9 / 1000


def test_letters_and_digits_set_close_in_objects_of_their_own_stay_together() -> None:
    rows = [["Population", "1967", "7"], ["Growth", "1968", "8"], ["Deaths", "1969", "9"]]
    sheet = Sheet()
    for r, (name, year, figure) in enumerate(rows):
        y = 700 - 14 * r
        sheet.write(60, y, name, 9)
        sheet.write(200, y, year[:3], 9)
        sheet.write(200 + 3 * 5.004 - 1.2, y, year[3:], 9)
        sheet.write(200 + 3 * 5.004 - 1.2, y - 60, figure, 9)
        _right(sheet, 290, y, figure)
    assert _grids(sheet)[0][:3] == rows


def test_a_cell_wrapped_below_the_last_row_belongs_to_that_row() -> None:
    sheet = Sheet()
    sheet.table([["Area", "Found", ""], ["Alpha", "1", ""], ["Beta", "2", ""]], ruled=False)
    for y, text in ((748, "Why"), (732, "soon"), (716, "some-"), (706, "thing")):
        sheet.write(240, y, text, 9)
    (grid,) = _grids(sheet)
    assert grid[-1] == ["Beta", "2", "some-thing"]


def test_bars_with_their_figures_are_a_chart_and_no_table() -> None:
    sheet = Sheet()
    for r, values in enumerate([(30, 49, 21), (29, 48, 23), (27, 45, 28), (26, 41, 33)]):
        y = 700 - 30 * r
        sheet.write(60, y + 3, str(2001 + 5 * r), 9)
        x = 100.0
        for k, value in enumerate(values):
            shade = 0.5 + 0.15 * k
            sheet.content.append(f"{shade} 0.8 0.9 rg {x} {y} {4 * value} 12 re f 0 g")
            sheet.write(x + 2 * value - 5, y + 3, str(value), 9)
            x += 4 * value
    for tick in range(0, 101, 20):
        sheet.write(96 + 4 * tick, 590, f"{tick}%", 9)
    assert _grids(sheet) == []
    assert "bar chart" in _remarks(sheet)
    assert figures(pdf([sheet]), None).frame.is_empty()


def test_a_table_on_coloured_cells_is_no_chart() -> None:
    sheet = Sheet()
    for r in range(len(_ROWS)):
        for c in range(4):
            shade = f"0.8 0.9 1 rg {60 + 80 * c} {760 - 16 * (r + 1)} 80 16 re f 0 g"
            sheet.content.append(shade)
    sheet.table(_ROWS, ruled=False)
    assert _grids(sheet) == [_ROWS]


def test_turned_heads_are_read_upwards() -> None:
    sheet = Sheet()
    rows = [["Area", "", "", ""], *_ROWS[1:]]
    sheet.table(rows, step=(80, 40))
    for c, head in enumerate(("in May", "in June", "in July"), 1):
        sheet.write(0, 0, head, 8, before=f"0 1 -1 0 {60 + 80 * c + 40} 724 Tm")
    (grid,) = _grids(sheet)
    assert grid == [["Area", "in May", "in June", "in July"], *_ROWS[1:]]


def test_a_framed_column_of_figures_is_no_single_cell() -> None:
    sheet = Sheet()
    sheet.table(_ROWS, ruled=False)
    for y in (765, 742, 675):
        sheet.line(58, y, 390, y)
    for x in (58, 138, 390):
        sheet.line(x, 765, x, 675)
    assert _grids(sheet) == [_ROWS]


def test_tiny_words_are_hidden_and_kept_out_of_the_table() -> None:
    sheet = Sheet()
    sheet.table(_ROWS)
    sheet.write(150, 735, "999", 0.3)
    assert _grids(sheet) == [_ROWS]
    hidden = [p.raw for p in pieces(pdf([sheet])) if isinstance(p, Passage) and p.hidden]
    assert hidden == ["999"]


def test_letters_drawn_as_shapes_are_said_to_be_no_text() -> None:
    sheet = Sheet()
    sheet.content.append("60 700 m 70 720 80 720 90 700 c f")
    assert "without text" in _remarks(sheet)


def test_a_font_that_declares_no_heights_still_has_lines() -> None:
    sheet = Sheet()
    rows = [["Area", "May", "June"], ["Alpha", "12", "1250"], ["Beta", "71", "-15,5"]]
    rows += [["Gamma", "104", "38"], ["Delta", "33", "9001"]]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x = 60 + 80 * c + (74 - 0.556 * 9 * len(text) if c else 0)
            sheet.write(x, 700 - 14 * r, text, 9)
    (grid,) = [piece for piece in pieces(pdf([sheet], _FLAT)) if isinstance(piece, Grid)]
    assert [list(row) for row in grid.rows] == rows


def test_rules_show_which_columns_a_group_head_spans() -> None:
    sheet = Sheet()
    sheet.table(_ROWS, at=(60, 744), ruled=False)
    sheet.table([["Place", "1", "2", "3"]], at=(60, 664), ruled=False)
    sheet.write(172, 748, "Spring", 9)
    for x in (140, 300, 380):
        sheet.line(x, 760, x, 660)
    for y in (762, 728):
        sheet.line(60, y, 380, y)
    (grid,) = [piece for piece in pieces(pdf([sheet])) if isinstance(piece, Grid)]
    assert grid.rows[0] == (None, "Spring", None, None)
    assert [(m.row, m.column, m.last_row, m.last_column) for m in grid.merges] == [(0, 1, 0, 2)]


def test_sides_that_begin_below_a_line_part_a_groups_head_from_the_heads_under_it() -> None:
    sheet = Sheet()
    rows = [["Area", "May", "June", "Sum"], *_ROWS[1:]]
    sheet.table(rows, at=(60, 744), ruled=False)
    sheet.write(160, 748, "Spring", 9)
    for y in (760, 728, 664):
        sheet.line(60, y, 380, y)
    for x, top in ((60, 760), (140, 760), (220, 744), (300, 760), (340, 744), (380, 760)):
        sheet.line(x, top, x, 664)
    (grid,) = [piece for piece in pieces(pdf([sheet])) if isinstance(piece, Grid)]
    assert grid.rows[0][:2] == ("Area", "Spring")
    assert grid.rows[1][:3] == (None, "May", "June")
    assert (0, 1, 0, 2) in [(m.row, m.column, m.last_row, m.last_column) for m in grid.merges]


def test_a_turned_head_too_long_for_its_cell_leaves_the_cells_below_alone() -> None:
    sheet = Sheet()
    rows = [["Area", "", "", ""], *_ROWS[1:]]
    sheet.table(rows, step=(80, 40))
    for c, head in enumerate(("in May", "in June", "in July, as far as known"), 1):
        for k, words in enumerate((head, "by the end of the week")[: 1 + (c == 3)]):
            before = f"0 1 -1 0 {60 + 80 * c + 40} {724 - 90 * k} Tm"
            sheet.write(0, 0, words, 4 if k == 0 else 8, before=before)
    (grid,) = _grids(sheet)
    assert [row[1:3] for row in grid] == [["in May", "in June"], *[row[1:3] for row in rows[1:]]]


def test_heads_set_to_the_middle_between_rules_stay_with_figures_set_to_the_right() -> None:
    sheet = Sheet()
    heads = [("Found", "by post"), ("Lost", "by post"), ("Sent", "back again")]
    sheet.table([["", "", "", ""], *_ROWS[1:]], at=(60, 738), ruled=False)
    sheet.write(63, 740, "Area", 9)
    for c, (upper, lower) in enumerate(heads, 1):
        sheet.write(60 + 80 * c + 30, 740, upper, 9)
        sheet.write(60 + 80 * c + 30, 729, lower, 9)
    for y in (755, 722, 640):
        sheet.line(60, y, 380, y)
    (grid,) = _grids(sheet)
    assert grid == [["Area", "Found by post", "Lost by post", "Sent back again"], *_ROWS[1:]]


def test_figures_under_words_too_long_for_their_cell_are_doubted_and_no_others() -> None:
    sheet = Sheet()
    long = "one hundred and one hand"
    for r, (name, _, *values) in enumerate(_ROWS):
        y = 744 - 16 * r
        sheet.write(204 - _helvetica(long) if r == 1 else 90, y, long if r == 1 else name, 9)
        for c, value in enumerate(values, 1):
            _right(sheet, 137 + 80 * c, y, value)
        sheet.line(80, y + 12, 300, y + 12)
    for x in (80, 180, 220, 300):
        sheet.line(x, 756, x, 692)
    (grid,) = [piece for piece in pieces(pdf([sheet])) if isinstance(piece, Grid)]
    assert {grid.rows[row][column] for row, column in grid.overlaid} == {long, "1250"}
    rows = figures(pdf([sheet]), None).frame.select("raw", "doubt").rows()
    assert [raw for raw, doubt in rows if OVERLAID in doubt] == ["1250"]


def test_words_of_a_form_above_hide_no_gutter_between_counts() -> None:
    sheet = Sheet()
    form = [("Kept since:", "the spring of that year", "Kept by: nobody here")]
    form += [("Copy:", "second, as always", "Hour: 20"), ("Counted twice:", "no", "never again")]
    for r, line in enumerate(form):
        for x, text in zip((60, 150, 280), line, strict=True):
            sheet.write(x, 760 - 14 * r, text, 9)
    rows = [["", "Found by us", "Lost", "Sent", "Kept", "Sum"]]
    rows += [[name, *values, *values[:2]] for name, *values in _ROWS[1:]]
    for r, (name, *values) in enumerate(rows):
        sheet.write(60, 708 - 14 * r, name, 9)
        for c, value in enumerate(values):
            _right(sheet, 160 + 50 * c, 708 - 14 * r, value)
    assert _grids(sheet)[-1][-4:] == rows[1:]


def test_heads_set_close_stand_each_over_its_own_column() -> None:
    sheet = Sheet()
    for c in range(1, 4):
        x = 60 + 50 * c
        sheet.write(x - 22.5, 740, "sterilization", 9)
    sheet.write(60 - 40, 740, "Area", 9)
    for r, (name, *values) in enumerate(_ROWS[1:]):
        sheet.write(20, 726 - 14 * r, name, 9)
        for c, value in enumerate(values, 1):
            x = 60 + 50 * c
            sheet.write(x - width(value, 9) / 2, 726 - 14 * r, value, 9)
    assert _grids(sheet) == [[["Area", *["sterilization"] * 3], *_ROWS[1:]]]


def test_a_page_number_beside_a_turned_table_is_no_column_of_it() -> None:
    sheet = Sheet()
    sheet.table(_ROWS, at=(60, 744), ruled=False)
    for y in (746, 726, 660):
        sheet.line(60, y, 380, y)
    sheet.write(20, 744 - 2 * 16 + 4, "54", 9)
    found = list(pieces(pdf([sheet])))
    assert [[list(row) for row in p.rows] for p in found if isinstance(p, Grid)] == [_ROWS]
    assert [p.raw for p in found if isinstance(p, Passage)] == ["54"]
