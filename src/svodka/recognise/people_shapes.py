"""A column that lists people is told by its shape where its names are of no known ending.

Its texts are two to four words in capitals, hardly a word stands twice, none is a place or a thing;
half of them hold some part that is borne as a name. Lone surnames must end as surnames do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from svodka.lexicon import areas
from svodka.lexicon.given_names import GIVEN_NAMES, PASSPORT_NAMES
from svodka.lexicon.patterns import expression
from svodka.model import Value, text_places
from svodka.recognise.people_abroad import is_chinese, is_part_abroad, is_particle
from svodka.recognise.people_names import LONGEST, blacked, cleaned, is_cyrillic, masked
from svodka.recognise.people_scripts import (
    are_of_another_script,
    are_western_and_bare,
    folded,
)
from svodka.recognise.people_things import STREETS, is_thing, known_places

_AROUND = "0123456789 \t\n.,;:+-–—−%()/№*«»\"'"
_NOTE = expression(r"[(\[].*?(?:[)\]]|$)|\b\d{4}\b|(?<=\w)\s[–—-]\s.*$", re.DOTALL)
_TOKEN = expression(r"[^\W\d_]+(?:['’ʻ`-][^\W\d_]+)*\.?")
_RANK = expression(
    r"(?i:рядов\w+|ефрейтор|мл|ст|сержант|старшина|прапорщик|гр|гр-н|гр-ка|гражданин|гражданка|мобилизованный"
    r"|осужд[её]нн\w+|лейтенант|капитан|майор|mr|mrs|ms)\b\.?"
)
_SURE = expression(
    r"(?i:[а-яё]{2,}(?:ов|ев|ёв|ова|ева|ёва|енко|[вгджзклмнпрстф]чук|щук|нюк|швили|дзе|зода|заде"
    r"|уллин|уллина|утдинов|[аеоиу][нмлрвс]ян|ьянц))"
)
_LIKELY = expression(
    r"(?i:[а-яё]{2,}(?:ин|ын|ина|ына|[сц]кий|[сц]кая|ых|их|ко|ук|юк|ян|ич|ець|ец))"
)
# Ends of given names from Kazan to Almaty, asked of words with letters of those languages only.
_TURKIC = expression(r"[а-яё]{2,}(?:жан|бек|гул|нур|хан|зак|бай|гали|кызы|улы|тай|нар|гын|ай|аит)")
_LATIN_SURE = expression(r"(?i:[a-z'’]{2,}(?:[oe]v|[oe]va|enko|chuk|shvili|yan))")
_PLACE = expression(r"[а-я-]+(?:[оеи]во|[иы]но|[сц]к|град|бург|поль|юрт|кала|абад)")
_OF_A_PLACE = expression(r"(?:г|с|д|п|х|пос|дер|пгт|ст)\.\s*")
_ADJECTIVAL = expression(r"(?i:[а-яё-]{2,}[сц]к(?:ий|ая))")
_MOST, _PART = 0.75, 0.5
_FEWEST, _RUN, _SEVERAL, _SHORT, _TRIED, _SAMPLE = 2, 3, 4, 8, 24, 400


class _Shape:
    """One text as a name might be written: its words in capitals, initials apart."""

    __slots__ = ("initials", "proven", "words")

    def __init__(self, words: tuple[str, ...], initials: int) -> None:
        self.words = words
        self.initials = initials
        self.proven = (
            any(map(_is_part, words))
            or is_chinese(list(words))
            # A surname in letters that Russian has not.
            or any(folded(word) != word.lower() and _ends_surely(word) for word in words)
        )


def has_names_by_shape(
    rows: Sequence[Sequence[Value]], *, out: frozenset[int], signed: frozenset[int]
) -> bool:
    """Whether a column, two side by side, a row, or cells two by two have the shape of names.

    `out` are columns and `signed` the ids of rows that are not looked at.
    """
    kept = [cells for cells in rows if id(cells) not in signed]
    by_column: dict[int, list[str]] = {}
    for cells in kept:
        for column in text_places(cells):
            text = str(cells[column])
            if column not in out and text.strip():
                by_column.setdefault(column, []).append(text)
    columns = {c: texts for c, texts in sorted(by_column.items()) if len(texts) >= _FEWEST}
    return (
        any(map(is_list_by_shape, columns.values()))
        or any(
            are_parts_of_names(list(zip(texts[:-1:2], texts[1::2], strict=False)))
            for texts in columns.values()
            if len(texts) > _RUN
        )
        or any(
            are_parts_of_names(_side_by_side(kept, column))
            for column in columns
            if column + 1 in columns
        )
        or any(
            is_list_by_shape(texts)
            for cells in kept[:_TRIED]
            if len(texts := [v for v in cells if type(v) is str and is_cyrillic(v)]) >= _RUN
            and all(" " in text.strip() for text in texts)
        )
    )


_ENDING = expression(r"(.+)\.([A-Za-z]{2,5})")


def calls_a_person(name: str) -> bool:
    """Whether a name of a sheet or a file is a surname with a further name behind it."""
    made = shape(name.replace("_", " "))
    if made is None or len(made.words) + made.initials < _FEWEST:
        return False
    return _ends_surely(made.words[0])


def calls_by_surname(name: str) -> bool:
    """Whether a sheet is called by one word that is hardly anything but a surname."""
    made = shape(name.replace("_", " "))
    return made is not None and len(made.words) == 1 and _ends_surely(made.words[0])


def masked_path(path: str) -> str:
    """A path without whoever it names: folders and files are called by surname and name too."""
    parts = masked(path).split("/")
    return "/".join(
        blacked(stem) + dot + end if calls_a_person(stem) else stem + dot + end
        for stem, dot, end in (_cut(part) for part in parts)
    )


def _cut(part: str) -> tuple[str, str, str]:
    """The stem of a file name, its dot and its ending; a dot behind initials ends none."""
    found = _ENDING.fullmatch(part)
    return (found[1], ".", found[2]) if found else (part, "", "")


def _side_by_side(rows: Sequence[Sequence[Value]], column: int) -> list[tuple[str, str]]:
    return [
        (one, other)
        for cells in rows[:_SAMPLE]
        if type(one := cells[column]) is str and type(other := cells[column + 1]) is str
    ]


def is_list_by_shape(texts: Sequence[str]) -> bool:
    """Whether the texts of a column are names of persons, going by their shape."""
    if are_of_another_script(texts[:_SAMPLE]) or are_western_and_bare(texts[:_SAMPLE]):
        return True
    if _may_be(texts[:_TRIED]):
        held = [without_rank(text) for text in texts[:_SAMPLE]]
        if _are_names(held) or (_RUN <= len(held) <= _SHORT and _are_names(held[1:])):
            return True
    return False


def _may_be(tried: Sequence[str]) -> bool:
    """A first look: most begin with a capital or a number, or all were typed without capitals."""
    small = sum(text[:1].islower() and text[1:2] != "." for text in tried)
    return 2 * small <= len(tried) or all(
        text.islower() or text[1:2] == "." or _RANK.match(text)
        for text in tried
        if text[:1].islower()
    )


def without_rank(text: str) -> str:
    """A text without the rank before a name."""
    found = _RANK.match(text) if len(text) <= LONGEST else None
    return text[found.end() :].lstrip() if found and found.end() < len(text) else text


def _are_names(texts: Sequence[str]) -> bool:
    small = [text for text in texts if text.islower()]
    if small and len(small) >= _MOST * len(texts):
        return _in_small_letters(small)
    held = [shape(text) for text in texts[:_SAMPLE]]
    shapes = [one for one in held if one is not None]
    if len(shapes) < _FEWEST or len(shapes) < _MOST * len(held):
        return False
    if not _differ(one.words[0].lower() for one in shapes):
        return _are_kin(shapes)
    several = [one for one in shapes if len(one.words) + one.initials > 1]
    if len(several) < _FEWEST or len(several) < _PART * len(held):
        return _are_surnames(shapes, len(held))
    proven = sum(one.proven for one in several)
    if sum(bool(one.initials) for one in several) >= _MOST * len(held):
        surnames = sum(any(_ends_surely(w) or _is_part(w) for w in one.words) for one in several)
        if is_cyrillic(several[0].words[0]):
            return surnames > 0 or len(several) > _FEWEST
        return surnames >= _FEWEST and surnames >= _PART * len(several)
    return proven >= _FEWEST and proven >= _PART * len(several)


def _in_small_letters(texts: Sequence[str]) -> bool:
    """Names that somebody typed without capitals: nearly all end so, half with a part that is known."""
    held = [
        one for text in texts if (one := shape(text.title())) and len(one.words) + one.initials > 1
    ]
    # "12 месяцев 2015 г." ends as a name with an initial does, in every row alike.
    if not held or not _differ(one.words[0] for one in held):
        return False
    sure = sum(
        one.proven or any(map(_ends if one.initials else _ends_surely, one.words)) for one in held
    )
    proven = sum(one.proven or one.initials > 0 for one in held)
    return sure >= _FEWEST and sure >= _MOST * len(texts) and proven >= _PART * len(texts)


def are_parts_of_names(texts: Sequence[tuple[str, str]]) -> bool:
    """Whether texts side by side, or one below another, are surnames and given names.

    All given names stand on one side, or every pair is of parts borne abroad.
    """
    if not _may_be([one for one, _ in texts[:_TRIED]]):
        return False
    pairs = [(shape(one), shape(other)) for one, other in texts[:_SAMPLE]]
    held = [
        (one.words, other.words)
        for one, other in pairs
        if one and other and not one.initials + other.initials
    ]
    if len(held) < _FEWEST or len(held) < _MOST * len(pairs):
        return False
    least = _MOST * len(held)
    left = sum(is_given_name(one[0]) for one, _ in held)
    right = sum(is_given_name(other[0]) for _, other in held)
    if max(left, right) >= least and min(left, right) <= len(held) - least:
        return _differ(one[0] + other[0] for one, other in held)
    proven = sum(
        all(_is_part(word) or _ends_surely(word) for word in (one[-1], other[-1]))
        or is_chinese([*one, *other])
        for one, other in held
    )
    return proven >= least and left + right < 2 * least


def _are_kin(shapes: Sequence[_Shape]) -> bool:
    """Members of one family share a word, and each has a given name beside it."""
    return all(len(one.words) > 1 and sum(map(_is_part, one.words)) > 0 for one in shapes) and (
        _differ(one.words[-1].lower() for one in shapes)
    )


def _differ(words: Iterator[str]) -> bool:
    """Whether hardly a word stands twice: what begins alike is a kind of thing, not a surname."""
    counted = Counter(words)
    return counted.most_common(1)[0][1] <= max(1, _PART * counted.total())


def _are_surnames(shapes: Sequence[_Shape], total: int) -> bool:
    """Whether words that stand alone end as surnames do: not all of them alike, as wares do."""
    alone = [one.words[0] for one in shapes if len(one.words) == 1]
    sure = sum(map(_ends_surely, alone))
    if sure == total <= _SEVERAL:
        return True
    if sure == 0 and len(alone) == total >= _SEVERAL:
        # Districts are of one gender, persons seldom.
        ends = Counter(word.lower()[-3:] for word in alone if _ADJECTIVAL.fullmatch(word))
        return len(ends) > 1 and ends.total() == total
    likely = sum(map(_ends, alone))
    return (
        len(alone) >= _SEVERAL
        and sure >= _FEWEST
        and 4 * sure >= len(alone)
        and likely >= _MOST * total
    )


def _ends(word: str) -> bool:
    return _ends_surely(word) or bool(_LIKELY.fullmatch(word)) or _is_part(word)


def _ends_surely(word: str) -> bool:
    """Whether a word ends as hardly anything but a surname does."""
    sure = _SURE.fullmatch(word) or _LATIN_SURE.fullmatch(word) or _SURE.fullmatch(folded(word))
    return bool(sure) and not is_given_name(word)


@lru_cache(maxsize=1 << 14)
def shape(text: str) -> _Shape | None:
    """The words of a name, or nothing where a text cannot be one."""
    if len(text) > LONGEST:
        return None
    bare = _NOTE.sub(" ", cleaned(text)).strip(_AROUND)
    tokens = _TOKEN.findall(bare)
    if not 1 <= len(tokens) <= 5 or is_thing(tokens) or _is_place(bare):
        return None
    words: list[str] = []
    initials = 0
    dotted = "." in text
    for token in tokens:
        word = token.rstrip(".")
        if is_particle(word):
            continue
        if len(word) == 1 and word.islower() and dotted and len(tokens) <= _RUN:
            # An initial in a small letter: nothing else is written so beside a word in capitals.
            initials += 1
            continue
        if not word[0].isupper():
            parts = word.split("-")
            if not (is_particle(parts[0]) and parts[-1][0].isupper()):
                return None
        if len(word) == 1 or (len(word) == 2 and word.isupper() and words and not _is_part(word)):
            initials += 1
        else:
            words.append(word)
    if not 1 <= len(words) <= 4 or (initials and len(words) > 2) or initials > 2:
        return None
    return _Shape(tuple(words), initials)


@lru_cache(maxsize=1 << 14)
def _is_part(word: str) -> bool:
    """Whether a word is borne as a given name, or beyond Russian endings as any part of a name."""
    if not is_cyrillic(word):
        return word.lower() in PASSPORT_NAMES or is_part_abroad(word)
    return is_given_name(word) or is_part_abroad(word) or _is_part_folded(folded(word), word)


def _is_part_folded(plain: str, word: str) -> bool:
    """Whether a word in letters beyond the Russian ones is a part of a name as Russians would type it."""
    return plain != word.lower() and (
        is_given_name(plain) or is_part_abroad(plain) or bool(_TURKIC.fullmatch(plain))
    )


def is_given_name(word: str) -> bool:
    """Whether a word is a given name."""
    return word.lower().replace("ё", "е") in GIVEN_NAMES


@lru_cache(maxsize=1 << 14)
def _is_place(text: str) -> bool:
    """Whether a text is a place that is known, ends as places do, or is a street called after somebody."""
    low = _OF_A_PLACE.sub("", text.lower().replace("ё", "е"))
    return (
        low in known_places()
        or low in STREETS
        or bool(_PLACE.fullmatch(low))
        or bool(areas.find(text))
    )
