"""A mark is what the notes say it is, and never a zero."""

from __future__ import annotations

import pytest

from svodka.model import Mark
from svodka.recognise.marks import find, keys


@pytest.mark.parametrize("text", ["-", "–", "—", "−", "-1)"])
def test_a_dash_is_not_a_zero(text: str) -> None:
    assert find(text) is Mark.DASH


@pytest.mark.parametrize(
    "text", ["…", "...", "..", "… ", "…4)", "н/д", "нет данных", "x", "Х", "n/a"]
)
def test_dots_and_crosses_are_not_available(text: str) -> None:
    assert find(text) is Mark.NOT_AVAILABLE


def test_an_empty_cell_is_blank() -> None:
    assert find("") is Mark.BLANK
    assert find("\u00a0") is Mark.BLANK


def test_a_star_is_withheld_only_by_its_key() -> None:
    assert find("*") is None
    defined = keys(["* данные не публикуются в целях обеспечения конфиденциальности"])
    assert find("*", defined) is Mark.WITHHELD
    assert not keys(["* Без учета данных по новым территориям"])


def test_the_notes_say_what_a_mark_means() -> None:
    defined = keys(["… – явление отсутствует; «-» означает, что нет данных"])
    assert find("…", defined) is Mark.DASH
    assert find("–", defined) is Mark.NOT_AVAILABLE


@pytest.mark.parametrize("text", ["0", "12", "слово", "1)"])
def test_other_texts_are_no_marks(text: str) -> None:
    assert find(text) is None
