"""A table whose rows are people is noticed before anything is derived from it; when unsure, seal.

What counts is what such lists are made of: a name beside something that identifies its bearer
(birth date, document, tax or insurance number, telephone, address), or a head that says so.
Names in Latin letters alone are not enough: tables of athletes and authors are no lists of
people approached. Names of people in Cyrillic alone are enough.

A return of figures is not sealed for who signed it, nor for a column of officials who answer for
its rows (`people_officials`), nor for candidates of an election: those names are blacked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from svodka.model import Grid, GridKind, Value
from svodka.recognise.people_below import head_says_so, mostly_offices
from svodka.recognise.people_cases import rows_are_cases
from svodka.recognise.people_look import SIGNS, Look, names_a_body, words_shown
from svodka.recognise.people_marks import (
    BIRTH,
    DOCUMENT,
    INSURANCE,
    LEAST_NUMBER,
    PHONE,
    identified,
    identifies,
    is_number_of_somebody,
    is_way_to_reach,
    text_of,
)
from svodka.recognise.people_names import (
    LONGEST,
    Strength,
    blacked,
    blacked_letters,
    is_cyrillic,
    is_given,
    is_given_pair,
    is_named_after,
    masked,
    strength,
)
from svodka.recognise.people_officials import are_public, officials
from svodka.recognise.people_shapes import calls_a_person, calls_by_surname, has_names_by_shape

SEALED = "holds people: sealed"
SEALED_WORDS = "words that name somebody: sealed"

_ENOUGH = 2
_RUN = 3
_DATE = 8
_SAMPLE = 400
_ROWS_TRIED = 40
_SIGNED = 8
_SIGNERS = 4


def judged(grid: Grid) -> Grid | None:
    """Nothing where rows (or columns) are people; else the grid, single names blacked out.

    Doubtful ones count as people.
    """
    look = Look(grid)
    return None if _holds_people(look) else _without_names(look)


def holds_people(grid: Grid) -> bool:
    """Whether the rows (or columns) of a grid are people; doubtful ones count as people."""
    return _holds_people(Look(grid))


def without_names(grid: Grid) -> Grid:
    """The grid with names of single persons blacked out: who signed, who typed it."""
    look = Look(grid)
    look.left_out = officials(look)
    return _without_names(look)


def may_belong_to_a_list(grid: Grid) -> bool:
    """Whether a table drawn in text names somebody, however weakly: rows of a list cut off from it."""
    return grid.kind is GridKind.TEXT and bool(Look(grid).named)


def _holds_people(look: Look) -> bool:
    name = look.grid.name
    if strength(name) >= Strength.INITIALS or calls_a_person(name) or calls_by_surname(name):
        return True
    if are_public(look):
        return False
    look.left_out = officials(look)
    return (
        head_says_so(look)
        or _rows_say_so(look)
        or _numbers_say_so(look)
        or rows_are_cases(look.grid)
    )


def _without_names(look: Look) -> Grid:
    grid = look.grid
    naming = {core for core in look.words if _dark(core) != core}
    wanted = {text: _dark(text) for text in look.texts(naming)}
    shown = {at: dark for at, text in words_shown(grid) if (dark := _dark(text)) != text}
    comments = {at: _dark_comment(text) for at, text in grid.comments.items()}
    around = (tuple(map(_dark, grid.before)), tuple(map(_dark, grid.after)))
    shown |= _dark_formats(grid)
    rows = grid.rows
    if wanted:
        rows = tuple(
            tuple([wanted.get(value, value) if type(value) is str else value for value in cells])
            for cells in rows
        )
    if look.left_out:
        rows = tuple(
            tuple(
                blacked(text_of(value)) if column in look.left_out and value is not None else value
                for column, value in enumerate(cells)
            )
            for cells in rows
        )
        shown |= {at: blacked(text) for at, text in grid.texts.items() if at[1] in look.left_out}
    new = (rows, shown, comments, around)
    if new == (grid.rows, {}, dict(grid.comments), (grid.before, grid.after)):
        return grid
    return replace(
        grid,
        rows=rows,
        texts={**grid.texts, **shown},
        comments=comments,
        before=around[0],
        after=around[1],
    )


def _dark_formats(grid: Grid) -> dict[tuple[int, int], str]:
    """Figures as displayed whose format writes a name beside them, its letters blacked out."""
    naming = {one for one in set(grid.number_formats.values()) if '"' in one and _names(one)}
    return {
        at: blacked_letters(grid.texts[at])
        for at, one in (grid.number_formats.items() if naming else ())
        if one in naming and at in grid.texts
    }


def _names(number_format: str) -> bool:
    said = number_format.split('"')[1::2]
    return any(_dark(one) != one or strength(one) != Strength.NOTHING for one in said)


@lru_cache(maxsize=1 << 14)
def _dark(text: str) -> str:
    """A text without names; one that is a name in a form that cannot be cut out is black as a whole."""
    dark = masked(text)
    if dark == text and len(text) <= LONGEST and strength(text) >= Strength.INITIALS:
        return text if is_named_after(text) else blacked(text)
    return dark


def _dark_comment(text: str) -> str:
    """Who wrote a comment may stay out of it; what lists persons is black as a whole."""
    dark = _dark(text)
    return dark if dark == text or not identified(text) else blacked(text)


def _rows_say_so(look: Look) -> bool:
    named = look.named
    full = [
        text
        for text, how in named.items()
        if how >= Strength.INITIALS and (len(text) <= LONGEST or identified(text))
    ]
    some = [text for text, how in named.items() if how >= Strength.PAIR]
    if _rows_identified(look, full, _ENOUGH) or _mostly_identified(look, some):
        return True
    if named and (_lists_names(look, named) or _in_parts(look)):
        return True
    if has_names_by_shape(look.grid.rows, out=look.left_out, signed=_signed(look)):
        return True
    pairs = dict.fromkeys(look.texts({w for w in look.words if is_given_pair(w)}), Strength.PAIR)
    if len(pairs) >= _ENOUGH and _mostly_identified(look, pairs):
        columns = range(look.grid.width)
        if any(_is_list(look.column(column), pairs) for column in columns):
            return True
    return _unnamed_but_identified(look)


def _mostly_identified(look: Look, names: Sequence[str] | dict[str, Strength]) -> bool:
    return _rows_identified(look, names, max(_ENOUGH, look.grid.height // 10))


def _rows_identified(look: Look, names: Sequence[str] | dict[str, Strength], least: int) -> bool:
    """Whether so many rows hold one of `names` together with something that identifies its bearer."""
    if len(names) < 1:
        return False
    signs = _signed(look)
    left = least
    for cells in look.rows_with(names):
        if any(identifies(value) for value in cells if value is not None) and not (
            id(cells) in signs or _of_a_body(cells)
        ):
            left -= 1
            if not left:
                return True
    return False


def _of_a_body(cells: Sequence[Value]) -> bool:
    """Whether a row is of an office or a facility: in Latin letters, its contact may be named."""
    return any(names_a_body(value) for value in cells) and not any(
        isinstance(value, str) and is_cyrillic(value) and strength(value) >= Strength.INITIALS
        for value in cells
    )


def _signed(look: Look) -> frozenset[int]:
    """Rows at the top and at the end that somebody signed, or where somebody is to agree.

    More than a few of them are a list, whatever they say.
    """
    rows = look.grid.rows
    edges = [*range(min(_SIGNED, len(rows))), *range(max(_SIGNED, len(rows) - _SIGNED), len(rows))]
    said = {
        row
        for row in edges
        if any(type(value) is str and SIGNS.search(value) for value in rows[row])
    }
    signed = {row for row in edges if row in said or row - 1 in said}
    names = [
        row
        for row in signed
        if any(
            type(value) is str and look.named.get(value, 0) >= Strength.PAIR for value in rows[row]
        )
    ]
    return frozenset(id(rows[row]) for row in names) if len(names) <= _SIGNERS else frozenset()


def _lists_names(look: Look, named: dict[str, Strength]) -> bool:
    """Whether some column, or some row, holds names and little else, or several in a run."""
    signed = _signed(look)
    without = frozenset(row for row, cells in enumerate(look.grid.rows) if id(cells) in signed)
    if any(_is_list(look.column(column, without), named) for column in look.named_columns):
        return True
    # In Latin letters a row of names may be the players of one film or team.
    across = {text for text, how in named.items() if how >= Strength.INITIALS and is_cyrillic(text)}
    with_names = [
        [value for value in cells if isinstance(value, str) and value.strip()]
        for cells in (look.rows_with(across) if len(across) >= _ENOUGH else ())
        if id(cells) not in signed
    ][:_ROWS_TRIED]
    return any(
        sum(value in across for value in cells) >= _ENOUGH and _is_list(cells, named)
        for cells in with_names
    )


def _is_list(texts: Sequence[str], named: dict[str, Strength]) -> bool:
    short = [named.get(text, Strength.NOTHING) if len(text) <= LONGEST else 0 for text in texts]
    sure = sum(how >= Strength.INITIALS for how in short)
    likely = sum(how >= Strength.PAIR for how in short)
    return (
        (sure >= _ENOUGH and 2 * sure >= len(texts))
        or (likely >= _ENOUGH and 2 * likely >= len(texts))
        or _longest(short, Strength.PAIR, texts) >= _RUN
        or _longest(short, Strength.INITIALS, texts) >= _ENOUGH
    )


def _longest(hows: Sequence[int], least: Strength, texts: Sequence[str]) -> int:
    """The longest run of names; those in Latin letters alone are counted by the column only."""
    longest = now = 0
    for how, text in zip(hows, texts, strict=True):
        now = now + 1 if how >= least and is_cyrillic(text) else 0
        longest = max(longest, now)
    return longest


def _in_parts(look: Look) -> bool:
    """Whether names stand in parts: a column of given names beside one of surnames, or one below another."""
    given = look.texts({word for word in look.words if is_given(word)})
    if len(given) < _ENOUGH:
        return False
    columns = [look.column(column) for column in range(look.grid.width)]
    mostly = [
        texts
        for texts in columns
        if (held := sum(text in given for text in texts)) >= _ENOUGH and 2 * held >= len(texts)
    ]
    surnames = any(
        (held := sum(text in look.named for text in texts)) >= _ENOUGH and 2 * held >= len(texts)
        for texts in columns
    )
    if mostly and surnames:
        return True
    parts = given | look.named.keys()
    return any(
        (held := sum(text in parts for text in texts)) > _RUN
        and 4 * held >= 3 * len(texts)
        and sum(text in given for text in texts) >= _ENOUGH
        and sum(text in look.named for text in texts) >= _ENOUGH
        for texts in columns
    )


def _unnamed_but_identified(look: Look) -> bool:
    """Rows of insurance or passport numbers with birth dates or telephones, names cut away."""
    documents = {t for t in look.numbered if INSURANCE.search(t) or DOCUMENT.search(t)}
    if not documents:
        return False
    texts = {v for cells in look.grid.rows for v in cells if type(v) is str and len(v) >= _DATE}
    others = {text for text in texts if BIRTH.search(text) or PHONE.search(text)}
    rows = sum(
        not documents.isdisjoint(held) and not others.isdisjoint(held)
        for cells in look.grid.rows
        if (held := [value for value in cells if type(value) is str])
    )
    return rows >= _ENOUGH


def _numbers_say_so(look: Look) -> bool:
    """Whether a column is document numbers, or ways to reach persons and not offices."""
    grid = look.grid
    rows = grid.rows[:_SAMPLE]
    cyrillic = not look.words or any(map(is_cyrillic, look.words))
    for column, values in enumerate(zip(*rows, strict=True)):
        if column in look.left_out:
            continue
        # Small numbers, as most cells of most tables are, count and prove nothing.
        small = [
            (type(value) is float or type(value) is int) and value < LEAST_NUMBER
            for value in values
        ]
        others = [
            (text_of(value).strip(), row)
            for value, row, no in zip(values, rows, small, strict=True)
            if not no and value is not None
        ]
        texts = [(text, row) for text, row in others if text]
        held = len(texts) + sum(small)
        documents = sum(is_number_of_somebody(text, bare=cyrillic) for text, _ in texts)
        ways = [row for text, row in texts if is_way_to_reach(text)]
        if documents >= _ENOUGH and 2 * documents >= held:
            return True
        if len(ways) >= _ENOUGH and 2 * len(ways) >= held and not mostly_offices(ways):
            return True
    return False
