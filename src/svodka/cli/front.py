"""Every command of the contract has its place here, and every failure ends in one error and one hint."""

from __future__ import annotations

import gc
import glob
import importlib
import io
import os
import re
import sys
from collections.abc import Sequence

import click

from svodka.cli.complaint import UNEXPECTED, complain_of, interrupted
from svodka.cli.language import LANGUAGES, choose, said
from svodka.cli.spoken import write_options, write_paragraphs, write_usage

SECTIONS: dict[str, dict[str, str]] = {
    "Files, without a case": {"tidy": "tidy", "areas": "areas", "screen": "screen"},
    "A case": {
        "new": "case",
        "campaign": "campaign",
        "take": "case",
        "build": "case",
        "status": "case",
        "observations": "figures",
        "cell": "figures",
        "grid": "judge",
        "checks": "judge",
        "rates": "judge",
        "signals": "judge",
    },
    "This program": {"formats": "machine", "demo": "machine"},
    "Not built yet": {
        "kin": "unbuilt",
        "search": "unbuilt",
        "claims": "unbuilt",
        "audit": "unbuilt",
        "receipt": "unbuilt",
        "disclose": "unbuilt",
        "forget": "unbuilt",
        "fsck": "unbuilt",
        "release": "unbuilt",
        "verify": "unbuilt",
        "serve": "unbuilt",
    },
}
COMMANDS = {name: module for section in SECTIONS.values() for name, module in section.items()}


class Front(click.Group):
    """Loads the module of a command when it is asked for, so that `--help` of one is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(f"svodka.cli.{module}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"svodka.cli.{module}.{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in SECTIONS.items():
            rows = []
            for name in commands:
                command = self.get_command(ctx, name)
                if command is not None:
                    rows.append((name, _summary(command)))
            with formatter.section(said(title)):
                formatter.write_dl(rows)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(formatter, self.help or "")

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(formatter, self.epilog or "")


def _summary(command: click.Command) -> str:
    """The first sentence of its help."""
    first = (command.help or "").strip().split("\n\n")[0]
    sentence = re.split(r"(?<=[.])\s", " ".join(first.split()), maxsplit=1)[0]
    return said(sentence)


@click.group(
    cls=Front,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Example:
  svodka tidy return.xlsx                figures of one file, each with its cell
  svodka new mycase                      a case for a folder of returns
  svodka take mycase folder/
  svodka build mycase
  svodka observations mycase

Data goes to stdout, everything else to stderr.
Exit: 0 fine, 1 error, 2 wrong usage, 3 evidence does not verify.""",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    # Before --help, which speaks the language that is asked for.
    is_eager=True,
    expose_value=False,
    callback=lambda _ctx, _option, value: choose(value),
    help="Language of messages (default: SVODKA_LANG, else the locale, else English).",
)
@click.version_option(package_name="svodka", message="%(prog)s %(version)s")
@click.pass_context
def front(ctx: click.Context) -> None:
    """Figures from a heap of returns, each leading back to its exact cell."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; no failure of data or machine is a traceback."""
    _speak_utf8()
    if arguments is None:
        # A command makes millions of values and few rings of them: looking for rings less often saves a tenth.
        gc.set_threshold(200_000, 50, 100)
    given = _expanded(sys.argv[1:]) if arguments is None else list(arguments)
    try:
        with front.make_context("svodka", given) as context:
            answer = front.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        _close_quietly()
        return 0
    except UNEXPECTED as failure:
        return complain_of(failure)
    except KeyboardInterrupt:
        return interrupted()
    return answer if isinstance(answer, int) else 0


def _expanded(arguments: list[str]) -> list[str]:
    """On Windows the shell leaves `*.xlsx` to the program."""
    if os.name != "nt":
        return arguments
    # Path.glob refuses absolute patterns.
    return [name for one in arguments for name in sorted(glob.glob(one)) or [one]]  # noqa: PTH207


def _speak_utf8() -> None:
    """Data is UTF-8 with `\\n` on every machine; words on stderr never fail for their alphabet."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly() -> None:
    """Nobody reads any more: what is left goes nowhere, so that the interpreter's last flush is silent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
