"""What this machine can do: the formats it reads, and the demonstration."""

from __future__ import annotations

from pathlib import Path

import click

from svodka.cli.language import russian
from svodka.cli.listing import format_option, listing
from svodka.cli.spoken import Spoken


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka formats\n  svodka formats --format csv")
@format_option
def formats(form: str | None) -> None:
    """List what can be read on this machine, and what is missing for the rest."""
    from svodka.desk.formats import COLUMNS, formats_here

    listing(COLUMNS, formats_here(), form)


@click.command(cls=Spoken, epilog="\b\nExample:\n  svodka demo\n  svodka demo --dir /tmp/demo")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    help="Where the demonstration case is made (default: svodka-demo in the current folder).",
)
@click.option("--serve", is_flag=True, help="Open the desk in a browser afterwards. Not built yet.")
def demo(folder: Path | None, serve: bool) -> None:
    """Build the demonstration case and print what it found."""
    from svodka.desk.demo import demonstrate

    for line in demonstrate(folder, serve=serve, russian=russian):
        click.echo(line)
