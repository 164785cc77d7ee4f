"""Ways in which offices lay out tables without rules, each on a made-up page whose cells are known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from svodka.model import Grid
from svodka.read.pdf import pieces
from tests.read.pdf_writer import Sheet, pdf, width

_Row = list[str | None]
_NAMES = ["Alpha district", "Beta district", "Gamma town", "Delta district", "Epsilon district"]
_COUNTS = [[name, str(7 * k + 3), str(1100 * k + 41), str(95 * k)] for k, name in enumerate(_NAMES)]
_HEAD = ["Area", "Received", "Refused", "Total"]
_RIGHTS = (330, 420, 510)


def _sheet() -> Sheet:
    sheet = Sheet()
    sheet.write(200, 815, "SAMPLE - made-up data", 8)
    return sheet


def _row(
    sheet: Sheet,
    y: float,
    row: Sequence[str | None],
    *,
    left: float = 60,
    rights: Sequence[float] = _RIGHTS,
) -> None:
    """A label set to the left and figures set to the right."""
    label, *values = row
    if label:
        sheet.write(left, y, label, 9)
    for right, text in zip(rights, values, strict=False):
        if text:
            sheet.write(right - width(text, 9), y, text, 9)


def _rows(
    sheet: Sheet, rows: Sequence[Sequence[str | None]], top: float = 760, step: float = 14
) -> None:
    for number, row in enumerate(rows):
        _row(sheet, top - step * number, row)


def _grids(*sheets: Sheet) -> list[Grid]:
    return [piece for piece in pieces(pdf(sheets)) if isinstance(piece, Grid)]


def _read(*sheets: Sheet) -> list[list[list[object]]]:
    return [[list(row) for row in grid.rows] for grid in _grids(*sheets)]


def test_a_note_mark_hardly_smaller_than_its_number_is_no_digit_of_it() -> None:
    sheet = _sheet()
    sheet.table([_HEAD, *_COUNTS], ruled=True)
    # Raised by a third of the line, right behind "1141".
    sheet.write(60 + 3 * 80 - 3, 760 - 3 * 16 + 4 + 3.2, "1", 7)
    ((_, _, beta, *_),) = _read(sheet)
    assert beta[2] == "1141¹"


def test_heads_over_figures_that_begin_below_the_longest_label_are_their_heads() -> None:
    rows = [
        _HEAD,
        *([name + " and around it" * (k % 2) * 2, *v] for k, (name, *v) in enumerate(_COUNTS)),
    ]
    sheet = _sheet()
    for number, row in enumerate(rows):
        _row(sheet, 760 - 14 * number, row, rights=(232, 320, 410))
    assert _read(sheet) == [rows]


def test_the_name_of_a_section_parts_no_head_from_its_figures() -> None:
    sheet = _sheet()
    for x, text in zip((60, 265, 355, 445), _HEAD, strict=True):
        sheet.write(x, 760, text, 9)
    sheet.write(285 - width("Northern part", 9) / 2, 744, "Northern part", 9)
    _rows(sheet, _COUNTS, top=728)
    ((head, section, *body),) = _read(sheet)
    assert (head, section[0], body) == (_HEAD, "Northern part", _COUNTS)


@pytest.mark.parametrize("caps", [True, False])
def test_the_name_of_a_section_is_no_part_of_the_labels_around_it(caps: bool) -> None:
    name = "All of the northern and western districts"
    section: _Row = [name.upper() if caps else name, None, None, None]
    names: list[_Row] = [[*row] for row in _COUNTS]
    rows: list[_Row] = [[*_HEAD], section, *names[:3], section, *names[3:]]
    sheet = _sheet()
    _rows(sheet, rows)
    assert _read(sheet) == [rows]


def test_a_label_broken_off_goes_on_with_a_capital_where_its_lines_stand_closer() -> None:
    sheet = _sheet()
    _row(sheet, 760, _HEAD)
    for number, (name, *values) in enumerate(_COUNTS):
        sheet.write(60, 740 - 28 * number, "The united municipality of", 9)
        sheet.write(60, 729.5 - 28 * number, name, 9)
        _row(sheet, 740 - 28 * number, [None, *values])
    (rows,) = _read(sheet)
    assert rows[1:] == [["The united municipality of " + row[0], *row[1:]] for row in _COUNTS]


def test_a_first_label_broken_over_lines_above_its_figures_parts_no_head_from_them() -> None:
    sheet = _sheet()
    _rows(sheet, [_HEAD, [None, "this week", "in all", "of both"]], top=760, step=11)
    _row(sheet, 726, ["Branch office of the northern"])
    _row(sheet, 715, ["and the eastern district", "31", "1141", "95"])
    _rows(sheet, _COUNTS[1:], top=698)
    [table] = _read(sheet)
    assert table[:2] == [
        ["Area", "Received this week", "Refused in all", "Total of both"],
        ["Branch office of the northern and the eastern district", "31", "1141", "95"],
    ]


def test_a_unit_at_the_margin_does_not_part_a_title_from_its_table() -> None:
    sheet = _sheet()
    sheet.write(200, 798, "Received in January–October 2023", 9)
    sheet.write(545, 781, "persons", 9)
    _rows(sheet, [_HEAD, *_COUNTS], top=760)
    [grid] = _grids(sheet)
    assert list(grid.before)[-2:] == ["Received in January–October 2023", "persons"]


@pytest.mark.parametrize("columns", [1, 3])
def test_figures_half_way_down_a_label_of_two_lines_are_in_its_row(columns: int) -> None:
    sheet = _sheet()
    _row(sheet, 760, _HEAD[: columns + 1])
    for number, (name, *values) in enumerate(_COUNTS):
        y = 740 - 28 * number
        sheet.write(60, y, f"Requests that came from {name}", 9)
        sheet.write(60, y - 11, "within the year", 9)
        _row(sheet, y - 5.5, [None, *values[:columns]])
    (rows,) = _read(sheet)
    assert [row[1:] for row in rows[1:]] == [row[1 : columns + 1] for row in _COUNTS]
    assert all(str(row[0]).endswith("within the year") for row in rows[1:])


def test_tables_side_by_side_without_rules_are_two_where_the_head_begins_again() -> None:
    right = [[name, str(13 * k)] for k, name in enumerate(reversed(_NAMES))]
    sheet = _sheet()
    for number, (one, other) in enumerate(
        zip([_HEAD, *_COUNTS], [["Area", "Issued"], *right], strict=True)
    ):
        _row(sheet, 760 - 14 * number, one[:2], rights=(230,))
        _row(sheet, 760 - 14 * number, other, left=310, rights=(490,))
    assert _read(sheet) == [[row[:2] for row in [_HEAD, *_COUNTS]], [["Area", "Issued"], *right]]


def test_a_head_among_rows_begins_another_table_where_the_columns_disagree() -> None:
    lower = [
        ["Area", "May", "June"],
        *([name, str(k), str(31 * k)] for k, name in enumerate(_NAMES)),
    ]
    sheet = _sheet()
    _rows(sheet, [_HEAD, *_COUNTS])
    sheet.write(60, 674, "Table 2. Issued", 9)
    for number, row in enumerate(lower):
        _row(sheet, 659 - 14 * number, row, rights=(375, 510))
    assert _read(sheet) == [[_HEAD, *_COUNTS], lower]


def test_the_words_of_narrow_heads_that_are_broken_off_are_joined() -> None:
    upper, below = ["", "Received", "Settled", "Refused"], ["", "in May", "at once", "as late"]
    sheet = _sheet()
    _row(sheet, 760, upper)
    _row(sheet, 755, ["Area"])
    _row(sheet, 750, below)
    _rows(sheet, _COUNTS, top=734)
    ((head, *body),) = _read(sheet)
    assert head == ["Area", *(f"{a} {b}" for a, b in zip(upper[1:], below[1:], strict=True))]
    assert body == _COUNTS


def test_a_head_set_to_the_middle_of_a_high_row_is_the_head() -> None:
    sheet = _sheet()
    sheet.write(60, 800, "Made-up figures", 9)
    for x, text in zip((60, 283, 375, 480), _HEAD, strict=True):
        sheet.write(x, 760, text, 9)
    _rows(sheet, _COUNTS, top=738)
    assert _read(sheet) == [[_HEAD, *_COUNTS]]


def test_a_wide_label_that_runs_on_below_the_last_figures_stays_whole() -> None:
    sheet = _sheet()
    _row(sheet, 760, _HEAD)
    for number, (name, *values) in enumerate(_COUNTS):
        y = 740 - 40 * number
        _row(sheet, y, ["Requests for", *values])
        sheet.write(60, y - 11, "permission that came in writing from", 9)
        sheet.write(60, y - 22, f"the {name}", 9)
    (rows,) = _read(sheet)
    assert [str(row[0])[-len(name) :] for row, name in zip(rows[1:], _NAMES, strict=True)] == _NAMES


def test_long_labels_behind_their_numbers_keep_one_table() -> None:
    sheet = _sheet()
    sheet.write(60, 760, "No", 9)
    _row(sheet, 760, ["Indicator", *_HEAD[1:]], left=90)
    for number, (name, *values) in enumerate(_COUNTS):
        y = 740 - 58 * number
        sheet.write(60, y, f"{number + 1}.", 9)
        _row(sheet, y, ["Requests for permission", *values], left=90)
        for line, words in enumerate(
            ("that came in writing from", "all of the offices of the", name), 1
        ):
            sheet.write(90, y - 10.5 * line, words, 9)
    (rows,) = _read(sheet)
    assert [[row[0], *row[2:]] for row in rows[1:]] == [
        [f"{number}.", *row[1:]] for number, row in enumerate(_COUNTS, 1)
    ]
    assert all(str(row[1]).endswith(name) for row, name in zip(rows[1:], _NAMES, strict=True))


def test_an_unruled_table_goes_on_overleaf_under_narrower_words() -> None:
    first, second = _sheet(), _sheet()
    for number in range(48):
        _row(
            first,
            790 - 15 * number,
            _HEAD if not number else [f"Long district name {number}", "12", "3400", "7"],
        )
    for number in range(6):
        _row(second, 790 - 15 * number, [f"Town {number}", "1", "2", "3"])
    assert [grid.continues for grid in _grids(first, second)] == [False, True]


def test_labels_set_to_the_right_are_not_indented() -> None:
    sheet = _sheet()
    sheet.table([_HEAD, *(["", *row[1:]] for row in _COUNTS)], step=(110, 16), ruled=True)
    for number, (name, *_) in enumerate(_COUNTS):
        sheet.write(160 - width(name, 9), 760 - (number + 2) * 16 + 4, name, 9)
    (grid,) = _grids(sheet)
    assert not grid.indents


def test_a_real_page_of_four_columns_of_results_is_four_tables(
    corpus: Callable[[str], Path],
) -> None:
    path = corpus("table-ocr") / "pdfplumber" / "la-precinct-bulletin-2014-p1.pdf"
    grids = [piece for piece in pieces(path.read_bytes()) if isinstance(piece, Grid)][1:]
    assert sorted(len(grid.rows[0]) for grid in grids) == [2, 2, 2, 3]
    figures = [(row[0], row[-1]) for grid in grids for row in grid.rows if row[-1]]
    assert figures.count(("YES", "138")) == 2
    assert ("MUKUND SHAH", "159") in figures
    assert ("TOM LACKEY", "249") in figures
