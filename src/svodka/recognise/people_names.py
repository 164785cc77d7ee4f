"""What a name of a person looks like, in whatever form it is written; nobody in particular is known.

Strength says how much a text alone proves: a patronymic is hardly anything else, a surname with
initials seldom, a given name with another word sometimes, a lone surname nothing without others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache

from svodka.lexicon.folding import INVISIBLE, SPACES, TO_CYRILLIC, one_alphabet
from svodka.lexicon.given_names import GIVEN_NAMES, PASSPORT_NAMES
from svodka.lexicon.patterns import expression
from svodka.recognise.people_abroad import is_part_abroad
from svodka.recognise.people_things import bears_it, is_place_called_so, is_thing


class Strength(IntEnum):
    """How much a text proves that it names a person."""

    NOTHING = 0
    SURNAME = 1
    PAIR = 2
    INITIALS = 3
    FULL = 4


LONGEST = 90
_LONG = 4000
_FURTHER = "ӘӨҮҰҢҒҚҲЎІЇЄҐӢӮҶ"
_CAPITAL = f"[А-ЯЁ{_FURTHER}]"
_LETTER = f"[А-ЯЁа-яё{_FURTHER}{_FURTHER.lower()}'’`]"
_ALPHA = f"[А-ЯЁа-яё{_FURTHER}{_FURTHER.lower()}]"
# A search skips quickly to what its pattern begins with, so what may not stand before comes after.
_FIRST = rf"{_CAPITAL}(?<!{_ALPHA}.)"
_REST = rf"{_LETTER}{{1,40}}(?:-{_CAPITAL}{_LETTER}{{1,40}})?"
_WORDLY = rf"{_CAPITAL}{_REST}"
# Adjectives and nouns in -овн that are no patronymics.
_NO_FATHER = (
    r"(?!(?i:осн|безусл|усл|верх|дух|церк|ур|кр|люб|сл|гот|сын|бесп|полнокр|хладнокр)ов[нН])"
)
_SUFFIX = (
    r"ович|евич|ьич|мич|кич|тич|овн|евн|(?:ьин|мин|кин|кит|вв)ичн|йович|"
    r"івн|ївн|авіч|евіч|овіч|аўн|еўн|ұлы|қызы|улы|кызы|зода"
)
_PATRONYMIC = (
    rf"{_NO_FATHER}(?:{_CAPITAL}{_LETTER}{{1,40}}(?:{_SUFFIX}|{_SUFFIX.upper()})"
    rf"(?i:а|у|е|ем|ом|ы|і|и|ой|ою|ай)?)(?!{_ALPHA})"
)
# Words of headings in capitals that stand where a surname or initials would.
_SMALL_WORDS = (
    r"НА|ПО|ЗА|ДО|ОТ|ИЗ|НЕ|НИ|КО|СО|ВО|ОБ|ИЛИ|ПРИ|ДЛЯ|БЕЗ|НАД|ПОД|ПРО|ЧТО|КАК|ВСЕ|ВСЕХ|ИХ|ЕГО"
    r"|ЭТО|ЭТОМ|ТОМ|ЧИСЛЕ"
)
_KIN = r"(?i:оглы|оглу|кызы|кизи|қизи|қызы|угли|ўғли|улы|ұлы|уулу|зода)"
_FULL = expression(
    rf"{_FIRST}(?<!(?=(?:{_SMALL_WORDS})\s).)(?:{_REST},?\s{{1,9}}(?:{_PATRONYMIC}|{_WORDLY}\s{{1,9}}{_KIN}(?!{_ALPHA}))"
    rf"|{_LETTER}{{1,40}}зода,?\s{{1,9}}{_WORDLY})"
)
_SMALL_FULL = expression(
    rf"([а-яё]{{2,}})\s+[а-яё]{{3,}}(?:ович|евич|овн|евн|ичн|ильич)(?:а|у|ем|ы|е|ой)?(?!{_ALPHA})"
)
_DOTTED = expression(
    rf"{_FIRST}(?:{_REST},?\s{{1,9}}{_CAPITAL}\.\s?{_CAPITAL}\.(?!{_ALPHA})"
    rf"|\.\s?{_CAPITAL}\.\s?{_WORDLY})"
)
_INITIALS = expression(rf"{_CAPITAL}\.\s?{_CAPITAL}\.")
# An initial, or two, without which no name with initials is asked for.
_LONE = expression(rf"{_CAPITAL}(?<!{_ALPHA}.)(?:\.|{_CAPITAL}?(?!{_ALPHA}))")
_ENDING = (
    r"(?i:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|[сц]к(?:ий|ой|ая|их)|ых|ко|ук|юк|ян|дзе|швили|ич|ец)"
)
_SURNAME = rf"{_CAPITAL}{_LETTER}{{1,40}}{_ENDING}(?:-{_CAPITAL}{_LETTER}{{1,40}})?(?!{_ALPHA})"
_ANY_SURNAME = expression(_SURNAME)
_BARE = (
    rf"{_CAPITAL}{_LETTER}{{1,40}}(?i:(?:ов|ев|ёв)(?:[ауе]|ым|ой)?|ин(?:[ау]|ым|ой)?)"
    rf"(?:-{_CAPITAL}{_LETTER}{{1,40}})?"
)
_BARE_SURNAME = expression(_BARE)
_LONE_PATRONYMIC = expression(
    rf"{_NO_FATHER}{_CAPITAL}{_LETTER}{{2,40}}(?i:(?:[оеё]вич|ьич)(?:а|у|ем|ом)?|[оеё]вн(?:а|ы|е|у|ой)|ичн(?:а|ы|е|у|ой))"
)
_NO_INITIALS = rf"(?!(?:АО|ГО|МР|МО|ГП|СП|НП|РФ|{_SMALL_WORDS})(?![А-Яа-я]))"
_UNDOTTED = expression(
    rf"(?<!{_ALPHA})(?:{_BARE},?\s+{_NO_INITIALS}{_CAPITAL}\s?{_CAPITAL}(?!{_ALPHA})"
    rf"|{_SURNAME},?\s+{_CAPITAL}\.(?!{_ALPHA}))"
    rf"|{_FIRST}(?:\s{_CAPITAL}\s{_SURNAME}|\.\s?{_SURNAME})"
)
_CAPITALS = expression(rf"{_CAPITAL}.{{0,{LONGEST}}}?{_CAPITAL}", re.DOTALL)
_LATIN_WORDLY = r"[A-Z][A-Za-z'’‘ʻ`-]{1,40}"
_LATIN_FULL = expression(
    rf"\b{_LATIN_WORDLY},?\s+{_LATIN_WORDLY},?\s+(?:{_LATIN_WORDLY}(?:[oe]vich|[oe]vna|ichna|OVICH|EVICH|OVNA|EVNA)"
    rf"|(?:{_LATIN_WORDLY}\s+)?(?i:o['’‘ʻ`]?g['’‘ʻ`]?li|ugli|oglu|qizi|kizi|kyzy|uulu))\b"
)
_LATIN_SURNAME = expression(
    r"(?i)[a-z'’-]{2,}(?:[oe]v|[oe]va|in|ina|enko|uk|yan|skii?|skiy|sky|skaya|dze|shvili)"
)
_PLAIN = expression(r"[ -@\[-`{-~А-яЁё«»–№]*")
_SMALL_SIGNS = ("ович", "евич", "овн", "евн", "ичн", "ильич")
_LATIN_SIGNS = tuple(
    form
    for part in ("vich", "vna", "chna", "li", "izi", "yzy", "lu")
    for form in (part, part.upper())
)
_CYRILLIC = expression("[\u0400-\u04ff]")
_WORD = expression(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SPREAD = expression(r"[^\W_](?<!\w.) (?:\w ){1,40}\w(?!\w)")
_LONE_LATIN = expression(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
FIGURES = "0123456789 \t\n\u00a0\u202f.,;:+-–—−%()/№*"
_AROUND_NAMES = FIGURES + "«»\"'"
_BROKEN = expression(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")
_TOGETHER = expression(rf"{_FIRST}{_REST}(?:,?\s{{1,3}}{_WORDLY}){{1,3}}(?!{_ALPHA})")
_BEFORE_IT = expression(rf"{_WORDLY},?\s{{1,3}}$")
_AFTER_IT = expression(rf",?\s{{1,3}}{_WORDLY}(?!{_ALPHA})")
_WORDS = 4
_LONG_PART = 5
_STEM = 5
_TITLES = r"(?:(?:[а-яё]+|Героя|Советского|Союза|Российской|Федерации|России|Социалистического|Труда)\s+){0,6}"
# "Named after" and "street", each after its first letter.
_NAMER = r"[ИиПпУуНнБб](?<![^\W\d_].)"
_MEMORY = rf"(?:м(?:\.|\s|ени\b)|М(?:\.|\s|ЕНИ\b)|амяти\b)[\s«\"]*{_TITLES}"
_STREET = (
    r"(?:л(?:\.|\s|иц[аеы]\b|ощад[ьи]\b)|росп(?:\.|ект\b)|р(?:\.|-т\b)|ер(?:\.|еул[а-я]+\b)"
    r"|аб(?:\.|ережн[а-я]+\b)|ульвар\b|-р\b)\s*"
)
_NAMED_AFTER = expression(rf"{_NAMER}(?:{_MEMORY}|{_STREET})$")
_IN_MEMORY = expression(
    rf"{_NAMER}(?:{_MEMORY}(?:{_CAPITAL}\.\s?){{0,3}}(?:{_WORDLY}\s?){{0,3}}(?:{_CAPITAL}\.\s?){{0,2}}"
    rf"|{_STREET}(?:{_CAPITAL}\.\s?){{0,2}}{_WORDLY})"
)
_MEMORIAL = expression(r"(?i:имени|памяти)\b")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_STRESS = dict.fromkeys((0x300, 0x301))
_SPACE = dict.fromkeys(map(ord, SPACES), " ")
HIDDEN = "█"
_MARKED = expression(r"\w")
_LETTERS = expression(r"[^\W\d_]")


@lru_cache(maxsize=1 << 16)
def strength(text: str) -> Strength:
    """How much a text proves that it names a person."""
    if not text.strip(FIGURES) or (len(text) <= LONGEST and is_place_called_so(text)):
        return Strength.NOTHING
    if len(text) > _LONG:
        return _in_long_text(text)
    if not is_cyrillic(text):
        return _latin(text)
    return _small(text) if text == text.lower() else _cyrillic(_IN_MEMORY.sub("_ ", cleaned(text)))


def _cyrillic(plain: str) -> Strength:
    bare = plain.strip(_AROUND_NAMES)
    if " " not in bare:
        return _word(bare)
    if not _CAPITALS.search(plain):
        return _small(plain.lower())
    if _is_full(plain):
        return Strength.FULL
    if _LONE.search(plain) and (_DOTTED.search(plain) or _UNDOTTED.search(plain)):
        return Strength.INITIALS
    return _together(_WORD.findall(bare)) if len(bare) <= LONGEST else Strength.NOTHING


def _together(words: Sequence[str]) -> Strength:
    """Two to four words in capitals: sure with a surname and a given name."""
    if len(words) not in (2, 3, 4) or not all(word[0].isupper() for word in words):
        return Strength.NOTHING
    if is_thing(words):
        return Strength.NOTHING
    surnames = [bool(_BARE_SURNAME.fullmatch(word)) for word in words]
    if not any(map(_given, words)):
        # A surname with a word in capitals is a name where a whole column is made so.
        return Strength.SURNAME if any(surnames) and len(words) < _WORDS else Strength.NOTHING
    sure = any(found and not _given(word) for found, word in zip(surnames, words, strict=True))
    return Strength.INITIALS if sure else Strength.PAIR


def _word(bare: str) -> Strength:
    """A patronymic is proof even alone; a surname alone only weakly."""
    if _LONE_PATRONYMIC.fullmatch(bare):
        return Strength.PAIR
    return Strength.SURNAME if _BARE_SURNAME.fullmatch(bare) else Strength.NOTHING


def _is_full(text: str) -> bool:
    return _is_latin_full(text) or bool(_FULL.search(text))


def _is_latin_full(text: str) -> bool:
    """A transliterated patronymic; behind a given name of the West -ovich ends a surname."""
    if not any(sign in text for sign in _LATIN_SIGNS):
        return False
    found = _LATIN_FULL.search(text)
    before = found[0].split()[-2].lower() if found else ""
    return found is not None and (before not in GIVEN_NAMES or before in PASSPORT_NAMES)


def _in_long_text(text: str) -> Strength:
    """Running text is searched as it stands: cleaning it would take longer than reading it."""
    if _is_full(text):
        return Strength.FULL
    dotted = _INITIALS.search(text) and _DOTTED.search(text)
    return Strength.INITIALS if dotted else Strength.NOTHING


def is_cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters."""
    return not text.isascii() and bool(_CYRILLIC.search(text))


