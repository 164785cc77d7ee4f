"""Phrases of time become closed intervals or days with a basis; a year is found or said to be missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon.periods import NO_YEAR, Around, Found, find, stated_by_note, telling
from svodka.lexicon.periods_phrases import phrase
from svodka.model import Basis, Period

NOMINATIVE = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


def found(*path: str, around: Around | None = None, strict: bool = False) -> Found:
    made = find(path, around or Around(), strict=strict)
    assert made is not None
    return made


def span(made: Found) -> tuple[str, str]:
    assert made.period is not None
    return str(made.period.start), str(made.period.end)


def day(made: Found) -> str:
    assert made.period is not None
    return str(made.period.as_of)


@pytest.mark.parametrize(
    ("path", "start", "end", "basis"),
    [
        (("2015 год", "январь"), "2015-01-01", "2015-01-31", Basis.FLOW),
        (("2015 год 2", "январь-          май"), "2015-01-01", "2015-05-31", Basis.TO_DATE),
        (("2009 год1", "I полугодие"), "2009-01-01", "2009-06-30", Basis.FLOW),
        (("2014 год", "II квартал"), "2014-04-01", "2014-06-30", Basis.FLOW),
        (("2000.0",), "2000-01-01", "2000-12-31", Basis.FLOW),
        (("9 месяцев 2015 г.",), "2015-01-01", "2015-09-30", Basis.TO_DATE),
        (("в январе-декабре 2015 года",), "2015-01-01", "2015-12-31", Basis.TO_DATE),
        (("За ноябрь 2015 - январь 2016 г. (в среднем за период)",), "2015-11-01", "2016-01-31", Basis.FLOW),
        (("с 25 мая по 1 июня 2016г.",), "2016-05-25", "2016-06-01", Basis.FLOW),
        (("2009 год", "19–25 февраля"), "2009-02-19", "2009-02-25", Basis.FLOW),
        (("с 1 по 10 апреля 2024 г.",), "2024-04-01", "2024-04-10", Basis.FLOW),
        (("June 3-9, 2024",), "2024-06-03", "2024-06-09", Basis.FLOW),
        (("week ending June 9, 2024",), "2024-06-03", "2024-06-09", Basis.FLOW),
        (("2020-W53",), "2020-12-28", "2021-01-03", Basis.FLOW),
        (("FY2022",), "2021-10-01", "2022-09-30", Basis.FLOW),
        (("FY2022", "Oct"), "2021-10-01", "2021-10-31", Basis.FLOW),
        (("FY2022", "Sep"), "2022-09-01", "2022-09-30", Basis.FLOW),
        (("Q3 2019",), "2019-07-01", "2019-09-30", Basis.FLOW),
        (("янв.16",), "2016-01-01", "2016-01-31", Basis.FLOW),
        (("2016-01",), "2016-01-01", "2016-01-31", Basis.FLOW),
        (("план на 2023 год",), "2023-01-01", "2023-12-31", Basis.TARGET),
        (("2016 год", "март, нарастающим итогом с начала года"), "2016-01-01", "2016-03-31", Basis.TO_DATE),
        (("Январь-октябрь 2017г. в % к январю-октябрю 2016г.",), "2017-01-01", "2017-10-31", Basis.TO_DATE),
        (("Справочно", "октябрь 2016г. в % к", "октябрю 2015г."), "2016-10-01", "2016-10-31", Basis.FLOW),
    ],
)  # fmt: skip
def test_a_phrase_is_a_closed_interval(
    path: tuple[str, ...], start: str, end: str, basis: Basis
) -> None:
    made = found(*path)
    assert (*span(made), made.basis) == (start, end, basis)


@pytest.mark.parametrize(
    ("path", "as_of"),
    [
        (("2009 год", "на 1          марта"), "2009-03-01"),
        (("2016 год", "на 1 январь"), "2016-01-01"),
        (("на 01.01.2016",), "2016-01-01"),
        (("по состоянию на 25 февраля 2020",), "2020-02-25"),
        (("2015", "на конец года"), "2015-12-31"),
        (("на начало 2016 г.",), "2016-01-01"),
        (("at 31 December 2015",), "2015-12-31"),
        (("as of 3/14/2022",), "2022-03-14"),
    ],
)
def test_a_day_of_a_stock_is_no_interval(path: tuple[str, ...], as_of: str) -> None:
    made = found(*path)
    assert (day(made), made.basis) == (as_of, Basis.AS_OF)


def test_one_header_shape_has_four_meanings() -> None:
    bases = [
        found("2015 год", words).basis for words in ("январь", "на 1 января", "январь-февраль")
    ]
    assert bases == [Basis.FLOW, Basis.AS_OF, Basis.TO_DATE]


def test_a_year_column_under_a_dated_title_is_that_day_of_the_year() -> None:
    title = Around(texts=("Численность населения (на 1 января; тысяч человек)",))
    assert day(found("2015", around=title)) == "2015-01-01"


def test_a_phrase_without_a_year_says_so() -> None:
    made = found("декабрь")
    assert made.period is None
    assert made.doubts == (NO_YEAR,)


def test_a_year_comes_from_the_name_of_the_sheet() -> None:
    assert day(found("на 10 января **", around=Around(texts=("2022",)))) == "2022-01-10"


def test_the_base_of_a_comparison_is_no_period() -> None:
    assert find(("В % к", "октябрю 2016г.")) is None
    assert find(("в % к соответствующему периоду 2015 года",)) is None


def test_a_law_is_no_period() -> None:
    assert find(("в соответствии с указом от 27 декабря 2011г. № 560-СФ",)) is None


def test_a_label_that_names_a_thing_is_no_year() -> None:
    assert find(("Станок 2000",), strict=True) is None
    assert find(("Республика Марий Эл",)) is None
    assert find(("15-19 лет",)) is None


def test_a_fiscal_year_that_is_not_over_is_a_year_to_date() -> None:
    made = found("FY2022", around=Around(through=date(2022, 3, 12)))
    assert (*span(made), made.basis) == ("2021-10-01", "2022-03-12", Basis.TO_DATE)


def test_day_and_month_in_doubt_are_doubted_and_settled_by_the_document() -> None:
    assert found("1/2/2016").doubts
    us = found("as of 1/2/2016", around=Around(month_first=True))
    assert (day(us), us.doubts) == ("2016-01-02", ())


def test_a_note_that_begins_with_a_period_dates_its_figure() -> None:
    (made,) = stated_by_note("2) Январь-сентябрь 2017г. в % к январю-сентябрю 2016 года.")
    assert span(made) == ("2017-01-01", "2017-09-30")
    assert not stated_by_note("1 С января 2014 г. показатель рассчитан с учетом новых данных")
    assert not stated_by_note("4 За 2009г. - включая субъекты")


@given(st.integers(1, 12), st.integers(1950, 2049))
def test_every_month_ends_the_day_before_the_next(month: int, year: int) -> None:
    made = found(f"{year} год", NOMINATIVE[month - 1]).period
    assert made is not None
    assert made.end is not None
    following = date.fromordinal(made.end.toordinal() + 1)
    assert made.start == date(year, month, 1)
    assert following.day == 1


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.booleans())
def test_a_day_printed_in_two_ways_is_one_day(when: date, in_words: bool) -> None:
    words = f"на {when.day} {GENITIVE[when.month - 1]} {when.year} года"
    printed = words if in_words else f"на {when:%d.%m.%Y}"
    assert found(printed).period == Period(as_of=when)


@given(st.text(max_size=60))
def test_no_text_breaks_the_grammar(text: str) -> None:
    find((text, "2015 год"))


LABELS = st.sampled_from(
    ("2018", "2018 Q1", "январь", "в % к", "декабрю 2015 г.", "нарастающим итогом", "на конец года", "план",
     "Женщины", "Afghanistan", "18 to 24", "as of March 3, 2021", "FY 2022", "по приказу от 3 марта 2020 г.")
)  # fmt: skip


@given(st.lists(LABELS, max_size=6).map(tuple), st.booleans())
def test_labels_that_tell_nothing_of_time_change_nothing(
    path: tuple[str, ...], strict: bool
) -> None:
    around = Around(texts=("Сведения за 2019 год",))
    assert find(telling(path), around, strict=strict) == find(path, around, strict=strict)


@pytest.mark.parametrize(
    "text",
    ["свыше 3 мес.", "до 6 месяцев", "свыше 1,5 мес. до 3 мес. включительно", "over 6 months"],
)
def test_a_length_of_time_is_no_period(text: str) -> None:
    assert phrase(text) is None
