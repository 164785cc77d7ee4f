"""A table whose rows are people is noticed before anything is derived from it; when unsure, seal.

What counts is what such lists are made of: a name beside something that identifies its bearer
(birth date, document, tax or insurance number, telephone, address), or a head that says so.
Names in Latin letters alone are not enough: tables of athletes and authors are no lists of
people approached. Names of people in Cyrillic alone are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from svodka.model import Grid, Passage, Value
from svodka.recognise.people_marks import (
    BIRTH,
    DOCUMENT,
    INSURANCE,
    NUMBER_OF_SOMEBODY,
    PHONE,
    WAY_TO_REACH,
    holds_email,
    identified,
    identifies,
    text_of,
)
from svodka.recognise.people_names import (
    LONGEST,
    Strength,
    is_cyrillic,
    is_given_pair,
    masked,
    strength,
)

SEALED = "holds people: sealed"
SEALED_WORDS = "words that name somebody: sealed"

_NUMBERED = re.compile(r"[A-ZА-Я]{0,4}[\s№-]*(?:\d[\s№-]*){6,14}")
_HEAD_NAME = re.compile(
    r"(?<!\w)ф\.?\s?и\.?\s?о(?!\w)|фамили[яий]|(?:full|first|last|given|family)\s*name|surname",
    re.I,
)
_HEAD_IDENTIFIER = re.compile(
    r"(?:дат[аы]|год|день)\s+рожд|(?<!\w)г\.?\s?р\.?(?!\w)|(?<!\w)д\.?\s?р\.?(?!\w)|паспорт|удостовер"
    r"|снилс|(?<!\w)инн(?!\w)|телефон|(?<!\w)тел\.|адрес|место\s+(?:жит|рожд|рег|преб)|прописк|e-?mail"
    r"|birth|(?<!\w)dob(?!\w)|passport|(?<!\w)ssn(?!\w)|phone|address|social\s+security",
    re.I,
)
_HEAD_DOCUMENT = re.compile(
    r"паспорт|снилс|(?<!\w)инн(?!\w)|удостоверени[ея]\s+личн|passport|(?<!\w)ssn(?!\w)|a-?number",
    re.I,
)
_HEAD_CONTACT = re.compile(r"e-?mail|mobile|моб\.|мобильн|эл\.?\s?почт", re.I)
_HEAD_REACHED = re.compile(r"телефон|(?<!\w)(?:тел|моб)\.|phone", re.I)
_BODY = re.compile(
    r"район|округ|област|город|школ|больниц|центр|отдел|управлен|администрац|учрежд|комисс|поселен|совет"
    r"|предприят|организац|\b(?:ООО|АО|ПАО|МБОУ|ГБУ|ФГУП|ГУ|МУ)\b|jail|cent(?:er|re)|facility|prison|county"
    r"|hospital|office|universit|\b(?:inc|llc)\b|department|agency|institut",
    re.I,
)
_SIGNS = re.compile(
    r"начальник|руководител|исполн|(?<!\w)исп\.|глава|директор|председател|секретар|подпис|утвержд|согласован"
    r"|заместител|министр|губернатор|комиссар|врио|(?<!\w)и\.?\s?о\.|ответственн|бухгалтер|составил|тел\.",
    re.I,
)
_HEAD_REACH = 15
_ENOUGH = 2
_RUN = 3
_SAMPLE = 400
_ROWS_TRIED = 40
_SIGNED_BELOW = 8


def holds_people(grid: Grid) -> bool:
    """Whether the rows (or columns) of a grid are people; doubtful ones count as people."""
    texts = {value for cells in grid.rows for value in cells if isinstance(value, str)}
    named = {text: found for text in texts if (found := _strength(text))}
    return (
        _head_says_so(grid, texts, named)
        or _rows_say_so(grid, texts, named)
        or _numbers_say_so(grid)
    )


def without_names(grid: Grid) -> Grid:
    """The grid with names of single persons blacked out: who signed, who typed it."""
    texts = {value for cells in grid.rows for value in cells if isinstance(value, str)}
    wanted = {text: dark for text in texts if (dark := masked(text)) != text}
    shown = {
        (row, column): dark
        for row, cells in enumerate(grid.rows)
        for column, value in enumerate(cells)
        if isinstance(value, str)
        and (text := grid.texts.get((row, column))) is not None
        and (dark := masked(text)) != text
    }
    around = (tuple(map(masked, grid.before)), tuple(map(masked, grid.after)))
    if not wanted and not shown and around == (grid.before, grid.after):
        return grid
    rows = grid.rows
    if wanted:
        rows = tuple(
            tuple(wanted.get(value, value) if isinstance(value, str) else value for value in cells)
            for cells in grid.rows
        )
    return replace(
        grid, rows=rows, texts={**grid.texts, **shown}, before=around[0], after=around[1]
    )


def passages_with_people(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages that name somebody together with something that identifies them.

    Also every passage that lists names when at least two passages do.
    """
    found = tuple(passages)
    full, listed, identified_ones = [], [], []
    for passage in found:
        text = passage.text
        how = strength(text) if len(text) <= LONGEST else _long_strength(text)
        if how >= Strength.INITIALS and identified(text):
            identified_ones.append(passage)
        if len(text) <= LONGEST and how == Strength.FULL:
            full.append(passage)
        if len(text) <= LONGEST and how >= Strength.PAIR and not _SIGNS.search(text):
            listed.append(passage)
    sealed = list(identified_ones)
    if len(full) >= _ENOUGH or identified_ones:
        sealed += full
    if len(listed) > _RUN:
        sealed += listed
    kept = {id(one) for one in sealed}
    return tuple(p for p in found if id(p) in kept)


