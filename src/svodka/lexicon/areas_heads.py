"""The nouns that make an adjective an area, and the nouns that make it a street or a people."""

from __future__ import annotations

from dataclasses import dataclass

from svodka.lexicon.areas_tables import lines
from svodka.lexicon.areas_text import Words

_LISTS = {what: tuple(its_words.split(" ")) for what, its_words in lines("areas_heads.tsv")}

OBLAST = frozenset(_LISTS["oblast"])
_KRAI = frozenset(_LISTS["krai"])
_OKRUG = frozenset(_LISTS["okrug"])
_REPUBLIC = frozenset(_LISTS["republic"])
_FORMER = frozenset(_LISTS["former"])
_PLURAL_ENDINGS = _LISTS["plural endings"]
REPUBLIC_ONE = frozenset(_LISTS["one republic"])
REPUBLIC_MANY = frozenset(_LISTS["many republics"])
JOINERS = frozenset(_LISTS["joiners"])
PREPOSITIONS = frozenset(_LISTS["prepositions"])

# Nouns: with them an adjective is a street, a people, a clock or a place of nature.
NOT_AREA = _LISTS["not area"]
NOT_AREA_WORDS = frozenset(_LISTS["not area, whole"])
# Nouns of a regional office: with them the adjective of a town is its region.
OFFICE = _LISTS["office"]
SCHOOL = _LISTS["school"]
OFFICE_PREFIXES = frozenset(_LISTS["before office"])
ADJECTIVAL = _LISTS["adjective endings"]
# Before and after a name: then it is a river, a ship, a peninsula, a street.
NOT_BEFORE = _LISTS["not before name"]
NOT_BEFORE_WORDS = frozenset(_LISTS["not before name, whole"])
NOT_AFTER = frozenset(_LISTS["not after name"])

_LATIN = {
    "oblast": "O",
    "oblasts": "O",
    "region": "OK",
    "regions": "OK",
    "province": "OK",
    "krai": "K",
    "krais": "K",
    "kray": "K",
    "territory": "KO",
    "republic": "R",
    "republics": "R",
}

REGION = ("O", "K")  # what an English text calls every kind of area
_PEOPLES = (("republic",), ("republics",))
_STEMS = ("ск", "цк")
_AREA_ADJECTIVE = tuple(
    stem + ending
    for stem in _STEMS
    for ending in ("ий", "ая", "ого", "ой", "ому", "ую", "ою", "им", "ом", "ие", "их", "ими")
)


_SHORT = {"АО": "AO", "Аобл": "AO", "аобл": "AO", "AO": "AO", "ФО": "FO"}
_AUTONOMOUS = frozenset({"okrug", "okrugs", "oblast", "area", "region", "district"})
_SHORTEST_ADJECTIVE = 6  # «омский»


# Nouns of areas whose halves a line break may part.
NOUNS = OBLAST | _KRAI | _OKRUG | _REPUBLIC | {"ао", "аобл"}
# After these nouns the adjectives may follow: «область Тверская», «в областях: Тверской, Псковской».
BEFORE_ADJECTIVES = OBLAST | _KRAI | _REPUBLIC | {"ао", "аобл"}


@dataclass(frozen=True, slots=True)
class Head:
    """The noun after adjectives: letters of the heads that it may be, and the word after it.

    `letters` is empty for a former unit (губерния, АССР) that is another area.
    """

    letters: tuple[str, ...]
    after: int
    plural: bool = False


def is_area_adjective(word: str) -> bool:
    """Whether an unknown word looks like the adjective of a place."""
    return word.endswith(_AREA_ADJECTIVE) and len(word) > 5


def head(text: Words, index: int) -> Head | None:
    """The head noun that stands at a word, or None."""
    if index >= len(text):
        return None
    word = text.words[index]
    plural = word.endswith(_PLURAL_ENDINGS)
    if word in OBLAST:
        return Head(("O",), index + 1, plural)
    if word in _KRAI or (
        word == "кр" and text.folded[text.stops[index] : text.stops[index] + 1] == "."
    ):
        return Head(("K",), index + 1, plural)
    if word in _REPUBLIC:
        return Head(("R",), index + 1, plural)
    if word in _FORMER:
        return Head((), index + 1)
    if word in _LATIN:
        return Head(tuple(_LATIN[word]), index + 1, plural)
    return _two_words(text, index)


def _two_words(text: Words, index: int) -> Head | None:
    word = text.words[index]
    after = text.words[index + 1] if index + 1 < len(text) else ""
    plural = after.endswith(_PLURAL_ENDINGS)
    short = word == "авт" and text.gap(index) in {" ", "."}
    if short or word.startswith("автоном"):
        return Head(("AO",), index + 2, plural) if after in _OKRUG | OBLAST else None
    if word == "autonomous" and after in _AUTONOMOUS:
        return Head(("AO",), index + 2, plural=after.endswith("s"))
    if word.startswith("федеральн") and after in _OKRUG:
        return Head(("FO",), index + 2, plural)
    if word == "federal" and after in {"district", "districts"}:
        return Head(("FO",), index + 2, plural=after.endswith("s"))
    if word == "people" and text.words[index + 2 : index + 3] in _PEOPLES:
        return Head(("R",), index + 3, plural=text.words[index + 2].endswith("s"))
    if word.startswith("народн") and after in _REPUBLIC:
        return Head(("R",), index + 2)
    letter = _SHORT.get(text.shape(index, index)) or ("округ" if word in _OKRUG else "")
    return Head((letter,), index + 1) if letter else None
