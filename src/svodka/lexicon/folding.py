"""Matching is done on folded text, never on the raw string; folding twice changes nothing more."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from svodka.lexicon.patterns import expression

# Latin letters that print like Cyrillic ones; lower-case k, m, t, h and b do not.
_LATIN = "ABCEHKMOPTXYaceopxy"
_CYRILLIC = "АВСЕНКМОРТХУасеорху"
TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)

SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10)])
)
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02d7\u2043\ufe58\ufe63\uff0d"
DOUBLE_QUOTES = "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2039\u203a\u2033"
SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u0060\u00b4"

# One character for one character: what may be done without moving any offset.
_SAME_LENGTH = {
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, DOUBLE_QUOTES), '"'),
    **dict.fromkeys(map(ord, SINGLE_QUOTES), "'"),
    ord("ё"): "е",
    ord("Ё"): "Е",
}
_REMOVED: dict[int, str | None] = dict.fromkeys(map(ord, INVISIBLE))

_BOTH_ALPHABETS = expression(r"[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_MIXED_WORD = expression(
    r"(?<![A-Za-zА-Яа-яЁё])(?:[A-Za-z]+[А-Яа-яЁё]|[А-Яа-яЁё]+[A-Za-z])[A-Za-zА-Яа-яЁё]*"
)
_ALIKE_TO_CYRILLIC = expression(f"[А-Яа-яЁё{_LATIN}]+")
_ALIKE_TO_LATIN = expression(f"[A-Za-z{_CYRILLIC}]+")
_RUN = expression(r" {2,}")
# Words of one alphabet each between figures and points: in lower case such a text is folded.
_PLAIN = expression(r"[ 0-9.,:;()%]*(?:(?:[а-я]+|[a-z]+)(?:[ 0-9.,:;()%]+|$))*")
_HYPHEN = expression(r"(?<=[^\W_]) ?- ?(?=[^\W_])")


def _one_alphabet(found: re.Match[str]) -> str:
    word = found[0]
    if _ALIKE_TO_CYRILLIC.fullmatch(word):
        return word.translate(TO_CYRILLIC)
    if _ALIKE_TO_LATIN.fullmatch(word):
        return word.translate(TO_LATIN)
    return word


def one_alphabet(text: str) -> str:
    """Latin look-alikes inside Cyrillic words (and the reverse) in the alphabet of their word.

    The length never changes.
    """
    if _BOTH_ALPHABETS.search(text) is None:
        return text
    return _MIXED_WORD.sub(_one_alphabet, text)


def fold_in_place(text: str) -> str:
    """The part of folding that keeps every offset: case, ё, spaces, dashes, quotes, look-alikes."""
    text = one_alphabet(text.translate(_SAME_LENGTH))
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """The form on which words are matched, by section 8 of the vocabulary.

    NFC; one kind of space, dash and quote; no invisible characters; ё is е; lower case; Latin
    look-alikes inside Cyrillic words are Cyrillic; runs of spaces are one, none at the ends; a
    hyphen between words has no spaces.
    """
    lower = text.lower()
    if "  " not in lower and _PLAIN.fullmatch(lower):
        return lower.strip(" ")
    return _folded(text)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(_REMOVED))
    text = unicodedata.normalize("NFC", fold_in_place(text).translate(_SAME_LENGTH))
    return _HYPHEN.sub("-", _RUN.sub(" ", text).strip(" "))
