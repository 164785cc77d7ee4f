"""The delimiter of a table in text is the one that cuts most lines alike; prose has none."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise

DELIMITERS = ("\t", ";", ",", "|")
_MOST_RECORDS = 400
_LONGEST_FIELD = 1 << 27
_FEWEST_CUT = 0.5
_FEWEST_ALIKE = 0.4
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_NUMERIC = re.compile(r"\s*[-+−]?(?:\d{1,3}(?:,\d{3})+|\d[\d \u00a0]*)(?:[.,]\d+)?\s*%?\s*")
_KEYED = re.compile(r"([^\W\d][^:;.!?]{0,30}):\s*\S")
_FEWEST_LINES = 4
_MOSTLY_KEYED = 0.9
_HEAD = 1 << 16
_LETTER = re.compile(r"[^\W\d_]")
_DRAWN = re.compile(r"^\s*[|+┌├│║╔]")


@dataclass(frozen=True, slots=True)
class _Cut:
    """How one delimiter cuts the lines: shares of the records that hold something."""

    cut: float
    alike: float
    width: int
    records: int
    wordless: float
    spaced: float


def is_column(text: str) -> bool:
    """Is this one column of a table: lines of numbers, or records printed as "key: value"?"""
    lines = [line for line in text[:_HEAD].splitlines() if line.strip()][:_MOST_RECORDS]
    if len(lines) < _FEWEST_LINES:
        return False
    headed = any(mark in lines[0] and mark in lines[1] for mark in DELIMITERS)
    numeric = sum(bool(_NUMERIC.fullmatch(line)) for line in lines[1:])
    if not headed and numeric >= 0.8 * (len(lines) - 1):
        return True
    keys = Counter(found[1] for line in lines if (found := _KEYED.match(line)))
    repeated = sum(often for often in keys.values() if often > 1)
    return repeated >= _MOSTLY_KEYED * len(lines)


def find_delimiter(text: str) -> str:
    """The delimiter of csv-like text, empty for prose. Judged by the first records."""
    head = text if len(text) < _HEAD else text[: text.rfind("\n", 0, _HEAD) + 1] or text[:_HEAD]
    lines = [line for line in head.splitlines() if line.strip()]
    if lines and sum(bool(_DRAWN.match(line)) for line in lines) > len(lines) / 2:
        return ""
    cuts = {mark: _cut(head, mark) for mark in DELIMITERS if mark in head}
    good = {mark: cut for mark, cut in cuts.items() if _is_table(mark, cut)}
    if "," in good and len(good) > 1:
        commas = head.count(",")
        if len(_DECIMAL_COMMA.findall(head)) > commas / 2 or good[","].spaced > 0.5:
            del good[","]
    if "," in good and good[","].wordless < 0.5 and not _DECIMAL_COMMA.sub("", head).count(","):
        # "1,2 thousand people": every comma is a decimal one, among words.
        del good[","]
    if not good:
        return ""
    return max(good, key=lambda mark: (good[mark].cut * good[mark].alike, good[mark].width))


def _cut(head: str, mark: str) -> _Cut:
    csv.field_size_limit(_LONGEST_FIELD)
    found = [
        record
        for record in islice(
            csv.reader(head.splitlines(keepends=True), delimiter=mark), _MOST_RECORDS
        )
        if any(field.strip() for field in record)
    ]
    held = [record for record in found if sum(bool(field.strip()) for field in record) > 1]
    widths = Counter(len(record) for record in found if len(record) > 1)
    if not held or not widths:
        return _Cut(0, 0, 1, len(found), 0, 0)
    width, often = widths.most_common(1)[0]
    fields = [field for record in held for field in record if field]
    later = [
        field
        for record in held
        for before, field in pairwise(record)
        if field and not (before[-1:].isdigit() and field[0].isdigit())
    ]
    return _Cut(
        cut=len(held) / len(found),
        alike=often / len(found),
        width=width,
        records=len(found),
        wordless=sum(not _LETTER.search(field) for field in fields) / len(fields),
        spaced=sum(field.startswith(" ") for field in later) / max(1, len(later)),
    )


def _is_table(mark: str, cut: _Cut) -> bool:
    if cut.width < 2 or cut.alike < _FEWEST_ALIKE:
        return False
    if cut.records == 1:
        return mark == "\t" or (cut.width > 2 and not cut.spaced)
    if mark in ",;|" and cut.spaced > 0.8 and cut.wordless < 0.5:
        # "Words, words" in line after line is prose or verse, unless every line is cut alike.
        return cut.alike > 0.9 and cut.width > 2 and cut.wordless > 0.2
    return cut.cut >= _FEWEST_CUT or (cut.alike >= 0.8 and cut.records > 2)
