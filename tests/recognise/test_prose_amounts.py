"""Numbers written in words amount to what a reader would say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from svodka.recognise.prose_numbers import numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("задержано семьдесят тысяч сто шестьдесят один человек", 70161),
        ("две тысячи пятьсот человек", 2500),
        ("одна тысяча двести двадцать три человека", 1223),
        ("тысяча двести человек", 1200),
        ("пять миллионов двести тысяч человек", 5_200_000),
        ("6 тысяч триста человек", 6300),
        ("837 тыс. 53 человека", 837_053),
        ("two thousand five hundred people", 2500),
        ("two hundred and five people", 205),
        ("one hundred twenty three thousand four hundred people", 123_400),
        ("five million two hundred thousand and six people", 5_200_006),
        ("полторы тысячи человек", 1500),
        ("двести человек", 200),
    ],
)
def test_words_for_a_number_are_one_figure(text: str, value: int) -> None:
    assert [number.value for number in numbers(text)] == [Decimal(value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("из двух тысяч человек трое согласились", [2000, 3]),
        ("из двух тысяч пять согласились", [5]),
        ("из двух тысяч пятисот человек трое согласились", [2500, 3]),
        ("of two thousand five agreed", [5]),
    ],
)
def test_who_agreed_out_of_thousands_is_a_figure_of_its_own(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers(text)] == [Decimal(value) for value in values]
