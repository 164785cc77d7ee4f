"""A list of people is sealed however it is laid out; a table of counts is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from svodka.model import Anchor, Grid, GridKind, Passage, Span, Value
from svodka.recognise.people import holds_people, judged, without_names
from svodka.recognise.people_names import Strength, masked, strength
from svodka.recognise.people_prose import (
    is_a_list,
    passages_with_people,
    without_names_said,
)
from svodka.recognise.people_shapes import masked_path
from tests.desk.made_up import Rows
from tests.desk.made_up_lists import FULL, RETURNS, SHORT, SURNAMES
from tests.desk.made_up_lists import LISTS as MORE_LISTS


def grid(*rows: tuple[Value, ...]) -> Grid:
    width = max(len(row) for row in rows)
    return Grid(kind=GridKind.CSV, rows=tuple(row + (None,) * (width - len(row)) for row in rows))


# Every name, number and address here is made up: ОБРАЗЕЦ – вымышленные данные.
LISTS = {
    "full names with birth dates under a head": grid(
        ("№", "ФИО", "Дата рождения"),
        (1.0, "Образцов Образец Образцович", "01.02.1990"),
        (2.0, "Примерова Проба Примеровна", "03.04.1985"),
    ),
    "no head at all": grid(
        ("Образцов Образец Образцович", date(1990, 2, 1)),
        ("Примерова Проба Примеровна", date(1985, 4, 3)),
    ),
    "capitals and passports": grid(
        ("ОБРАЗЦОВ ОБРАЗЕЦ ОБРАЗЦОВИЧ", "4500 123456"),
        ("ПРИМЕРОВА ПРОБА ПРИМЕРОВНА", "4500 654321"),
    ),
    "initials and telephones": grid(
        ("Образцов О.О.", "8 (900) 000-00-01"),
        ("О. П. Примерова", "+7 900 000 00 02"),
    ),
    "one cell a person": grid(
        ("Список",),
        ("1. Образцов Образец Образцович, 01.02.1990 г.р., паспорт 4500 123456",),
        ("2. Примерова Проба Примеровна, 03.04.1985 г.р., паспорт 4500 654321",),
    ),
    "surname, name and patronymic in three columns": grid(
        ("Фамилия", "Имя", "Отчество", "Район"),
        ("Образцов", "Образец", "Образцович", "Дальний"),
    ),
    "insurance numbers without names": grid(
        ("000-000-001 00", "01.02.1990"), ("000-000-002 00", "03.04.1985")
    ),
    "passports as numbers under a head": grid(
        ("Паспорт", "Сумма"), (4500123456.0, 1.0), (4500654321.0, 2.0)
    ),
    "cards of a label and a value": grid(
        ("ФИО", "Образцов Образец"), ("Дата рождения", "01.02.1990"), ("Адрес", "не указан")
    ),
    "names of Central Asia": grid(
        ("Намунов Намуна Намун угли", "01.02.1990"), ("Намунова Намуна Намун кызы", "03.04.1985")
    ),
    "Latin letters with patronymics": grid(
        ("Obraztsov Obrazets Obraztsovich", "1990-02-01"),
        ("Primerova Proba Primerovna", "1985-04-03"),
    ),
    "given names without patronymic": grid(
        ("Иван Образцов", "8 900 000-00-01"), ("Мария Примерова", "8 900 000-00-02")
    ),
    "names alone": grid(("Образцов Образец Образцович", 1.0), ("Примерова Проба Примеровна", 0.0)),
    "an English list": grid(
        ("Full name", "DOB", "Phone"), ("Sample Sampleson", "1990-02-01", "(000) 000-0001")
    ),
    "agreed or not, by initials": grid(
        ("№", "Гражданин", "Результат"),
        (1.0, "Образцов О. О.", "согласен"),
        (2.0, "Примеров П. П.", "отказ"),
        (3.0, "Пробов П. П.", "отказ"),
    ),
    "initials without dots": grid(
        ("Кто", "Бесед"), ("Образцов ОО", "1"), ("Примеров ПП", "2"), ("Пробов ПП", "3")
    ),
    "letters of another alphabet": grid(
        ("Кто", "Бесед"), ("Oбpaзцoв O.O.", "1"), ("Пpимepoв П.П.", "2")
    ),
    "letters spread apart": grid(
        ("Кто", "Бесед"), ("О б р а з ц о в  И в а н", "1"), ("П р и м е р о в а  А н н а", "2")
    ),
    "names as heads of columns": grid(
        ("Район", "Образцов Иван Петрович", "Примерова Анна Ивановна", "Пробин Пётр Львович"),
        ("Дальний", "1", "2", "3"),
    ),
    "a list below a table of counts": grid(
        ("Район", "Опрошено"),
        *((f"Район {i}", float(i)) for i in range(20)),
        ("Отказались:",),
        ("Образцов Иван", "отказ"),
        ("Примерова Анна", "отказ"),
    ),
    "passport style": grid(("OBRAZTSOV IVAN", "75 0000001"), ("PRIMEROVA ANNA", "75 0000002")),
    "Ukrainian, Belarusian, Kazakh, Tajik": grid(
        ("Зразкенко Олександр Миколайович", 1.0),
        ("Узорчук Алесь Мікалаевіч", 2.0),
        ("Намунов Нұрлан Серікұлы", 3.0),
        ("Намуназода Шаҳноз", 4.0),
    ),
    "surnames and birth years": grid(
        ("Кто", "Год рождения"), ("Образцов", "1980"), ("Примерова", "1981"), ("Пробин", "1982")
    ),
    "mobile telephones alone": grid(
        ("Номер", "Итог"), ("89000000001", "да"), ("89000000002", "нет")
    ),
    "e-mail addresses alone": grid(("Кому",), ("proba@example.org",), ("maket@example.org",)),
}

COUNTS = {
    "regions and counts": grid(("Область", "Всего"), ("Тверская область", 10.0)),
    "facilities with addresses": grid(
        ("Name", "Address", "City", "State", "ADP"),
        ("North County Jail", "100 Main Street", "Adams", "TX", 10.0),
        ("South Processing Center", "200 Oak Street", "San Pedro", "AZ", 20.0),
    ),
    "athletes without anything else": grid(
        ("Player", "Points"), ("John Sample", 10.0), ("Mary Sample", 20.0)
    ),
    "dates and values": grid(("Дата", "Число"), (date(2001, 1, 1), 5.0), (date(2002, 1, 1), 6.0)),
    "one executor below a return": grid(
        ("Район", "Опрошено"),
        ("Дальний", 10.0),
        ("Ближний", 12.0),
        ("Средний", 7.0),
        ("Исп. Образцов О.О., тел. 8 900 000-00-01", None),
    ),
    "patronymic-like places": grid(("Ростовская", 1.0), ("Псков", 2.0), ("Ильичево", 3.0)),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_people_is_sealed(name: str) -> None:
    assert holds_people(LISTS[name])


@pytest.mark.parametrize("name", COUNTS)
def test_a_table_of_counts_is_not(name: str) -> None:
    assert not holds_people(COUNTS[name])


def test_who_signed_a_return_is_blacked_out_and_the_return_stays() -> None:
    returned = grid(
        ("Район", "Опрошено"),
        ("Дальний", 10.0),
        ("Ближний", 12.0),
        ("Школа им. О.О. Образцова", 7.0),
        ("Исп. Примеров П.П.", None),
    )
    assert not holds_people(returned)
    left = without_names(returned)
    assert left.rows[:4] == returned.rows[:4]
    assert left.rows[4][0] == "Исп. " + "█" * len("Примеров П.П.")


def passage(text: str) -> Passage:
    return Passage(raw=text, anchor=Anchor(Span(0, len(text))))


def test_a_line_that_names_and_identifies_somebody_is_left_out() -> None:
    kept = passage("За неделю опрошено 80 человек.")
    sealed = passage("Образцов Образец Образцович, 01.02.1990 г.р., тел. 8 900 000-00-01")
    assert passages_with_people([kept, sealed]) == (sealed,)


def test_a_contact_list_with_a_few_given_names_is_sealed() -> None:
    contacts = grid(
        ("Contractor", "Principal", "eMail", "Mobile"),
        ("A", "John Sample", None, None),
        ("B", "Mary Sample", None, "0458 000 000"),
    )
    assert holds_people(contacts)


def as_grid(rows: Rows) -> Grid:
    return grid(*(tuple(text or None for text in row) for row in rows))


@pytest.mark.parametrize("name", MORE_LISTS)
def test_persons_are_noticed_in_every_form_of_name_and_number(name: str) -> None:
    assert judged(as_grid(MORE_LISTS[name])) is None


@pytest.mark.parametrize("name", MORE_LISTS)
def test_so_they_are_in_lines_of_text(name: str) -> None:
    lines = [passage("   ".join(row)) for row in MORE_LISTS[name]]
    sealed = passages_with_people(lines)
    assert is_a_list(sealed) or len(MORE_LISTS[name]) == len(("head", "one person"))


@pytest.mark.parametrize("name", RETURNS)
def test_a_return_that_names_somebody_is_not_sealed_and_names_nobody(name: str) -> None:
    left = judged(as_grid(RETURNS[name]))
    assert left is not None
    seen = {str(value) for cells in left.rows for value in cells}
    assert not [text for text in seen for who in (*FULL, *SHORT) if who in text]
    figures = [value for cells in RETURNS[name] for value in cells if value.isdecimal()]
    assert seen.issuperset(figures)


def test_a_name_on_a_sheet_or_in_a_comment_is_not_shown() -> None:
    counts = as_grid(RETURNS["areas called after people"])
    assert judged(replace(counts, name=SHORT[0])) is None
    noted = judged(replace(counts, comments={(1, 1): f"сказал {FULL[0]}, 01.02.1990"}))
    assert noted is not None
    assert SURNAMES[0] not in noted.comments[1, 1]
    assert "1990" not in noted.comments[1, 1]


def test_names_in_a_sentence_are_blacked_out_in_place() -> None:
    said = passage(
        "Контракт заключили Белозубов Антон и 'Карпухин Кирилл Кириллович', ещё 12 человек."
    )
    dark = without_names_said(said)
    assert len(dark.raw) == len(said.raw)
    assert "Белозубов" not in dark.raw
    assert "Карпухин" not in dark.raw
    assert dark.raw.endswith("ещё 12 человек.")


def test_figures_cost_next_to_nothing() -> None:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (f"Район {i}", *(float(i * j) for j in range(19))) for i in range(10_000)
    )
    labels = tuple(row[:1] for row in rows)

    def cost(of: tuple[tuple[Value, ...], ...]) -> float:
        began = process_time()
        judged(Grid(kind=GridKind.SHEET, rows=of))
        return process_time() - began

    # Nineteen figures beside each label cost less than so many looks at the labels alone.
    alone = min(cost(labels) for _ in range(2))
    assert min(cost(rows) for _ in range(2)) < 10 * alone


@pytest.mark.parametrize(
    "heading",
    [
        "21.13. ИНДЕКСЫ ТАРИФОВ НА ГРУЗОВЫЕ ПЕРЕВОЗКИ",
        "ЦЕН НА ПЕРВИЧНОМ РЫНКЕ ЖИЛЬЯ",
        "КОЛИЧЕСТВО КОНТРАКТОВ И ДОГОВОРОВ",
        "ПРИЗЫВНИКОВ НА УЧЕТЕ",
        "ЧИСЛО РАЗВОДОВ НА ТЫСЯЧУ БРАКОВ",
        "ПОКАЗАТЕЛИ МИГРАЦИОННОЙ СИТУАЦИИ В РОССИЙСКОЙ ФЕДЕРАЦИИ",
        "ОБОРОТ РОЗНИЧНОЙ ТОРГОВЛИ В СТОЛИЧНОМ РЕГИОНЕ",
        "Being John Markovich",
    ],
)
def test_a_heading_names_nobody(heading: str) -> None:
    assert strength(heading) < Strength.PAIR
    assert masked(heading) == heading


@pytest.mark.parametrize(
    "name",
    ["ИВАНОВ ИВАН ИВАНОВИЧ", "ПЕТРОВА АННА ИЛЬИНИЧНА", "ПЕТРОВ П П", "ИВАНОВА М.И.", "А. ПЕТРОВ", "И П СИДОРОВ"],
)  # fmt: skip
def test_a_name_in_capitals_names_somebody(name: str) -> None:
    assert strength(name) >= Strength.INITIALS


@pytest.mark.parametrize("heads", ["Name|Age|Outcome", "Recruit|Debt|Town"])
def test_english_names_beside_what_came_of_them_are_a_list_of_people(heads: str) -> None:
    rows: tuple[tuple[Value, ...], ...] = (
        tuple(heads.split("|")),
        ("John Smith", 34.0, "agreed"),
        ("Mary Jones", 41.0, "refused"),
        ("Peter Brown", 29.0, "agreed"),
    )
    assert holds_people(Grid(kind=GridKind.SHEET, rows=rows))


# Drawn from lists of given names and of surnames, each for itself: nobody in particular.
BARE = {
    "Caucasus": ("Беридзе Зураб", "Капанадзе Ираклий", "Лобжанидзе Нодар"),
    "Siberia": ("Монгуш Айдыс", "Ооржак Буян", "Кужугет Шолбан"),
    "China": ("Чжан Сяомин", "Чэнь Цзин", "Лю Хайфэн"),
    "Vietnam": ("Нгуен Ван Хоанг", "Фам Минь Дык", "Чан Тхи Май"),
    "Arabia": ("Мухаммад аль-Хасан", "Юсеф ибн Халид", "Халед Аббас"),
    "Latin letters with their marks": ("Nguyễn Văn An", "Trần Thị Mai", "Phạm Minh Đức"),
    "small letters": ("каримов бахтиёр", "рахимов жасур", "тошматов улугбек"),
    "a rank before and a note behind": ("рядовой Хасиев Адам (отказ)", "рядовой Межиев Турпал"),
    "surname and one letter": ("Шарипов А.", "Коваль П.", "Хегай В."),
    "stress and soft hyphens": ("Ивано\u0301в Ива\u0301н", "Петре\u00adнко Оле\u00adг"),
    "lone surnames": ("Шевченко", "Коваль", "Иванов", "Живаго", "Черных"),
    "two lone surnames": ("Иванов", "Сидоров"),
}
THINGS = {
    "a settlement called as persons are": ("Ерофей Павлович", "Магдагачи", "Сковородино"),
    "islands": ("Святая Елена, Остров Вознесения", "Остров Буве", "Тристан-да-Кунья"),
    "towns that end as surnames do": ("Киров", "Саратов", "Тамбов", "Псков", "Азов", "Белов"),
    "ships": ("Теплоход «Мария Ермолова»", "Адмирал Нахимов", "Святая Мария"),
    "houses and prizes": ("БОЛЬНИЦА ИМЕНИ С.П. БОТКИНА", "Премия имени Н. И. Вавилова", "СОШ № 5"),
    "streets": ("Ленина", "Кирова", "Гагарина", "Чехова", "Советская"),
    "medicines": ("Инсулин", "Аспирин", "Гепарин", "Глицин", "Азитромицин"),
    "states and counties": ("Washington", "Jefferson", "Madison", "North Carolina", "Virginia"),
    "countries": ("Georgia", "Jordan", "Chad", "Коста Рика", "Шри Ланка"),
    "districts of one gender": ("Белозерский", "Вашкинский", "Кирилловский", "Тотемский"),
}  # fmt: skip


@pytest.mark.parametrize("name", BARE)
def test_names_of_any_people_in_a_bare_column_are_a_list(name: str) -> None:
    assert judged(grid(*[(text,) for text in BARE[name]])) is None
    assert judged(grid(*[(text, 1.0) for text in BARE[name]])) is None


@pytest.mark.parametrize("name", THINGS)
def test_places_and_things_called_after_persons_are_left_as_they_stand(name: str) -> None:
    table = grid(("Наименование", "Всего"), *[(text, 12.0) for text in THINGS[name]])
    assert judged(table) is table


def test_surnames_and_given_names_apart_are_a_list() -> None:
    assert holds_people(grid(("Тапа", "Бикрам"), ("Гурунг", "Раджу"), ("Таманг", "Сунил")))
    assert holds_people(grid(*[(part,) for part in ["Асанов", "Бакыт", "Сыдыков", "Эрлан"]]))


def test_a_format_that_writes_a_name_beside_a_figure_writes_none() -> None:
    table = replace(
        grid(("Дальний", 7.0), ("Ближний", 8.0)),
        texts={(0, 1): "7 Шарипов А.К.", (1, 1): "8 чел."},
        number_formats={(0, 1): '0" Шарипов А.К."', (1, 1): '0" чел."'},
    )
    left = judged(table)
    assert left is not None
    assert left.texts == {(0, 1): "7 ███████ █.█.", (1, 1): "8 чел."}


def test_a_sheet_called_by_surname_and_name_is_sealed() -> None:
    table = grid(("Район", "2023"), ("Дальний", 7.0))
    assert judged(replace(table, name="Шарипов Азизжон")) is None
    assert judged(replace(table, name="Учёт Кадров")) is not None


def test_a_name_of_any_people_is_blacked_out_of_a_sentence() -> None:
    dark = masked("Контракт подписали 15 человек, среди них Гурунгов Бикрам.")
    assert "Гурунгов" not in dark
    assert "15 человек" in dark


def test_a_path_names_nobody() -> None:
    assert masked_path("heap/Шарипов А.К/x.csv") == "heap/███████ █.█/x.csv"
    assert "Азизжон" not in masked_path("heap/Шарипов Азизжон.xlsx")
    for path in ("heap/Киров 2024.xlsx", "heap/Учёт Кадров.xlsx", "week-2.docx"):
        assert masked_path(path) == path
