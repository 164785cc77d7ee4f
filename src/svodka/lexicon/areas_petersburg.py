"""The short and the former name of Saint Petersburg; the short one is also a first name."""

from __future__ import annotations

from svodka.lexicon import areas_around as around
from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_text import Words

_IN_PITER = frozenset({"в", "из", "под", "до", "для", "по", "о"})
_PITER = frozenset({"питер", "питера", "питере", "питеру", "питером"})
_LENINGRAD = frozenset({"ленинград", "ленинграда", "ленинграде", "ленинграду", "ленинградом"})
_LATIN = "leningrad"
_NOT_LENINGRAD = frozenset({"nuclear", "front", "military"})
NAMES = _PITER | _LENINGRAD | {_LATIN}


def names_it(text: Words, index: int) -> bool:
    """Whether the word there names the city by one of these names."""
    word = text.words[index]
    if word not in NAMES or not text.capital(index) or around.quoted(text, index, index + 1):
        return False
    if word in _LENINGRAD:
        return True
    before = text.words[index - 1] if index else ""
    following = min(index + 1, len(text) - 1)
    followed = text.gap(index) == " " and text.capital(following)
    if word == _LATIN:
        plant = following > index and text.words[following] in _NOT_LENINGRAD
        return before in heads.PREPOSITIONS and not followed and not plant
    return before in _IN_PITER and not followed
