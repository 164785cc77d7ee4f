"""Rows of municipalities, of which no shipped codebook knows one. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svodka.lexicon import codebooks
from svodka.model import Merge
from svodka.recognise import recognise
from svodka.recognise.figures import observations
from svodka.recognise.places import is_place, names_places
from tests.recognise.readings import at, rows_of, sheet


@pytest.mark.parametrize(
    "label",
    [
        "Берёзовский район",
        "Верхнеручейский м.о.",
        "г.о. Зареченск",
        "ЗАТО Солнечный-7",
        "Нижнекаменский муниципальный округ",
        "г. Светлоградск",
        "г.Усть-на-Реке",
        "Озёрский р-н",
        "Городской округ «Город Лесной»",
        "МО «Ленский район»",
        "Ashford County",
        "City of Brook",
    ],
)
def test_a_name_with_its_kind_is_a_place(label: str) -> None:
    assert is_place(label)


@pytest.mark.parametrize(
    "label",
    [
        "Муниципальный район",
        "Городской округ",
        "город",
        "Городское население",
        "МО РФ",
        "Центральный военный округ",
        "Лесной район, человек",
        "Отдел по Лесному району",
        "С. Фамилия",
        "Мужской пол",
        "Районный суд",
        "All counties",
    ],
)
def test_kinds_offices_people_and_measures_are_no_places(label: str) -> None:
    assert not is_place(label)


@pytest.mark.parametrize(
    "head",
    [
        "Наименование МО",
        "Муниципальное образование",
        "Городские округа и районы",
        "Город (район)",
        "Наименование территории",
        "Районы области",
        "County",
    ],
)
def test_heads_say_that_places_stand_under_them(head: str) -> None:
    assert names_places(head)


def test_a_label_under_a_head_of_places_is_the_area_as_printed_and_no_category() -> None:
    rows = rows_of(
        sheet(
            ("№ п/п", "Наименование МО", "Охвачено", "Согласились"),
            (1, "Дальний", 20, 3),
            (2, "Береговой", 30, 4),
            (None, "Область в целом", 50, 7),
        )
    )
    shown = [(at(rows, c)["area_label"], at(rows, c)["category_label"]) for c in ("C2", "D3", "C4")]
    assert shown == [("Дальний", ""), ("Береговой", ""), ("", "")]
    assert [at(rows, c)["role"] for c in ("C2", "C4")] == ["data", "total"]
    assert {row["doubt"] for row in rows.values()} == {""}


def test_a_part_of_a_row_is_of_the_place_of_that_row() -> None:
    rows = rows_of(
        sheet(
            ("Район", "Охвачено", "Согласились"),
            ("Дальний", 20, 3),
            ("  из них должники", 5, 1),
            ("Береговой", 30, 4),
            ("  из них должники", 6, 2),
        ),
        "letter-2023",
    )
    assert [at(rows, f"B{row}")["area_label"] for row in (3, 5)] == ["Дальний", "Береговой"]
    assert at(rows, "B5")["category"] == "4"


def test_places_in_the_columns_of_a_form_are_areas() -> None:
    rows = rows_of(
        sheet(
            ("Показатель", "Ольховский район", "г. Светлоградск", "Всего"),
            ("Проведено бесед", 31, 44, 75),
            ("Заключили контракт", 1, 3, 4),
        )
    )
    assert [at(rows, f"{c}2")["area_label"] for c in "BCD"] == [
        "Ольховский район",
        "г. Светлоградск",
        "",
    ]


def test_a_place_outside_a_codebook_that_names_places_is_doubted() -> None:
    reading = sheet(("Район", "Охвачено"), ("Дальний", 20), ("Береговой", 30))
    book = replace(codebooks.load("letter-2023"), area_words=(("X-1", ("Дальний",)),))
    blocks = recognise(reading, book)
    made = list(observations(reading.document, blocks, "test"))
    assert [(one.slot.area, one.area_label, one.doubt) for one in made] == [
        ("X-1", "Дальний", ()),
        ("", "Береговой", ("unknown area",)),
    ]


def test_a_deviation_is_derived_where_it_is_one_column_less_another() -> None:
    rows = rows_of(
        sheet(
            ("Район", "План", "Отобрано", "Отклонение (+/-)", "Нагрузка на 1 сотрудника"),
            ("Дальний", 100, 95, -5, 1.05),
            ("Береговой", 50, 55, 5, 0.91),
            ("Лесной", 250, 200, -50, 1.25),
        )
    )
    assert [at(rows, f"{c}2")["role"] for c in "BCDE"] == ["data", "data", "derived", "derived"]


def test_weeks_months_and_ages_in_a_head_leave_the_title_to_say_what_is_counted() -> None:
    rows = rows_of(
        sheet(
            ("Численность обратившихся граждан в октябре 2023 года",),
            ("Округ", "Неделя", None, "в возрасте, лет", None),
            (None, "02.10–08.10", "09.10–15.10", "16–29", "30 и старше"),
            ("Дальний", 20, 30, 15, 35),
            ("Береговой", 5, 6, 7, 4),
            merges=(Merge(1, 1, 1, 2), Merge(1, 3, 1, 4)),
        )
    )
    said = {at(rows, f"{c}4")["measure_label"] for c in "BCDE"}
    assert said == {"Численность обратившихся граждан в октябре 2023 года"}
    assert at(rows, "B4")["start"] == "2023-10-02"


def test_a_form_whose_head_only_counts_its_columns_is_doubted() -> None:
    rows = rows_of(sheet((1, 2, 3), ("Дальний", 20, 30), ("Береговой", 5, 6)))
    stated = [row for row in rows.values() if row["role"] == "data"]
    assert stated
    assert all("no head found" in str(row["doubt"]) for row in stated)


def test_days_week_and_month_to_date_in_one_column_each_have_their_own_stretch() -> None:
    rows = rows_of(
        sheet(
            ("Ежедневная сводка обращений, октябрь 2023 г.",),
            ("Дата", "г. Ключи", "Озёрский район"),
            ("09.10.2023", 5, 2),
            ("10.10.2023", 8, 1),
            ("11.10.2023", 4, 3),
            ("За неделю", 17, 6),
            ("С начала месяца", 70, 21),
            ("С начала призыва", 90, 30),
        )
    )
    seen = [[at(rows, f"B{r}")[k] for k in ("start", "end", "basis")] for r in (3, 6, 7, 8)]
    assert seen == [
        ["2023-10-09", "2023-10-09", "flow"],
        ["2023-10-09", "2023-10-11", "flow"],
        ["2023-10-01", "2023-10-11", "to_date"],
        ["", "2023-10-11", "to_date"],
    ]
    assert [at(rows, f"B{r}")["doubt"] for r in (6, 7, 8)] == ["", "", "start unknown"]


def test_each_place_set_across_the_table_begins_its_own_rows() -> None:
    rows = rows_of(
        sheet(
            ("Сводка (с 06.10.2023 г. по 12.10.2023 г.)",),
            ("Категория", "Охвачено", "Согласились"),
            ("Вольский муниципальный район", None, None),
            ("Должники", 14, 1),
            ("Всего по району", 14, 1),
            ("г. Приречный", None, None),
            ("Должники", 30, 2),
            ("Всего по городу", 30, 2),
            merges=(Merge(2, 0, 2, 2), Merge(5, 0, 5, 2)),
        )
    )
    seen = [at(rows, f"B{row}")["area_label"] for row in (4, 5, 7, 8)]
    assert seen == ["Вольский муниципальный район"] * 2 + ["г. Приречный"] * 2
    assert at(rows, "B4")["start"] == "2023-10-06"


def test_a_place_that_is_a_line_of_the_title_is_the_area_of_its_sheet() -> None:
    rows = rows_of(
        sheet(
            ("Красноярский край",),
            ("Канский район",),
            ("Мониторинг, сентябрь 2023 г.",),
            ("Показатель", "01–07.09", "08–14.09", "3-я декада"),
            ("Проведено бесед", 5, 6, 7),
            ("Согласились", 1, 0, 2),
        )
    )
    assert (at(rows, "B5")["area"], at(rows, "B5")["area_label"]) == ("", "Канский район")
    starts = [(at(rows, f"{c}5")["start"], at(rows, f"{c}5")["end"]) for c in "BCD"]
    assert starts == [
        ("2023-09-01", "2023-09-07"),
        ("2023-09-08", "2023-09-14"),
        ("2023-09-21", "2023-09-30"),
    ]


def test_the_second_numbered_title_is_no_note_under_the_first_table() -> None:
    rows = rows_of(
        sheet(
            ("1. Поступило за неделю с 28 декабря 2023 г. по 3 января 2024 г.",),
            ("Район", "Заявления", "Жалобы"),
            ("Дальний", 5, 1),
            ("Береговой", 7, 0),
            (None,),
            ("2. Остаток на 4 января 2024 года",),
            ("Район", "Заявления", "Жалобы"),
            ("Дальний", 9, 3),
            ("Береговой", 11, 2),
        )
    )
    assert (at(rows, "B3")["start"], at(rows, "B8")["as_of"]) == ("2023-12-28", "2024-01-04")


def test_a_row_of_figures_that_rise_by_one_is_no_head() -> None:
    rows = rows_of(
        sheet(
            ("Число вызовов",),
            ("", "авг.23", "сен.23", "окт.23"),
            ("Абаза", 10, 11, 12),
            ("Саяногорск", 20, 25, 30),
            ("Черногорск", 33, 31, 35),
        )
    )
    assert (at(rows, "B3")["role"], at(rows, "B3")["start"]) == ("data", "2023-08-01")


def test_stocks_beside_flows_have_their_own_days_and_the_last_row_is_the_sum_of_all() -> None:
    rows = rows_of(
        sheet(
            ("Состояние рынка труда на 1 ноября 2023 года",),
            ("Округа", "На начало месяца", "Поставлено", "1 ноября 2022 г."),
            ("Дальний", 120, 31, 150),
            ("Береговой", 80, 12, 99),
            ("Лесной", 64, 20, 71),
            ("Область", 264, 63, 320),
        )
    )
    assert [at(rows, f"{c}3")["as_of"] for c in "BD"] == ["2023-10-01", "2022-11-01"]
    assert [at(rows, f"B{row}")["role"] for row in (5, 6)] == ["data", "total"]
