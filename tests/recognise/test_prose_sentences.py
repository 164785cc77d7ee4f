"""Sentences as communiqués write them, each with what it states. ОБРАЗЕЦ – вымышленные данные."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from svodka.lexicon.codebooks import load
from svodka.model import Anchor, Mark, Observation, Passage, Period, Span
from svodka.recognise.prose import prose

PUBLISHED = date(2024, 1, 30)  # a Tuesday


def read(text: str) -> list[Observation]:
    passage = Passage(raw=text, anchor=Anchor(Span(0, len(text))))
    book = load("communiques")
    return list(prose([passage], book, document="d", method="m", published=PUBLISHED))


def said(text: str) -> list[tuple[str, str, str]]:
    return [(str(o.count.value), o.slot.measure, o.slot.area) for o in read(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Никто из проверенных в Калужской области в 2023 году контракт не заключил.", "Никто"),
        ("В Калужской области в 2023 году ни одного контракта не заключено.", "ни одного"),
        ("Ни один человек в Калужской области в 2023 году контракт не подписал.", "Ни один"),
        ("No one signed a contract in Kaluga Oblast in 2023.", "No one"),
        ("No contracts were signed in Kaluga Oblast in 2023.", "No"),
    ],
)
def test_none_is_a_true_zero_in_its_own_words(text: str, words: str) -> None:
    (figure,) = read(text)
    assert (figure.count.value, figure.count.mark) == (Decimal(0), Mark.STATED)
    assert (figure.slot.measure, figure.slot.area, figure.raw) == ("signed", "RU-KLU", words)
    assert figure.doubt == ()


@pytest.mark.parametrize(
    "text", ["Никто не забыт.", "Никого не было дома.", "No entry.", "Нет ни одной причины."]
)
def test_none_of_nothing_counted_is_no_figure(text: str) -> None:
    assert not [figure for figure in read(text) if not figure.doubt]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ни один из 45 проверенных в Марий Эл контракт не подписал.",
            [("0", "signed", "RU-ME"), ("45", "checked", "RU-ME")],
        ),
        (
            "None of the 45 people checked in Perm Krai signed a contract.",
            [("0", "signed", "RU-PER"), ("45", "", "RU-PER")],
        ),
        (
            "Из 200 поступивших на службу в Омской области 15 направлены в войска.",
            [("200", "entered_service", "RU-OMS"), ("15", "sent", "RU-OMS")],
        ),
        (
            "В Туле проверены 340 человек, из них 12 – мигранты, 3 – должники.",
            [("340", "checked", ""), ("12", "checked", ""), ("3", "checked", "")],
        ),
        (
            "В Белгородской области заключено 90 контрактов, расторгнуто 4.",
            [("90", "signed", "RU-BEL"), ("4", "", "RU-BEL")],
        ),
        (
            "In 2023, 120 people signed contracts in Tver Oblast and 95 in Kaluga Oblast.",
            [("120", "signed", "RU-TVE"), ("95", "signed", "RU-KLU")],
        ),
        (
            "In Tver and Kaluga oblasts, 120 and 95 people respectively signed contracts.",
            [("120", "signed", "RU-TVE"), ("95", "signed", "RU-KLU")],
        ),
        (
            "Some 1,500 people signed contracts in Tver Oblast, up 15% from 2022.",
            [("1500", "signed", "RU-TVE"), ("15", "", "RU-TVE")],
        ),
        (
            "В Томской области 60 студентов (12 из них иностранцы) изъявили желание служить.",
            [("60", "agreed", "RU-TOM"), ("12", "agreed", "RU-TOM")],
        ),
        (
            "В Омской области двоих доставили в военкомат, одному вручена повестка.",
            [("2", "delivered", "RU-OMS"), ("1", "summoned", "RU-OMS")],
        ),
        (
            "По Омской области набрано 880 человек из 1 200 по плану.",
            [("880", "", "RU-OMS"), ("1200", "plan", "RU-OMS")],
        ),
        (
            "Около 70 жителей Адыгеи и более 200 жителей Кубани подписали контракты.",
            [("70", "signed", "RU-AD"), ("200", "signed", "RU-KDA")],
        ),
        (
            "Квота Сахалинской области на 2024 год – 450 человек, Магаданской – 120.",
            [("450", "", "RU-SAK"), ("120", "", "RU-MAG")],
        ),
        (
            "Only four of 45 men signed contracts in Ingushetia.",
            [("4", "signed", "RU-IN"), ("45", "", "RU-IN")],
        ),
        (
            "Of 9,800 contracts signed in Tuva, 1,200 were long.",
            [("9800", "signed", "RU-TY"), ("1200", "signed", "RU-TY")],
        ),
        (
            "Всего – 84, в том числе: Тверская область – 50, Псковская область – 34.",
            [("84", "", ""), ("50", "", "RU-TVE"), ("34", "", "RU-PSK")],
        ),
    ],
)
def test_parts_and_wholes_keep_the_stage_of_their_own_words(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Вчера", date(2024, 1, 29), date(2024, 1, 29)),
        ("На прошлой неделе", date(2024, 1, 22), date(2024, 1, 28)),
        ("За прошлую неделю", date(2024, 1, 22), date(2024, 1, 28)),
        ("За последние два дня", date(2024, 1, 29), date(2024, 1, 30)),
        ("В прошлом месяце", date(2023, 12, 1), date(2023, 12, 31)),
        ("В этом месяце", date(2024, 1, 1), date(2024, 1, 30)),
        ("В прошлом году", date(2023, 1, 1), date(2023, 12, 31)),
        ("С начала года", date(2024, 1, 1), date(2024, 1, 30)),
    ],
)
def test_times_told_from_the_day_of_publication_are_inferred(
    words: str, start: date, end: date
) -> None:
    (figure,) = read(f"{words} в Карелии проверено 52 человека.")
    assert figure.slot.period == Period(start=start, end=end)
    assert {"period inferred", "year inferred"} & set(figure.doubt)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("between September 19 and October 2, 2023", date(2023, 9, 19), date(2023, 10, 2)),
        ("in the week of December 11-17, 2023", date(2023, 12, 11), date(2023, 12, 17)),
        ("in the first quarter of 2023", date(2023, 1, 1), date(2023, 3, 31)),
    ],
)
def test_english_stretches_of_time(words: str, start: date, end: date) -> None:
    (figure,) = read(f"In Komi, 80 people signed contracts {words}.")
    assert figure.slot.period == Period(start=start, end=end)
    assert figure.doubt == ()


def test_years_are_paired_respectively() -> None:
    first, second = read(
        "В 2022 и 2023 годах в Омской области подписано 90 и 60 контрактов соответственно."
    )
    assert first.slot.period == Period(start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert second.slot.period == Period(start=date(2023, 1, 1), end=date(2023, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "В первом полугодии 2023 года в Туве подписали контракт 600 человек, во втором – 710.",
        "В 2023 году в Туве подписали контракт 600 человек по сравнению с 710 в 2022 году.",
        "In Tuva 600 people signed contracts in 2023, compared with 710 in 2022.",
    ],
)
def test_the_other_figure_never_has_the_period_of_the_first_without_a_doubt(text: str) -> None:
    other = read(text)[-1]
    assert other.count.value == Decimal(710)
    assert "period unknown" in other.doubt


@pytest.mark.parametrize(
    "words", ["План на декабрь 2023 года по Туве –", "Декабрь 2023 года, Тува: поставлено на учёт"]
)
def test_a_month_is_never_its_year(words: str) -> None:
    (figure,) = read(f"{words} 210 человек.")
    assert figure.slot.period == Period(start=date(2023, 12, 1), end=date(2023, 12, 31))


def test_by_a_month_is_no_day_and_no_year() -> None:
    (figure,) = read("К декабрю 2023 года в Туве на учёт поставлено 210 человек.")
    assert figure.slot.period == Period()
    assert "period unknown" in figure.doubt


def test_days_that_pass_are_not_counted() -> None:
    (figure,) = read("В Туве за двое суток поставлен на учёт 31 человек.")
    assert figure.count.value == Decimal(31)


def test_months_from_and_to_are_no_whole_year() -> None:
    (figure,) = read("В Туве с января по ноябрь 2023 года контракт заключили 240 человек.")
    assert figure.slot.period == Period(start=date(2023, 1, 1), end=date(2023, 11, 30))


def test_a_town_has_a_label_and_no_code_and_is_never_the_region_named_before() -> None:
    figures = read(
        "Рейд прошёл в Воронежской области. В Саратове выявлено 33 человека. Ещё 5 ушли."
    )
    assert [(f.slot.area, f.area_label) for f in figures] == [("", "Саратове")] * len(figures)
    assert all("unknown area" in f.doubt for f in figures)


def test_a_municipality_of_a_named_region_is_a_part_of_it() -> None:
    (figure,) = read("В Лесном районе Тверской области в 2023 году проверено 33 человека.")
    assert (figure.slot.area, figure.doubt) == ("RU-TVE", ("a place within the area",))


def test_a_number_of_an_unknown_noun_is_not_persons_of_the_stage() -> None:
    (figure,) = read("В Тверской области в 2023 году проверено 17 объектов.")
    assert figure.slot.unit == ""
    assert "unit unknown" in figure.doubt


def test_what_somebody_agreed_to_do_is_not_done() -> None:
    text = (
        "В октябре 2023 года в Тульской области согласились заключить контракт 38 человек, "
        "контракт заключили 7 человек."
    )
    passage = Passage(raw=text, anchor=Anchor(Span(0, len(text))))
    made = list(
        prose([passage], load("letter-2023"), document="d", method="m", published=PUBLISHED)
    )
    assert [(str(o.count.value), o.slot.measure) for o in made] == [
        ("38", "agreed"),
        ("7", "signed"),
    ]
