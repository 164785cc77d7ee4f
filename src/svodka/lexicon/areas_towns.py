"""Towns and municipalities of running text: places below the areas, which have a name and no code."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from svodka.lexicon.areas_tables import lines
from svodka.lexicon.areas_text import Words

_WHERE = frozenset({"в", "во", "из", "под", "по", "in", "near", "from"})
_TOWN = frozenset(
    {"г", "гор", "город", "города", "городе", "городу", "городом", "поселке", "пос", "пгт", "селе",
     "деревне", "станице", "ауле", "хуторе"}
)  # fmt: skip
_OF_TOWN = frozenset({"города", "поселка", "села", "деревни"})
_DISTRICT = ("район", "округ", "улус", "сельсовет", "поселени", "district")
_KIND = ("муниципальн", "городск", "сельск", "административн")
_ADJECTIVAL = (
    "ский",
    "ского",
    "скому",
    "ском",
    "ским",
    "ной",
    "ного",
    "ном",
    "цкий",
    "цком",
    "цкого",
)
# «муниципального района «Койгородский»», «МР «Койгородский»»: the name follows in quotes.
_NAMED = frozenset({"мр", "мо", "го", "сп", "гп", "мун"})
_NAMED_AS = (*_DISTRICT, "образовани")
_LONGEST = 4


@cache
def _forms() -> dict[tuple[str, ...], bool]:
    """The words of every form → whether a preposition before it is enough."""
    found: dict[tuple[str, ...], bool] = {}
    for kind, form in lines("areas_town_forms.tsv"):
        words = tuple(form.replace("-", " ").split(" "))
        found[words] = found.get(words, False) or kind == "W"
    return found


@cache
def _first() -> frozenset[str]:
    return frozenset(words[0] for words in _forms())


def places(text: Words) -> tuple[tuple[int, int], ...]:
    """(start, stop) in the folded text of every town and municipality, in order.

    A town is one by the word before it («в Саратове», «г. Саратов»), a municipality by its noun
    («в Алейском районе»); which area it lies in is not said.
    """
    return tuple(
        (text.starts[first], text.stops[last - 1]) for first, last in _spans(text) if last > first
    )


def _spans(text: Words) -> Iterator[tuple[int, int]]:
    index = 1
    while index < len(text):
        after = index
        if text.capital(index):
            after = _town(text, index) or _district(text, index) or _quoted(text, index) or index
            yield index, after
        index = max(after, index + 1)


def _town(text: Words, index: int) -> int:
    """The word after the town that begins at a word, or 0."""
    before = text.words[index - 1]
    called = before in _TOWN | _OF_TOWN and text.gap(index - 1) in {" ", "."}
    if before == "г" and index > 1 and text.words[index - 2].isdigit():
        called = False
    if text.words[index] in _first():
        for length in range(_LONGEST, 0, -1):
            words = text.words[index : index + length]
            if len(words) == length and words in _forms():
                enough = _forms()[words] and before in _WHERE and text.gap(index - 1) == " "
                return index + length if called or enough else 0
    return index + 1 if called and before in _TOWN else 0


def _district(text: Words, index: int) -> int:
    """The word after «Алейском муниципальном районе», or 0."""
    if not text.words[index].endswith(_ADJECTIVAL) and not text.words[index].isascii():
        return 0
    place = index + 1
    while place < len(text) and text.gap(place - 1) == " " and text.words[place].startswith(_KIND):
        place += 1
    if place >= len(text) or text.gap(place - 1) != " ":
        return 0
    word = text.words[place]
    return place + 1 if word.startswith(_DISTRICT) else 0


def _quoted(text: Words, index: int) -> int:
    """The word after the name in quotes behind «муниципального района» or its initials, or 0."""
    before = text.words[index - 1]
    if not (before in _NAMED or before.startswith(_NAMED_AS)) or '"' not in text.gap(index - 1):
        return 0
    ends = range(index, min(index + _LONGEST, len(text) - 1))
    return next((end + 1 for end in ends if '"' in text.gap(end)), 0)
