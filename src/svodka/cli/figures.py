"""Figures of a case and the cells they came from: observations, cell."""

from __future__ import annotations

import io
from pathlib import Path

import click

from svodka.cli.complaint import warn
from svodka.cli.language import said
from svodka.cli.listing import NOTICE, format_option, listing, visible
from svodka.cli.spoken import Spoken

IDENTITY = """\b
A figure is named by working number, anchor and, where several stand in one cell, part:
  D-0003:sheet=Sheet1&cell=C17
  D-0003:page=2&box=1000,2000,1500,2100:2
The anchor alone will do where only one document of the case holds a figure there."""


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka observations mycase
  svodka observations mycase --format csv > figures.csv
  svodka observations mycase --format jsonl --inside
  svodka observations mycase --spreadsheet --out figures.csv

Columns: those of svodka tidy, and filing. Listings with anything that is not public begin
with the line 'WORKING COPY – NOT CHECKED FOR PUBLICATION' (skip it when another program reads
the file), and so does the name of a file written with --out. Text stands as it was found, so
that it can be checked against the source; --spreadsheet defuses text that a spreadsheet
program would take for a formula.""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--inside", is_flag=True, help="Documents by digest, not by working number.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write to a file; a working copy carries the words in its name.",
)
@click.option(
    "--spreadsheet",
    is_flag=True,
    help="CSV safe to open in a spreadsheet program: texts that begin with =, +, - or @ get an "
    "apostrophe, and the file a byte order mark.",
)
@format_option
def observations(
    case: Path, inside: bool, out: Path | None, spreadsheet: bool, form: str | None
) -> None:
    """List every figure of the case with its slot, its words and its cell."""
    from svodka.desk.case import open_case
    from svodka.desk.observations import marked, observations_of
    from svodka.desk.places import drafted
    from svodka.desk.reckoning import filed_by

    if spreadsheet and form == "jsonl":
        raise click.UsageError("--spreadsheet is for CSV")
    with open_case(case) as opened:
        found = observations_of(opened, inside=inside, filed=filed_by(opened))
        if found.working_copy:
            warn(f"{NOTICE}: it holds figures of documents that are not public")
        rows = found.defused() if spreadsheet else found.rows()
        if out is None:
            shape = "csv" if spreadsheet else form
            listing(found.columns, rows, shape, notice=found.working_copy)
            return
        path = marked(out, working_copy=found.working_copy)
        shape = form or ("jsonl" if out.suffix == ".jsonl" else "csv")
        with drafted(path) as file:
            encoding = "utf-8-sig" if spreadsheet else "utf-8"
            text = io.TextIOWrapper(file, encoding, newline="")
            listing(found.columns, rows, shape, notice=found.working_copy, out=text)
            text.detach()
    click.echo(said(f"wrote {str(path)!r}"), err=True)


@click.command(
    cls=Spoken,
    epilog=f"""\b
Example:
  svodka cell mycase 'D-0003:sheet=Sheet1&cell=C17'
  svodka cell mycase 'D-0003:sheet=Sheet1&cell=C17' --png cell.png

{IDENTITY}""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("figure", metavar="ANCHOR-OR-ID")
@click.option(
    "--png",
    type=click.Path(path_type=Path),
    help="Write a picture of the page or table with a box around the cell.",
)
def cell(case: Path, figure: str, png: Path | None) -> None:
    """Show the source cell of a figure: the words around it, and a picture with the box drawn."""
    from svodka.desk.case import open_case
    from svodka.desk.cell import source_cell

    with open_case(case) as opened:
        found = source_cell(opened, figure, png)
        if found.working_copy:
            warn(f"{NOTICE}: it shows a document that is not public")
        for line in found.lines:
            click.echo(visible(said(line)))
        if found.picture is not None:
            click.echo(said(f"picture: {found.picture}"), err=True)
