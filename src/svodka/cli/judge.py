"""What was filed, reconciled and judged: grid, checks, rates, signals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from svodka.cli.complaint import warn
from svodka.cli.language import said
from svodka.cli.listing import NOTICE, Command, format_option, listing, visible
from svodka.cli.spoken import Spoken

CASE = click.argument("case", type=click.Path(path_type=Path))
_DAY = click.DateTime(["%Y-%m-%d"])


def _as_day(_ctx: click.Context, _option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


def picture_option(command: Command) -> Command:
    """`--picture FILE.svg`, beside the listing."""
    return click.option(
        "--picture",
        type=click.Path(path_type=Path),
        metavar="FILE.svg",
        help="Draw a picture too; needs the extra 'pictures'.",
    )(command)


def drawn(picture: Path) -> None:
    """Say where the picture is."""
    click.echo(said(f"picture: {picture}"), err=True)


def _shown(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    lines: Sequence[str],
    form: str | None,
    *,
    working_copy: bool,
) -> None:
    """A listing for machines; on a terminal the summary first."""
    if working_copy:
        warn(f"{NOTICE}: it is drawn from documents that are not public")
    if form is None and sys.stdout.isatty():
        for line in lines:
            click.echo(visible(said(line)))
    listing(columns, rows, form, notice=working_copy)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka grid mycase
  svodka grid mycase --format csv > grid.csv
  svodka grid mycase --by period
  svodka grid mycase --picture grid.svg

States: reported, zero (a printed 0), blank (a mark or an empty cell), missing (known not to have
been filed), not_obtained (we do not have it and cannot say). A period that is owed only if the
obligation began early has the due 'uncertain'. Nothing is ordered by lateness.""",
)
@CASE
@click.option(
    "--by",
    type=click.Choice(["area", "agency", "period", "obligation"]),
    help="Completeness, timeliness and consistency instead, by area, agency, period or obligation.",
)
@click.option(
    "--until", type=_DAY, callback=_as_day, help="Last day looked at (default: of what is in hand)."
)
@picture_option
@format_option
def grid(
    case: Path, by: str | None, until: date | None, picture: Path | None, form: str | None
) -> None:
    """Who filed what for when: reported, zero, blank, missing, not obtained."""
    from svodka.desk.case import open_case
    from svodka.desk.charts import picture_grid, ready
    from svodka.desk.quality import quality_of
    from svodka.desk.reckoning import grid_of

    if picture is not None:
        ready(picture)
    with open_case(case) as opened:
        if picture is not None:
            drawn(picture_grid(picture, grid_of(opened, until), said))
        found = quality_of(opened, until, by) if by else grid_of(opened, until)
    _shown(found.columns, found.rows, found.lines, form, working_copy=found.working_copy)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka checks mycase
  svodka checks mycase --all --format csv > tests.csv
  svodka checks mycase --picture digits.svg --of digits

A finding says that cells do not agree, or that a series is unusually regular; it corrects
nothing and says nothing of why. Tests of regularity come with their null, with the number of
series tested and with innocent causes; which tests are made is recorded before they are shown.""",
)
@CASE
@click.option("--all", "every", is_flag=True, help="Every test made, also unflagged and refused.")
@click.option(
    "--of",
    default="weeks",
    type=click.Choice(["weeks", "digits", "dispersion"]),
    help="What the picture shows: weeks against running totals, last digits, or dispersion.",
)
@picture_option
@format_option
def checks(case: Path, every: bool, of: str, picture: Path | None, form: str | None) -> None:
    """Every broken sum, contradiction and unusual regularity with its cells."""
    from svodka.desk.case import open_case
    from svodka.desk.charts import picture_checks, ready
    from svodka.desk.judging import COLUMNS, checked, told

    if picture is not None:
        ready(picture)
    with open_case(case) as opened:
        found = checked(opened, every=every)
        if picture is not None:
            drawn(picture_checks(picture, opened, of, said))
    if form is None and sys.stdout.isatty() and not every:
        if found.working_copy:
            warn(f"{NOTICE}: it is drawn from documents that are not public")
            click.echo(NOTICE)
        for line in found.lines:
            click.echo(visible(said(line)))
        for line in told(found.findings, said):
            click.echo(visible(line))
        return
    _shown(COLUMNS, found.rows(), (), form, working_copy=found.working_copy)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka rates mycase
  svodka rates mycase --on-date 2024-01-31 --format csv
  svodka rates mycase --of origins
  svodka rates mycase --state estimates.toml

Shares with Jeffreys intervals, by region and month or longer, at least eight weeks old, in
order of names. Events do not divide by persons, nor periods by other periods; a pair that does
not divide says why under refused.

Of origins: figures of one slot from official papers, press and replies side by side, with what
each can and cannot see. Of estimates: numbers that nobody reported, from inputs, a formula and
scenarios that a person stated in a file; they stand beside what was reported, never among it.""",
)
@CASE
@click.option("--on-date", "on", type=_DAY, callback=_as_day, help="The day ages are counted from.")
@click.option(
    "--of",
    default="stages",
    type=click.Choice(["stages", "origins", "estimates"]),
    help="Stages of the funnel, origins side by side, or estimates.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Adopt the estimates of a file, in place of those before, and list them.",
)
@format_option
def rates(case: Path, on: date | None, of: str, state: Path | None, form: str | None) -> None:
    """Stages of the funnel with intervals, or why not comparable."""
    from svodka.desk.case import open_case
    from svodka.desk.estimates import adopt_estimates, estimates_of
    from svodka.desk.reckoning import origins_of, rates_of

    with open_case(case) as opened:
        if state is not None:
            adopt_estimates(opened, state)
        if of == "estimates" or state is not None:
            found = estimates_of(opened)
        elif of == "origins":
            found = origins_of(opened)
        else:
            found = rates_of(opened, on or datetime.now(UTC).date())
    _shown(found.columns, found.rows, found.lines, form, working_copy=found.working_copy)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka signals mycase
  svodka signals mycase --on-date 2023-11-02 --format csv
  svodka signals mycase --series 'AREA · agreed' --picture series.svg

Reported counts by EARS C1–C3, two kinds of CUSUM and GLR, and by Farrington where there are four
years of weeks. Of many series some alarm by chance: flagged are those that stay when all periods
judged are allowed for. Where the history is too short or the counts are too small, refused says
so: that is not 'no alarm'.""",
)
@CASE
@click.option("--on-date", "on", type=_DAY, callback=_as_day, help="Last day judged.")
@click.option("--series", metavar="N|NAME", help="Series in the picture: its number or name.")
@picture_option
@format_option
def signals(
    case: Path, on: date | None, series: str | None, picture: Path | None, form: str | None
) -> None:
    """Where something rises, and where there is too little history to say."""
    from svodka.desk.case import open_case
    from svodka.desk.charts import picture_signals, ready
    from svodka.desk.rising import signals_of

    if picture is not None:
        ready(picture)
    with open_case(case) as opened:
        if picture is not None:
            drawn(picture_signals(picture, opened, on, series, said))
        found = signals_of(opened, on)
    _shown(found.columns, found.rows, found.lines, form, working_copy=found.working_copy)
