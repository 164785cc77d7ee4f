"""What came in is kept unchanged for ever; a file is acknowledged once its bytes and its entry are durable."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from svodka.desk.case import Case
from svodka.desk.holdings import (
    DOCUMENT,
    NOT_TAKEN,
    SIGHTING,
    Statement,
    strictest,
    working_number,
)
from svodka.desk.lock import alone
from svodka.model import BadArgument, NotBuilt, Protection, Voice
from svodka.proof import Canonical
from svodka.recognise.people_shapes import masked_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An acknowledged file. `how`: new document, seen again at another path, held already."""

    number: str
    how: str
    path: str
    remark: str = ""

    @property
    def shown(self) -> str:
        """The path without whoever is named in it."""
        return masked_path(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that was not taken, and why."""

    path: str
    reason: str

    @property
    def shown(self) -> str:
        """The path without whoever is named in it."""
        return masked_path(self.path)


def take_in(
    case: Case, paths: Sequence[Path], by: str | None, protection: str | None
) -> Iterator[Taken | Refused]:
    """Keep files and folders; each file is reported once it is safe.

    Raises:
        NotBuilt: the files are said to be of monitors.
        BadArgument: a path does not exist.
        SvodkaError: another process is taking.
        OSError: the disk is full or read-only; what was reported is safe.
    """
    if by == Voice.MONITOR.value:
        raise NotBuilt(
            "monitors' returns are refused until their forms exist",
            hint="keep them outside the case; --by official, press or reply can be taken",
        )
    for path in paths:
        if not os.path.lexists(path):
            raise BadArgument(f"no such file or folder: {str(path)!r}", hint="nothing was taken")
    with alone(case.places.lock("take"), "taking"):
        case.vault.sweep()
        intake = _Intake(case, by, protection)
        for path in paths:
            for found in _walk(path, case.places.case):
                yield intake.refuse(found) if isinstance(found, Refused) else intake.take(found)


class _SourceFailed(Exception):
    """The file being taken cannot be read; the vault is not to blame."""


class _Source:
    """A file being taken, whose own failures are told apart from those of the vault."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw

    def read(self, size: int = -1) -> bytes:
        try:
            return self._raw.read(size)
        except OSError as failure:
            raise _SourceFailed(_words(failure)) from failure


class _Intake:
    """Knows what the record holds while one take goes on."""

    def __init__(self, case: Case, by: str | None, protection: str | None) -> None:
        self._case = case
        self._by = Voice(by) if by is not None else None
        self._protection = Protection(protection) if protection is not None else None
        holdings = case.holdings()
        self._numbers = {held.document.digest: held.number for held in holdings.documents}
        self._last_number = holdings.numbers
        self._stated: dict[str, dict[str, Statement]] = defaultdict(dict)
        for (digest, path), statement in holdings.stated.items():
            self._stated[digest][path] = statement
        self._refused = set(holdings.not_taken)

    def refuse(self, refused: Refused) -> Refused:
        """Record once that a file was not taken, and why."""
        path, raw = _spelled(refused.path)
        if (path, refused.reason) not in self._refused:
            self._refused.add((path, refused.reason))
            payload: dict[str, Canonical] = {"path": path, "reason": refused.reason}
            self._case.record.append(NOT_TAKEN, {**payload, **raw, "time": self._case.time()})
        return refused

    def take(self, path: str) -> Taken | Refused:
        """Keep one file; what is returned is durable."""
        try:
            with _opened(path) as raw:
                kept = self._case.vault.keep(_Source(raw))
        except _SourceFailed as failure:
            return self.refuse(Refused(path=path, reason=str(failure)))
        name, raw_name = _spelled(path)
        before = self._stated[kept.digest].get(name)
        said = Statement(
            self._by or (before.by if before else Voice.OFFICIAL),
            self._protection or (before.protection if before else Protection.OBTAINED),
        )
        known = kept.digest in self._numbers
        if said != before:
            payload: dict[str, Canonical] = {
                "digest": kept.digest,
                "size": kept.size,
                "path": name,
                "by": said.by.value,
                "protection": said.protection.value,
                "time": self._case.time(),
            }
            self._case.record.append(SIGHTING if known else DOCUMENT, {**payload, **raw_name})
            self._stated[kept.digest][name] = said
        if not known:
            self._last_number += 1
            self._numbers[kept.digest] = self._last_number
        return Taken(
            number=working_number(self._numbers[kept.digest]),
            how="held" if said == before else "again" if known else "new",
            path=path,
            remark=self._remark(kept.digest, said),
        )

    def _remark(self, digest: str, said: Statement) -> str:
        stands = strictest(stated.protection for stated in self._stated[digest].values())
        if stands is said.protection:
            return ""
        return f"protection stays '{stands.value}', as stated for another path of the same bytes"


def _walk(path: Path, case: Path) -> Iterator[str | Refused]:
    """Paths of the files at or below `path`, in order of name; what is no file is refused."""
    if not path.is_dir():
        yield str(path.absolute())
        return
    failures: list[Refused] = []

    def failed(failure: OSError) -> None:
        failures.append(Refused(path=str(failure.filename), reason=_words(failure)))

    for folder, folders, files in os.walk(path.absolute(), onerror=failed):
        here = Path(folder)
        if here.resolve() == case.resolve():
            yield Refused(path=folder, reason="the case itself")
            folders.clear()
            continue
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in links)
        for name in sorted([*files, *links]):
            yield _file_or_not(here / name)
    yield from failures


def _file_or_not(path: Path) -> str | Refused:
    try:
        kind = path.lstat().st_mode
    except OSError as failure:
        return Refused(path=str(path), reason=_words(failure))
    if stat.S_ISLNK(kind):
        return Refused(path=str(path), reason="symbolic link")
    if not stat.S_ISREG(kind):
        return Refused(path=str(path), reason="not a regular file")
    return str(path)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """A regular file; a pipe or device that stands there by now is never waited for."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as failure:
        raise _SourceFailed(_words(failure)) from failure
    with os.fdopen(handle, "rb") as raw:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise _SourceFailed("not a regular file")
        yield raw


def _spelled(path: str) -> tuple[str, dict[str, Canonical]]:
    """The path as text in NFC, and its exact bytes where the text alone would lose them."""
    exact = os.fsencode(path)
    text = unicodedata.normalize("NFC", exact.decode("utf-8", "backslashreplace"))
    return (text, {}) if text.encode("utf-8") == exact else (text, {"path_bytes": exact.hex()})


def _words(failure: OSError) -> str:
    return (failure.strerror or "cannot be read").lower()