def cleaned(text: str) -> str:
    """The text in one alphabet a word, without breaks, soft hyphens and letters spread apart."""
    plain = text if _PLAIN.fullmatch(text) else _plain(text)
    if _SPREAD.search(plain):
        plain = _SPREAD.sub(lambda found: found[0].replace(" ", ""), plain)
    return " ".join(plain.split())


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).translate(_STRESS)
    plain = _BROKEN.sub("", plain).translate(_SPACE)
    plain = one_alphabet(plain)
    if not plain.isascii():
        plain = _LONE_LATIN.sub(lambda found: found[0].translate(TO_CYRILLIC), plain)
    return plain


def _small(text: str) -> Strength:
    if not any(sign in text for sign in _SMALL_SIGNS):
        return Strength.NOTHING
    found = _SMALL_FULL.search(cleaned(text))
    return Strength.FULL if found and _given(found[1]) else Strength.NOTHING


def _latin(plain: str) -> Strength:
    """Transliterated names only: those of other languages prove nothing alone."""
    if _is_latin_full(plain):
        return Strength.FULL
    words = _WORD.findall(plain) if len(plain) <= LONGEST else []
    if len(words) not in (2, 3, 4):
        return Strength.NOTHING
    given = [word.lower() in PASSPORT_NAMES for word in words]
    if not any(given):
        return Strength.NOTHING
    slavic = [bool(_LATIN_SURNAME.fullmatch(word)) for word in words]
    paired = any(
        given[i] and slavic[k] for i in range(len(words)) for k in range(len(words)) if i != k
    )
    return Strength.PAIR if paired else Strength.NOTHING


