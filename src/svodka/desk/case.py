"""A case is a folder, opened only when it is what it says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from svodka.desk.holdings import Holdings, fold
from svodka.desk.places import Places
from svodka.desk.settings import Settings, parse_settings
from svodka.model import BrokenCase
from svodka.proof import SECRET_SIZE
from svodka.record import Record
from svodka.vault import Vault

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An open case."""

    places: Places
    settings: Settings
    vault: Vault
    record: Record
    clock: Clock = now

    def holdings(self) -> Holdings:
        """What the record says is held."""
        return fold(self.record.entries())

    def time(self) -> str:
        """This moment as payloads write it."""
        return self.clock().isoformat(timespec="milliseconds")


@contextmanager
def open_case(folder: Path) -> Iterator[Case]:
    """Open a case, for reading only where the folder cannot be written.

    Raises:
        BrokenCase: there is no case, it is damaged, or a newer svodka wrote it.
    """
    places = Places(folder.absolute())
    if not places.settings.is_file():
        raise BrokenCase(f"no case at {str(folder)!r}", hint=f"svodka new {folder} makes one")
    settings = parse_settings(places.settings.read_bytes())
    read_only = not os.access(places.case, os.W_OK)
    record = Record.open(places.record, _secret(places.secret), read_only=read_only)
    try:
        yield Case(places=places, settings=settings, vault=Vault(places.vault), record=record)
    finally:
        record.close()


def _secret(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError as failure:
        raise BrokenCase(
            f"the case has no secret: {str(path)!r} is missing",
            hint="copy it from a backup of the case: without it the record cannot be checked",
        ) from failure
    except ValueError as failure:
        raise BrokenCase(
            f"the secret of the case is damaged: {str(path)!r}",
            hint="copy it from a backup of the case",
        ) from failure
    if len(secret) != SECRET_SIZE:
        raise BrokenCase(
            f"the secret of the case is damaged: {str(path)!r}",
            hint="copy it from a backup of the case",
        )
    return secret
