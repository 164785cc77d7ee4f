"""Any document to tidy figures, without a case: tidy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from svodka.cli.complaint import complain
from svodka.cli.language import said
from svodka.cli.listing import visible
from svodka.cli.spoken import Spoken
from svodka.model import BadArgument

if TYPE_CHECKING:
    from svodka.cli.rows import Rows


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka tidy return.xlsx
  svodka tidy *.pdf --codebook letter-2023 --format csv > figures.csv
  svodka tidy book.xls --format parquet --out figures.parquet
  svodka tidy ugly.csv --as table

One row for every figure: a cell, or a mention in running text, that holds a number, a mark or
words for a number. Without a codebook only areas, periods and structure are recognised. A table
whose rows are people gives no rows.""",
)
@click.argument(
    "files",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
)
@click.option(
    "--codebook",
    metavar="NAME|PATH",
    help="What is counted, in which words: a shipped name, or a path (with '/' or ending in .toml).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "parquet"]),
    help="Form of the rows. Without it: a table on a terminal, CSV elsewhere.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to a file, which appears under its name only when it is whole.",
)
@click.option(
    "--as",
    "shape",
    type=click.Choice(["figures", "table"]),
    default="figures",
    help="table: the relational form, text values too, one record a row.",
)
def tidy(
    files: tuple[Path, ...], codebook: str | None, form: str | None, out: Path | None, shape: str
) -> int:
    """Turn any document into tidy figures, each with its exact cell."""
    from svodka.cli.rows import Rows
    from svodka.desk import tidying

    if out is not None:
        form = form or _by_suffix(out)
        with tidying.draft(out, _inputs(files, codebook)) as stream:
            return _write(files, codebook, Rows(stream, form), shape)
    if sys.stdout is None:
        raise BadArgument("standard output is closed", hint="name a file with --out")
    if form == "parquet" and sys.stdout.isatty():
        raise BadArgument("parquet is not for a terminal", hint="name a file with --out")
    if sys.stdout.isatty():
        return _write(files, codebook, Rows(None, form or "table"), shape)
    return _write(files, codebook, Rows(sys.stdout.buffer, form or "csv"), shape)


def _inputs(files: tuple[Path, ...], codebook: str | None) -> tuple[Path, ...]:
    return files if codebook is None else (*files, Path(codebook))


_BY_SUFFIX = {"": "csv", ".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"}


def _by_suffix(out: Path) -> str:
    form = _BY_SUFFIX.get(out.suffix.lower())
    if form is None:
        raise BadArgument(
            f"rows are not written as {out.suffix!r}",
            hint="name a file that ends in .csv, .jsonl or .parquet, or say --format",
        )
    return form


def _write(files: tuple[Path, ...], codebook: str | None, rows: Rows, shape: str) -> int:
    from svodka.desk import tidying

    book = tidying.codebook(codebook)
    if len(files) > 1:
        tidying.settle_in()
    failed = found = False
    began: float | None = tidying.program_began()
    for path in files:
        as_table = shape == "table"
        answer = tidying.tables(path, began) if as_table else tidying.tidied(path, book, began)
        began = None
        failed = failed or answer.failed
        for frame in answer.frames:
            found = found or frame.height > 0
            rows.add(frame)
        for line in answer.refusals:
            complain(line.words, line.hint)
        for text in answer.asides:
            click.echo(visible(said(text)), err=True)
    rows.done(tidying.nothing() if shape == "figures" else None)
    if found and shape == "figures":
        click.echo(said(f"svodka: {tidying.REMINDER}"), err=True)
    return 1 if failed else 0
