"""One error, one hint, on stderr: what went wrong and the next step, never a traceback."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import click

from svodka.cli.language import said
from svodka.cli.listing import visible
from svodka.model import SvodkaError

UNEXPECTED = (SvodkaError, click.ClickException, click.Abort, OSError)

_DISK = {
    errno.ENOSPC: (
        "no space left on the disk",
        "make room and give the same command again: nothing was lost",
    ),
    errno.EDQUOT: (
        "the disk quota is used up",
        "make room and give the same command again: nothing was lost",
    ),
    errno.EFBIG: (
        "the file would be larger than allowed",
        "raise the limit on file size (ulimit -f) and try again",
    ),
    errno.EROFS: ("the disk is read-only", "copy the folder to a disk that can be written"),
    errno.EACCES: ("permission denied", "check who owns the file and the folder it is in"),
    errno.EPERM: ("not permitted", "check who owns the file and the folder it is in"),
    errno.ENOENT: ("no such file or folder", "check the path"),
    errno.ENOTDIR: ("not a folder", "check the path"),
    errno.EISDIR: ("is a folder", "name a file"),
    errno.EMFILE: ("too many open files", "raise the limit (ulimit -n) and try again"),
    errno.EIO: (
        "the disk answers with an error",
        "copy what is there to another disk before anything else",
    ),
}


def complain(message: str, hint: str = "") -> None:
    """`svodka: error: …`, then `svodka: hint: …` when there is a next step."""
    click.echo(f"svodka: error: {visible(said(message))}", err=True)
    if hint:
        click.echo(f"svodka: hint: {visible(said(hint))}", err=True)


def warn(message: str, hint: str = "") -> None:
    """Something to know before going on; the command itself succeeds."""
    click.echo(f"svodka: warning: {visible(said(message))}", err=True)
    if hint:
        click.echo(f"svodka: hint: {visible(said(hint))}", err=True)


def complain_of(failure: BaseException) -> int:
    """Say what failed and return the exit code that goes with it."""
    if isinstance(failure, SvodkaError):
        where = f" ({failure.anchor})" if failure.anchor is not None else ""
        complain(f"{failure}{where}", failure.hint)
        return failure.exit_code
    if isinstance(failure, click.UsageError):
        complain(_usage(failure), _help_of(failure))
        return 2
    if isinstance(failure, click.ClickException):
        complain(failure.format_message())
        return 1
    if isinstance(failure, click.Abort):
        return interrupted()
    if isinstance(failure, OSError):
        complain(*_of_the_machine(failure))
        return 1
    raise failure


def interrupted() -> int:
    """Ctrl-C: nothing acknowledged is lost; the exit code is what shells expect of it."""
    complain("interrupted", "what was acknowledged is kept: give the same command again")
    return 130


def _usage(failure: click.UsageError) -> str:
    """click's sentence in the form of ours: lower case, no full stop."""
    message = " ".join(failure.format_message().split()).rstrip(".").replace(". Did", ": did")
    return message[:1].lower() + message[1:]


def _help_of(failure: click.UsageError) -> str:
    path = failure.ctx.command_path if failure.ctx is not None else "svodka"
    return f"{path} --help lists what is allowed, with an example"


_OWN = re.compile(r"\..*\.(?:draft|lock)")


def _of_the_machine(failure: OSError) -> tuple[str, str]:
    message, hint = _DISK.get(failure.errno or 0, (failure.strerror or "the machine refused", ""))
    name = failure.filename
    if isinstance(name, bytes):
        name = name.decode("utf-8", "backslashreplace")
    # Nobody named our own drafts and locks: what is wrong is the folder that they are in.
    if name and _OWN.fullmatch(Path(str(name)).name):
        name = str(Path(str(name)).parent)
    return (f"{message}: {str(name)!r}" if name else message), hint
