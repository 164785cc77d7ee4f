"""What a name of a person looks like, in whatever form it is written; nobody in particular is known.

Strength says how much a text alone proves: a patronymic is hardly anything else, a surname with
initials seldom, a given name with another word sometimes, a lone surname nothing without others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from svodka.lexicon.folding import INVISIBLE, SPACES, TO_CYRILLIC, one_alphabet
from svodka.lexicon.given_names import GIVEN_NAMES, PASSPORT_NAMES


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
_WORDLY = rf"{_CAPITAL}{_LETTER}+(?:-{_CAPITAL}{_LETTER}+)?"
# Adjectives and nouns in -овн that are no patronymics.
_NO_FATHER = (
    r"(?!(?i:осн|безусл|усл|верх|дух|церк|ур|кр|люб|сл|гот|сын|бесп|полнокр|хладнокр)ов[нН])"
)
_SUFFIX = r"ович|евич|ьич|мич|кич|тич|нич|лич|овн|евн|ичн|йович|івн|ївн|авіч|евіч|овіч|аўн|еўн|ұлы|қызы|улы|кызы|зода"
_PATRONYMIC = (
    rf"{_NO_FATHER}(?:{_CAPITAL}{_LETTER}+(?:{_SUFFIX}|{_SUFFIX.upper()})"
    rf"(?i:а|у|е|ем|ом|ы|і|и|ой|ою|ай)?)(?!{_LETTER})"
)
_KIN = r"(?i:оглы|оглу|кызы|кизи|қизи|қызы|угли|ўғли|улы|ұлы|уулу|зода)"
_FULL = re.compile(
    rf"(?<!{_LETTER}){_WORDLY},?\s+{_PATRONYMIC}"
    rf"|(?<!{_LETTER}){_WORDLY},?\s+{_WORDLY}\s+{_KIN}(?!{_LETTER})"
    rf"|(?<!{_LETTER}){_CAPITAL}{_LETTER}+зода,?\s+{_WORDLY}"
)
_SMALL_FULL = re.compile(
    rf"(?<!{_LETTER})([а-яё]{{2,}})\s+[а-яё]{{3,}}(?:ович|евич|овн|евн|ичн|ильич)(?:а|у|ем|ы|е|ой)?(?!{_LETTER})"
)
_DOTTED = re.compile(
    rf"(?<!{_LETTER}){_WORDLY},?\s+{_CAPITAL}\.\s?{_CAPITAL}\.(?!{_LETTER})"
    rf"|(?<!{_LETTER}){_CAPITAL}\.\s?{_CAPITAL}\.\s?{_WORDLY}"
)
_ENDING = (
    r"(?i:ов|ев|ёв|ин|ын|ова|ева|ёва|ина|ына|[сц]к(?:ий|ой|ая|их)|ых|ко|ук|юк|ян|дзе|швили|ич|ец)"
)
_SURNAME = rf"{_CAPITAL}{_LETTER}+{_ENDING}(?:-{_CAPITAL}{_LETTER}+)?(?!{_LETTER})"
_BARE = rf"{_CAPITAL}{_LETTER}+(?i:ов|ев|ёв|ин|ова|ева|ёва|ина)(?:-{_CAPITAL}{_LETTER}+)?"
_BARE_SURNAME = re.compile(_BARE)
_NO_INITIALS = r"(?!(?:АО|ГО|МР|МО|ГП|СП|НП|РФ|СО|ВО|ДО)(?![А-Яа-я]))"
_UNDOTTED = re.compile(
    rf"(?<!{_LETTER}){_BARE},?\s+{_NO_INITIALS}{_CAPITAL}\s?{_CAPITAL}(?!{_LETTER})"
    rf"|(?<!{_LETTER}){_SURNAME},?\s+{_CAPITAL}\.(?!{_LETTER})"
    rf"|(?<!{_LETTER}){_CAPITAL}\s{_CAPITAL}\s{_SURNAME}|(?<!{_LETTER}){_CAPITAL}\.\s?{_SURNAME}"
)
_LATIN_FULL = re.compile(
    r"\b[A-Z][A-Za-z'’-]+,?\s+[A-Z][A-Za-z'’-]+,?\s+[A-Z][A-Za-z'’-]*(?:[oe]vich|[oe]vna|ichna|OVICH|EVICH|OVNA|EVNA)\b"
)
_LATIN_SURNAME = re.compile(
    r"(?i)[a-z'’-]{2,}(?:[oe]v|[oe]va|in|ina|enko|uk|yan|skii?|skiy|sky|skaya|dze|shvili)"
)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SPREAD = re.compile(r"(?<!\w)(?:\w ){2,}\w(?!\w)")
_LONE_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_BEFORE = re.compile(r"^[\s№\d.,)(/–—-]+")
_NAMED_AFTER = re.compile(
    r"(?i)(?:\bим\.?|\bимени|\bпамяти|\bул\.?|\bулица|\bпл\.?|\bпросп\.?|\bпр\.?|\bпер\.?)\s*$"
)
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))
_SPACE = dict.fromkeys(map(ord, SPACES), " ")
_HIDDEN = "█"


@lru_cache(maxsize=1 << 15)
def strength(text: str) -> Strength:
    """How much a short text proves that it names a person."""
    if len(text) > _LONG:
        return _in_long_text(text)
    if text == text.lower():
        return _small(text)
    if not is_cyrillic(text):
        return _latin(text)
    plain = cleaned(text)
    if _FULL.search(plain) or _LATIN_FULL.search(plain):
        return Strength.FULL
    if _DOTTED.search(plain) or _UNDOTTED.search(plain):
        return Strength.INITIALS
    bare = _BEFORE.sub("", plain).rstrip(" ,.;")
    words = _WORD.findall(bare) if len(bare) <= LONGEST else []
    if _is_pair(words):
        sure = any(_BARE_SURNAME.fullmatch(word) for word in words if not _given(word))
        return Strength.INITIALS if sure else Strength.PAIR
    return Strength.SURNAME if _BARE_SURNAME.fullmatch(bare) else Strength.NOTHING


def _in_long_text(text: str) -> Strength:
    """Running text is searched as it stands: cleaning it would take longer than reading it."""
    if _FULL.search(text) or _LATIN_FULL.search(text):
        return Strength.FULL
    return Strength.INITIALS if _DOTTED.search(text) else Strength.NOTHING


def is_cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters."""
    return not text.isascii() and bool(_CYRILLIC.search(text))


