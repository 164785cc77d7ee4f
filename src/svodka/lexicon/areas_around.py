"""What stands around a name or adjective: a quotation, a hyphen, a surname, a street make it no area."""

from __future__ import annotations

from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_forms import Name
from svodka.lexicon.areas_text import Words
from svodka.lexicon.patterns import expression

_QUOTES = '"'
_LONGEST_TITLE = 50
_COMPANY = 4
_OPENING = expression(r"(?<![^\W_])\" ?$")
_MODEL = expression(r"[ -]*\w{0,3} ?\"")
_OF_A_FIRM = frozenset({"times", "post", "спг"})
_KUBAN = frozenset({"кубань", "кубанью"})
_LATIN_BEFORE = frozenset(
    {"in", "from", "the", "at", "near", "central", "to", "and", "of", "for", "around", "greater"}
)


def is_club(text: Words, index: int) -> bool:
    """«ЦСКА и Кубань»: the river's name is the region only after a preposition."""
    before = text.words[index - 1] if index else ""
    return text.words[index] in _KUBAN and before not in heads.PREPOSITIONS


def is_surname(text: Words, index: int, after: int, name: Name) -> bool:
    """Whether a name is a person's or a part of another: "David Moscow", "Kansas City"."""
    if after < len(text) and text.gap(after - 1) == " " and text.words[after] in _OF_A_FIRM:
        return True
    if not text.words[index].isascii():
        return False
    if name.kind == "state":
        return after < len(text) and text.words[after] == "city"
    before = text.words[index - 1] if index else ""
    return (
        bool(before)
        and name.code.startswith(("RU-", "UA-"))
        and text.gap(index - 1) == " "
        and text.capital(index - 1)
        and before not in _LATIN_BEFORE
    )


def after_quote(text: Words, index: int) -> bool:
    """«Петербургский дневник»: what a quotation opens and soon closes is a title, not speech."""
    start = text.starts[index]
    if text.folded[start - 1 : start] != _QUOTES:
        return False
    return _QUOTES in text.folded[start : start + _LONGEST_TITLE]


def quoted(text: Words, index: int, after: int) -> bool:
    """«Москва», « Кузбасс - Т », «Москва 24»: nothing but a model or number stands beside it."""
    folded = text.folded
    start, stop = text.starts[index], text.stops[after - 1]
    opening = _OPENING.search(folded, max(0, start - 3), start)
    return opening is not None and _MODEL.match(folded, stop) is not None


def is_company(text: Words, index: int) -> bool:
    """«ЛУКОЙЛ-Коми»: the second half of a name whose first half is all capitals."""
    if not index or text.gap(index - 1) != "-":
        return False
    first, own = text.shape(index - 1, index - 1), text.shape(index, index)
    return len(first) >= _COMPANY and first.isupper() and not own.isupper()


def quoted_after(text: Words, after: int) -> bool:
    """НАО «Заря»: an abbreviation before a quotation is a kind of company."""
    stop = text.stops[after - 1]
    return text.folded[stop : stop + 2].strip().startswith(_QUOTES) and (
        text.folded[stop : stop + 1] == " "
    )


def hyphenated_before(text: Words, index: int) -> bool:
    """«Усть-Москва», «крымско-татарский»: the second half of a compound is no mention."""
    start = text.starts[index]
    if index == 0 or text.folded[start - 1 : start] != "-":
        return False
    return text.stops[index - 1] == start - 1 and not text.capital(index - 1)


def second_half(text: Words, index: int) -> bool:
    """«Северо-Тверская»: the adjective is the second half of another place's."""
    start = text.starts[index]
    return (
        index > 0
        and text.stops[index - 1] == start - 1
        and text.folded[start - 1 : start] == "-"
        and text.words[index - 1].endswith(("о", "е"))
    )


def hyphenated_after(text: Words, after: int) -> bool:
    """«Москва-река», «Россия-сегодня»: the first half of a compound is no mention."""
    stop = text.stops[after - 1]
    if text.folded[stop : stop + 1] != "-" or after >= len(text):
        return False
    if text.starts[after] != stop + 1:
        return False
    return text.words[after] in heads.NOT_AFTER or not text.capital(after)


def _no_area(word: str) -> bool:
    """Whether an adjective before this noun is a street, a people, a clock, a place of nature."""
    return word.startswith(heads.NOT_AREA) or word in heads.NOT_AREA_WORDS


def before_anything(text: Words, after: int) -> bool:
    """Whether an adjective may be an area before the words that follow."""
    first, *more = text.words[after : after + 2]
    return not _no_area(first) and not (
        first.endswith(heads.ADJECTIVAL) and any(map(_no_area, more))
    )


def before_noun(text: Words, after: int, nouns: tuple[str, ...]) -> bool:
    """Whether one of some nouns follows, with nothing but adjectives and «вице-» between."""
    for place in range(after, min(after + 3, len(text))):
        word = text.words[place]
        if word.startswith(nouns):
            return True
        if word not in heads.OFFICE_PREFIXES and not word.endswith(heads.ADJECTIVAL):
            return False
    return False


def may_stand_alone(text: Words, index: int, after: int) -> bool:
    """Whether a noun of its own follows an adjective: «московских», «Московского Художественного театра».

    A capital adjective before another name is a surname or a town; in a title it is the title's.
    """
    gap = text.gap(after - 1)
    if text.words[after].isdigit() or (text.capital(index) and after_quote(text, index)):
        return False
    if gap.startswith(_QUOTES) or not text.capital(index):
        return gap == " " or gap.startswith(_QUOTES)
    if gap != " ":
        return False
    if text.words[after] in heads.JOINERS | heads.PREPOSITIONS:
        return False
    if not text.capital(after) or text.words[after].startswith(("кремл", *heads.OFFICE)):
        return True
    return (
        text.words[after].endswith(heads.ADJECTIVAL)
        and text.gap(after) == " "
        and not text.capital(min(after + 1, len(text) - 1))
    )
