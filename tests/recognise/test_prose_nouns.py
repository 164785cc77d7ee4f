"""Numbers of unknown nouns are figures with a doubt; labels of sentences name nobody. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Anchor, Observation, Passage, Span
from svodka.recognise.prose import prose


def read(text: str) -> list[Observation]:
    passage = Passage(raw=text, anchor=Anchor(Span(0, len(text))))
    return list(prose([passage], None, document="d", method="m"))


@given(st.integers(2, 999))
def test_a_number_of_an_unknown_noun_is_a_doubted_figure(count: int) -> None:
    (figure,) = read(f"В Псковской области подано {count} заявок.")
    assert figure.count.value == count
    assert figure.slot.unit == ""
    assert "unit unknown" in figure.doubt
    assert figure.measure_label == "подано заявок"


@pytest.mark.parametrize(
    "text",
    [
        "Приказ № 560 от 3 мая 2023 года подписан.",
        "По статье 328 УК РФ.",
        "Мужчина 45 лет обратился в отдел.",
        "Тел. 8 (900) 123-45-67.",
        "Работали 12 часов.",
    ],
)
def test_dates_orders_articles_ages_and_telephones_stay_out(text: str) -> None:
    assert read(text) == []


def test_numbers_and_areas_are_paired_respectively() -> None:
    first, second = read("В Тверской и Псковской областях – 10 и 5 человек соответственно.")
    assert (str(first.count.value), first.slot.area, first.slot.unit) == ("10", "RU-TVE", "person")
    assert (str(second.count.value), second.slot.area, second.slot.unit) == (
        "5",
        "RU-PSK",
        "person",
    )


def test_the_words_of_a_count_hold_no_names_and_are_few() -> None:
    (figure,) = read(
        "Начальник отдела Пробный Образец рассказал журналистам в понедельник, что на учёт "
        "поставлено 120 человек из числа приехавших в прошлом году."
    )
    assert "Образец" not in figure.measure_label
    assert "Пробный" not in figure.measure_label
    assert len(figure.measure_label.split()) <= 6
    assert figure.measure_label.startswith("поставлено")
