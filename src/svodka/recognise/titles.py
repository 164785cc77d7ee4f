"""Words above a table are its title; words below it that explain it are its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svodka.recognise.labels import note_mark

_NOTE_WORD = re.compile(
    r"\W*(?:примечани|источник|note|source|footnote|сноск|данные\sприведены|с\sучетом|без\sучета|"
    r"исп\b|исполнитель|ответственн|по\sданным|data\sfrom|data\sas\sof|расч[её]т)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_¾]+")


def is_note(line: str) -> bool:
    """Whether words read as a footnote, a source or a rule above footnotes."""
    return bool(note_mark(line) or _NOTE_WORD.match(line) or _RULE.fullmatch(line))


def marks_of(lines: Iterable[str]) -> frozenset[str]:
    """The marks that footnote lines explain; digits only as far as they count up from 1."""
    found = {mark for line in lines if (mark := note_mark(line))}
    digits = {int(mark) for mark in found if mark.isdigit()}
    last = 0
    for digit in sorted(digits):
        if digit > last + 2:
            break
        last = digit
    return frozenset(mark for mark in found if not mark.isdigit() or int(mark) <= last)
