"""What can be read on this machine, said by the readers themselves."""

from __future__ import annotations

from svodka import read

COLUMNS = ("name", "media_type", "reader")


def formats_here() -> tuple[tuple[str, ...], ...]:
    """One row a format, by name."""
    return tuple((reader.name, reader.media_type, reader.method) for reader in read.formats())
