"""What a path says but for time and role: area, unit, measure and category with all the words that tell it apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from svodka.lexicon import areas, periods, units
from svodka.lexicon.folding import fold
from svodka.lexicon.numbered import stand_in
from svodka.lexicon.patterns import expression
from svodka.model import Heading, Table
from svodka.recognise import calendar, headings
from svodka.recognise.arealists import Named
from svodka.recognise.groups import is_group
from svodka.recognise.headings import Words
from svodka.recognise.labels import words_of

_Coded = TypeVar("_Coded")
# Stretches that the basis and the period of a figure say in full.
_STRETCH = expression(
    r"(?:отчетн\w+ )?(?:недел[яи]|период|декад[аы])|(?:reporting )?(?:weeks?|periods?)|"
    r"за (?:отчетн\w+ |истекш\w+ |прошедш\w+ |текущ\w+ )?(?:период|месяц|квартал|год|декаду|сутки|полугодие)|"
    r"(?:всего |нарастающим итогом )?с начала (?:\w+ ){0,2}\w+|"
    r"(?:всего )?(?:за (?:\w+ую )?неделю|еженедельно|на отчетную дату|"
    r"нарастающим(?: итогом)?(?:,? с начала \w+ ?года?)?|"
    r"(?:нарастающим итогом )?с начала (?:\w+ )?(?:года|г\.)|(?:for |in )?(?:the |this |reporting )*week|weekly|"
    r"year[- ]to[- ]date|ytd|cumulative(?:ly)?(?: total)?|since (?:the )?(?:beginning|start) of (?:the )?year)"
)
_BRACKETS = expression(r"\s*\([^()]*\)")


def of_column(path: tuple[str, ...], area: Named, words: Words) -> Heading:
    """What the heads above a column say: their innermost text with a unit is what is counted."""
    made = _said(path, area, words, None)
    if made.unit:
        return made
    implied = next((unit for text in reversed(path) if (unit := units.implied(text))), "")
    return replace(made, unit=implied)


def of_row(
    path: tuple[str, ...], telling: tuple[str, ...], area: Named, words: Words, relative: bool
) -> Heading:
    """What a stub says of its row: of whom, or with a unit what is counted."""
    made = _said(path, area, words, telling)
    if relative and headings.is_goods(made.unit):
        # How goods are packed makes no measure of one and no group of the next.
        if made.measure or not made.measure_label:
            return replace(made, unit="")
        label = " ".join(filter(None, (made.category_label, made.measure_label)))
        return replace(made, unit="", measure_label="", category_label=label)
    return made


def of_rows(
    paths: Sequence[tuple[str, ...]],
    telling: Sequence[tuple[str, ...]],
    areas: Sequence[Named],
    words: Words,
    relative: bool,
) -> list[Heading]:
    """`of_row` of all rows; of those that differ only in a running number one is judged for all."""
    made: dict[tuple[tuple[str, ...], tuple[str, ...]], Heading] = {}
    numbered = words.measures or words.categories or words.areas
    rows: list[Heading] = []
    for path, said, area in zip(paths, telling, areas, strict=True):
        like = stand_in(path[0]) if len(path) == 1 and not numbered else ""
        if not like or like == path[0] or area.code or area.label or area.doubt:
            rows.append(of_row(path, said, area, words, relative))
            continue
        key = ((like,), tuple(map(stand_in, said)))
        shown = made.get(key)
        if shown is None:
            shown = made[key] = of_row(*key, area, words, relative)
        text = path[0]
        rows.append(
            Heading(
                path=path,
                category_label=shown.category_label.replace(like, text),
                measure_label=shown.measure_label.replace(like, text),
                category=shown.category,
                measure=shown.measure,
                unit=shown.unit,
            )
        )
    return rows


def without_codes(table: Table) -> Sequence[tuple[str, ...]]:
    """Row paths without codes, links and sources that stand beside names of the rows.

    Only where the names alone tell all rows apart; a number that does so is a name itself.
    """
    grid, paths = table.grid, table.row_paths
    heads = {
        column: [words_of(grid.rows[row][column]) for row in table.head_rows]
        for column in table.stub_columns
    }
    codes = [c for c, texts in heads.items() if any(headings.is_reference(t) for t in texts)]
    if not codes or len(codes) == len(heads):
        return paths
    made = []
    for row, path in zip(table.body_rows, paths, strict=True):
        drop = {words_of(grid.rows[row][column]) for column in codes}
        made.append(tuple(text for text in path if text not in drop))
    return made if len(set(made)) == len(set(paths)) else paths


def tells(text: str, words: Words) -> bool:
    """Whether a label of a row says anything of unit, measure or category."""
    return bool(
        units.within(text) or headings.measure_of(text, words) or headings.category_of(text, words)
    )


def is_spent(text: str) -> bool:
    """Whether a text has said all it says as unit, time, total or as a word that opens a list."""
    return _is_spent(stand_in(text))


@lru_cache(maxsize=1 << 14)
def _is_spent(text: str) -> bool:
    return (
        bool(units.whole(text))
        or headings.is_total(text)
        or is_time(text)
        or not headings.without_of_which(text)
    )


@lru_cache(maxsize=1 << 17)
def is_time(text: str) -> bool:
    """Whether a text is a time, with or without a remark in brackets («2016 год (оценка)»)."""
    flat = fold(text).strip(" .,:()")
    if headings.is_only_time(text) or flat in calendar.EDGES or _STRETCH.fullmatch(flat):
        return True
    bare = _BRACKETS.sub("", text) if "(" in text else text
    return bare != text and headings.is_only_time(bare)


def _said(
    path: tuple[str, ...], area: Named, words: Words, telling: tuple[str, ...] | None
) -> Heading:
    """`telling` are texts of a row's path worth a look; None for a column.

    Whatever of a path is no area, time, unit or total stands in one of the two labels: two paths
    that differ are told apart. A column names what is counted and a row of whom.
    """
    looked = path if telling is None else telling
    measure, measured = _first_said(looked, lambda text: headings.measure_of(text, words))
    category, grouped = _first_said(looked, lambda text: headings.category_of(text, words))
    own = (text for text in with_bases(path) if text and text != area.label)
    own = (text for text in own if telling is None or not _is_same_or_around(text, area, words))
    left = [text for text in own if not is_spent(text) or _says_of_what(text)]
    unit = headings.unit_of(looked)
    if measure is None:
        rest = [text for text in left if text != grouped]
        if telling is None:
            rest = [text for text in rest if not is_group(headings.without_of_which(text))]
            measured = next((text for text in rest[::-1] if units.within(text)), "".join(rest[-1:]))
        elif unit and category is None:
            measured = " ".join(left)
            left = []
    return Heading(
        path=path,
        area=area.code,
        area_label=area.label,
        measure=measure.code if measure else "",
        measure_label=measured,
        category=category.code if category else "",
        category_label=" ".join(text for text in left if text != measured),
        unit=unit or (measure.unit if measure else ""),
        doubts=(area.doubt,) if area.doubt else (),
    )


def _first_said(
    texts: Sequence[str], says: Callable[[str], _Coded | None]
) -> tuple[_Coded | None, str]:
    """What the innermost text says that says anything, with that text."""
    return next(((found, text) for text in reversed(texts) if (found := says(text))), (None, ""))


def _is_same_or_around(text: str, area: Named, words: Words) -> bool:
    """Whether a text is another name of the area that the row is of, or names one that it lies in."""
    if not area.code or area.label == text:
        return False
    code = headings.area_of(text, words)
    return bool(code) and (code == area.code or areas.lies_in(area.code, code))


def _says_of_what(text: str) -> bool:
    """Whether a unit stands with what it is taken of («% от численности», "Pct of all firms")."""
    return bool(units.whole(text)) and (periods.is_base(text) or not units.alone(text))


def with_bases(path: Sequence[str]) -> Sequence[str]:
    """The texts of a path with the base of a comparison in one text («в % к» + «маю 2015г.»)."""
    if len(path) < 2 or not periods.is_compared(path):
        return path
    return (*path[:-2], f"{path[-2]} {path[-1]}")


def printed_time(path: Sequence[str], label: str) -> str:
    """The words of a time as printed, with the remark in brackets after it («2016 (прогноз)»)."""
    flat = fold(label)
    whole = (t for t in path if "(" in t and is_time(t) and not headings.is_only_time(t))
    return next((text for text in whole if flat and flat in fold(text)), label)
