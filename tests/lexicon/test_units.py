"""Words of a unit become its identifier; a scale in a header stays in the unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from svodka.lexicon import units


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Тыс.кв.метров общей площади", "thousand_m2"),
        ("тысяч квадратных метров", "thousand_m2"),
        ("человек", "person"),
        ("(миллионов рублей)", "million_rub"),
        ("В % к соответствующему периоду предыдущего года", "percent"),
        ("в процентах", "percent"),
        ("number of persons", "person"),
        ("млн. руб.", "million_rub"),
        ("(in Lakh)", "lakh"),
        ("Rs. in crore", "crore_inr"),
        ("US$ million", "million_usd"),
        ("(in thousands of dollars)", "thousand_usd"),
        ("in kWh/year", "kwh_per_year"),
        ("ц/га", "centner_per_hectare"),
        ("cases per 1,000", "case_per_1000"),
    ],
)
def test_a_unit_line_names_its_unit(text: str, unit: str) -> None:
    assert units.whole(text) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Всего; тыс. рублей", "thousand_rub"),
        ("Российская Федерация, млн. кв. метров 1", "million_m2"),
        ("Численность рабочей силы5, тыс.человек", "thousand_person"),
        ("Грузооборот транспорта, млрд.т-км", "billion_ton_km"),
        ("(в текущих рыночных ценах; миллионов рублей)", "million_rub"),
        ("Average Time to Release (In Days)", "day"),
        ("Умерших на 1000 человек населения", "per_1000"),
        ("Rainfall (mm)", "mm"),
        ("Sales (EURm)", "million_eur"),
        ("Value, £000", "thousand_gbp"),
        ("Capacity (MW)", "mw"),
    ],
)
def test_a_unit_stands_beside_other_words(text: str, unit: str) -> None:
    assert units.within(text) == unit


@pytest.mark.parametrize(
    "text", ["январь", "на 1 марта", "Всего", "Тверская область", "15-19 лет", "TN", "Мужчины"]
)
def test_other_words_are_no_unit(text: str) -> None:
    assert units.within(text) == ""


def test_a_scale_beside_a_number_multiplies_it() -> None:
    found = units.beside("тыс. чел.")
    assert (found.scale, found.unit, found.rest) == (Decimal(1000), "person", "")


def test_events_are_not_persons() -> None:
    assert units.implied("Final releases by reason") == "event"
    assert units.implied("Currently detained by criminality") == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Population (kt)",
        "Численность населения (в баллах)",
        "Rate of persons detained",
        "Population per square mile",
        "Численность населения на одного врача",
    ],
)
def test_no_unit_is_implied_where_another_is_printed_or_two_are_compared(text: str) -> None:
    assert units.implied(text) == ""


def test_a_unit_is_one_per_so_many_whichever_line_says_so() -> None:
    assert units.per_count("place", ["На 10 000 человек населения"]) == "place_per_10000"
    assert units.per_count("place", ["Число коек"]) == "place"
    assert units.per_count("percent", ["на 1000 человек населения"]) == "percent"
    assert units.per_count("thousand_person", ["на 1000 человек населения"]) == "thousand_person"


@pytest.mark.parametrize("code", ["KG", "KM", "MW", "RS"])
def test_a_code_of_a_country_is_no_unit(code: str) -> None:
    assert units.whole(code) == ""
