"""Words are read as a person reads them; footnote marks go only where they are marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.recognise.labels import Footnotes, endings_of, note_mark, tidy_words

NOTES = Footnotes(
    near=frozenset("123"),
    bases=endings_of(["2009 год", "2012 год 2", "Регион 1", "Регион 2", "Федерация", "форма 2"]),
)


@pytest.mark.parametrize(
    ("printed", "label", "marks"),
    [
        ("Федерация 1", "Федерация", ("1",)),
        ("Федерация3", "Федерация", ("3",)),
        ("Федерация1)", "Федерация", ("1",)),
        ("округ2);3)", "округ", ("2", "3")),
        ("2014 год1", "2014 год", ("1",)),
        ("2012 год 2", "2012 год", ("2",)),
        ("Рубли¹", "Рубли", ("1",)),
        ("на 10 января **", "на 10 января", ("**",)),
        ("Россия (всего) 2)", "Россия (всего)", ("2",)),
        ("Численность силы3, тыс. человек", "Численность силы, тыс. человек", ("3",)),
        ("Зарплата организаций12):", "Зарплата организаций:", ("12",)),
        ("Others⁽¹⁾", "Others", ("1",)),
        ("2014¹", "2014", ("1",)),
        ("округ²⁾,³⁾", "округ", ("2", "3")),
        ("Силы⁷, тыс. человек", "Силы, тыс. человек", ("7",)),
        ("млн км²¹", "млн км²", ("1",)),
        ("Level¹⁴ (%)", "Level (%)", ("14",)),
    ],
)
def test_a_footnote_mark_is_taken_off(printed: str, label: str, marks: tuple[str, ...]) -> None:
    assert NOTES.part(printed) == (label, marks)


@pytest.mark.parametrize(
    "printed",
    [
        "Регион 1",
        "Q1",
        "форма 2",
        "Group 2",
        "в возрасте (15-72)",
        "(1-245, 256-307,315)",
        "январь 2015",
        "тыс. м²",
        "млн км³",
        "10³",
    ],
)
def test_digits_that_belong_to_a_name_stay(printed: str) -> None:
    assert NOTES.part(printed) == (printed, ())


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("январь-     \n  май", "январь-май"),
        ("на 1    \n  марта", "на 1 марта"),
        ("Ханты-Мансийский авт. округ - Югра", "Ханты-Мансийский авт. округ - Югра"),
        ("насе-\nления", "населения"),
        ("Северо-\nКавказский", "Северо-Кавказский"),
        ("социально-\nэкономический", "социально-экономический"),
        ("I квар- тал", "I квартал"),
        ("Burglary. . . . . . . .", "Burglary"),
        ("Кражи (всего) ..........", "Кражи (всего)"),
        ("и др.", "и др."),
        ("и так далее...", "и так далее..."),
    ],
)
def test_broken_lines_are_mended(printed: str, read: str) -> None:
    assert tidy_words(printed) == read


@given(st.text(alphabet="аб -\n\u00a0\u200b\u00ad", max_size=20))
def test_mending_twice_changes_nothing(text: str) -> None:
    once = tidy_words(text)
    assert tidy_words(once) == once


def test_a_note_line_says_which_mark_it_explains() -> None:
    lines = [
        "1 С 1 февраля",
        "2) Начиная с",
        "* Без учёта",
        "¹ По данным",
        "2015 год",
        "Северный край",
    ]
    assert [note_mark(line) for line in lines] == ["1", "2", "*", "1", "", ""]
