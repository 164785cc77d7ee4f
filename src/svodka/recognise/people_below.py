"""What stands below a head that speaks of persons: a head alone proves nothing, names or numbers under it do.

A word such as "detainee" is a head only where names stand under it: it may as well be the title of a film.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Value
from svodka.recognise.people_heads import Heads, is_tax
from svodka.recognise.people_look import Look, names_a_body
from svodka.recognise.people_marks import text_of
from svodka.recognise.people_names import is_given_pair

_NUMBERED = expression(r"[A-ZА-Я]{0,4}[\s№-]*(?:\d[\s№-]*){6,20}")
_HEAD_REACH = 15
_ENOUGH = 2
_RUN = 3
SAMPLE = 400


def head_says_so(look: Look) -> bool:
    """Whether some head says that persons stand below, and what stands there does not contradict it."""
    grid = look.grid
    heads = Heads(look.words)
    if _are_approached(look, heads):
        return True
    if not heads.names and not heads.identifiers:
        return False
    names = _places(look, look.texts(heads.names))
    identifiers = _places(look, look.texts(heads.identifiers))
    return (
        any(_words_below(grid, *cell) for cell in names)
        or any(_beside(name, other) for name in names for other in identifiers if name != other)
        or any(_numbers_below(grid, *cell) for cell in _places(look, look.texts(heads.documents)))
        or any(_reached_below(grid, *cell) for cell in _places(look, look.texts(heads.reached)))
        or bool(identifiers and _surnames(look))
        or (heads.contacts and _names_given(look.words) >= _ENOUGH)
    )


def mostly_offices(rows: Sequence[Sequence[Value]]) -> bool:
    """Whether half of some rows name an office or an institution."""
    return 2 * sum(any(names_a_body(value) for value in cells) for cells in rows) >= len(rows)


def _are_approached(look: Look, heads: Heads) -> bool:
    """Whether names of the West stand under the word for a person, or under "name" beside what came of it."""
    if not heads.persons and not (heads.plain and heads.came):
        return False
    came = _places(look, look.texts(heads.came))
    return any(
        _named_from(look.grid, *cell) for cell in _places(look, look.texts(heads.persons))
    ) or any(
        _named_from(look.grid, *cell)
        for cell in _places(look, look.texts(heads.plain))
        if any(_in_one_line(cell, other) for other in came)
    )


def _in_one_line(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] == other[0] or one[1] == other[1]


def _named_from(grid: Grid, row: int, column: int) -> bool:
    """Whether from a head downwards, or to the right, at least half of what stands there is names."""
    below = [cells[column] for cells in grid.rows[row + 1 : row + 1 + SAMPLE]]
    return any(
        (held := _names_given(texts)) >= _ENOUGH and 2 * held >= len(texts)
        for line in (below, grid.rows[row][column + 1 :])
        if (texts := [value for value in line if type(value) is str and value.strip()])
    )


def _names_given(texts: Sequence[str] | set[str]) -> int:
    """How many texts are a given name with a surname, and no body of any kind."""
    return sum(is_given_pair(text.strip()) and not names_a_body(text) for text in texts)


def _places(look: Look, wanted: set[str]) -> list[tuple[int, int]]:
    if not wanted:
        return []
    return [
        (row, column)
        for row, cells in enumerate(look.grid.rows)
        for column, value in enumerate(cells)
        if type(value) is str and value in wanted and column not in look.left_out
    ][:SAMPLE]


def _beside(name: tuple[int, int], other: tuple[int, int]) -> bool:
    rows, columns = abs(name[0] - other[0]), abs(name[1] - other[1])
    return rows <= 1 or (columns == 0 and rows <= _HEAD_REACH)


def _numbers_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "passport" reads like document numbers."""
    rows = grid.rows[row + 1 : row + 1 + SAMPLE]
    below = [(text, cells) for cells in rows if (text := text_of(cells[column]).strip())]
    numbers = [(text, cells) for text, cells in below if _NUMBERED.fullmatch(text)]
    if is_tax(grid.rows[row][column]) and mostly_offices([cells for _, cells in numbers]):
        # Twelve digits are a person's, ten an organisation's.
        numbers = [(text, cells) for text, cells in numbers if len(text) > len("7700000000")]
    return len(numbers) >= _ENOUGH and 2 * len(numbers) >= len(below)


def _reached_below(grid: Grid, row: int, column: int) -> bool:
    """Whether telephones stand under a head, and not those of offices."""
    rows = [cells for cells in grid.rows[row + 1 : row + 1 + SAMPLE] if cells[column] is not None]
    reached = [cells for cells in rows if _NUMBERED.fullmatch(text_of(cells[column]).strip())]
    return len(reached) >= _ENOUGH and 2 * len(reached) >= len(rows) and not mostly_offices(reached)


def _words_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "surname" reads like names."""
    below = [cells[column] for cells in grid.rows[row + 1 : row + 1 + SAMPLE]]
    texts = [value for value in below if isinstance(value, str) and value.strip()]
    some = sum(bool(re.match(r"[\W\d_]*[^\W\d_]{2,}", text)) for text in texts)
    return some >= 1 and 2 * some >= len(texts)


def _surnames(look: Look) -> bool:
    """Whether some column is mostly surnames; beside a birth year or an address that is a list."""
    for column in look.named_columns:
        texts = look.column(column)
        held = sum(text in look.named for text in texts)
        if held >= _RUN and 2 * held >= len(texts):
            return True
    return False
