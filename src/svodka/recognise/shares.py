"""Which numbers are printed with a percent sign: 0.25 shown as 25% is a share, no quarter of a percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.patterns import expression
from svodka.model import Heading, Table
from svodka.recognise.body import Numbers

SHARE = "share"
_LITERAL = expression(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Shares:
    """`printed` marks the cells of a body with a percent sign; lines that hold only such are shares."""

    printed: NDArray[np.bool_]
    columns: NDArray[np.bool_]
    rows: NDArray[np.bool_]


def shares_of(table: Table, numbers: Numbers) -> Shares | None:
    """The shares of a table, or None where no number is printed as one.

    In a column of shares a plain number among them is one that nobody formatted.
    """
    formats = table.grid.number_formats
    codes = {code for code in set(formats.values()) if _prints_percent(code)}
    if not codes:
        return None
    body_columns, get = table.body_columns, formats.get
    printed = np.array(
        [[get((row, column)) in codes for column in body_columns] for row in table.body_rows],
        dtype=np.bool_,
    ).reshape(numbers.shape)
    printed &= ~np.isnan(numbers)
    if not printed.any():
        return None
    plain = ~np.isnan(numbers) & ~printed
    columns = printed.sum(axis=0) > plain.sum(axis=0)
    low = np.minimum(np.where(printed, numbers, np.inf).min(axis=0), 0)
    high = np.maximum(np.where(printed, numbers, -np.inf).max(axis=0), 1)
    printed |= plain & columns & (numbers >= low) & (numbers <= high)
    plain &= ~printed
    others = ~columns
    rows = (printed & others).any(axis=1) & ~(plain & others).any(axis=1)
    return Shares(printed, columns, rows)


def _prints_percent(code: str) -> bool:
    return "%" in code and "%" in _LITERAL.sub("", code)


def of_columns(found: Shares | None, columns: list[Heading]) -> list[Heading]:
    """The columns, those of shares with their unit."""
    return columns if found is None else _lines(found.columns, columns)


def of_rows(found: Shares | None, rows: list[Heading]) -> list[Heading]:
    """The rows, those of shares with their unit."""
    return rows if found is None else _lines(found.rows, rows)


def _lines(flags: NDArray[np.bool_], lines: list[Heading]) -> list[Heading]:
    return [
        replace(line, unit=SHARE) if flag else line
        for line, flag in zip(lines, flags.tolist(), strict=True)
    ]


def of_cells(
    found: Shares | None,
    rows: Sequence[Heading],
    columns: Sequence[Heading],
    units: tuple[Sequence[str], str],
) -> dict[tuple[int, int], str]:
    """Units of single cells that the lines they stand in do not give.

    `units` are those of the columns as their words say, and that of the title.
    """
    if found is None:
        return {}
    named = np.array([bool(column.unit) for column in columns])
    told = np.array([row.unit == SHARE for row in rows])
    given = found.columns[None, :] | (told[:, None] & ~named[None, :])
    made = {(int(i), int(j)): SHARE for i, j in np.argwhere(found.printed & ~given)}
    spoken, whole = units
    plain = ~found.printed & given & found.columns[None, :]
    for i, j in np.argwhere(plain).tolist():
        made[i, j] = spoken[j] or rows[i].unit or whole
    return made
