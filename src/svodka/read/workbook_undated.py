"""Numbers beyond every calendar under a date format: calamine dies of them, so they lose the format."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from svodka.model import UnreadableDocument
from svodka.read.workbook_numbers import replaced
from svodka.read.workbook_values import Values, opened, sheet_values

# The day after 9999-12-31; what is no date below nought is given as a number anyway.
_LAST_DAY = 2_958_466
_CELL = re.compile(
    rb"<c\b(?P<before>[^<>]*?)(?P<style>\ss\s*=\s*(?:\"\d*\"|'\d*'))(?P<after>[^<>]*>"
    rb"(?:<f(?:[^<>]*/>|[^<>]*>[^<]*</f>))?\s*<v(?:\s[^<>]*)?>(?P<number>[^<]*)</v>)"
)


def undated_values(
    data: bytes, name: str, part: tuple[str, bytes], lost: UnreadableDocument
) -> Values:
    """The values of a sheet that could not be read, if numbers that are no dates were the cause.

    `part` is how the archive names the sheet, and its XML.

    Raises:
        UnreadableDocument: `lost`, where there is no such number, or another failure.
    """
    stored, xml = part
    rest = _CELL.sub(_kept, xml)
    if rest == xml:
        raise lost
    try:
        changed = replaced(data, stored, rest)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError) as error:
        raise lost from error
    return sheet_values(opened(BytesIO(changed)), name)


def _kept(cell: re.Match[bytes]) -> bytes:
    try:
        far = abs(float(cell["number"])) >= _LAST_DAY
    except ValueError:
        far = False
    return b"<c%s%s" % (cell["before"], cell["after"]) if far else cell[0]
