"""One listing, three forms: CSV and JSON lines for machines, a readable table for a terminal."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO, TypeVar
from urllib.parse import unquote

import click

Command = TypeVar("Command", bound=Callable[..., Any])

NOTICE = "WORKING COPY – NOT CHECKED FOR PUBLICATION"

# C0 and C1 controls steer a terminal, bidi controls reorder what is read: shown, never obeyed.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLUMN_LIMIT = 40
_FIGURE_LIMIT = 24
# What a person reads of a figure, in this order; every column stands in CSV and JSON lines.
_OF_A_FIGURE = (
    "area_label", "start", "end", "as_of", "category_label", "measure_label", "qualifier", "value", "unit", "mark",
    "role", "doubt", "document", "anchor",
)  # fmt: skip


def format_option(command: Command) -> Command:
    """`--format csv|jsonl`; without it a table on a terminal and CSV elsewhere."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["csv", "jsonl"]),
        help="Form of the listing. Without it: a table on a terminal, CSV elsewhere.",
    )(command)


def visible(text: str) -> str:
    """The text with controls that steer a terminal or reorder words shown as escapes.

    Names of files reach Python as text or, in another locale, as escaped bytes: both print alike.
    """
    whole = text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)


def listing(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    form: str | None,
    *,
    notice: bool = False,
    out: TextIO | None = None,
) -> None:
    """Print rows of text, or write them to `out`. `notice` puts the working-copy line first."""
    stream = out or sys.stdout
    if stream.isatty():
        rows = ([visible(text) for text in row] for row in rows)
    if form == "jsonl":
        _jsonl(columns, rows, stream, notice=notice)
    elif form == "table" or (form is None and stream.isatty()):
        _table(columns, rows, notice=notice)
    else:
        _csv(columns, rows, stream, notice=notice)


def _csv(
    columns: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO, *, notice: bool
) -> None:
    if notice:
        stream.write(f"{NOTICE}\n")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _jsonl(
    columns: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO, *, notice: bool
) -> None:
    if notice:
        stream.write(json.dumps({"notice": NOTICE}, ensure_ascii=False) + "\n")
    for row in rows:
        record = dict(zip(columns, row, strict=True))
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, notice: bool) -> None:
    if notice:
        click.echo(NOTICE)
    figures = set(_OF_A_FIGURE) <= set(columns)
    most = _FIGURE_LIMIT if figures else _COLUMN_LIMIT
    anchor = columns.index("anchor") if figures else -1
    shown = [
        [_short(unquote(text) if at == anchor else text, most) for at, text in enumerate(row)]
        for row in rows
    ]
    order = [columns.index(name) for name in _OF_A_FIGURE] if figures else range(len(columns))
    kept = [
        index
        for index in order
        if not shown or any(row[index] for row in shown) or columns[index] == "document"
    ]
    widths = {
        index: max([_width(columns[index]), *(_width(row[index]) for row in shown)])
        for index in kept
    }
    limit = max(shutil.get_terminal_size((120, 40)).columns, 40)
    for line in (columns, *shown):
        text = "  ".join(_padded(line[index], widths[index]) for index in kept).rstrip()
        click.echo(_cut(text, limit))


def _short(text: str, most: int) -> str:
    flat = visible(" ".join(text.split()))
    return _cut(flat, most)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _width(text: str) -> int:
    """Columns that the text takes on a terminal: wide letters two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
