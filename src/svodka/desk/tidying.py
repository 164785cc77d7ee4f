"""A file named on a command line to frames, and what is to be said of it; output is whole or not there."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from svodka import recognise
from svodka.desk.pace import AT_ONCE
from svodka.lexicon import codebooks
from svodka.lexicon.patterns import compile_all
from svodka.model import BadArgument, BrokenCodebook, Codebook, Reason, Remark, Unread
from svodka.recognise.people import SEALED
from svodka.recognise.people_shapes import masked_path

if TYPE_CHECKING:
    import polars as pl

LARGEST = 1 << 30
MOST_TOLD = 12
# Its place behind the name of the program in /proc/self/stat, and how long a start may take.
_START_TIME = 19
_LONGEST_START = 8.0
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
    data = file_bytes(Path(value))
    if isinstance(data, Unread):
        raise BrokenCodebook(f"cannot read codebook {value!r}: {data.detail}", hint=data.hint)
    return codebooks.parse(data, value)


def settle_in() -> None:
    """Compile for all files to come what each of their children would compile anew."""
    from svodka.desk import tidy  # noqa: F401 – so that there is something to compile

    compile_all()


@contextlib.contextmanager
def draft(out: Path, files: Iterable[Path] = ()) -> Iterator[BinaryIO]:
    """A file to write to that takes the name `out` only when everything is written.

    Raises:
        BadArgument: `out` is a folder, a device, or one of `files`, which are to be read.
        OSError: the disk is full or read-only; nothing stands under the name.
    """
    _is_free(out, files)
    target = out.resolve()
    path = target.with_name(f".svodka-{secrets.token_hex(6)}.draft")
    try:
        with path.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def _is_free(out: Path, files: Iterable[Path]) -> None:
    """Whether a file may be made, or made anew, under a name.

    Raises:
        BadArgument: it may not.
    """
    try:
        there = out.stat()
    except FileNotFoundError:
        return
    if stat.S_ISDIR(there.st_mode):
        raise BadArgument(f"{str(out)!r} is a folder", hint="name a file")
    if not stat.S_ISREG(there.st_mode):
        raise BadArgument(
            f"{str(out)!r} is no regular file",
            hint="name a file, or leave --out away: then the rows go to stdout",
        )
    for path in files:
        # What cannot be looked at is reported when it is read.
        with contextlib.suppress(OSError):
            if path.samefile(out):
                raise BadArgument(
                    f"{str(out)!r} is one of the files to read",
                    hint="name another file: an original is never changed",
                )


def nothing() -> pl.DataFrame:
    """No figures: the columns of the contract without a row."""
    import polars as pl

    from svodka.desk.frames import SCHEMA

    return pl.DataFrame(schema=SCHEMA)


def program_began() -> float:
    """When this program was started (`time.monotonic`); now where that is not known or long ago."""
    now = time.monotonic()
    try:
        said = Path("/proc/self/stat").read_bytes().rpartition(b")")[2].split()
        ticks = int(said[_START_TIME])
        age = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, AttributeError, IndexError):
        return now
    return now - age if 0 < age < _LONGEST_START else now


def tidied(path: Path, book: Codebook | None, began: float | None = None) -> Answer:
    """One row for every figure of a file, and what is to be said of the file.

    The time that a file may take is counted from `began` (`time.monotonic`), if not from now.
    """
    from svodka.desk.tidy import figures

    began = time.monotonic() if began is None else began
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Answer(failed=True, refusals=(refusal(shown(path), data),))
    found = figures(data, book, name=path.name, began=began, pace=AT_ONCE)
    what = _Said(shown(path), found.unread, found.sealed, found.remarks, "no figures found")
    return _answer(what, (found.coded,))


def tables(path: Path, began: float | None = None) -> Answer:
    """The relational form of every table of a file, and what is to be said; its time as above."""
    from svodka.desk.relations import related

    began = time.monotonic() if began is None else began
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Answer(failed=True, refusals=(refusal(shown(path), data),))
    found = related(data, began)
    what = _Said(shown(path), found.unread, found.sealed, found.remarks, "no tables found")
    answer = _answer(what, found.frames)
    told = (*_told(found.steps, ""), *_told(found.doubts, "doubt: "))
    lines = tuple(f"svodka: {what.name}: {words}" for words in told)
    return replace(answer, asides=answer.asides + lines)


def _told(said: Sequence[tuple[str, ...]], kind: str) -> Iterator[str]:
    """What was said of tables, each sentence once, with the tables that it is about."""
    tables: dict[str, list[int]] = {}
    for number, sentences in enumerate(said, 1):
        for words in sentences:
            tables.setdefault(words, []).append(number)
    for words, numbers in list(tables.items())[:MOST_TOLD]:
        more = f" and {len(numbers) - MOST_TOLD} more" if len(numbers) > MOST_TOLD else ""
        which = f"table {', '.join(map(str, numbers[:MOST_TOLD]))}{more}: " if len(said) > 1 else ""
        yield f"{which}{kind}{words}"
    if len(tables) > MOST_TOLD:
        yield f"and {len(tables) - MOST_TOLD} more {kind or 'steps'}".rstrip(": ")


@dataclass(frozen=True, slots=True)
class _Said:
    """What reading and recognising one file said, apart from rows."""

    name: str
    unread: Unread | None
    sealed: tuple[str, ...]
    remarks: tuple[Remark, ...]
    nothing: str


def _answer(said: _Said, frames: tuple[pl.DataFrame, ...]) -> Answer:
    rows = any(frame.height for frame in frames)
    if rows:
        asides = [
            f"svodka: {said.name}: {SEALED} in part: {place}; the rest is read"
            for place in said.sealed
        ]
    else:
        asides = [f"svodka: {said.name}: {SEALED}"] if said.sealed else []
    if said.unread is None:
        if not rows and not said.sealed:
            why = next((f" ({remark.text})" for remark in said.remarks), "")
            asides.append(f"svodka: {said.name}: {said.nothing}{why}")
        return Answer(frames=frames, asides=tuple(asides))
    line = _in_part(said.name, said.unread) if rows else refusal(said.name, said.unread)
    return Answer(
        frames=frames if rows else (), failed=True, refusals=(line,), asides=tuple(asides)
    )


def shown(path: Path) -> str:
    """The name of a file on one line, whatever stands in it; who is named in it is blacked out."""
    return "".join(
        letter if letter not in "\t\n\r\u2028\u2029" else repr(letter)[1:-1]
        for letter in masked_path(str(path))
    )


def _in_part(name: str, unread: Unread) -> Line:
    step = "recognised" if unread.reader == recognise.VERSION else "read"
    return Line(f"{name}: {step} only in part: {_why(unread)}", unread.hint)


def refusal(name: str, unread: Unread) -> Line:
    """Name, reason and hint of a file that was not read."""
    step = "recognised" if unread.reader == recognise.VERSION else "read"
    return Line(f"{name}: not {step}: {_why(unread)}", unread.hint)


def _why(unread: Unread) -> str:
    words = unread.reason.value
    if unread.reader == recognise.VERSION and unread.reason is Reason.CRASHED:
        words = "recogniser died"
    return f"{words} ({unread.detail})" if unread.detail else words


def file_bytes(path: Path) -> bytes | Unread:
    """The bytes of a file, or why there are none; never waits for a pipe or a device."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Unread(
                reason=Reason.UNOPENED,
                detail="a folder",
                hint="name files; for a whole folder make a case: svodka new, svodka take",
            )
        if not stat.S_ISREG(status.st_mode):
            return Unread(reason=Reason.UNOPENED, detail="no regular file", hint="name a file")
        if status.st_size > LARGEST:
            return Unread(
                reason=Reason.TOO_LARGE,
                detail=f"{status.st_size} bytes",
                hint="split the document",
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        # A name with a zero byte is a ValueError.
        words = error.strerror if isinstance(error, OSError) else None
        return Unread(
            reason=Reason.UNOPENED,
            detail=(words or "cannot be opened").lower(),
            hint="check the path and who may read the file",
        )
