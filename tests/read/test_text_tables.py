"""A table printed in plain text comes back with its cells, each at its own place; prose never does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, GridKind, Passage, Piece, Span
from svodka.read.charset import decode
from svodka.read.markdown import markdown_pieces
from svodka.read.text import text_pieces

Rows = Sequence[Sequence[str]]

STUBS = (
    "Борский район",
    "Кстовский",
    "Городской округ Чкаловск",
    "Выкса",
    "Ардатов",
    "Вад",
    "Вача",
)
HEADS = ("План", "Факт", "Отказались", "Всего", "Прошли отбор")
FIGURES = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(("-", "–", "…", "x", "н/д", "1 204", "12,5", "7*")),
)


@st.composite
def tables(draw: st.DrawFn, *, gaps: bool = False) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    heads = draw(st.permutations(HEADS))[:width]
    stubs = draw(st.permutations(STUBS))[: draw(st.integers(3, 6))]
    cell = st.one_of(FIGURES, st.just("")) if gaps else FIGURES
    body = [[stub, *draw(st.lists(cell, min_size=width, max_size=width))] for stub in stubs]
    return [["Район", *heads], *body]


def widths(rows: Rows) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def framed(rows: Rows) -> str:
    wide = widths(rows)
    rule = "+" + "+".join("-" * (each + 2) for each in wide) + "+"
    lines = [
        "|" + "|".join(f" {cell:<{each}} " for cell, each in zip(row, wide, strict=True)) + "|"
        for row in rows
    ]
    return "\n".join((rule, lines[0], rule, *lines[1:], rule))


def boxed(rows: Rows) -> str:
    wide = widths(rows)
    lines = [
        "│" + "│".join(f" {cell:>{each}} " for cell, each in zip(row, wide, strict=True)) + "│"
        for row in rows
    ]
    inner = "├" + "┼".join("─" * (each + 2) for each in wide) + "┤"
    top, last = (
        inner.translate(str.maketrans("├┼┤", "┌┬┐")),
        inner.translate(str.maketrans("├┼┤", "└┴┘")),
    )
    return "\n".join((top, f"\n{inner}\n".join(lines), last))


def piped(rows: Rows) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((head, "|" + "---|" * len(rows[0]), *body))


def ranged(rows: Rows) -> str:
    """Stubs to the left, figures to the right, two blanks between."""
    first, *others = widths(rows)
    return "\n".join(
        "  ".join(
            (f"{row[0]:<{first}}", *(f"{c:>{w}}" for c, w in zip(row[1:], others, strict=True)))
        )
        for row in rows
    )


def left(rows: Rows) -> str:
    return "\n".join(
        "   ".join(f"{c:<{w}}" for c, w in zip(row, widths(rows), strict=True)).rstrip()
        for row in rows
    )


def ruled(rows: Rows) -> str:
    head, *body = ranged(rows).split("\n")
    rule = "-" * len(head)
    return "\n".join((rule, head, rule, *body, rule))


def tabbed(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def found(text: str, end: str = "\n") -> list[Piece]:
    """The pieces of a letter with the table in it."""
    whole = f"О ходе отбора в районах области.\n\n{text}\n\nНачальник отдела.\n"
    return list(text_pieces(whole.replace("\n", end).encode()))


def the_grid(pieces: Sequence[Piece]) -> Grid:
    (grid,) = (piece for piece in pieces if isinstance(piece, Grid))
    return grid


def words(grid: Grid) -> list[list[str]]:
    return [[str(value or "") for value in row] for row in grid.rows]


def keeps_places(grid: Grid, text: str) -> bool:
    """Every cell has its own place, and what it says stands there and nowhere else."""
    cells = [(row, column) for row in range(grid.height) for column in range(grid.width)]
    places = [grid.anchor(*cell).place for cell in cells]
    spans = [place for place in places if isinstance(place, Span)]
    said = all(
        text[span.start : span.stop] == grid.text(*cell)
        for cell, span in zip(cells, spans, strict=True)
        if grid.text(*cell)
    )
    return said and grid.kind is GridKind.TEXT and len(set(spans)) == len(cells)


@pytest.mark.parametrize("style", [framed, boxed, piped, ranged, left, ruled, tabbed])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(rows=tables())
def test_a_printed_table_comes_back_cell_by_cell(
    style: Callable[[Rows], str], end: str, rows: list[list[str]]
) -> None:
    pieces = found(style(rows), end)
    grid = the_grid(pieces)
    assert words(grid) == rows
    whole = f"О ходе отбора в районах области.\n\n{style(rows)}\n\nНачальник отдела.\n"
    assert keeps_places(grid, whole.replace("\n", end))
    assert grid.before == ("О ходе отбора в районах области.",)
    assert grid.after == ("Начальник отдела.",)
    assert [piece.raw for piece in pieces if isinstance(piece, Passage)] == [
        "О ходе отбора в районах области.",
        "Начальник отдела.",
    ]


@pytest.mark.parametrize("style", [framed, boxed, piped])
@given(rows=tables(gaps=True))
def test_empty_cells_between_bars_have_places_of_their_own(
    style: Callable[[Rows], str], rows: list[list[str]]
) -> None:
    grid = the_grid(found(style(rows)))
    assert words(grid) == rows
    whole = f"О ходе отбора в районах области.\n\n{style(rows)}\n\nНачальник отдела.\n"
    assert keeps_places(grid, whole)
    assert all(
        not whole[span.start : span.stop].strip()
        for at, span in grid.spans.items()
        if not grid.text(*at)
    )


@given(st.text(st.sampled_from("аБ 12.-—|+│─┼\t\n\r:="), max_size=300))
def test_no_word_is_lost_and_none_stands_twice(text: str) -> None:
    pieces = list(text_pieces(text.encode()))
    decoded = decode(text.encode()).text
    spans = [one.anchor.place for one in pieces if isinstance(one, Passage)]
    grids = [one for one in pieces if isinstance(one, Grid)]
    spans += [span for grid in grids for at, span in grid.spans.items() if grid.text(*at)]
    taken = sorted((span.start, span.stop) for span in spans if isinstance(span, Span))
    assert all(before[1] <= after[0] for before, after in pairwise(taken))
    said = "".join(decoded[start:stop] for start, stop in taken) + "".join(
        grid.text(*at) for grid in grids for at in grid.spans
    )
    assert all(said.count(letter) >= decoded.count(letter) for letter in "аБ12")


RUN_OVER = """\
Сведения об отборе
(человек)
-----------------------------------------
Район                План    Факт   Отказ
-----------------------------------------
Борский                12      11       -
Кстовский муниципальный 5       4      10
район
Всего                  17      15      10
в том числе:
  мужчины              16              10
