"""Names of any people, in any letters, one below another are a list; a head that speaks of sport makes none."""

from __future__ import annotations

import pytest

from svodka.desk.tidy import opened
from svodka.model import Grid, GridKind
from svodka.recognise.people import holds_people
from svodka.recognise.people_shapes import is_list_by_shape

# Put together from given names and surnames, each for itself: nobody in particular.
NAMES: dict[str, tuple[str, ...]] = {
    "of the West": ("James Turner", "Mary Collins", "Declan Haverstock", "Linda Foster"),
    "of the West, surnames first": ("Turner, James", "Collins, Mary", "Hughes, Robert"),
    "with a small initial": ("Белозубов а.", "Карпухин к.", "Дроздецкая о.", "Мухаметшин и."),
    "in small letters": ("белозубов а.а.", "карпухин к.к.", "дроздецкая о.о."),
    "a small initial first": ("а. Белозубов", "к. Карпухин", "о. Дроздецкая"),
    "Azeri": ("Мəммəдов Елчин", "Һəсəнова Ҝүнај", "Гулијев Вүгар", "Əлијева Ајтəн"),
    "Azeri in two alphabets": ("Məммəдов Elçin oğlu", "Həсəнова Günay", "Əлиева Aytən"),
    "Kazakh": ("Әлімжан Ерболат", "Гүлнәр Мұратова", "Өмірзақ Талғат", "Жәнібек Сәкен"),
    "Arabic": ("محمد أحمد علي", "خالد حسن سعيد", "فاطمة عبد الله"),
    "Korean": ("김철수", "이영희", "박지훈", "최수진"),
    "Chinese": ("王小明", "李秀英", "张伟强", "刘洋"),
    "Georgian": ("გიორგი ბერიძე", "ნინო კაპანაძე", "ლაშა გელაშვილი"),
    "Armenian": ("Արամ Պետրոսյան", "Անահիտ Սարգսյան", "Տիգրան Հակոբյան"),
}


@pytest.mark.parametrize("people", NAMES)
def test_names_one_below_another_are_a_list(people: str) -> None:
    bare = tuple((name, str(index)) for index, name in enumerate(NAMES[people]))
    headed = (("Кто", "Итог"), *((name, "отказ") for name in NAMES[people]))
    for rows in (bare, headed):
        assert holds_people(Grid(kind=GridKind.CSV, rows=rows))


@pytest.mark.parametrize("people", NAMES)
def test_lines_of_names_are_left_out(people: str) -> None:
    text = "\n".join(f"{name}, отказ, {index + 3}" for index, name in enumerate(NAMES[people]))
    found = opened(text.encode())
    said = [p.raw for p in found.reading.passages] + [str(g.rows) for g in found.reading.grids]
    assert not [name for name in NAMES[people] if any(name in one for one in said)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Player", "James Sample", "Mary Sample", "Robert Sample"),
        ("North County Jail", "Saint James Hospital", "Linda Vista School"),
        ("北京", "上海", "天津", "重庆"),
        ("서울", "부산", "대구", "경기도"),
        ("القاهرة", "الإسكندرية", "الجيزة"),
        ("თბილისი", "ბათუმი", "ქუთაისი"),
        ("Երևան", "Գյումրի", "Վանաձոր"),
        ("Ақмола облысы", "Ақтөбе облысы", "Алматы облысы"),
        ("п. а.", "п. б.", "п. в."),
        ("12 месяцев 2015 г.", "12 месяцев 2016 г.", "6 месяцев 2015 г.", "на начало года"),
        ("Группа а.", "Группа б.", "Группа в."),
    ],
)
def test_players_and_places_in_any_letters_are_no_list(texts: tuple[str, ...]) -> None:
    assert not is_list_by_shape(texts)


def test_a_sheet_called_by_a_surname_is_of_somebody_and_by_a_town_of_nobody() -> None:
    rows = (("Бесед", "3"), ("Отказов", "1"))
    called = {name: Grid(kind=GridKind.SHEET, name=name, rows=rows) for name in SHEETS}
    assert [name for name, grid in called.items() if holds_people(grid)] == ["Белозубов"]


SHEETS = ("Белозубов", "Ростов", "Псков", "Лист1", "Итого", "Свод", "Данные", "Харьков", "Саратов")
