"""The only module that knows a path of a case; a file is written whole under its name or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything of one case stands, below its folder."""

    case: Path

    @property
    def settings(self) -> Path:
        """Addresses and language; nothing that changes a result."""
        return self.case / "case.toml"

    @property
    def secret(self) -> Path:
        """What commitments are salted with."""
        return self.case / "secret"

    @property
    def vault(self) -> Path:
        """The bytes that came in."""
        return self.case / "vault"

    @property
    def record(self) -> Path:
        """The log."""
        return self.case / "record.sqlite"

    @property
    def out(self) -> Path:
        """Everything derived; may be deleted at any time."""
        return self.case / "out"

    @property
    def current(self) -> Path:
        """What the last whole build consists of."""
        return self.out / "current"

    @property
    def figures(self) -> Path:
        """Derivations of the step that finds figures."""
        return self.out / "figures"

    def frame(self, key: str) -> Path:
        """The figures of one document, by the key of their derivation."""
        return self.figures / key[:2] / f"{key}.parquet"

    def state(self, key: str) -> Path:
        """How reading one document ended, by the key of its derivation."""
        return self.figures / key[:2] / f"{key}.json"

    def lock(self, name: str) -> Path:
        """Held while one process does what only one may do."""
        return self.case / f".{name}.lock"


@contextlib.contextmanager
def drafted(path: Path, *, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write, which takes the name `path` at one stroke once it is whole and synced.

    Raises:
        OSError: the disk is full or read-only; what stood under the name still does.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.draft")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` under `path`, making its folder, replacing what stands there at one stroke."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with drafted(path) as out:
        out.write(data)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove drafts that killed work left behind; only while nobody else writes there."""
    for draft in folder.rglob(".*.draft"):
        draft.unlink()
