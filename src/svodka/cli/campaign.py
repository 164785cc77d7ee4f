"""The codebook of a case: drafted from its documents, adopted through the record."""

from __future__ import annotations

from pathlib import Path

import click

from svodka.cli.complaint import warn
from svodka.cli.language import said
from svodka.cli.listing import NOTICE
from svodka.cli.progress import Progress
from svodka.cli.spoken import Spoken


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka campaign mycase                         which codebook is adopted
  svodka campaign mycase --draft > draft.toml    what the documents say and nobody coded
  svodka campaign mycase --adopt ./draft.toml
  svodka campaign mycase --adopt letter-2023     a shipped one""",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True, help="Print a codebook (TOML) drafted from what was built.")
@click.option(
    "--adopt",
    metavar="NAME|PATH",
    help="Adopt a codebook: its bytes go to the vault, the decision into the record.",
)
def campaign(case: Path, draft: bool, adopt: str | None) -> None:
    """Draft a codebook from the documents, or adopt one.

    A draft keeps what is adopted already and adds the words that were not understood, each
    with how often and where it stands, and the orders and dates found. It can be adopted as
    it is: the words then count under codes of their own.
    """
    from svodka.desk.campaign import adopt_codebook, adopted
    from svodka.desk.case import open_case

    if draft and adopt:
        raise click.UsageError("give --draft or --adopt, not both")
    with open_case(case) as opened:
        if draft:
            from svodka.desk.drafting import draft_codebook

            with Progress("reading") as progress:
                text = draft_codebook(opened, progress.at)
            if text.startswith(f"# {NOTICE}"):
                warn(f"{NOTICE}: it quotes documents that are not public")
            click.echo(text, nl=False)
        elif adopt:
            name = adopt_codebook(opened, adopt)
            click.echo(said(f"adopted {name!r}; next: svodka build {case}"), err=True)
        else:
            click.echo(said(adopted(opened)))
