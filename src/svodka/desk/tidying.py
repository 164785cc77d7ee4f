"""A file named on a command line to frames, and what is to be said of it; output is whole or not there."""

from __future__ import annotations

import contextlib
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import polars as pl

from svodka.desk.frames import SCHEMA
from svodka.desk.relations import related
from svodka.desk.tidy import figures
from svodka.lexicon import codebooks
from svodka.model import BadArgument, BrokenCodebook, Codebook, Reason, Unread
from svodka.recognise.people import SEALED

LARGEST = 1 << 30
REMINDER = "the digest in column document can identify your copy of an obtained file"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say on stderr, and the next step."""

    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is to be said of one file; `failed` when it was not read, or not to its end."""

    frames: tuple[pl.DataFrame, ...] = ()
    failed: bool = False
    refusals: tuple[Line, ...] = ()
    asides: tuple[str, ...] = ()


def codebook(value: str | None) -> Codebook | None:
    """The codebook that `--codebook` names: with '/' or ending in .toml a path, else shipped.

    Raises:
        BrokenCodebook: it cannot be read or used; line and key are named.
    """
    if value is None:
        return None
    if "/" not in value and not value.endswith(".toml"):
        return codebooks.load(value)
    try:
        return codebooks.parse(Path(value).read_bytes(), value)
    except OSError as error:
        raise BrokenCodebook(
            f"cannot read codebook {value!r}: {error.strerror}", hint="check the path"
        ) from error


@contextlib.contextmanager
def draft(out: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes the name `out` only when everything is written.

    Raises:
        BadArgument: `out` is a folder.
        OSError: the disk is full or read-only; nothing stands under the name.
    """
    if out.is_dir():
        raise BadArgument(f"{str(out)!r} is a folder", hint="name a file")
    path = out.with_name(f".{out.name}.{secrets.token_hex(6)}.draft")
    try:
        with path.open("xb") as file:
            yield file
        path.replace(out)
    finally:
        path.unlink(missing_ok=True)


def nothing() -> pl.DataFrame:
    """No figures: the columns of the contract without a row."""
    return pl.DataFrame(schema=SCHEMA)


def tidied(path: Path, book: Codebook | None) -> Answer:
    """One row for every figure of a file, and what is to be said of the file."""
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Answer(failed=True, refusals=(refusal(str(path), data),))
    found = figures(data, book, name=path.name)
    return _answer(str(path), (found.frame,), found.unread, found.sealed)


def tables(path: Path) -> Answer:
    """The relational form of every table of a file, and what is to be said of the file."""
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Answer(failed=True, refusals=(refusal(str(path), data),))
    found = related(data)
    return _answer(str(path), found.frames, found.unread, found.sealed)


def _answer(
    name: str, frames: tuple[pl.DataFrame, ...], unread: Unread | None, sealed: int
) -> Answer:
    asides = tuple(f"svodka: {name}: {SEALED}" for _ in range(sealed))
    if unread is None:
        return Answer(frames=frames, asides=asides)
    if not any(frame.height for frame in frames):
        return Answer(failed=True, refusals=(refusal(name, unread),), asides=asides)
    words = f"{name}: read only in part: {unread.reason.value} ({unread.detail})"
    return Answer(frames=frames, failed=True, refusals=(Line(words, unread.hint),), asides=asides)


def refusal(name: str, unread: Unread) -> Line:
    """Name, reason and hint of a file that was not read."""
    detail = f" ({unread.detail})" if unread.detail else ""
    return Line(f"{name}: not read: {unread.reason.value}{detail}", unread.hint)


def file_bytes(path: Path) -> bytes | Unread:
    """The bytes of a file, or why there are none; never waits for a pipe or a device."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Unread(
                reason=Reason.UNSUPPORTED,
                detail="a folder",
                hint="name files; for a whole folder make a case: svodka new, svodka take",
            )
        if not stat.S_ISREG(status.st_mode):
            return Unread(reason=Reason.UNSUPPORTED, detail="no regular file", hint="name a file")
        if status.st_size > LARGEST:
            return Unread(
                reason=Reason.TOO_LARGE,
                detail=f"{status.st_size} bytes",
                hint="split the document",
            )
        return path.read_bytes()
    except OSError as error:
        return Unread(
            reason=Reason.UNSUPPORTED,
            detail=(error.strerror or "cannot be opened").lower(),
            hint="check the path and who may read the file",
        )