def names_somebody(text: str) -> bool:
    """Whether a text names a person, in whatever form."""
    how = strength(text) if len(text) <= LONGEST else _long_strength(text)
    return how >= Strength.PAIR or bool(PHONE.search(text)) or holds_email(text)


def is_a_list(passages: Iterable[Passage]) -> bool:
    """Whether passages that were left out name several people: more than one executor's line."""
    return sum(1 + (p.text.count("\n") > 1) for p in passages) >= _ENOUGH


def _strength(text: str) -> Strength:
    return strength(text) if len(text) <= LONGEST else _long_strength(text)


def _long_strength(text: str) -> Strength:
    """A long text names somebody only by a patronymic or by initials."""
    how = strength(text)
    return how if how >= Strength.INITIALS else Strength.NOTHING


_Named = dict[str, Strength]


def _head_says_so(grid: Grid, texts: set[str], named: _Named) -> bool:
    short = {text for text in texts if len(text) <= LONGEST}
    name_heads = {text for text in short if _HEAD_NAME.match(text.strip())}
    identifier_heads = {text for text in short if _HEAD_IDENTIFIER.search(text)}
    document_heads = {text for text in identifier_heads | short if _HEAD_DOCUMENT.search(text)}
    reach_heads = {text for text in identifier_heads if _HEAD_REACHED.search(text)}
    if not name_heads and not identifier_heads and not document_heads:
        return False
    names = _places(grid, name_heads)
    identifiers = _places(grid, identifier_heads)
    return (
        any(_words_below(grid, *cell) for cell in names)
        or any(_beside(name, other) for name in names for other in identifiers if name != other)
        or any(_numbers_below(grid, *cell) for cell in _places(grid, document_heads))
        or any(_reached_below(grid, *cell) for cell in _places(grid, reach_heads))
        or bool(identifiers and _surnames(grid, named))
        or (any(map(_HEAD_CONTACT.search, identifier_heads)) and _names_given(texts) >= _ENOUGH)
    )


def _names_given(texts: set[str]) -> int:
    """How many texts are a given name with a surname, and no body of any kind."""
    return sum(is_given_pair(text.strip()) and not _BODY.search(text) for text in texts)


def _places(grid: Grid, wanted: set[str]) -> list[tuple[int, int]]:
    if not wanted:
        return []
    return [
        (row, column)
        for row, cells in enumerate(grid.rows)
        for column, value in enumerate(cells)
        if isinstance(value, str) and value in wanted
    ][:_SAMPLE]


def _beside(name: tuple[int, int], other: tuple[int, int]) -> bool:
    rows, columns = abs(name[0] - other[0]), abs(name[1] - other[1])
    return rows <= 1 or (columns == 0 and rows <= _HEAD_REACH)


def _numbers_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "passport" reads like document numbers."""
    rows = grid.rows[row + 1 : row + 1 + _SAMPLE]
    below = [text for cells in rows if (text := text_of(cells[column]).strip())]
    numbers = sum(bool(_NUMBERED.fullmatch(text)) for text in below)
    return numbers >= _ENOUGH and 2 * numbers >= len(below)


def _reached_below(grid: Grid, row: int, column: int) -> bool:
    """Whether telephones stand under a head, and not those of offices."""
    rows = [cells for cells in grid.rows[row + 1 : row + 1 + _SAMPLE] if cells[column] is not None]
    reached = [cells for cells in rows if _NUMBERED.fullmatch(text_of(cells[column]).strip())]
    offices = sum(any(_names_a_body(value) for value in cells) for cells in reached)
    return len(reached) >= _ENOUGH and 2 * len(reached) >= len(rows) and 2 * offices < len(reached)


def _words_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "surname" reads like names."""
    below = [cells[column] for cells in grid.rows[row + 1 : row + 1 + _SAMPLE]]
    texts = [value for value in below if isinstance(value, str) and value.strip()]
    some = sum(bool(re.match(r"[^\W\d_]{2,}", text.strip())) for text in texts)
    return some >= 1 and 2 * some >= len(texts)


