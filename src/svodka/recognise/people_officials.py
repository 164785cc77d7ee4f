"""Names that need not seal a return: who answers for its rows, and who stood in an election.

A column of officials stays out of judging, and is blacked out whole, only where all of this holds:
its head names an office; each row is a place or an institution of its own, told in another column;
a further column holds figures; and no head asks for more of a person than a telephone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.model import Grid
from svodka.recognise.people_heads import asks_for_more, is_reach, names_persons
from svodka.recognise.people_look import Look, is_figure, names_a_body
from svodka.recognise.people_names import LONGEST, Strength

_OFFICE = expression(
    r"ответствен|исполнител|руководител|глав[аыу](?!\w)|начальник|директор|куратор|комиссар(?!иат)|подпис|заведующ"
    r"|председател|секретар|должностн|представител\w+\s+(?:администрац|учрежд)|специалист|инспектор",
    re.I,
)
_PLACE = expression(
    r"район|округ|муниципал|территор|област|субъект|регион|город|поселен|школ|учрежд|организац|предприят"
    r"|больниц|отдел|подразделен|орган(?!\w*из)|комиссариат|наименован",
    re.I,
)
_ELECTED = ("бюллетен", "избирател", "голос", "кандидат")
_CONTEST = ("чемпионат", "турнир", "спортсмен", "игрок", "команда", "очк", "голы", "медал", "кубок")
_HEAD_ROWS = 12
_SAID = 3
_SENTENCE = 400
_TENTHS = 9


def officials(look: Look) -> frozenset[int]:
    """The columns that hold officials who answer for rows of figures, with their telephones."""
    grid = look.grid
    heads = [
        (row, column)
        for row, cells in enumerate(grid.rows[:_HEAD_ROWS])
        for column, value in enumerate(cells)
        if isinstance(value, str) and len(value) <= LONGEST and _OFFICE.search(value)
    ]
    for row, _ in heads:
        columns = frozenset(column for at, column in heads if at == row)
        if _is_return(look, row, columns):
            return columns | _reached(grid, row)
    return frozenset()


def _is_return(look: Look, head: int, columns: frozenset[int]) -> bool:
    grid = look.grid
    if any(asks_for_more(value) for cells in grid.rows[: head + 1] for value in cells):
        return False
    body = [cells for cells in grid.rows[head + 1 :] if any(cells[c] is not None for c in columns)]
    places = [
        column
        for column in range(grid.width)
        if column not in columns and _are_places(grid.rows[head][column], [r[column] for r in body])
    ]
    reached = _reached(grid, head)
    others = [c for c in range(grid.width) if c not in columns and c not in reached]
    figures = any(
        2 * sum(is_figure(cells[column]) for cells in body) > len(body)
        for column in others
        if not _is_numbering([cells[column] for cells in body])
    )
    named = any(
        isinstance(cells[column], str)
        and (
            look.named.get(str(cells[column]), Strength.NOTHING) >= Strength.PAIR
            or (column not in places and names_persons(grid.rows[head][column]))
        )
        for cells in body
        for column in others
    )
    return len(body) > 1 and bool(places) and figures and not named


def _are_places(head: object, cells: Sequence[object]) -> bool:
    """Whether cells are places or institutions, each in one row only."""
    texts = [value.strip() for value in cells if isinstance(value, str) and value.strip()]
    distinct = len(set(texts)) * 10 >= _TENTHS * len(cells)
    said = isinstance(head, str) and bool(_PLACE.search(head))
    return distinct and (said or 2 * sum(map(names_a_body, texts)) > len(texts))


def _is_numbering(cells: Sequence[object]) -> bool:
    numbers = [value for value in cells if value is not None]
    return [str(value).rstrip(".").removesuffix(".0") for value in numbers] == [
        str(index) for index in range(1, len(numbers) + 1)
    ]


def _reached(grid: Grid, head: int) -> frozenset[int]:
    return frozenset(c for c, value in enumerate(grid.rows[head]) if is_reach(value))


def are_public(look: Look) -> bool:
    """Whether a grid is the record of a vote or of a contest, where names are of public persons."""
    said = " ".join(
        [*look.grid.before, *(text for text in look.words if len(text) <= _SENTENCE)]
    ).lower()
    if not any(sum(word in said for word in words) >= _SAID for words in (_ELECTED, _CONTEST)):
        return False
    return not any(asks_for_more(text) or is_reach(text) for text in look.words)
