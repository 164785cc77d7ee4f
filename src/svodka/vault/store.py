"""A file stands under its final name whole, synced and true to its digest, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from svodka.model import BrokenCase

_CHUNK = 1 << 20
_DIGEST = re.compile("[0-9a-f]{64}")
_INCOMING = "incoming"


class Source(Protocol):
    """Anything that bytes can be read from, a piece at a time."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are safe: their digest, how many, and whether the vault had them before."""

    digest: str
    size: int
    new: bool


class Vault:
    """Bytes under `ab/cd/abcd…`; created, never overwritten.

    Bytes are written under `incoming/`, synced, linked to their name and the folders synced
    before `keep` returns: then neither `kill -9` nor a power cut loses them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, source: Source) -> Kept:
        """Keep everything that `source` still holds.

        Raises:
            OSError: the disk is full, read-only, or answers with an error; nothing is left
                under a final name.
            BrokenCase: other bytes stand under the digest already.
        """
        incoming = self._folder / _INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = incoming / secrets.token_hex(16)
        try:
            digest, size = _write(source, draft)
            new = self._settle(draft, digest, size)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
        return Kept(digest, size, new)

    def read(self, digest: str) -> bytes:
        """The bytes of a document, true to their digest.

        Raises:
            BrokenCase: they are missing, or are not what came in.
        """
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError as failure:
            raise BrokenCase(
                f"the vault does not hold {digest!r}",
                hint="copy vault/ from a backup of the case: the record says that it was held",
            ) from failure
        if hashlib.sha256(data).hexdigest() != digest:
            raise BrokenCase(
                f"the bytes of {digest!r} in the vault are not what came in",
                hint="the disk or somebody changed them: copy that file from a backup of the case",
            )
        return data

    def holds(self, digest: str) -> bool:
        """Whether bytes stand under this digest."""
        return self.path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Where the bytes of `digest` stand, if they do."""
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"no SHA-256 in hex: {digest!r}")
        return self._folder / digest[:2] / digest[2:4] / digest

    def digests(self) -> Iterator[str]:
        """Everything held, in order."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def sweep(self) -> int:
        """Remove what interrupted work left half written; only while nobody else writes."""
        swept = 0
        for draft in sorted((self._folder / _INCOMING).glob("*")):
            draft.unlink()
            swept += 1
        return swept

    def _settle(self, draft: Path, digest: str, size: int) -> bool:
        final = self.path(digest)
        final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = not final.exists()
        if new:
            _link(draft, final)
        elif final.stat().st_size != size:
            raise BrokenCase(
                f"other bytes stand under {digest!r} in the vault",
                hint="the disk or somebody changed them: copy that file from a backup of the case",
            )
        # Also when all of it stood there before: whoever made it may have died before this sync.
        for folder in (final.parent, final.parent.parent, self._folder):
            _sync_folder(folder)
        return new


def _write(source: Source, draft: Path) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with draft.open("xb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if os.name != "nt":  # there a read-only file could not be unlinked again
        draft.chmod(stat.S_IRUSR)
    return digest.hexdigest(), size


def _link(draft: Path, final: Path) -> None:
    """Give the draft its final name without ever overwriting; exFAT has no links, so rename there."""
    try:
        os.link(draft, final)
    except FileExistsError:
        return
    except OSError:
        draft.rename(final)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
