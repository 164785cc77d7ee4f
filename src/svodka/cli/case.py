"""The life of a case on the command line: new, take, build, status."""

from __future__ import annotations

from pathlib import Path

import click

from svodka.cli.complaint import warn
from svodka.cli.language import said
from svodka.cli.listing import NOTICE, format_option, listing, visible
from svodka.cli.progress import Progress
from svodka.cli.spoken import Spoken

CASE = click.argument("case", type=click.Path(path_type=Path))


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka new mycase
  svodka new mycase --campaign letter-2023
  svodka new mycase --campaign ./mine.toml""",
)
@CASE
@click.option(
    "--campaign",
    help="Codebook to adopt: a shipped name, or a path (with '/' or ending in .toml).",
)
def new(case: Path, campaign: str | None) -> None:
    """Make an empty case folder.

    The folder holds what comes in (vault), the log of what came in and what was decided
    (record.sqlite), the secret that commitments are salted with, and later what is derived (out).
    """
    from svodka.desk.founding import new_case

    new_case(case, campaign)
    click.echo(said(f"made the case {str(case)!r}; next: svodka take {case} PATH…"), err=True)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka take mycase returns/ letter.pdf
  svodka take mycase communiques/ --by press --protection public

One line on stdout for every file that is kept for ever: working number, what happened
(new, again, held), path. A line that was printed is safe: kill -9 and power cuts do not
lose it. Give the same command again to go on after an interruption.""",
)
@CASE
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    metavar="PATH…",
    type=click.Path(path_type=Path, readable=False),
)
@click.option(
    "--by",
    type=click.Choice(["official", "press", "reply", "monitor"]),
    help="Who speaks in the documents (default official). Monitors' returns are refused until "
    "their forms exist.",
)
@click.option(
    "--protection",
    type=click.Choice(["public", "obtained", "source-critical"]),
    help="What may ever leave the case (default obtained). Of several the strictest stands.",
)
@click.option("--quiet", is_flag=True, help="No line for every file, only the summary.")
def take(
    case: Path, paths: tuple[Path, ...], by: str | None, protection: str | None, quiet: bool
) -> None:
    """Take files and folders into the case, unchanged and for ever.

    Folders are walked through. The same bytes under another path are one document with a
    second sighting. Symbolic links inside folders, devices and files that cannot be read are
    not taken; each is named on stderr and in svodka status.
    """
    from svodka.desk.case import open_case
    from svodka.desk.take import Refused, take_in

    kept = {"new": 0, "again": 0, "held": 0}
    refused = 0
    with open_case(case) as opened, Progress("taking", lines=quiet) as progress:
        for event in take_in(opened, paths, by, protection):
            progress.step()
            if isinstance(event, Refused):
                refused += 1
                progress.say(said(f"svodka: not taken: {visible(event.shown)}: {event.reason}"))
                continue
            kept[event.how] += 1
            if event.remark:
                progress.say(f"svodka: warning: {event.number}: {event.remark}")
            if not quiet:
                click.echo(f"{event.number}\t{event.how}\t{visible(event.shown)}")
    counted = (
        f"{kept['new']} new, {kept['again']} seen again, {kept['held']} held already, "
        f"{refused} not taken"
    )
    click.echo(said(counted), err=True)
    if refused:
        raise click.exceptions.Exit(1)


@click.command(
    cls=Spoken,
    epilog="""\b
Example:
  svodka build mycase
  svodka build mycase --jobs 4

Only what is new is read. It may be stopped at any time: what was done is kept.""",
)
@CASE
@click.option("--jobs", type=click.IntRange(1), help="Processes (default: one a core).")
@click.option("--on", "address", help="Address of workers, ray://…; not built yet.")
def build(case: Path, jobs: int | None, address: str | None) -> None:
    """Read and recognise what is new in the case.

    The result depends on the documents, the record and the version only: it is the same, byte
    for byte, however often and with however many processes it is made.
    """
    from svodka.desk.build import build_case
    from svodka.desk.case import open_case

    with open_case(case) as opened, Progress("reading") as progress:
        built = build_case(opened, jobs, address, progress)
    click.echo(said(built.summary), err=True)


@click.command(
    cls=Spoken, epilog="\b\nExample:\n  svodka status mycase\n  svodka status mycase --format csv"
)
@CASE
@click.option("--inside", is_flag=True, help="Also the paths under which the documents came.")
@format_option
def status(case: Path, inside: bool, form: str | None) -> None:
    """Documents by state, what failed to read and why, what waits for a person.

    On a terminal a summary; with --format one line a document.
    """
    from svodka.desk.case import open_case
    from svodka.desk.status import COLUMNS, status_of

    with open_case(case) as opened:
        found = status_of(opened, inside=inside)
    notice = found.working_copy and (inside or form is not None)
    if notice:
        warn(f"{NOTICE}: it speaks of documents that are not public")
    if form is not None:
        listing(COLUMNS, found.rows, form, notice=notice)
        return
    for line in (*((NOTICE,) if notice else ()), *found.lines):
        click.echo(visible(said(line)))
