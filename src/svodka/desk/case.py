"""A case is a folder: made whole or not at all, and opened only when it is what it says."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from svodka.desk.holdings import Holdings, fold
from svodka.desk.places import Places, sync_folder, write_whole
from svodka.desk.settings import TEMPLATE, Settings, parse_settings
from svodka.model import BrokenCase, WouldOverwrite
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


def new_case(folder: Path, campaign: str | None = None) -> None:
    """Make an empty case; it stands there whole or not at all.

    Raises:
        WouldOverwrite: the folder exists and is not empty.
        BrokenCodebook: the campaign cannot be used.
    """
    from svodka.desk.campaign import adopt_bytes, codebook_bytes

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WouldOverwrite(
            f"{str(folder)!r} exists and is not empty", hint="name a folder that does not exist yet"
        )
    adopted = codebook_bytes(campaign) if campaign is not None else None
    target = folder.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}.draft")
    try:
        _furnish(Places(draft))
        with open_case(draft) as case:
            case.record.append("case", {"time": case.time()})
            if adopted is not None:
                adopt_bytes(case, *adopted)
        if target.exists():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    sync_folder(target.parent)


def _furnish(places: Places) -> None:
    places.case.mkdir(mode=0o700)
    places.vault.mkdir(mode=0o700)
    secret = secrets.token_bytes(SECRET_SIZE)
    write_whole(places.secret, secret.hex().encode("ascii") + b"\n")
    places.record.touch(mode=0o600)
    Record.create(places.record, secret).close()
    write_whole(places.settings, TEMPLATE.encode("utf-8"))
    sync_folder(places.case)


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
