"""Adjectives behind their noun: «область Тверская», «в областях: Тверской, Псковской и Новгородской»."""

from __future__ import annotations

from collections.abc import Callable

from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_text import Words

Item = tuple[int, int, str]  # the first word, the word after, the code
Find = Callable[[int], tuple[int, dict[str, str]] | None]

_MOST = 90
_BEFORE_LIST = frozenset({" ", ":"})
_OPEN = frozenset({" ", "-", ""})
_LOWER_UNITS = frozenset({"район", "р", "г", "город", "пгт", "поселок", "село", "с", "улус"})


def behind(text: Words, index: int, find: Find) -> tuple[int, list[Item]] | None:
    """The word after such a list, and its items, where the noun at a word begins one.

    `find` gives the longest adjective of an area that begins at a word, with its codes by noun.
    What follows must close the last item, else its own noun may stand there («область Тверской
    университет покинул»).
    """
    noun = heads.head(text, index)
    abbreviated = text.words[index] in {"обл", "респ"}
    if noun is None or noun.after != index + 1:
        return None
    gap = text.gap(index)
    if gap not in _BEFORE_LIST and not (abbreviated and gap == "."):
        return None
    items: list[Item] = []
    place = noun.after
    while place < len(text) and len(items) < _MOST:
        found = find(place) if text.capital(place) else None
        code = (
            next((c for letter in noun.letters if (c := found[1].get(letter))), "") if found else ""
        )
        if found is None or not code or _own_noun(text, found[0]):
            break
        items.append((place, found[0], code))
        place = _next(text, found[0])
    if not items or not _closed(text, items, plural=noun.plural):
        return None
    return items[-1][1], items


def _own_noun(text: Words, after: int) -> bool:
    return text.gap(after - 1) in _OPEN and heads.head(text, after) is not None


def _next(text: Words, after: int) -> int:
    """The word at which the next item may begin; far away where none may."""
    if after >= len(text) or text.gap(after - 1) not in {",", " "}:
        return len(text)
    if text.words[after] not in heads.JOINERS:
        return after if text.gap(after - 1) == "," else len(text)
    return after + 1


def _closed(text: Words, items: list[Item], *, plural: bool) -> bool:
    """Whether nothing that may be the noun of the last item follows it."""
    after = items[-1][1]
    if after >= len(text) or text.gap(after - 1) not in _OPEN:
        return True
    if text.gap(after - 1) == "-" and text.folded[text.stops[after - 1]] == "-":
        return False
    return (
        (plural and len(items) > 1)
        or text.words[after] in _LOWER_UNITS
        or text.gap(after - 1) == "-"
    )