def _surnames(grid: Grid, named: _Named) -> bool:
    """Whether some column is mostly surnames; beside a birth year or an address that is a list."""
    for texts in _columns(grid):
        held = sum(text in named for text in texts)
        if held >= _RUN and 2 * held >= len(texts):
            return True
    return False


def _rows_say_so(grid: Grid, texts: set[str], named: _Named) -> bool:
    full = {text for text, how in named.items() if how == Strength.FULL}
    some = {text for text, how in named.items() if how >= Strength.PAIR}
    if _rows_identified(grid, full) >= _ENOUGH or _mostly_identified(grid, some):
        return True
    if named and _lists_names(grid, named):
        return True
    pairs = {text: Strength.PAIR for text in texts if is_given_pair(text)}
    if len(pairs) >= _ENOUGH and _lists_names(grid, pairs) and _mostly_identified(grid, set(pairs)):
        return True
    return _unnamed_but_identified(grid, texts)


def _mostly_identified(grid: Grid, names: set[str]) -> bool:
    rows = _rows_identified(grid, names)
    return rows >= _ENOUGH and 10 * rows >= grid.height


def _rows_identified(grid: Grid, names: set[str]) -> int:
    """How many rows hold one of `names` together with something that identifies its bearer."""
    if not names:
        return 0
    return sum(
        any(identifies(value) for value in cells if value is not None)
        and not any(_signed_or_a_body(value) for value in cells)
        for cells in grid.rows
        if any(isinstance(value, str) and value in names for value in cells)
    )


def _signed_or_a_body(value: Value) -> bool:
    return isinstance(value, str) and bool(_SIGNS.search(value) or _BODY.search(value))


def _lists_names(grid: Grid, named: _Named) -> bool:
    """Whether some column, or some row, holds names and little else, or several in a run."""
    if any(_is_list(column, named) for column in _columns(grid)):
        return True
    # In Latin letters a row of names may be the players of one film or team.
    across = {text for text in named if is_cyrillic(text)}
    with_names = [
        cells
        for cells in (grid.rows if len(across) >= _RUN else ())
        if sum(isinstance(value, str) and value in across for value in cells) >= _RUN
    ]
    return any(
        _is_list([value for value in cells if isinstance(value, str) and value.strip()], named)
        for cells in with_names[:_ROWS_TRIED]
    )


def _columns(grid: Grid) -> list[list[str]]:
    """The texts of each column, without the rows at the end that somebody signed."""
    last = max(0, grid.height - _SIGNED_BELOW)
    signed = [any(isinstance(v, str) and _SIGNS.search(v) for v in row) for row in grid.rows[last:]]
    rows = grid.rows[:last] + tuple(
        row for row, left_out in zip(grid.rows[last:], signed, strict=True) if not left_out
    )
    return [
        [value for value in column if isinstance(value, str) and value.strip()]
        for column in zip(*rows, strict=True)
    ]


def _is_list(texts: Sequence[str], named: _Named) -> bool:
    short = [named.get(text, Strength.NOTHING) if len(text) <= LONGEST else 0 for text in texts]
    sure = sum(how >= Strength.INITIALS for how in short)
    likely = sum(how >= Strength.PAIR for how in short)
    some = sum(how >= Strength.SURNAME for how in short)
    return (
        (sure >= _ENOUGH and 2 * sure >= len(texts))
        or (likely >= _ENOUGH and 2 * likely >= len(texts))
        or (some > _RUN and 4 * some >= 3 * len(texts))
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


def _unnamed_but_identified(grid: Grid, texts: set[str]) -> bool:
    """Rows of insurance or passport numbers with birth dates or telephones, names cut away."""
    documents = {text for text in texts if INSURANCE.search(text) or DOCUMENT.search(text)}
    if not documents:
        return False
    others = {text for text in texts if BIRTH.search(text) or PHONE.search(text)}
    rows = sum(
        not documents.isdisjoint(texts_of) and not others.isdisjoint(texts_of)
        for cells in grid.rows
        if (texts_of := [value for value in cells if isinstance(value, str)])
    )
    return rows >= _ENOUGH


def _numbers_say_so(grid: Grid) -> bool:
    """Whether a column is document numbers, or ways to reach persons and not offices."""
    rows = grid.rows[:_SAMPLE]
    for column in range(grid.width):
        cells = [(text_of(row[column]).strip(), row) for row in rows if row[column] is not None]
        texts = [(text, row) for text, row in cells if text]
        documents = sum(bool(NUMBER_OF_SOMEBODY.fullmatch(text)) for text, _ in texts)
        ways = [row for text, row in texts if WAY_TO_REACH.fullmatch(text)]
        if documents >= _ENOUGH and 2 * documents >= len(texts):
            return True
        offices = sum(any(_names_a_body(value) for value in row) for row in ways)
        if len(ways) >= _ENOUGH and 2 * len(ways) >= len(texts) and 2 * offices < len(ways):
            return True
    return False


def _names_a_body(value: Value) -> bool:
    return isinstance(value, str) and bool(_BODY.search(value))
