"""A number means what is printed; what only looks like one means nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Qualifier
from svodka.recognise.number_notes import Style, looks_like
from svodka.recognise.numbers import Printed, is_worded, parse, style

RUSSIAN = Style(",", 1, ("1", "2", "5", "9", "10", "11"))


def printed(text: str, how: Style = RUSSIAN) -> Printed:
    made = parse(text, how)
    assert made is not None, text
    return made


def value(text: str, how: Style = RUSSIAN) -> Decimal:
    made = printed(text, how)
    assert len(made.counts) == 1
    assert made.counts[0].value is not None
    return made.counts[0].value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("105,9", "105.9"),
        ("1 234 567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u2009234\u202f567", "1234567"),
        ("1,234,567", "1234567"),
        ("1,234.56", "1234.56"),
        ("12.345.678,9", "12345678.9"),
        ("−5,3", "-5.3"),
        ("(1,234,567)", "-1234567"),
        ("1,5 тыс.", "1500"),
        ("3 млн рублей", "3000000"),
        ("$1,200.50", "1200.5"),
        ("45%", "45"),
        (".5", "0.5"),
    ],
)
def test_separators_and_scales(text: str, number: str) -> None:
    assert value(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number", "notes"),
    [
        ("101,61),2)", "101.6", ("1", "2")),
        ("51,15)", "51.1", ("5",)),
        ("9681,79)", "9681.7", ("9",)),
        ("3827510)", "38275", ("10",)),
        ("3,911)", "3.9", ("11",)),
        ("51,1⁵", "51.1", ("5",)),
        ("12,3 1)", "12.3", ("1",)),
        ("12,3*", "12.3", ("*",)),
        ("123 (1)", "123", ("1",)),
    ],
)
def test_footnote_marks_are_no_digits(text: str, number: str, notes: tuple[str, ...]) -> None:
    made = printed(text)
    assert (value(text), made.notes, made.doubts) == (Decimal(number), notes, ())


def test_a_glued_mark_that_nothing_settles_is_doubted() -> None:
    assert printed("45612)", Style(",", None, ())).doubts


def test_a_lone_comma_that_nothing_settles_is_doubted() -> None:
    assert printed("1,234", Style()).doubts
    assert value("1,234", Style(".")) == 1234
    assert value("1,234", Style(",")) == Decimal("1.234")


def test_the_table_settles_what_a_comma_means() -> None:
    assert style(["12,5", "1,234"], cyrillic=False).decimal == ","
    assert style(["1,234,567", "1,234"], cyrillic=True).decimal == "."


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("более 100", Qualifier.MORE),
        ("не менее 20", Qualifier.AT_LEAST),
        ("до 5", Qualifier.LESS),
        ("около 40", Qualifier.ABOUT),
        ("не более 7", Qualifier.AT_MOST),
        ("at least 9", Qualifier.AT_LEAST),
        ("<5", Qualifier.LESS),
        ("100 и более", Qualifier.AT_LEAST),
        ("12", Qualifier.EXACT),
    ],
)
def test_a_qualifier_is_kept(text: str, sign: Qualifier) -> None:
    assert printed(text).counts[0].qualifier is sign


@pytest.mark.parametrize("text", ["10–15 тыс.", "от 10 до 15 тыс.", "10-15 тыс."])
def test_a_range_is_two_figures(text: str) -> None:
    low, high = printed(text).counts
    assert (low.value, low.qualifier) == (Decimal(10000), Qualifier.AT_LEAST)
    assert (high.value, high.qualifier) == (Decimal(15000), Qualifier.AT_MOST)


@pytest.mark.parametrize("text", ["каждый десятый", "one in ten"])
def test_a_share_in_words_is_derived(text: str) -> None:
    made = printed(text)
    assert (value(text), made.units, made.derived) == (Decimal(10), ("percent",), True)


def test_a_ratio_is_derived() -> None:
    made = printed("в 2,1 р.")
    assert (value("в 2,1 р."), made.units, made.derived) == (Decimal("2.1"), ("times",), True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2014-2015", "years"),
        ("2015 г.", "years"),
        ("1.1.2", "code"),
        ("00123", "code"),
        ("8 (495) 568-00-42", "telephone"),
        ("01.02.2016", "date"),
        ("2016-02-01", "date"),
        ("12:30", "date"),
    ],
)
def test_what_only_looks_like_a_value_is_none(text: str, kind: str) -> None:
    assert looks_like(text) == kind
    assert parse(text, RUSSIAN) is None


def test_tens_are_words_and_no_number() -> None:
    assert is_worded("десятки")
    assert parse("десятки") is None


@given(st.integers(-(10**12), 10**12))
def test_any_whole_number_survives_grouping(number: int) -> None:
    assert value(f"{number:,}".replace(",", "\u00a0")) == number


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_any_decimal_survives_a_comma(number: Decimal) -> None:
    assert value(f"{number:f}".replace(".", ",")) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    parse(text, RUSSIAN)
    parse(text)
