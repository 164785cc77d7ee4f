"""Every mention of an area in a document: areas."""

from __future__ import annotations

from pathlib import Path

import click

from svodka.cli.complaint import complain
from svodka.cli.language import said
from svodka.cli.listing import format_option, listing, visible
from svodka.cli.spoken import Spoken


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka areas letter.txt
  svodka areas release.html --format csv > areas.csv

Columns: start, stop (code points of the decoded file, from 0, half open), label, code. Each
area of a list that shares its noun has a row. A place outside the codebook has an empty code.""",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@format_option
def areas(file: Path, form: str | None) -> int:
    """List every mention of an area with its place and its code."""
    from svodka.desk import mentions

    found = mentions.mentions_in(file)
    listing(mentions.COLUMNS, found.rows, form)
    for line in found.refusals:
        complain(line.words, line.hint)
    for text in found.asides:
        click.echo(visible(said(text)), err=True)
    return 1 if found.refusals else 0
