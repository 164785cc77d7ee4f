"""A table that goes on from the sheet or page before has from there what it does not repeat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from svodka.lexicon.patterns import expression
from svodka.model import Table

_GOES_ON = expression(
    r"[(\[]?\s*(?:продолжение|окончание|continued|continuation|\(?cont(?:['’]?d|\.)?\)?)"
    r"(?:\s*(?:табл\w*\.?|приложени\w*|table|from previous page)?[\s.\dIVXLCа-яёa-z]{0,12})?[)\]]?\s*[:.]?",
    re.IGNORECASE,
)


def goes_on(line: str) -> bool:
    """Whether a line says no more than that a table continues."""
    return bool(_GOES_ON.fullmatch(line))


def with_title(table: Table, first: Table | None) -> Table:
    """A follow-on with the title of the table that it continues, its own lines last.

    `first` is the nearest earlier table whose title does not say that it goes on. Its unit lines
    give way to as many lines as the follow-on has of its own.
    """
    own = tuple(line for line in table.title if not goes_on(line))
    if first is None:
        return replace(table, title=own)
    kept = max(1, len(first.title) - len(own))
    return replace(table, title=first.title[:kept] + own)


def says_it_goes_on(title: Sequence[str]) -> bool:
    """Whether a line of a title says that the table continues an earlier one."""
    return any(goes_on(line) for line in title)


def with_head(table: Table, before: Table) -> Table:
    """A follow-on without a head under the head of the table before it, column by column."""
    if any(table.column_paths):
        return table
    if len(before.body_columns) != len(table.body_columns):
        return replace(table, doubts=("continues a table of other columns",))
    return replace(
        table, column_paths=before.column_paths, column_notes=before.column_notes, doubts=()
    )
