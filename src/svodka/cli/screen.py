"""A CSV of counts tested for unusual regularity or a rise, without a case: screen."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from svodka.cli.judge import drawn, picture_option
from svodka.cli.language import said
from svodka.cli.listing import format_option, listing, visible
from svodka.cli.spoken import Spoken

_TESTS = (
    "underdispersion", "evenness", "whole-percent", "last-digit", "copied", "plateau", "duplicate-blocks",
    "heaping", "farrington", "farrington-1996", "ears-c1", "ears-c2", "ears-c3", "cusum", "nb-cusum", "glr", "rki",
    "bayes",
)  # fmt: skip


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka screen weekly.csv --test last-digit --format csv
  svodka screen daily.csv --test underdispersion --window 7 --min-windows 15
  svodka screen stations.csv --test whole-percent --percent voted/registered --percent yes/ballots
  svodka screen weekly.csv --test last-digit --picture digits.svg
  svodka screen court.csv --test farrington --param b=4 --param w=3 --from 2023-01-02

A file has a header line; columns area, start, end, value: one line an area and period, an empty
value where nothing is in hand. whole-percent wants one line a unit with any columns of counts;
heaping also takes age and count. A test that does not judge a series says why under refused.
Unusually regular is no verdict: every answer comes with innocent causes.""",
)
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--test",
    "tests",
    multiple=True,
    required=True,
    type=click.Choice(_TESTS),
    help="Name of the test; may be repeated.",
)
@click.option("--area-column", default="area", help="Column that names the series (default area).")
@click.option("--window", default=7, type=click.IntRange(1), help="Periods in a window.")
@click.option("--alpha", default=0.05, type=click.FloatRange(0, 1), help="Level of the test.")
@click.option(
    "--min-windows", default=15, type=click.IntRange(1), help="Too even windows that flag a series."
)
@click.option(
    "--min-run", default=4, type=click.IntRange(1), help="Too even windows in a row that flag it."
)
@click.option(
    "--percent",
    "percents",
    multiple=True,
    metavar="COUNT/BASE",
    help="A percentage of whole-percent; may be repeated.",
)
@click.option("--min", "least", default=100.0, help="Least first base of a unit that counts.")
@click.option("--max-percent", default=99.0, help="No percentage of a unit that counts is above.")
@click.option(
    "--bin", "width", default=0.1, help="Width of a bin around whole percentages, points."
)
@click.option(
    "--null",
    type=click.Choice(["exact", "conditional", "monte-carlo"]),
    default="exact",
    help="What chance means; conditional: evenness given the total of each window.",
)
@click.option("--draws", default=1000, type=click.IntRange(1), help="Draws of monte-carlo.")
@click.option("--seed", default=0, type=click.IntRange(0), help="Seed of monte-carlo.")
@click.option(
    "--from",
    "since",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=lambda _ctx, _option, value: value.date() if value else None,
    help="First period judged by a method that looks for a rise.",
)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of such a method; may be repeated.",
)
@click.option("--series", metavar="N|NAME", help="Series in the picture: its number or name.")
@picture_option
@format_option
def screen(
    file: Path, form: str | None, picture: Path | None, series: str | None, **asked: object
) -> None:
    """Test a CSV of counts for unusual regularity or a rise."""
    from svodka.desk.charts import picture_screen, ready
    from svodka.desk.screening import Options, screened

    options = Options(**asked)  # type: ignore[arg-type]
    if picture is not None:
        ready(picture)
    found = screened(file, options)
    if picture is not None:
        picture_screen(picture, file, options, series, said)
        drawn(picture)
    for number, answers in enumerate(found):
        if number:
            click.echo()
        if form is None and sys.stdout.isatty():
            for words in answers.words:
                click.echo(visible(said(words)))
        listing(answers.columns, answers.rows, form)
