"""What can be read on this machine, said by the readers themselves, and what is missing for the rest."""

from __future__ import annotations

from svodka import read
from svodka.read import media
from svodka.read.refusal import refusal

COLUMNS = ("media_type", "state", "reader", "missing")

_REST = (
    media.PNG,
    media.JPEG,
    media.TIFF,
    media.DJVU,
    media.MAIL,
    media.MSG,
    media.MBOX,
    media.ZIP,
    media.RAR,
    media.SEVEN_ZIP,
    media.DOC,
    media.RTF,
    media.ODT,
    media.XLSB,
    media.PPTX,
)


def formats_here() -> tuple[tuple[str, ...], ...]:
    """One row a format: those that are read, then those that are not and why."""
    readers = read.formats()
    known = {reader.media_type for reader in readers}
    rows = [(reader.media_type, "read", reader.method, "") for reader in readers]
    rows.append(
        ("application/pdf of scanned pages", "not read", "", "text recognition is not built yet")
    )
    for media_type in _REST:
        if media_type not in known:
            why = refusal(media_type)
            rows.append((media_type, "not read", "", f"{why}; {why.hint}"))
    return tuple(rows)