@lru_cache(maxsize=1 << 15)
def is_given_pair(text: str) -> bool:
    """Two to four words in capitals, one of them a given name, in any alphabet."""
    bare = text.strip(_AROUND_NAMES)
    return (
        len(text) <= LONGEST
        and " " in bare
        and bare[0].isupper()
        and bare[bare.rindex(" ") + 1].isupper()
        and _is_pair(_WORD.findall(bare))
    )


def _is_pair(words: Sequence[str]) -> bool:
    return (
        len(words) in (2, 3, 4)
        and all(word[0].isupper() for word in words)
        and any(_given(word) for word in words)
    )


def is_given(text: str) -> bool:
    """Whether a text is one given name and nothing else."""
    return len(text) <= LONGEST and " " not in text and _given(text.strip(_AROUND_NAMES))


def _given(word: str) -> bool:
    plain = word.lower().replace("ё", "е")
    return plain in GIVEN_NAMES or (
        "-" in plain and any(part in GIVEN_NAMES for part in plain.split("-") if part)
    )


def _is_bare_surname(word: str) -> bool:
    return bool(_BARE_SURNAME.fullmatch(word)) and not _given(word)


def _borne(word: str) -> bool:
    """Whether a word is a given name, of whatever people."""
    return _given(word) or (len(word) >= _LONG_PART and is_part_abroad(word))


