"""What the attributes of an ods cell say, and its value; equal attributes are understood once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite

from svodka.model import Value
from svodka.read.workbook_ods_styles import TABLE

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
VALUE = f"{OFFICE}value"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE}number-rows-spanned", f"{TABLE}number-columns-spanned"
_KIND, _FORMULA = f"{OFFICE}value-type", f"{TABLE}formula"
_TIME = re.compile(r"-?P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.,]+)S)?")
_NUMERAL = re.compile(r"-?\d+(\.\d+)?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_NUMBERS = ("float", "percentage", "currency")
_DAY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The attributes of a cell but for a number it holds.

    `style` is None where the column says it; `span` counts rows and columns of a merged cell;
    `plain` is a number with nothing beside it, `telling` a cell that may hold something though
    nothing is written in it.
    """

    across: int
    style: str | None
    numeric: bool
    plain: bool
    telling: bool
    kind: str
    typed: bool
    formula: str
    error: bool
    span: tuple[int, int] | None
    said: Mapping[str, str]


def head(said: Mapping[str, str]) -> Head:
    """What attributes say, by their full names."""
    kind, formula = said.get(_KIND, ""), said.get(_FORMULA, "")
    spanned = _ROWS_SPANNED in said or _COLUMNS_SPANNED in said
    error = said.get(f"{_CALC}value-type") == "error"
    across = count(said.get(f"{TABLE}number-columns-repeated", "1"))
    numeric = kind in _NUMBERS
    return Head(
        across=across,
        style=said.get(f"{TABLE}style-name"),
        numeric=numeric,
        plain=numeric and across == 1 and not (formula or error or spanned),
        telling=_KIND in said or _FORMULA in said or _COLUMNS_SPANNED in said,
        kind=kind,
        typed=_KIND in said,
        formula=formula.partition(":")[2] if ":=" in formula[:8] else formula,
        error=error,
        span=(count(said.get(_ROWS_SPANNED, "1")), count(said.get(_COLUMNS_SPANNED, "1")))
        if spanned
        else None,
        said=said,
    )


def value_of(cell: Head, number: bytes | str, words: str) -> Value:
    """The stored value; `number` is what the attribute of that name says.

    Source: OpenDocument 1.3 part 3, 19.385 (office:value-type).
    """
    try:
        if cell.numeric:
            return number_of(number)
        if cell.kind == "date":
            return _date(cell.said.get(f"{OFFICE}date-value", ""))
        if cell.kind == "time":
            return _time(cell.said.get(f"{OFFICE}time-value", ""))
    except ValueError:
        return words or None
    if cell.kind == "boolean":
        return cell.said.get(f"{OFFICE}boolean-value") == "true"
    return words or cell.said.get(f"{OFFICE}string-value") or None


def number_of(text: bytes | str) -> float:
    """The number that is written.

    Raises:
        ValueError: it is none, or none that can be counted with (NaN, INF).
    """
    number = float(text)
    if not isfinite(number):
        raise ValueError("no finite number")
    return number


def _date(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text and moment.time() != time() else moment.date()


def _time(text: str) -> time | timedelta:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in found.groups()[:3])
    seconds = float((found[4] or "0").replace(",", "."))
    try:
        length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError as error:
        raise ValueError(text) from error
    if text.startswith("-") or length >= timedelta(hours=_DAY):
        return -length if text.startswith("-") else length
    hour, rest = divmod(length.seconds, 3600)
    return time(hour, rest // 60, rest % 60, length.microseconds)


def differs(words: str, value: Value) -> bool:
    """Do the words as displayed say something else than the value does?"""
    if not words:
        return False
    if not isinstance(value, float):
        return True
    end = words[-1]
    if not (end.isdigit() or end.isspace()):
        # A numeral ends in a digit.
        return True
    if _NUMERAL.fullmatch(said := words.replace(",", ".")):
        return float(said) != value
    plain = _SPACES.sub("", words).replace("\u2212", "-")
    if _NUMERAL.fullmatch(text := plain.replace(",", ".")) and float(text) == value:
        return False
    return "," not in plain or not (
        _NUMERAL.fullmatch(text := plain.replace(",", "")) and float(text) == value
    )


def count(text: str) -> int:
    """How often something is repeated; once where that is no number."""
    return max(1, min(int(text), 1 << 31)) if text.isdecimal() and len(text) < 12 else 1
