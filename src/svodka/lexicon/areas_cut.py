"""Adjectives of areas cut short: «Свердл. обл.», and without their noun before a number: «в Липецкой – 40»."""

from __future__ import annotations

from functools import cache

from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_forms import forms
from svodka.lexicon.areas_text import Words

_SHORTEST = 3


def before_noun(text: Words, index: int) -> str:
    """The oblast that the cut word before its noun begins, where only one does; or empty."""
    before = text.words[index - 1] if index else ""
    if text.words[index] not in heads.OBLAST or len(before) < _SHORTEST:
        return ""
    if text.gap(index - 1) != "." or not text.capital(index - 1):
        return ""
    codes = _begun(before)
    return next(iter(codes)) if len(codes) == 1 else ""


def stands_before_number(text: Words, index: int, after: int) -> bool:
    """Whether an adjective in the feminine has a dash and a number behind it, as items of a list have."""
    digit = after < len(text) and text.words[after].isdigit()
    capital = text.capital(index) and text.words[after - 1].endswith("ой")
    return digit and capital and text.gap(after - 1) == "-"


@cache
def _begun(beginning: str) -> frozenset[str]:
    """The oblasts whose adjective begins so."""
    found = (
        meaning.get("O", "")
        for word, entries in forms().adjectives.items()
        if word.startswith(beginning)
        for its_words, meaning in entries
        if len(its_words) == 1
    )
    return frozenset(code for code in found if code)
