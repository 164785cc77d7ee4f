"""The generated table of inflected forms, keyed by words; a form that is not there names nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from svodka.lexicon.areas_tables import lines
from svodka.lexicon.patterns import expression

T = TypeVar("T")
Words = tuple[str, ...]
ByFirst = dict[str, tuple[tuple[Words, T], ...]]

_WORD = expression(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in one of its forms; `shape` is the exact spelling of an abbreviation."""

    code: str
    kind: str
    shape: str = ""
    after_republic: bool = False


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms by their first word: all their words with what they mean, longest first.

    `adjectives` give, for the head noun that follows (O oblast, K krai, AO autonomous okrug or
    oblast, FO federal district, R republic), the code. `alone` are adjectives that mean an
    area without a noun: codes, each with the nouns before which it does ("any", "office", "school").
    """

    names: ByFirst[Name]
    adjectives: ByFirst[dict[str, str]]
    alone: ByFirst[tuple[tuple[str, str], ...]]


def words_of(form: str) -> Words:
    """The letters-and-digits runs of a folded form: hyphens and spaces part words alike."""
    return tuple(_WORD.findall(form))


def _by_first(forms: Iterable[tuple[Words, T]]) -> ByFirst[T]:
    found: dict[str, list[tuple[Words, T]]] = {}
    for words, meaning in forms:
        found.setdefault(words[0], []).append((words, meaning))
    return {
        first: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])))
        for first, entries in found.items()
    }


@cache
def forms() -> Forms:
    """The table, loaded once."""
    names: dict[Words, Name] = {}
    adjectives: dict[Words, dict[str, str]] = {}
    alone: dict[Words, tuple[tuple[str, str], ...]] = {}
    for kind, form, code, note in lines("areas_forms.tsv"):
        words = words_of(form)
        if kind == "A":
            adjectives.setdefault(words, {})[note] = code
        elif kind == "S":
            alone[words] = (*alone.get(words, ()), (code, note))
        elif kind == "U":
            names[words] = Name(code, "abbreviation", shape=note)
        else:
            names.setdefault(words, Name(code, note, after_republic=kind == "P"))
    return Forms(_by_first(names.items()), _by_first(adjectives.items()), _by_first(alone.items()))
