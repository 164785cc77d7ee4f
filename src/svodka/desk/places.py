"""The only module that knows a path of a case; a file is written whole under its name or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


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


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write `data` under `path`, replacing what stands there at one stroke.

    Raises:
        OSError: the disk is full or read-only; what stood there still does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.draft")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


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
