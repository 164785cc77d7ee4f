"""Stages that a sentence names around a number, by the codebook's words in any order and ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from svodka.lexicon.patterns import expression
from svodka.model import Codebook

_WORD = expression(r"[^\W\d_]+")
_KEPT_WHOLE = 4
_PASSIVE = expression(r"(?:ено|ены|ена|ен|ано|аны|ана|ито|ены|ли|ло|ла|ть|ся|лись|лось)$")
_VERBAL = expression(
    rf"{_PASSIVE.pattern}|[аеиуя]л(?:ся)?$|(?:енн|анн|вш|ят|яет|ют)(?:ы|ых|ые|ый|ая|ой|ого|ому|о|а|"
    r"ие|их|ий|им|ими)?(?:ся)?$"
)
# What somebody agreed or wished to do is not done: «согласились заключить контракт».
_INFINITIVE = expression(r"(?:ть|ти|чь)(?:ся)?$")
_NOT = expression(r"(?<![^\W_])не $")


@dataclass(frozen=True, slots=True)
class Said:
    """A code with the words that print it: offsets of the sentence."""

    code: str
    start: int
    stop: int
    unit: str = ""
    target: bool = False


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The beginning of a folded word that its forms share; short words stay whole."""
    bare = _PASSIVE.sub("", word) if len(word) > _KEPT_WHOLE + 1 else word
    if bare != word and len(bare) >= _KEPT_WHOLE:
        return bare[:-1] if bare.endswith(("вл", "бл", "пл", "мл")) else bare
    if len(word) <= _KEPT_WHOLE:
        return word
    return word[: max(_KEPT_WHOLE, len(word) - 2)]


@lru_cache(maxsize=4096)
def _stems(words: str) -> tuple[tuple[str, bool], ...]:
    """The stems of a phrase, each with whether only a verb or participle can print it, and no infinitive."""
    found = _WORD.findall(words)
    return tuple(
        (
            stem(word),
            not word.isascii() and bool(_PASSIVE.search(word)) and not _INFINITIVE.search(word),
        )
        for word in found
    )


def measure(text: str, start: int, stop: int, at: int, codebook: Codebook) -> Said | None:
    """The measure named within a stretch of a sentence: the most words, then the nearest to `at`."""
    entries = tuple((m.code, m.unit, m.words) for m in codebook.measures if not m.derived)
    said = _best(text, start, stop, at, entries)
    targets = {measure.code for measure in codebook.measures if measure.target}
    return replace(said, target=said.code in targets) if said else None


def category(text: str, start: int, stop: int, at: int, codebook: Codebook) -> Said | None:
    """The category named within a stretch of a sentence."""
    entries = tuple((c.code, "", c.words) for c in codebook.categories)
    return _best(text, start, stop, at, entries)


def _best(
    text: str, start: int, stop: int, at: int, entries: Sequence[tuple[str, str, tuple[str, ...]]]
) -> Said | None:
    tokens = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text, start, stop)]
    best: tuple[int, int, Said] | None = None
    for code, unit, phrases in entries:
        for phrase in phrases:
            stems = _stems(phrase)
            place = _placed(tokens, stems)
            if place is None:
                continue
            first, last = place
            if _NOT.search(text[:first]) and ("не", False) not in stems:
                continue
            distance = max(first - at, at - last, 0)
            if best is None or (len(stems), -distance) > best[:2]:
                best = (len(stems), -distance, Said(code, first, last, unit))
    return best[2] if best else None


def _is(word: str, wanted: str) -> bool:
    """Whether a short word stands in one of its endings: «дел», «дела»."""
    return word == wanted or (len(wanted) > _NOUN and word in {wanted + "а", wanted + "о"})


_NOUN = 2


def _placed(
    tokens: Sequence[tuple[str, int, int]], stems: Sequence[tuple[str, bool]]
) -> tuple[int, int] | None:
    """Where all the stems stand, in any order."""
    places: list[tuple[int, int]] = []
    for wanted, verb in stems:
        hit = next(
            (
                (first, last)
                for word, first, last in tokens
                if (_is(word, wanted) if len(wanted) < _KEPT_WHOLE else word.startswith(wanted))
                and (first, last) not in places
                and (not verb or (_VERBAL.search(word) and not _INFINITIVE.search(word)))
            ),
            None,
        )
        if hit is None:
            return None
        places.append(hit)
    if not places:
        return None
    return min(first for first, _ in places), max(last for _, last in places)