def masked(text: str) -> str:
    """The text with names of persons blacked out, letter by letter, so that no offset moves.

    What is named after somebody (a street, a school) keeps its name.
    """
    if len(text) < len("А.Б.Вг") or text.isascii() or not _CAPITALS.search(text):
        return text
    plain = one_alphabet(text)
    for start, stop in _named_in(plain):
        if (
            not _NAMED_AFTER.search(plain[max(0, start - LONGEST) : start])
            and not _MEMORIAL.match(plain, start)
            and not is_place_called_so(plain[start:stop])
            and not bears_it(plain[max(0, start - LONGEST) : start])
        ):
            text = text[:start] + HIDDEN * (stop - start) + text[stop:]
    return text


def begins_with_name(text: str) -> bool:
    """Whether a line begins with a surname and what follows of a name, as a line of a list does."""
    plain = cleaned(text[: 2 * LONGEST]).lstrip(_AROUND_NAMES)
    first = next(_named_in(plain), None) or ((0, 1) if _UNDOTTED.match(plain) else None)
    return first is not None and first[0] == 0 and not _INITIALS.match(plain)


def is_named_after(text: str) -> bool:
    """Whether a text speaks of a street, a school or a prize that bears somebody's name."""
    return bool(_IN_MEMORY.search(text))


def blacked(text: str) -> str:
    """Every letter and digit of a text blacked out."""
    return _MARKED.sub(HIDDEN, text)


def blacked_letters(text: str) -> str:
    """Every letter of a text blacked out; its figures stay."""
    return _LETTERS.sub(HIDDEN, text)


def _named_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where names stand: in full with the surname around them, with initials, or as a sure pair."""
    for found in _FULL.finditer(plain):
        before = _BEFORE_IT.search(plain, max(0, found.start() - LONGEST), found.start())
        after = _AFTER_IT.match(plain, found.end())
        yield before.start() if before else found.start(), after.end() if after else found.end()
    if _INITIALS.search(plain):
        yield from (found.span() for found in _DOTTED.finditer(plain))
    for found in _TOGETHER.finditer(plain):
        words = list(_WORD.finditer(plain, *found.span()))
        # What is called a place or a house ends there: a person may be named behind it.
        things = [index for index, word in enumerate(words) if is_thing([word[0]])]
        words = words[things[-1] + 1 :] if things else words
        said = [word[0] for word in words]
        if any(
            _borne(one) and other != one and not _given(other) and _ANY_SURNAME.fullmatch(other)
            for one in said
            for other in said
        ) or (any(map(_given, said)) and any(map(_is_bare_surname, said))):
            yield words[0].start(), found.end()


def how_many(text: str) -> int:
    """How many persons a text names in full or with initials, each once however often."""
    if text.isascii() or not _CAPITALS.search(text):
        return 0
    plain = _plain(text)
    found = (match[0] for pattern in (_FULL, _DOTTED) for match in pattern.finditer(plain))
    return len({name[:_STEM] for name in found})
