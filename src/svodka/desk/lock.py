"""What only one process may do at a time is done by one, and the other is told so."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svodka.model import SvodkaError


@contextmanager
def alone(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file; it is let go of when the process ends, however it ends.

    Raises:
        SvodkaError: another process holds it.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _taken(handle):
            raise SvodkaError(
                f"another svodka is {doing} in this case",
                hint="wait until it has ended and give the same command again",
            )
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
