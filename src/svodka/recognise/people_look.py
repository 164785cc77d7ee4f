"""One look at a grid for all rules about people: each text is judged once, figures hardly at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from svodka.lexicon.patterns import expression
from svodka.model import Grid, Value, text_places, texts_in
from svodka.recognise.people_marks import NUMBER
from svodka.recognise.people_names import FIGURES, LONGEST, Strength, strength

BODY = expression(
    r"район|округ|област|город|школ|больниц|центр|отдел|управлен|администрац|учрежд|комисс|поселен|совет"
    r"|предприят|организац|ООО(?!\w)|АО(?!\w)|МБОУ|МКОУ|ГБУ|ФГУП|ГУ(?!\w)|МУ(?!\w)|jail|cent(?:er|re)|facility|prison|county"
    r"|hospital|office|universit|inc(?!\w)|llc(?!\w)|department|agency|institut|school",
    re.I,
)
SIGNS = expression(
    r"начальник|руководител|исполн|исп(?<!\w...)\.|глава|директор|председател|секретар|подпис|утвержд|согласован"
    r"|заместител|министр|губернатор|комиссар|врио|и(?<!\w.)\.?\s?о\.|ответственн|бухгалтер|составил|ректор"
    r"|мэр(?!\w)|специалист|инспектор|_{4,}|м\.\s?п(?!\w)|мп\.",
    re.I,
)
_NUMBER = (int, float)
_NUMBERING = FIGURES.replace(".", "")
_LEAST = 8


class Look:
    """What stands in a grid as words, which of them name somebody, and in which columns.

    `words` are the texts without numbers around them, each once: "District 17" is "District";
    `numbered` the texts with long numbers. `left_out` are columns of officials, whose names are
    blacked out and prove no list.
    """

    __slots__ = ("_named_columns", "cores", "grid", "left_out", "named", "numbered", "words")

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.left_out: frozenset[int] = frozenset()
        texts: set[str] = set()
        for cells in grid.rows:
            texts.update(texts_in(cells))
        self.cores = {text: core for text in texts if (core := text.strip(_NUMBERING))}
        self.words = set(self.cores.values())
        self.numbered = {
            text
            for text in texts
            if ("-" in text or text in self.cores) and len(text) >= _LEAST and NUMBER.search(text)
        }
        named = {core: how for core in self.words if (how := _strength(core))}
        self.named = {text: named[core] for text, core in self.cores.items() if core in named}
        self._named_columns: frozenset[int] | None = None

    @property
    def named_columns(self) -> frozenset[int]:
        """The columns in which something names somebody, however weakly."""
        if self._named_columns is None:
            named = self.named
            self._named_columns = frozenset(
                column
                for cells in (self.grid.rows if named else ())
                for column, value in enumerate(cells)
                if type(value) is str and value in named
            )
        return self._named_columns - self.left_out

    def texts(self, cores: set[str]) -> set[str]:
        """The texts as they stand whose words are among `cores`."""
        return {text for text, core in self.cores.items() if core in cores} if cores else set()

    def column(self, index: int, without: frozenset[int] = frozenset()) -> list[str]:
        """The texts of one column, without those of some rows."""
        return [
            value
            for row, cells in enumerate(self.grid.rows)
            if type(value := cells[index]) is str and row not in without and value.strip()
        ]

    def rows_with(self, names: Iterable[str]) -> list[tuple[Value, ...]]:
        """The rows that hold one of some texts outside the columns left out."""
        wanted = frozenset(names)
        if not wanted:
            return []
        out = self.left_out
        return [
            cells
            for cells in self.grid.rows
            if any(
                type(value) is str and value in wanted and column not in out
                for column, value in enumerate(cells)
            )
        ]


def _strength(text: str) -> Strength:
    """A long text names somebody only by a patronymic or by initials."""
    how = strength(text)
    return how if len(text) <= LONGEST or how >= Strength.INITIALS else Strength.NOTHING


@lru_cache(maxsize=1 << 14)
def _body(text: str) -> bool:
    return bool(BODY.search(text))


def names_a_body(value: Value) -> bool:
    """Whether a cell names an office, an institution or a place."""
    return type(value) is str and _body(value)


def is_figure(value: Value) -> bool:
    """Whether a cell is a number as a return would count, and no number of a document."""
    if isinstance(value, bool | date):
        return False
    if isinstance(value, _NUMBER):
        return abs(value) < 1e9
    if not isinstance(value, str):
        return False
    return bool(value.strip()) and not value.strip(FIGURES) and sum(map(str.isdigit, value)) < 9


def words_shown(grid: Grid) -> Iterator[tuple[tuple[int, int], str]]:
    """Texts that are displayed in other words than stored; what a format makes of a number names nobody."""
    texts = grid.texts
    # What follows from formats is not counted: that would spell every cell.
    if isinstance(texts, dict) and not texts:
        return
    for row, cells in enumerate(grid.rows):
        for column in text_places(cells):
            text = texts.get((row, column))
            if text is not None:
                yield (row, column), text
