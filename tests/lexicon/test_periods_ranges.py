"""Ranges, split years, weeks and parts of months: what two readings have carries a doubt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon.periods import INFERRED, NO_END, Around, find
from svodka.lexicon.periods_makers import EITHER_ORDER, TWO_YEARS
from svodka.lexicon.periods_ranges import ISO_WEEK, MONTH_OR_YEARS
from svodka.model import Basis, Period


def days(*path: str, around: Around | None = None) -> tuple[str, str, tuple[str, ...]]:
    made = find(path, around or Around(fiscal_start=1))
    assert made is not None
    assert made.period is not None
    return str(made.period.start), str(made.period.end), made.doubts


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1975-79", "1975-01-01", "1979-12-31"),
        ("1975–79 гг.", "1975-01-01", "1979-12-31"),
        ("Q2 2006 – Q1 2010", "2006-04-01", "2010-03-31"),
        ("2009Q1-2009Q4", "2009-01-01", "2009-12-31"),
        ("I квартал 2020 г. – II квартал 2021 г.", "2020-01-01", "2021-06-30"),
        ("за 9 месяцев 2023 года", "2023-01-01", "2023-09-30"),
        ("2023 г. (9 мес.)", "2023-01-01", "2023-09-30"),
        ("1–15 октября 2023 г.", "2023-10-01", "2023-10-15"),
        ("01-10.04.2023", "2023-04-01", "2023-04-10"),
        ("вторая декада марта 2023 года", "2023-03-11", "2023-03-20"),
        ("третья декада февраля 2024 года", "2024-02-21", "2024-02-29"),
        ("вторая половина октября 2023", "2023-10-16", "2023-10-31"),
        ("за первые 10 дней апреля 2024 года", "2024-04-01", "2024-04-10"),
        ("week beginning 3 June 2024", "2024-06-03", "2024-06-09"),
        ("2009-W08", "2009-02-16", "2009-02-22"),
        ("с 19-06-2016 по 10-07-2016", "2016-06-19", "2016-07-10"),
        ("11-2012", "2012-11-01", "2012-11-30"),
        ("06/03/2024 - 06/30/2024", "2024-06-03", "2024-06-30"),
    ],
)
def test_both_ends_of_a_stretch_are_read(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last, ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1992-93", TWO_YEARS),
        ("1999-00", TWO_YEARS),
        ("FY 2022-23", TWO_YEARS),
        ("2011-12", MONTH_OR_YEARS),
        ("2011/12", MONTH_OR_YEARS),
        ("2003-05", MONTH_OR_YEARS),
        ("10-07-2016", EITHER_ORDER),
        ("01-06-2016 To 10-07-2016", EITHER_ORDER),
        ("06/01/2024 - 06/10/2024", EITHER_ORDER),
        ("неделя 8, 2009", ISO_WEEK),
    ],
)
def test_what_can_be_read_in_two_ways_is_doubted(text: str, doubt: str) -> None:
    assert doubt in days(text)[2]


@given(st.integers(1950, 2030), st.integers(1, 12))
def test_a_year_and_two_digits_are_no_month_without_a_doubt_unless_no_year_fits(
    year: int, second: int
) -> None:
    first, _, doubts = days(f"{year}-{second:02d}")
    fits = second > year % 100 or second == (year + 1) % 100
    assert bool(doubts) == fits
    assert fits or first == f"{year}-{second:02d}-01"


def test_others_of_the_table_tell_months_from_years() -> None:
    months = Around(fiscal_start=1, split_years=False)
    years = Around(fiscal_start=1, split_years=True)
    assert days("2011-12", around=months) == ("2011-12-01", "2011-12-31", ())
    assert days("2003-05", around=years) == ("2003-01-01", "2005-12-31", ())
    assert days("2011-12", around=years)[:2] == ("2011-01-01", "2012-12-31")


def test_other_dates_of_the_document_tell_which_number_is_the_day() -> None:
    month_first = Around(month_first=True)
    assert days("10-07-2016", around=month_first) == ("2016-10-07", "2016-10-07", ())
    day_first = Around(month_first=False)
    assert days("06/07/2024", around=day_first) == ("2024-07-06", "2024-07-06", ())


@given(st.dates(date(2000, 1, 10), date(2030, 1, 1)))
def test_the_reporting_week_ends_on_the_day_of_the_title(last: date) -> None:
    title = f"по состоянию на {last:%d.%m.%Y}"
    first, end, doubts = days("за отчётную неделю", around=Around(texts=(title,)))
    assert (first, end) == (str(last - timedelta(days=6)), str(last))
    assert doubts == (INFERRED,)


def test_a_reporting_week_that_nothing_dates_has_no_days() -> None:
    made = find(("за отчётную неделю",))
    assert made is not None
    assert made.period is None
    assert made.doubts == (NO_END,)


def test_a_reporting_week_is_the_week_of_the_title_and_never_its_month() -> None:
    week = Around(texts=("с 16 по 22 октября 2023 г.",))
    assert days("за отчётную неделю", around=week) == ("2023-10-16", "2023-10-22", ())
    made = find(("за неделю",), Around(texts=("октябрь 2023 г.",)))
    assert made is not None
    assert (made.period, made.doubts) == (None, (NO_END,))


@pytest.mark.parametrize(
    "text",
    [
        "за неделю, окончившуюся 15 октября 2023 года",
        "неделя по воскресенье 15.10.2023",
        "week ending Sunday 15 October 2023",
        "w/e 15.10.2023",
    ],
)
def test_a_week_ends_on_the_day_that_it_is_said_to_end_on(text: str) -> None:
    assert days(text) == ("2023-10-09", "2023-10-15", ())


def test_the_hour_of_a_stock_does_not_hide_its_day() -> None:
    for text in ("на 18:00 12.10.2023", "по состоянию на 09.00 мск 12 октября 2023 г."):
        made = find((text,))
        assert made is not None
        assert made.period == Period(as_of=date(2023, 10, 12))


def test_since_a_day_runs_to_the_last_day_that_the_title_names() -> None:
    made = find(("с 01.09.2023",), Around(texts=("по состоянию на 15.10.2023",)))
    assert made is not None
    assert made.period == Period(start=date(2023, 9, 1), end=date(2023, 10, 15))
    assert made.basis is Basis.TO_DATE


def test_a_number_of_weeks_is_no_number_of_a_week() -> None:
    made = find(("за 2 недели октября 2023 года",))
    assert made is not None
    assert made.label == "октября 2023 года"


def test_an_elapsed_part_of_a_year_is_not_the_year() -> None:
    text = "за истекший период 2023 года"
    made = find((text,))
    assert made is not None
    assert made.basis is Basis.TO_DATE
    assert made.doubts
    through = Around(through=date(2023, 10, 15))
    assert days(text, around=through) == ("2023-01-01", "2023-10-15", ())


def test_a_week_that_ends_on_a_day_has_its_year_from_the_title() -> None:
    title = Around(texts=("ноябрь 2023 года",))
    assert days("неделя по 02.11", around=title) == ("2023-10-27", "2023-11-02", ())


def test_a_running_total_begins_on_the_day_that_it_is_said_to_begin_on() -> None:
    made = find(("по состоянию на 31.10.2023, нарастающим итогом с 1 сентября 2023 г.",))
    assert made is not None
    assert made.period == Period(start=date(2023, 9, 1), end=date(2023, 10, 31))
    assert made.basis is Basis.TO_DATE