def cleaned(text: str) -> str:
    """The text in one alphabet a word, without breaks, soft hyphens and letters spread apart."""
    plain = unicodedata.normalize("NFC", text.translate(_INVISIBLE)).translate(_SPACE)
    plain = one_alphabet(plain)
    if not plain.isascii():
        plain = _LONE_LATIN.sub(lambda found: found[0].translate(TO_CYRILLIC), plain)
    if _SPREAD.search(plain):
        plain = _SPREAD.sub(lambda found: found[0].replace(" ", ""), plain)
    return " ".join(plain.split())


def _small(text: str) -> Strength:
    found = _SMALL_FULL.search(cleaned(text))
    return Strength.FULL if found and _given(found[1]) else Strength.NOTHING


def _latin(plain: str) -> Strength:
    """Transliterated names only: those of other languages prove nothing alone."""
    lower = plain.lower()
    if ("vich" in lower or "vna" in lower) and _LATIN_FULL.search(plain):
        return Strength.FULL
    words = _WORD.findall(plain) if len(plain) <= LONGEST else []
    if len(words) not in (2, 3):
        return Strength.NOTHING
    given = [word.lower() in PASSPORT_NAMES for word in words]
    slavic = [bool(_LATIN_SURNAME.fullmatch(word)) for word in words]
    paired = any(
        given[i] and slavic[k] for i in range(len(words)) for k in range(len(words)) if i != k
    )
    return Strength.PAIR if paired else Strength.NOTHING


def is_given_pair(text: str) -> bool:
    """Two to four words in capitals, one of them a given name, in any alphabet."""
    return len(text) <= LONGEST and " " in text.strip() and _is_pair(_WORD.findall(text))


def _is_pair(words: Sequence[str]) -> bool:
    return (
        len(words) in (2, 3, 4)
        and all(word[0].isupper() for word in words)
        and any(_given(word) for word in words)
    )


def _given(word: str) -> bool:
    plain = word.lower().replace("ё", "е")
    return plain in GIVEN_NAMES or any(part in GIVEN_NAMES for part in plain.split("-") if part)


def masked(text: str) -> str:
    """The text with names of persons blacked out, letter by letter, so that no offset moves.

    What is named after somebody (a street, a school) keeps its name.
    """
    if len(text) < len("А.Б.Вг") or text.isascii():
        return text
    plain = one_alphabet(text.translate(_SPACE))
    for pattern in (_FULL, _DOTTED):
        for found in pattern.finditer(plain):
            start, stop = found.span()
            if not _NAMED_AFTER.search(plain[max(0, start - 12) : start]):
                text = text[:start] + _HIDDEN * (stop - start) + text[stop:]
    return text
