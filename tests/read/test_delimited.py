"""A csv keeps its addresses and its words; nothing is turned into a number here."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, GridKind, Piece, Reason, Remark, UnreadableDocument, cutting
from svodka.read.delimited import delimited_pieces

WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "S", "P"), exclude_characters=",;|:\ufeff"),
    min_size=1,
    max_size=8,
)


def grid(text: str, encoding: str = "utf-8") -> Grid:
    *_, found = delimited_pieces(text.encode(encoding))
    assert isinstance(found, Grid)
    return found


def remarks(text: str) -> list[str]:
    return [piece.text for piece in delimited_pieces(text.encode()) if isinstance(piece, Remark)]


def test_cells_are_addressed_as_in_the_file() -> None:
    found = grid("Район;План\n\nБорский;12,5\n")
    assert found.kind is GridKind.CSV
    assert found.rows == (("Район", "План"), (None, None), ("Борский", "12,5"))
    assert str(found.anchor(2, 1)) == "cell=B3"


def test_a_quoted_field_with_line_breaks_is_one_row() -> None:
    found = grid('a,b\n"one\ntwo, three",2\nc,3\n')
    assert found.rows[1] == ("one\ntwo, three", "2")
    assert str(found.anchor(2, 1)) == "cell=B3"


def test_values_stay_words() -> None:
    assert grid("a;b\n007;1 234,50\n-;0\n").rows[1:] == (("007", "1 234,50"), ("-", "0"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251", "cp866", "koi8-r"])
def test_the_encoding_is_found(encoding: str) -> None:
    text = "Район;План;Факт\nБорский;12,5;11\nКстовский;8,25;9\n"
    assert grid(text, encoding).rows == grid(text).rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(end: str) -> None:
    assert grid(end.join(("a;b", "1;2", "", "3;4", ""))).height == 4


def test_excel_may_name_the_delimiter_in_the_first_line() -> None:
    assert grid("sep=|\nРайон|План\nБорский|12\n").rows[2] == ("Борский", "12")


def test_text_is_in_nfc_and_the_untouched_characters_are_kept() -> None:
    loose = unicodedata.normalize("NFD", "Йошкар-Ола")
    found = grid(f"{loose};1\nа;2\n")
    assert found.rows[0][0] == "Йошкар-Ола"
    assert found.text(0, 0) == loose
    assert found.text(1, 0) == "а"


def test_leading_blanks_of_a_label_are_its_indent() -> None:
    assert grid("Всего;5\n  мужчины;2\n  женщины;3\n").indents == {(1, 0): 2, (2, 0): 2}


def test_lines_of_another_length_are_padded_and_remarked() -> None:
    text = "a;b;c\n1;2;3\n4;5\n6;7;8;9\n"
    assert grid(text).rows[2] == ("4", "5", None, None)
    assert remarks(text) == ["2 of 4 lines have another number of fields than 3"]


def test_a_title_line_is_not_ragged() -> None:
    assert remarks("Отчёт\na;b\n1;2\n3;4\n") == []


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    text = 'Район;План\nООО "Ромашка;12\n"Борский;13\nКстовский;14\n'
    assert grid(text).rows[-1] == ("Кстовский", "14")
    assert grid(text).height == 4
    assert "never closed" in remarks(text)[0]


def test_a_quotation_mark_inside_a_field_is_remarked() -> None:
    assert "inside a field" in remarks('a;b\n"x"y;1\nz;2\n')[0]


def test_lines_that_fill_no_rectangle_are_refused() -> None:
    data = ("1;2\n" * 100_000 + ";".join("x" * 30_000)).encode()
    with pytest.raises(UnreadableDocument) as caught:
        list(delimited_pieces(data))
    assert caught.value.reason is Reason.DAMAGED


@given(
    st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=12),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_was_written_is_read(rows: list[list[str]], delimiter: str) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    found = grid(buffer.getvalue())
    assert [[found.text(r, c) for c in range(3)] for r in range(found.height)] == rows
    assert all(unicodedata.is_normalized("NFC", str(cell)) for row in found.rows for cell in row)


def test_real_files_keep_every_field(corpus: Callable[[str], Path]) -> None:
    paths = sorted(corpus("atbench").rglob("data.csv"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8-sig")
        expected = list(csv.reader(io.StringIO(text, newline="")))
        found = grid(text)
        if max(map(len, expected)) > 1 and found.width > 1:
            stored = [[field or None for field in row] for row in expected]
            shown = [
                [found.text(r, c) or None for c in range(len(line))]
                for r, line in enumerate(stored)
            ]
            assert found.height == len(stored), path.parent.name
            assert shown == stored, path.parent.name


def test_of_a_file_longer_than_could_be_worked_on_the_first_rows_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutting.most_rows, "__defaults__", (22 * 30,))
    found: list[Piece] = []
    data = "".join(f"Участок {row},{row}\n" for row in range(99)).encode()
    with pytest.raises(UnreadableDocument, match="done up to row 30") as raised:
        found.extend(delimited_pieces(data))
    assert raised.value.reason is Reason.TOO_LARGE
    (grid,) = (piece for piece in found if isinstance(piece, Grid))
    assert grid.rows[-1] == ("Участок 29", "29")