-----------------------------------------
Данные предварительные.
"""


def test_a_stub_that_runs_over_is_one_row_and_sections_are_rows() -> None:
    grid = the_grid(list(text_pieces(RUN_OVER.encode())))
    assert words(grid) == [
        ["Район", "План", "Факт", "Отказ"],
        ["Борский", "12", "11", "-"],
        ["Кстовский муниципальный\nрайон", "5", "4", "10"],
        ["Всего", "17", "15", "10"],
        ["в том числе:", "", "", ""],
        ["мужчины", "16", "", "10"],
    ]
    assert grid.before == ("Сведения об отборе", "(человек)")
    assert grid.after == ("Данные предварительные.",)
    assert grid.indents == {(5, 0): 2}
    assert len(set(grid.spans.values())) == grid.width * grid.height


def test_words_over_several_columns_are_merged() -> None:
    text = (
        "Район        2023            2024\n"
        "         План   Факт    План   Факт\n"
        "Бор      1      2       3      4\n"
        "Дивеево  10     20      30     40\n"
        "Кстово   5      6       7      8\n"
    )
    grid = the_grid(list(text_pieces(text.encode())))
    assert words(grid)[:2] == [
        ["Район", "2023", "", "2024", ""],
        ["", "План", "Факт", "План", "Факт"],
    ]
    assert [(merge.column, merge.last_column) for merge in grid.merges] == [(1, 2), (3, 4)]


def test_a_head_that_runs_over_is_one_row() -> None:
    text = (
        "            Число     Число\n"
        "Район      граждан   отказов    Иное\n"
        "Бор           10         4         6\n"
        "Дивеево       12         5         7\n"
        "Кстово        14         6         8\n"
    )
    grid = the_grid(list(text_pieces(text.encode())))
    assert words(grid)[0] == ["Район", "Число\nграждан", "Число\nотказов", "Иное"]


def test_a_field_over_two_fields_is_merged() -> None:
    text = (
        "┌───────────┬─────────────┐\n"
        "│ Район     │    2024     │\n"
        "│           ├──────┬──────┤\n"
        "│           │ План │ Факт │\n"
        "├───────────┼──────┼──────┤\n"
        "│ Борский   │ 12   │ 11   │\n"
        "│ район     │      │      │\n"
        "├───────────┼──────┼──────┤\n"
        "│ Кстовский │ 7    │ -    │\n"
        "└───────────┴──────┴──────┘\n"
    )
    grid = the_grid(list(text_pieces(text.encode())))
    assert words(grid) == [
        ["Район", "2024", ""],
        ["", "План", "Факт"],
        ["Борский\nрайон", "12", "11"],
        ["Кстовский", "7", "-"],
    ]
    assert [(merge.row, merge.column, merge.last_column) for merge in grid.merges] == [(0, 1, 2)]


NO_TABLES = {
    "letter head": "Министерство труда          Главам районов\nобласти                     и округов\n"
    "12.03.2024   № 15-2/345\nна № 12      от 11.03.2024\n",
    "signature": "Начальник отдела            И. О. Образцов\nИсполнитель                 О. Образцова\n"
    "тел.                        23-45-67\n",
    "particulars": "ИНН    5260000000\nКПП    526001001\nБИК    042202001\nр/с    40702810000000000001\n",
    "contents": "Введение             3\nГлава 1              5\nГлава 2              18\nПриложение           40\n",
    "leaders": "Введение ........ 3\nГлава 1 .......... 5\nГлава 2 ........ 18\n",
    "telephones": "Приёмная       231-12-12\nКанцелярия     231-12-13\nДежурный       231-12-14\n",
    "items": "1.   Поставить на учёт.\n2.   Провести отбор.\n3.   Доложить к 5 октября.\n",
    "verse": "    Раз, два, три,\n        четыре, пять\n    вышел зайчик\n        погулять\n",
    "code": "MAX_ROWS = 5      # rows\nMIN_ROWS    = 3\n#define WIDE   80\n#define HIGH   25\n#define DEEP   3\n",
    "union": "x = a | b\ny = c | d\nz = e | f\n",
    "justified": "В   2023   году   в   области   поставлено   80\nчеловек,  из   них   12   заключили   контракт,  а\n"
    "остальные   68   отказались   от   3   предложений\nили  не  явились,  5   из   них  по  болезни.  7  и  8\n",
    "minutes": "10:00   Открытие\n11:30   Доклады\n13:00   Обед\n",
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_only_looks_like_a_table_stays_running_text(kind: str) -> None:
    assert not [one for one in text_pieces(NO_TABLES[kind].encode()) if isinstance(one, Grid)]


def test_markdown_cells_have_places_too() -> None:
    text = "# Отчёт\n\nтысяч человек\n\n| Район | План |\n|:---|---:|\n| Борский | |\n| Кстово |\n\nИтог.\n"
    grid = the_grid(list(markdown_pieces(text.encode())))
    assert words(grid) == [["Район", "План"], ["Борский", ""], ["Кстово", ""]]
    assert keeps_places(grid, text)
    assert grid.before == ("# Отчёт", "тысяч человек")


@pytest.mark.parametrize("topic", ["ru-official-prose", "ru-gazetteer", "table-ocr", "seed"])
def test_no_real_prose_becomes_a_table(topic: str, corpus: Callable[[str], Path]) -> None:
    paths = sorted(corpus(topic).rglob("*.txt"))
    for path in paths:
        pieces = text_pieces(path.read_bytes())
        assert not [one for one in pieces if isinstance(one, Grid)], path.name


def test_one_blank_parts_columns_that_stand_under_each_other() -> None:
    text = (
        "Таблица 3. Ход отбора\n"
        "                        2022г.  2023г.  2024г.\n"
        "Вся область            146 980 146 447 146 150\n"
        " Центральный\n"
        " округ                  40 240  40 199  40 198\n"
        "  Борский район          1 531   1 514   1 487\n"
    )
    grid = the_grid(list(text_pieces(text.encode())))
    assert words(grid) == [
        ["", "2022г.", "2023г.", "2024г."],
        ["Вся область", "146 980", "146 447", "146 150"],
        ["Центральный\nокруг", "40 240", "40 199", "40 198"],
        ["Борский район", "1 531", "1 514", "1 487"],
    ]
    assert grid.before == ("Таблица 3. Ход отбора",)


def test_dots_lead_from_a_label_to_its_figure() -> None:
    text = (
        "Подлежало оповещению, чел. ................... 1 540\n"
        "Оповещено, чел. .............................. 1 322\n"
        "   в том числе лично ......................... 1 001\n"
        "Процент оповещения ........................... 85,8\n"
    )
    [grid] = [piece for piece in text_pieces(text.encode()) if isinstance(piece, Grid)]
    assert [row[-1] for row in grid.rows] == ["1 540", "1 322", "1 001", "85,8"]
