"""What reading real prose by eye found, on made-up sentences. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from datetime import date

import pytest

from svodka.lexicon.codebooks import load
from svodka.model import Anchor, Codebook, Observation, Passage, Period, Span
from svodka.recognise.prose import prose


def read(*texts: str, book: Codebook | None = None) -> list[Observation]:
    passages = [Passage(raw=text, anchor=Anchor(Span(0, len(text)))) for text in texts]
    return list(prose(passages, book, document="d", method="m"))


def bounds(text: str) -> list[str]:
    return [f"{o.count.qualifier.value}{o.count.value}" for o in read(text)]


def year(number: int) -> Period:
    return Period(start=date(number, 1, 1), end=date(number, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Число нарушителей не превысило 30 человек.",
        "Число нарушителей не превышает 30 человек.",
        "Число нарушителей не должно превышать 30 человек.",
        "The number of migrants did not exceed 30 people.",
    ],
)
def test_not_to_exceed_is_the_other_bound(text: str) -> None:
    assert bounds(text) == ["<=30"]


def test_not_to_reach_is_less() -> None:
    assert bounds("Число нарушителей не достигает 30 человек.") == ["<30"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В рейде участвовали 10 – 15 человек.", [">=10", "<=15"]),
        ("Прирост составит 4 – 5 % в год.", [">=4", "<=5"]),
        ("Задержаны от 10% до 15% мигрантов.", [">=10", "<=15"]),
        ("Задержаны между 10 и 15 мигрантами.", [">=10", "<=15"]),
        ("Задержаны пять-семь человек.", [">=5", "<=7"]),
        ("Задержаны от пяти до семи человек.", [">=5", "<=7"]),
        ("Пункт 3 – 15 человек.", ["=15"]),
        ("Prices rose by 25% to 40%.", ["=25", "=40"]),
    ],
)
def test_a_range_may_have_blanks_percents_and_words(text: str, expected: list[str]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    "base",
    [
        ", чем в 2016 году",
        " по сравнению с 2016 годом",
        ", что выше уровня 2016 года",
        " (к началу 2016 года – на 7 %)",
        " (в 2016 году – 90 человек)",
    ],
)
def test_the_time_of_a_comparison_does_not_go_on_to_the_next_figure(base: str) -> None:
    figures = read(f"За 2017 год поставлено 92 человека{base}, выехали 12 человек.")
    assert (figures[0].slot.period, figures[-1].slot.period) == (year(2017), year(2017))
    assert figures[-1].raw == "12"


def test_a_time_in_a_bracket_governs_the_number_beside_it() -> None:
    _, before = read("За 2017 год поставлено 92 человека (в 2016 году – 90 человек).")
    assert before.slot.period == year(2016)
    (figure,) = read("Поставлено 80 человек (в 2016 году).")
    assert figure.slot.period == year(2016)


@pytest.mark.parametrize(
    "paper",
    [
        "Прогноз составлен по ст. 173 Бюджетного кодекса Российской Федерации.",
        "Согласно постановлению Правительства Российской Федерации сообщаем.",
        "По закону Российской Федерации сообщаем.",
    ],
)
def test_the_country_of_a_law_is_not_where_something_was_counted(paper: str) -> None:
    (figure,) = read(paper, "В 2017 году на учёт поставлено 12 человек.")
    assert (figure.slot.area, figure.area_label) == ("", "")


@pytest.mark.parametrize(
    "place", ["МР «Вымышленский»", "муниципального района «Вымышленский»", "МО « Вымышленский »"]
)
def test_a_municipality_named_in_quotes_is_an_area_that_nobody_knows(place: str) -> None:
    (figure,) = read(f"В 2017 году на территории {place} на учёт поставлено 12 человек.")
    assert (figure.slot.area, figure.area_label) == ("", "Вымышленский")
    assert "unknown area" in figure.doubt


def test_a_verb_of_its_own_takes_no_stage_from_the_number_before() -> None:
    found, died = read(
        "В Калужской области выявлено 80 человек, умерло 29.", book=load("communiques")
    )
    assert (found.slot.measure, died.slot.measure) == ("found", "")


@pytest.mark.parametrize(
    "text",
    [
        "Поставлено на учёт 80, заключили контракт 3.",
        "Проверено: 80. Выявлено: 3.",
        "Проверено – 80, умерло – 3.",
        "Заболело 80, умерло более 3.",
    ],
)
def test_without_a_codebook_a_verb_says_what_a_number_counts(text: str) -> None:
    assert [str(o.count.value) for o in read(text)] == ["80", "3"]


def test_a_change_said_again_in_another_unit_is_a_change() -> None:
    share, people = read("Численность населения за 2017 год сократилась на 1,06 % (81 человек).")
    assert [str(o.count.value) for o in (share, people)] == ["-1.06", "-81"]
    assert people.slot.basis is share.slot.basis


def test_how_often_something_happens_is_no_share() -> None:
    assert read("Собираются каждое второе воскресенье месяца.") == []
    assert bounds("Каждый второй мигрант заключил контракт.") == ["=50"]


def test_beside_a_decimal_comma_three_digits_behind_a_comma_are_decimals() -> None:
    long, short = read("Дорог 19,8 километра, в том числе щебёночных – 1,115 километра.")
    assert "thousands or decimals" not in (*long.doubt, *short.doubt)
    (alone,) = read("Щебёночных дорог 1,115 километра.")
    assert "thousands or decimals" in alone.doubt


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("На начало 2017 года на учёте состояло 820 человек.", date(2017, 1, 1)),
        ("На конец 2017 года на учёте состояло 820 человек.", date(2017, 12, 31)),
    ],
)
def test_the_beginning_and_the_end_of_a_year_are_days(text: str, day: date) -> None:
    (figure,) = read(text)
    assert figure.slot.period == Period(as_of=day)


@pytest.mark.parametrize(
    "text",
    [
        "В 2018 году число уменьшилось к 2017 году на 4,4 % и составило 12 человек.",
        "В 2018 году проверено 84,3 % к 2017 году, выявлено 12 человек.",
    ],
)
def test_a_year_before_that_is_compared_with_dates_nothing(text: str) -> None:
    assert {figure.slot.period for figure in read(text)} == {year(2018)}


def test_by_a_year_to_come_something_is_done() -> None:
    (figure,) = read("К 2020 году численность составит 300 человек.")
    assert figure.slot.period == Period(as_of=date(2020, 1, 1))


def test_a_mean_of_a_year_is_no_stock_of_its_last_day() -> None:
    (mean,) = read("Среднесписочная численность работников в 2017 году составила 213 человек.")
    assert mean.slot.period == year(2017)


def test_less_by_ten_is_a_change_and_no_base_of_a_rate() -> None:
    made, less = read(
        "В 2017 году задержано 16 человек, что меньше уровня 2016 года на 10 человек."
    )
    assert [str(o.count.value) for o in (made, less)] == ["16", "-10"]
    assert less.slot.period == year(2017)


def areas(*texts: str) -> list[str]:
    return [figure.slot.area for figure in read(*texts)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "В Алтайском крае доля 44,8 % (по Сибирскому федеральному округу – 27,8 %, по России – 26,1 %).",
            ["RU-ALT", "X-RU-SFO", "RU"],
        ),
        (
            "В Алтайском крае прирост 15,4 %, что выше, чем в Российской Федерации (8,3 %).",
            ["RU-ALT", "RU"],
        ),
        ("В Тверской области проверено 30 человек, всего по России – 500.", ["RU-TVE", "RU"]),
    ],
)
def test_the_country_governs_its_own_figure_beside_a_region(text: str, codes: list[str]) -> None:
    assert areas(text) == codes


def test_what_a_figure_is_compared_with_is_not_where_it_is() -> None:
    text = "Доля составила 18,9 % против 19,4 % по Российской Федерации."
    assert areas("В Алтайском крае выявлено 20 человек.", text) == ["RU-ALT", "RU-ALT", "RU"]
    assert "area from elsewhere in the text" in read(text)[0].doubt


def test_what_a_region_was_compared_with_is_not_where_the_next_sentence_is() -> None:
    first = "В Алтайском крае выявлено 20 человек (в Омской области – 17 человек)."
    assert areas(first, "Доставлено 12 человек.") == ["RU-ALT", "RU-OMS", "RU-ALT"]
    first = "В Алтайском крае выявлено 20 человек, больше, чем в Омской области."
    assert areas(first, "Доставлено 12 человек.") == ["RU-ALT", "RU-ALT"]


def test_a_verb_of_another_clause_does_not_turn_a_rise_into_a_fall() -> None:
    text = (
        "Увеличилась доля: сельского хозяйства – на 2,5 %, строительства – на 0,6 %, обрабатывающей "
        "промышленности – на 2,4 %, при этом сократилась доля торговли (на 4,9 %)."
    )
    assert [str(o.count.value) for o in read(text)] == ["2.5", "0.6", "2.4", "-4.9"]


def test_three_quarters_and_two_thirds_are_what_they_are() -> None:
    assert bounds("Три четверти мигрантов уехали, две трети вернулись, треть осталась.") == [
        "~75",
        "~66.67",
        "~33.33",
    ]


def test_subjects_of_business_are_no_regions() -> None:
    for subjects in ("субъектов предпринимательства", "хозяйствующих субъектов"):
        (figure,) = read(f"В 2017 году создано 36 {subjects}.")
        assert figure.slot.unit != "region"


def test_a_list_goes_on_counting_what_its_first_number_counts() -> None:
    figures = read("В Ржеве охвачено 45 человек, в Кимрах – 30, по области в целом – 310.")
    assert [(str(o.count.value), o.slot.unit) for o in figures] == [
        ("45", "person"),
        ("30", "person"),
        ("310", "person"),
    ]


def test_a_bracket_closes_a_number_whose_noun_is_left_out() -> None:
    figures = read(
        "В 2023 году выявлено 30 (в 2022 году – 25), доставлено 12.", book=load("communiques")
    )
    assert [(str(o.count.value), o.slot.measure, o.slot.period) for o in figures] == [
        ("30", "found", year(2023)),
        ("25", "found", year(2022)),
        ("12", "delivered", year(2023)),
    ]
