"""Made-up pages whose cells are known: every way of printing one table reads the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svodka.model import Grid, Passage, Piece, Reason, Remark, UnreadableDocument
from svodka.read.pdf import pieces
from svodka.read.pdf_ink import Token
from svodka.read.pdf_lines import paragraphs, phrase
from tests.read.pdf_writer import Sheet, pdf, width

_ROWS = [
    ["Area", "May", "June", "July"],
    ["Alpha", "12", "1 250", "-"],
    ["Beta", "7", "15,5", "0"],
    ["Gamma", "104", "38", "2,25"],
    ["Delta", "3", "9 001", "44"],
]
_NUMBERS = st.integers(0, 99_999).map(str)


def _grids(data: bytes) -> list[Grid]:
    return [piece for piece in pieces(data) if isinstance(piece, Grid)]


def _remarks(found: list[Piece]) -> list[str]:
    return [piece.text for piece in found if isinstance(piece, Remark)]


def _table(*, ruled: bool, entries: str = "") -> Sheet:
    sheet = Sheet(entries)
    sheet.write(60, 790, "Table 1. Made-up figures, not real ones")
    sheet.table(_ROWS, ruled=ruled)
    return sheet


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_table_reads_the_same_ruled_or_not_and_however_its_page_is_turned(
    ruled: bool, turn: int
) -> None:
    (grid,) = _grids(pdf([_table(ruled=ruled, entries=f"/Rotate {turn}")]))
    assert [list(row) for row in grid.rows] == _ROWS
    assert set(grid.boxes) == {(r, c) for r in range(5) for c in range(4)}


def test_boxes_are_tenths_of_a_point_from_the_top_left_of_what_is_displayed() -> None:
    plain, cropped, turned = (
        _grids(pdf([_table(ruled=True, entries=entries)]))[0].boxes[1, 0]
        for entries in ("", "/CropBox [50 400 595 800]", "/Rotate 90")
    )
    assert abs(plain.left - 630) < 5
    assert abs((plain.top + plain.bottom) / 2 - 10 * (842 - 760 + 24)) < 30
    assert abs(cropped.left - (plain.left - 500)) <= 1
    assert abs(cropped.top - (plain.top - 420)) <= 1
    assert abs(turned.top - plain.left) <= 1
    assert abs(turned.right - (8420 - plain.top)) <= 1


@settings(max_examples=25)
@given(st.lists(st.lists(_NUMBERS, min_size=3, max_size=3), min_size=3, max_size=30), st.booleans())
def test_every_number_stands_in_its_cell(numbers: list[list[str]], ruled: bool) -> None:
    rows = [[f"Row {chr(65 + k)}", *row] for k, row in enumerate(numbers)]
    sheet = Sheet()
    sheet.table(rows, ruled=ruled)
    (grid,) = _grids(pdf([sheet]))
    assert [list(row) for row in grid.rows] == rows


def test_a_raised_digit_is_a_note_mark_and_never_part_of_the_number() -> None:
    sheet = Sheet()
    rows = [list(row) for row in _ROWS]
    sheet.table(rows)
    x = 60 + 2 * 80 - 3
    sheet.write(x, 760 - 3 * 16 + 8, "2", 5)
    (grid,) = _grids(pdf([sheet]))
    assert grid.rows[2][1] == "7²"
    assert grid.texts[2, 1] == "72"


def test_rules_that_leave_out_an_edge_span_cells() -> None:
    sheet = Sheet()
    sheet.write(150, 745, "Both months")
    for row, words in enumerate([("", "May", "June"), ("Alpha", "1", "2"), ("Beta", "3", "4")]):
        for column, word in enumerate(words):
            sheet.write(64 + 80 * column, 728 - 16 * row, word, 9)
    for y in (756, 740, 724, 708, 692):
        sheet.line(140 if y == 740 else 60, y, 300, y)
    for x in (60, 140, 300):
        sheet.line(x, 756, x, 692)
    sheet.line(220, 740, 220, 692)
    (grid,) = _grids(pdf([sheet]))
    assert grid.rows[0] == (None, "Both months", None)
    assert grid.rows[1] == (None, "May", "June")
    assert [(m.row, m.column, m.last_row, m.last_column) for m in grid.merges] == [(0, 1, 0, 2)]


def test_title_and_notes_stand_before_and_after() -> None:
    sheet = _table(ruled=True)
    sheet.write(60, 670, "1 Without the second quarter.", 8)
    found = list(pieces(pdf([sheet])))
    (grid,) = [piece for piece in found if isinstance(piece, Grid)]
    assert grid.before == ("Table 1. Made-up figures, not real ones",)
    assert grid.after == ("1 Without the second quarter.",)
    said = [piece.raw for piece in found if isinstance(piece, Passage)]
    assert said == [*grid.before, *grid.after]


def test_a_table_cut_by_the_page_continues_and_another_one_does_not() -> None:
    first, second, other = Sheet(), Sheet(), Sheet()
    rows = [[f"Row {k}", str(k), str(7 * k)] for k in range(40)]
    first.table(rows)
    second.table(rows[:20], at=(60, 800))
    other.write(60, 700, "Another matter altogether")
    other.table(rows[:20], at=(60, 600))
    grids = _grids(pdf([first, second, other]))
    assert [grid.continues for grid in grids] == [False, True, False]


def test_two_tables_side_by_side_are_two() -> None:
    sheet = Sheet()
    sheet.table(_ROWS, at=(40, 760), step=(55, 16))
    sheet.table(_ROWS, at=(320, 760), step=(55, 16))
    assert [[list(row) for row in grid.rows] for grid in _grids(pdf([sheet]))] == [_ROWS, _ROWS]


def test_running_text_is_no_table() -> None:
    sheet = Sheet()
    words = "in 2015 the made-up county counted 120 of them and 37 more in 2016 than before"
    for row in range(12):
        sheet.write(60, 760 - 14 * row, words[row : row + 70])
    found = list(pieces(pdf([sheet])))
    assert not [piece for piece in found if isinstance(piece, Grid)]
    (said,) = [piece for piece in found if isinstance(piece, Passage)]
    word = said.words[3]
    assert said.raw[word.start : word.stop] == words.split()[3]


@pytest.mark.parametrize("before", ["1 g", "3 Tr"])
def test_hidden_text_is_flagged_and_kept_out_of_the_table(before: str) -> None:
    sheet = _table(ruled=True)
    sheet.write(63, 730, "999999", 9, before=before)
    found = list(pieces(pdf([sheet])))
    (grid,) = [piece for piece in found if isinstance(piece, Grid)]
    assert [list(row) for row in grid.rows] == _ROWS
    assert [piece.raw for piece in found if isinstance(piece, Passage) and piece.hidden] == [
        "999999"
    ]
    assert any("hidden text: 1 words" in remark for remark in _remarks(found))


def test_a_table_drawn_sideways_on_an_upright_page_is_read() -> None:
    sheet = Sheet()
    for r, row in enumerate(_ROWS):
        for c, text in enumerate(row):
            y = 100 + 80 * c + (74 - width(text, 9) if c else 0)
            sheet.write(0, 0, text, 9, before=f"0 1 -1 0 {60 + 16 * r} {y:.2f} Tm")
    (grid,) = _grids(pdf([sheet]))
    assert [list(row) for row in grid.rows] == _ROWS
    assert grid.boxes[0, 0].top > grid.boxes[0, 3].top


def test_what_was_read_before_a_broken_page_is_kept() -> None:
    data = pdf([_table(ruled=True), _table(ruled=True)])
    assert len(_grids(data)) == 2


def test_a_truncated_file_is_typed() -> None:
    data = pdf([_table(ruled=True)])
    with pytest.raises(UnreadableDocument) as caught:
        list(pieces(data[:60]))
    assert caught.value.reason is Reason.TRUNCATED
    assert caught.value.hint


def test_a_file_without_its_directory_is_read_with_a_remark() -> None:
    data = pdf([_table(ruled=True)])
    found = list(pieces(data[: data.index(b"xref\n0")]))
    assert any("rebuilt" in remark for remark in _remarks(found))
    assert [list(row) for row in _only(found).rows] == _ROWS


def _only(found: list[Piece]) -> Grid:
    (grid,) = [piece for piece in found if isinstance(piece, Grid)]
    return grid


def test_a_page_of_nothing_gives_a_remark_only() -> None:
    assert _remarks(list(pieces(pdf([Sheet()])))) == ["page 1 is without text"]


def test_a_hundred_thousand_phrases_of_a_damaged_page_are_chained_in_linear_time() -> None:
    found = [
        phrase([Token(float(k), 100.0, k + 0.5, 110.0, "x", "x", 10.0, k, middle=105.0)])
        for k in range(100_000)
    ]
    assert len(paragraphs(found)) == len(found)
