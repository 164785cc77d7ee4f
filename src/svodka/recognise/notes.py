"""What reads as a footnote, a source or a rule above footnotes; such words stand under a table."""

from __future__ import annotations

import re

from svodka.lexicon.patterns import expression
from svodka.recognise.labels import note_mark

_NOTE_WORD = expression(
    r"\W*(?:примечани|источник|note|source|footnote|сноск|данные\sприведены|с\sучетом|без\sучета|"
    r"исп\b|исполнитель|ответственн|по\sданным|data\sfrom|data\sas\sof|расч[её]т)",
    re.IGNORECASE,
)
_SOURCE = expression(
    r"\W*(?:источники?|sources?)\s*[:.\u2013-]|\W*data\s(?:source|from|extracted)\b|"
    r"\W*(?:last\s(?:updated?|modified)|(?:date\sof\s)?(?:last\s)?update|extracted|downloaded|published|release\sdate|"
    r"suggested\scitation|статус|дата\s(?:обновления|выгрузки|публикации)|обновлено|выгружено|опубликовано)\b"
    r"(?:\s(?:of\sdata|on|at))?\s*[:\d]|table\swith\srow\sheaders\b",
    re.I,
)
_RULE = expression(r"[\W_¾]+")


def is_note(line: str) -> bool:
    """Whether words read as a footnote, a source or a rule above footnotes."""
    return bool(note_mark(line) or _NOTE_WORD.match(line) or _RULE.fullmatch(line))


def is_source(line: str) -> bool:
    """Whether words say where figures were taken from; a day in them is that of taking."""
    return _SOURCE.match(line) is not None
