"""Figures in sentences: every count with its stage, area and time, and nothing that is only a number."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon.codebooks import load
from svodka.model import (
    Anchor,
    Basis,
    Mark,
    Observation,
    PageBox,
    Passage,
    Period,
    Qualifier,
    Role,
    Span,
    Word,
)
from svodka.recognise.prose import prose

Corpus = Callable[[str], Path]
PUBLISHED = date(2024, 1, 30)


def read(
    text: str, *, published: date | None = None, codebook: str = "communiques"
) -> list[Observation]:
    passage = Passage(raw=text, anchor=Anchor(Span(0, len(text))))
    book = load(codebook) if codebook else None
    return list(prose([passage], book, document="d", method="m", published=published))


def short(text: str, **given: Any) -> list[tuple[str, str]]:
    return [(str(o.count.value), o.slot.measure) for o in read(text, **given)]


def test_two_stages_in_one_sentence_are_two_figures() -> None:
    text = (
        "В Воронежской области с 19 сентября по 2 октября на воинский учёт поставлено 80 человек, "
        "трое заключили контракт"
    )
    first, second = read(text)
    assert (first.count.value, first.slot.measure) == (Decimal(80), "registered")
    assert (second.count.value, second.slot.measure) == (Decimal(3), "signed")
    for figure in (first, second):
        assert figure.slot.area == "RU-VOR"
        assert figure.slot.unit == "person"
        assert figure.slot.basis is Basis.FLOW
        assert figure.slot.period == Period()
        assert figure.doubt == ("year unknown",)
        assert figure.period_label == "с 19 сентября по 2 октября"
    assert str(second.anchor) == f"chars={text.index('трое')}-{text.index('трое') + 4}"


def test_a_year_nobody_prints_is_that_before_publication_with_a_doubt() -> None:
    text = "С 19 сентября по 2 октября проверено 80 человек."
    (figure,) = read(text, published=PUBLISHED)
    assert figure.slot.period == Period(start=date(2023, 9, 19), end=date(2023, 10, 2))
    assert figure.doubt == ("year inferred",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Проверено более 30 человек, двое выявлены.", [("30", "checked"), ("2", "found")]),
        (
            "На учёт поставили 10 мужчин, 2 из них подписали контракт.",
            [("10", "registered"), ("2", "signed")],
        ),
        ("Контракт заключили сорок семь добровольцев.", [("47", "signed")]),
        ("58 отправлены в зону СВО, 10 ожидают отправки.", [("58", "sent"), ("10", "pending")]),
        ("В военкомат доставили 47 нарушителей.", [("47", "delivered")]),
        ("Возбуждено 5 уголовных дел.", [("5", "cases_opened")]),
        (
            "В 2023 году поставлено на учет 499 человек, в январе 2024 года – 17.",
            [("499", "registered"), ("17", "registered")],
        ),
        ("Из 300 проверенных выявлено 30 человек.", [("300", "checked"), ("30", "found")]),
        ("More than 200 people signed contracts in May 2023.", [("200", "signed")]),
    ],
)
def test_a_figure_has_the_stage_of_its_own_words(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1 012 471 человек", "1012471"),
        ("837 тыс. 53 человека", "837053"),
        ("1 млн 713 человек", "1000713"),
        ("2,3 тысячи человек", "2300"),
        ("1,5 тыс. граждан", "1500"),
        ("полторы тысячи мигрантов", "1500"),
        ("трое мужчин", "3"),
        ("двести сорок семь человек", "247"),
        ("сорок семь тысяч человек", "47000"),
        ("1\u00a0250\u202f300 человек", "1250300"),
    ],
)
def test_numbers_in_digits_and_words_have_one_value(words: str, value: str) -> None:
    (figure,) = read(f"Проверено {words}.")
    assert figure.count.value == Decimal(value)
    assert figure.slot.unit == "person"


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("более", Qualifier.MORE),
        ("свыше", Qualifier.MORE),
        ("не менее", Qualifier.AT_LEAST),
        ("не более", Qualifier.AT_MOST),
        ("менее", Qualifier.LESS),
        ("около", Qualifier.ABOUT),
        ("порядка", Qualifier.ABOUT),
        ("почти", Qualifier.ABOUT),
    ],
)
def test_words_before_a_number_are_its_sign(words: str, sign: Qualifier) -> None:
    (figure,) = read(f"В 2023 году проверено {words} 300 человек.")
    assert figure.count.qualifier is sign
    assert bool(figure.doubt) == (words == "почти")


def test_a_range_is_two_parts_at_one_place() -> None:
    low, high = read("В 2023 году проверено от 10 до 15 человек.")
    assert (low.count.value, low.count.qualifier, low.part) == (Decimal(10), Qualifier.AT_LEAST, 1)
    assert (high.count.value, high.count.qualifier, high.part) == (
        Decimal(15),
        Qualifier.AT_MOST,
        2,
    )
    assert low.anchor == high.anchor


def test_dozens_are_words_and_no_number() -> None:
    (figure,) = read("В Москве вручили несколько десятков повесток.")
    assert figure.count.mark is Mark.WORDED
    assert figure.count.value is None
    assert figure.slot.area == "RU-MOW"


def test_every_tenth_is_a_derived_share() -> None:
    figure = read("В 2023 году контракт заключил почти каждый десятый.")[0]
    assert (figure.count.value, figure.slot.unit, figure.role) == (
        Decimal(10),
        "percent",
        Role.DERIVED,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Приказ от 05.10.2017 № 302 и № 25/2-г.",
        "Статья 80 части 2, ст. 328 УК, статьями 7, 8 и 9.",
        "Телефон 8 (495) 123-45-67, +7 900 123 45 67.",
        "В 10:30 19 сентября 2023 года.",
        "Мужчина 35 лет, 35-летний, в возрасте от 18 до 60 лет.",
        "В течение 10 рабочих дней со дня подписания.",
        "1. Утвердить. 2) Направить.",
        "Один из них, первый и второй.",
        "Улица Ленина, 15, кв. 3.",
        "На 1000 человек населения.",
        "Федеральный закон 53-ФЗ.",
    ],
)
def test_numbers_that_are_no_figures_give_no_rows(text: str) -> None:
    assert read(text) == []


def test_the_figure_of_a_year_ago_is_not_this_weeks() -> None:
    text = (
        "С 7 по 14 июня 2017 г. численность безработных составила 837 тыс. человек. "
        "Годом ранее этот показатель составлял 900 тыс. человек."
    )
    now, before = read(text, codebook="")
    assert now.slot.period == Period(as_of=date(2017, 6, 14))
    assert before.slot.period == Period(as_of=date(2016, 6, 14))
    assert before.doubt


def test_a_fall_by_so_much_is_negative_and_no_level() -> None:
    text = (
        "С 25 мая по 1 июня 2016 г. число безработных уменьшилось на 0,7% и составило 900 человек."
    )
    change, level = read(text, codebook="")
    assert (change.count.value, change.slot.unit, change.slot.basis) == (
        Decimal("-0.7"),
        "percent",
        Basis.FLOW,
    )
    assert (level.count.value, level.slot.basis) == (Decimal(900), Basis.AS_OF)


def test_what_was_done_by_a_day_is_to_date_with_its_start_unknown() -> None:
    (figure,) = read("На 20 мая 2025 года поставлено на учет 80 тыс. человек.")
    assert figure.slot.period == Period(end=date(2025, 5, 20))
    assert figure.slot.basis is Basis.TO_DATE
    assert figure.doubt == ("start unknown",)


def test_a_list_of_areas_leaves_the_area_open() -> None:
    (figure,) = read("В 2023 году в Тверской и Калужской областях проверено 105 человек.")
    assert figure.slot.area == ""
    assert "several areas" in figure.doubt


def test_each_area_has_the_number_after_it() -> None:
    figures = read("В 2023 году в Тверской области проверено 12 человек, в Калужской – 15.")
    assert [f.slot.measure for f in figures] == ["checked", "checked"]
    assert [(f.slot.area, f.count.value) for f in figures] == [
        ("RU-TVE", Decimal(12)),
        ("RU-KLU", Decimal(15)),
    ]


def test_a_sentence_without_an_area_speaks_of_the_one_named_before() -> None:
    figures = read("Рейд прошёл в Пермском крае. Поставлено на учёт 10 человек.")
    assert [f.slot.area for f in figures] == ["RU-PER"]


def test_citizens_of_a_country_are_not_its_area() -> None:
    (figure,) = read(
        "В Амурской области проверено 30 новых граждан. Из граждан РФ выявлено 14 человек."
    )[1:]
    assert figure.slot.area == "RU-AMU"


@given(
    st.lists(
        st.sampled_from(
            ["Проверено 80 человек", "ёлки", "\u200b", "  ", "1\u00a0250 мужчин", "\n\n", ". "]
        )
    )
)
def test_an_anchor_points_at_the_words_it_gives(parts: list[str]) -> None:
    text = " ".join(parts)
    for figure in read(text):
        place = figure.anchor.place
        assert isinstance(place, Span)
        assert text[place.start : place.stop] == figure.raw


@given(st.text(alphabet="0123456789 ,.-–%тысмлнчеловекв№()\n", max_size=60))
def test_any_text_gives_figures_or_none_and_never_an_error(text: str) -> None:
    for figure in read(text):
        assert (figure.count.value is None) == (figure.count.mark is Mark.WORDED)


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1-",
        "1",
        "1,",
        "два ",
        "Тверской, ",
        "8 (495) ",
        "1.1.",
        "«",
        "1 января ",
        "РТ в ",
        "Тверской (",
    ],
)
def test_no_repeated_piece_makes_reading_run_away(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 5


def test_on_a_page_the_box_is_that_of_the_words() -> None:
    text = "Проверено 1 250 человек"
    boxes = [PageBox(page=3, left=10 * n, top=5, right=10 * n + 8, bottom=15) for n in range(4)]
    starts = [(0, 9), (10, 11), (12, 15), (16, 23)]
    page = Passage(
        raw=text,
        anchor=Anchor(PageBox(page=3, left=0, top=0, right=900, bottom=20)),
        words=tuple(
            Word(start, stop, box) for (start, stop), box in zip(starts, boxes, strict=True)
        ),
    )
    (figure,) = prose([page], None, document="d", method="m")
    assert str(figure.anchor) == "page=3&box=10,5,28,15"


# Accuracy on real releases: value, unit, basis, as-of or end, by the truth of the corpus.
ENDS = {0: date(2016, 6, 1), 1: date(2017, 6, 14), 2: date(2018, 2, 28)}


def test_every_weekly_release_gives_its_total_and_change(corpus: Corpus) -> None:
    path = corpus("ru-official-prose") / "mintrud-weekly-prose" / "weekly.jsonl"
    for row, line in enumerate(path.read_text("utf-8").splitlines()):
        truth = json.loads(line)
        figures = read(truth["text"], codebook="")
        (total,) = [f for f in figures if f.count.value == truth["value_total"]]
        assert (total.slot.unit, total.slot.basis) == ("person", Basis.AS_OF)
        assert total.slot.period == Period(as_of=ENDS.get(row))
        assert bool(total.doubt) == (row not in ENDS or row == 1)
        if truth["change_pct"] is not None:
            changes = [f for f in figures if f.slot.unit == "percent"]
            assert changes[0].count.value == Decimal(str(truth["change_pct"]))
        stocks = [f for f in figures if f.slot.unit == "person" and f is not total]
        assert all(f.slot.period != total.slot.period or f.doubt for f in stocks)


def test_orders_and_laws_hold_almost_no_figures(corpus: Corpus) -> None:
    folder = corpus("ru-official-prose") / "dedoc-laws"
    texts = [path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt"))]
    assert sum(len(read(text, codebook="")) for text in texts) <= 12
