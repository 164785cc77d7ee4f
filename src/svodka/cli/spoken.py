"""Help in the language in force: what a command does, its options, its examples."""

from __future__ import annotations

import inspect
import re

import click

from svodka.cli.language import said

_REMARKED = re.compile(r"(\s*svodka .*?\S\s{2,})(\S.*)")
_AS_WRITTEN = "\b"


class Spoken(click.Command):
    """A command whose help is looked up paragraph by paragraph; examples keep their commands."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(formatter, self.help or "")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_paragraphs(formatter, self.epilog or "")


def write_usage(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """How the command is called, on one line."""
    pieces = (said(piece) for piece in command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, " ".join(pieces), said("Usage:") + " ")


def write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    """The options of a command, each with its help in the language in force."""
    options = (one for one in command.get_params(ctx) if isinstance(one, click.Option))
    records = (option.get_help_record(ctx) for option in options)
    rows = [(names, said(words)) for names, words in filter(None, records)]
    with formatter.section(said("Options")):
        formatter.write_dl(rows)


def write_paragraphs(formatter: click.HelpFormatter, text: str) -> None:
    """Running paragraphs wrapped; those that begin with a line of `\\b` line by line as they stand."""
    for paragraph in paragraphs(text):
        formatter.write_paragraph()
        with formatter.indentation():
            if paragraph.startswith(_AS_WRITTEN):
                for line in paragraph.splitlines()[1:]:
                    formatter.write(f"{' ' * formatter.current_indent}{_line(line)}\n")
            else:
                formatter.write_text(said(paragraph))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text; a running one on one line."""
    return [
        paragraph if paragraph.startswith(_AS_WRITTEN) else " ".join(paragraph.split())
        for paragraph in inspect.cleandoc(text).split("\n\n")
        if paragraph.strip()
    ]


def _line(line: str) -> str:
    if remarked := _REMARKED.fullmatch(line):
        return remarked[1] + said(remarked[2])
    return line if line.lstrip().startswith("svodka ") else said(line)


def translatable(command: click.Command) -> list[str]:
    """Every text of a command's help that is looked up in the catalogue."""
    found = [
        parameter.help
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.help
    ]
    for text in (command.help or "", command.epilog or ""):
        for paragraph in paragraphs(text):
            if not paragraph.startswith(_AS_WRITTEN):
                found.append(paragraph)
                continue
            for line in paragraph.splitlines()[1:]:
                if remarked := _REMARKED.fullmatch(line):
                    found.append(remarked[2])
                elif not line.lstrip().startswith(("svodka ", "D-0")):
                    found.append(line.strip())
    return list(dict.fromkeys(found))
