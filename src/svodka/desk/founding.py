"""A new case stands there whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from svodka.desk.campaign import adopt_bytes, codebook_bytes
from svodka.desk.case import open_case
from svodka.desk.places import Places, sync_folder, write_whole
from svodka.desk.settings import TEMPLATE
from svodka.model import WouldOverwrite
from svodka.proof import SECRET_SIZE
from svodka.record import Record


def new_case(folder: Path, campaign: str | None = None) -> None:
    """Make an empty case; it stands there whole or not at all.

    Raises:
        WouldOverwrite: the folder exists and is not empty.
        BrokenCodebook: the campaign cannot be used.
    """
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
