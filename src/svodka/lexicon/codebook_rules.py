"""Rules of a codebook that cannot all hold: which of them, and at which key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from svodka.lexicon.folding import fold
from svodka.model import Area, Category, Codebook

# Table, place in it, key, and what was expected there.
Contradiction = tuple[str, int, str, str]


def contradictions(book: Codebook) -> Iterator[Contradiction]:
    """Every contradiction, in order of the tables of a codebook."""
    yield from _of_obligations(book)
    yield from _of_areas(book)
    yield from _of_categories(book)


def _of_obligations(book: Codebook) -> Iterator[Contradiction]:
    for number, one in enumerate(book.obligations):
        early, late = one.since_earliest, one.since_latest
        if early is not None and late is not None and early > late:
            yield "obligation", number, "since_earliest", f"no day after {late}"
        if one.code in {other.code for other in book.obligations[:number]}:
            yield "obligation", number, "code", f"{one.code!r} only once"


def _of_areas(book: Codebook) -> Iterator[Contradiction]:
    parents = {area.code: area.parent for area in book.areas}
    before: dict[str, list[Area]] = {}
    for number, area in enumerate(book.areas):
        yield from _dates("area", number, area)
        if any(_together(area, other) for other in before.get(area.code, ())):
            yield "area", number, "code", f"{area.code!r} once at a time"
        before.setdefault(area.code, []).append(area)
        above, steps = area.parent, 0
        while above and above != area.code and steps < len(parents):
            above, steps = parents.get(above, ""), steps + 1
        if above == area.code:
            yield "area", number, "parent", "an area that does not lie within it"


def _of_categories(book: Codebook) -> Iterator[Contradiction]:
    words: dict[str, Category] = {}
    for number, category in enumerate(book.categories):
        yield from _dates("category", number, category)
        for word in map(fold, category.words):
            other = words.setdefault(word, category)
            if other is not category and _together(other, category):
                mine = f"words of its own: {word!r} means {other.code!r}"
                yield "category", number, "words", mine


def _dates(table: str, number: int, one: Area | Category) -> Iterator[Contradiction]:
    if one.valid_from and one.valid_to and one.valid_from > one.valid_to:
        yield table, number, "valid_from", f"no day after {one.valid_to}"


def _together(one: Area | Category, other: Area | Category) -> bool:
    """Whether there is a day on which both are valid."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_to or date.max, other.valid_to or date.max)
