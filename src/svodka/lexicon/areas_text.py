"""A text as words with their places: matching sees folded words, answers are offsets of the raw text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from svodka.lexicon.folding import INVISIBLE, fold_in_place
from svodka.lexicon.patterns import expression

_WORD = expression(r"[^\W_]+")
_NOT_PLAIN = expression(f"[{INVISIBLE}\u0300-\u036f]")
# A letter with the marks over it and the invisible characters behind it.
_CLUSTER = expression(f"[^{INVISIBLE}\u0300-\u036f]?[{INVISIBLE}\u0300-\u036f]+", re.DOTALL)
_HALVES = expression(r"(?<![\w-])([^\W\d_]+)- {0,3}([^\W\d_]+)(?![\w-])")
_BREAK = expression(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\f|\t")


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


def words(text: str, known: Container[str] = frozenset()) -> Words:
    """The words of a text; two halves that a line broke («Твер-», «ской») are a word if it is known."""
    shown, places = _composed(text)
    folded = fold_in_place(shown)
    found = [(match[0], match.start(), match.end()) for match in _WORD.finditer(folded)]
    if broken := _broken(shown, folded, known):
        found = [word for word in found if word[1] not in broken]
        found.extend(word for word in broken.values() if word is not None)
        found.sort(key=lambda word: word[1])
    its_words, starts, stops = zip(*found, strict=True) if found else ((), (), ())
    return Words(shown, folded, tuple(its_words), tuple(starts), tuple(stops), places)


def _broken(
    shown: str, folded: str, known: Container[str]
) -> dict[int, tuple[str, int, int] | None]:
    """Where each half of a broken word starts → the whole word, or None for its second half."""
    found: dict[int, tuple[str, int, int] | None] = {}
    for halves in _HALVES.finditer(folded):
        whole = halves[1] + halves[2]
        capitals = shown[halves.end(1) - 1].isupper(), shown[halves.start(2)].isupper()
        if whole in known and halves[1] not in known and capitals[0] >= capitals[1]:
            found[halves.start(1)] = (whole, halves.start(1), halves.end(2))
            found[halves.start(2)] = None
    return found


def _composed(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text in NFC without invisible characters, and the raw offset of each of its letters."""
    if _NOT_PLAIN.search(text) is None:
        return text, None
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for found in _CLUSTER.finditer(text):
        pieces.append(text[start : found.start()])
        places.extend(range(start, found.start()))
        visible = "".join(letter for letter in found[0] if letter not in INVISIBLE)
        pieces.append(unicodedata.normalize("NFC", visible))
        places.extend([found.start()] * len(pieces[-1]))
        start = found.end()
    pieces.append(text[start:])
    places.extend(range(start, len(text) + 1))
    return "".join(pieces), tuple(places)
