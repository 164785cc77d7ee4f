"""What reads as a footnote, a source or a rule above footnotes; such words stand under a table."""

from __future__ import annotations

import re

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
