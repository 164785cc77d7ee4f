"""A text as words with their places: matching sees folded words, answers are offsets of the raw text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from svodka.lexicon.folding import INVISIBLE, fold_in_place

_WORD = re.compile(r"[^\W_]+")
_NOT_PLAIN = re.compile(f"[{INVISIBLE}\u0300-\u036f]")
_BREAK = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\f|\t")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words of a text with the offsets of `raw`, where `plain` has one letter for each.

    `starts[i]` and `stops[i]` are offsets into `folded`, which `raw_place` turns into offsets
    of the text itself.
    """

    shown: str
    folded: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    stops: tuple[int, ...]
    places: tuple[int, ...] | None

    def __len__(self) -> int:
        return len(self.words)

    def raw_place(self, offset: int) -> int:
        """The offset of the untouched text for an offset of the folded one."""
        return offset if self.places is None else self.places[offset]

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next one, folded; a blank line is one \\n."""
        if index + 1 >= len(self.words):
            return "\n"
        between = self.folded[self.stops[index] : self.starts[index + 1]]
        if len(between) > 1 and _BREAK.search(
            self.shown, self.stops[index], self.starts[index + 1]
        ):
            return "\n"
        return between.strip() or " "

    def capital(self, index: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.shown[self.starts[index]].isupper()

    def shape(self, first: int, last: int) -> str:
        """The words as shown, from one to another, both included."""
        return self.shown[self.starts[first] : self.stops[last]]


def words(text: str) -> Words:
    """The words of a text."""
    shown, places = _composed(text)
    folded = fold_in_place(shown)
    found = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded)]
    its_words, starts, stops = zip(*found, strict=True) if found else ((), (), ())
    return Words(shown, folded, tuple(its_words), tuple(starts), tuple(stops), places)


def _composed(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text in NFC without invisible characters, and the raw offset of each of its letters."""
    if _NOT_PLAIN.search(text) is None:
        return text, None
    letters: list[str] = []
    places: list[int] = []
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and (unicodedata.combining(text[stop]) or text[stop] in INVISIBLE):
            stop += 1
        cluster = "".join(letter for letter in text[start:stop] if letter not in INVISIBLE)
        for letter in unicodedata.normalize("NFC", cluster):
            letters.append(letter)
            places.append(start)
        start = stop
    places.append(len(text))
    return "".join(letters), tuple(places)
