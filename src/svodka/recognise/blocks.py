"""Tables in, blocks out: what every row, column and title says, and the cells of which more is to be said."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from svodka.lexicon import periods, units
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods import Around, Found
from svodka.lexicon.periods_phrases import Shape, phrase
from svodka.model import Block, Codebook, Heading, Qualifier, Role, Table
from svodka.recognise import apart, calendar, headings, intervals, month_dates, namings, shares
from svodka.recognise.arealists import areas_of, placed, with_own_words, with_places
from svodka.recognise.body import Body, Numbers, body_of
from svodka.recognise.calendar import Dates, Periods
from svodka.recognise.exceptions import Exceptions, Source, exceptions_of
from svodka.recognise.headings import Words
from svodka.recognise.labels import note_mark
from svodka.recognise.notes import is_source
from svodka.recognise.places import place_of
from svodka.recognise.roles import Roles, roles_of
from svodka.recognise.statements import states_counts
from svodka.recognise.tiling import over_time

_TITLE = expression(r"(?:table|таблица|[A-Z]{2,5}) ?\d[\w.-]*\s?[:.]\s", re.IGNORECASE)
_NUMBERED = expression(r"^(?:\d{1,2}\.)+\s+")


def blocks(
    tables: Sequence[Table], codebook: Codebook | None, dates: Dates, source: Source
) -> tuple[Block, ...]:
    """One block for every table that has figures."""
    words = Words.of(codebook)
    return tuple(
        _block(table, codebook, words, dates, source) for table in tables if _has_body(table)
    )


def _has_body(table: Table) -> bool:
    return bool(table.body_rows and table.body_columns) or bool(table.outside)


def _block(
    table: Table, codebook: Codebook | None, words: Words, dates: Dates, source: Source
) -> Block:
    body, dates = body_of(table), calendar.of_table(table, dates)
    areas = areas_of(placed(table), words)
    crossways = with_own_words(table.column_paths, areas_of(table.column_paths, words))
    columns = [
        namings.of_column(path, area, words)
        for path, area in zip(table.column_paths, crossways, strict=True)
    ]
    columns = _parts_of_units(table, columns)
    spoken, printed = [column.unit for column in columns], shares.shares_of(table, body.numbers)
    columns = shares.of_columns(printed, columns)
    telling = headings.speaking(table.row_paths, lambda text: namings.tells(text, words))
    named = {column.unit for column in columns} | set(map(headings.unit_of, set(telling)))
    whole = _whole(table, codebook, words, named)
    areas = with_places(table, areas, words)
    roles = roles_of(
        table, body, [area.code for area in areas], [c.unit or whole.unit for c in columns]
    )
    seen = calendar.periods_of(_with_years(table, body, roles), dates)
    seen = replace(
        seen,
        rows=intervals.stated(table, month_dates.of_rows(table, seen.rows)),
        columns=month_dates.of_columns(table, seen.columns),
    )
    relative = headings.is_relative(whole.unit) or any(
        headings.is_relative(c.unit) for c in columns
    )
    rows = namings.of_rows(_naming(table), telling, areas, words, relative)
    rows = shares.of_rows(printed, rows)
    over_time(
        body.numbers.T,
        calendar.spans(table.column_paths, seen.columns),
        [_series(column) for column in columns],
        roles.columns,
    )
    over_time(
        body.numbers,
        calendar.spans(table.row_paths, seen.rows),
        [row.area_label + _series(row) for row in rows],
        roles.rows,
    )
    block = Block(
        table=table,
        whole=_timed(whole, seen.whole),
        rows=tuple(
            _not_yet(_with_role(_timed(row, found), role), late)
            for row, found, role, late in zip(
                rows, seen.rows, roles.rows, _to_come(seen.rows, body.numbers, dates), strict=True
            )
        ),
        columns=tuple(
            _not_yet(_with_role(_timed(column, found), role), late)
            for column, found, role, late in zip(
                columns,
                seen.columns,
                roles.columns,
                _to_come(seen.columns, body.numbers.T, dates),
                strict=True,
            )
        ),
    )
    joint = _joint(table, body, roles, seen, calendar.around_of(table, dates))
    block, same = apart.with_doubts(block, body, joint)
    doubted = same | {
        at: "; ".join(filter(None, (same.get(at), w))) for at, w in roles.broken.items()
    }
    own = shares.of_cells(printed, rows, columns, (spoken, whole.unit))
    signs = intervals.qualifiers(table)
    looked = {**dict.fromkeys(own, ""), **_cells_of(body, signs), **doubted}
    exceptions = exceptions_of(block, body, looked, joint, source)
    return replace(block, exceptions=_with_own(table, exceptions, own, signs))


def _naming(table: Table) -> Sequence[tuple[str, ...]]:
    """Row paths without codes, links and signs, which name nothing."""
    return intervals.without_signs(table, namings.without_codes(table))


def _cells_of(body: Body, rows: Collection[int]) -> dict[tuple[int, int], str]:
    """The cells of some rows that hold a number."""
    stated = {i: np.flatnonzero(~np.isnan(body.numbers[i])).tolist() for i in rows}
    return {(i, j): "" for i, columns in stated.items() for j in columns}


def _with_own(
    table: Table,
    exceptions: Exceptions,
    own: Mapping[tuple[int, int], str],
    signs: Mapping[int, Qualifier],
) -> Exceptions:
    """The observations of cells that have a unit of their own, or whose row says how exact it is."""
    made = dict(exceptions)
    at_row = {row: i for i, row in enumerate(table.body_rows)}
    at_column = {column: j for j, column in enumerate(table.body_columns)}
    for (row, column), observed in exceptions.items() if own or signs else ():
        i, j = at_row.get(row, -1), at_column.get(column, -1)
        if (i, j) not in own and i not in signs:
            continue
        sign = signs.get(i, Qualifier.EXACT)
        made[row, column] = tuple(
            replace(
                one,
                slot=replace(one.slot, unit=own.get((i, j), one.slot.unit)),
                count=replace(one.count, qualifier=sign)
                if one.count.value is not None and one.count.qualifier is Qualifier.EXACT
                else one.count,
            )
            for one in observed
        )
    return made


def _whole(
    table: Table, codebook: Codebook | None, words: Words, named: Collection[str]
) -> Heading:
    """What the title says. A unit that it only implies is that of the lines that name another.

    `named` are the units that lines name: "Count and Average Length" implies days, but where one
    column says that it has them they are not those of the column "Count".
    """
    title = tuple(line for line in table.title if not states_counts(line))
    lines = [*title, *_corner(table)]
    measure = next((m for line in reversed(lines) if (m := headings.measure_of(line, words))), None)
    category = next(
        (c for line in reversed(lines) if (c := headings.category_of(line, words))), None
    )
    unit = units.per_count(headings.unit_of(lines), lines) or _at_the_right(table)
    # "Percentage of …" is said of the columns printed in percent, not of the counts beside them.
    named = {*named, "percent"} if shares.SHARE in named else named
    unit = "" if unit == "percent" and shares.SHARE in named else unit
    unit = unit or (measure.unit if measure else "")
    implied = (u for line in title[::-1] for u in units.every_implied(line) if u not in named)
    unit = unit or next(implied, "")
    area = headings.title_area(table.title)
    if own := place_of(table.title):
        # «Канский район» under «Красноярский край» is a part of it that has no code.
        area = ("", own)
    return Heading(
        path=table.title,
        area=area[0],
        area_label=area[1],
        measure=measure.code if measure else codebook.default_measure if codebook else "",
        measure_label=_measure_label(title),
        category=category.code if category else "",
        unit=unit or (codebook.default_unit if codebook else ""),
    )


def _at_the_right(table: Table) -> str:
    """A unit alone in brackets over the last of several columns is that of the whole table."""
    paths = table.column_paths
    if len(paths) < 2 or len(paths[-1]) < 2 or any(headings.unit_of(path) for path in paths[:-1]):
        return ""
    corner = paths[-1][0]
    return units.alone(corner) if corner.startswith("(") and corner.endswith(")") else ""


def _measure_label(title: tuple[str, ...]) -> str:
    """The line of the title that says what is counted: the last that is no unit, time or total."""
    title = _unbroken(tuple(line for line in title if not is_source(line)))
    for line in sorted(reversed(title), key=lambda line: not _TITLE.match(line)):
        bare = _NUMBERED.sub("", line.strip())
        parts = [part for part in re.split(r"[;,]\s", bare.strip("()")) if part]
        remark = bare.startswith("(") and bare.endswith(")")
        if not remark and not all(namings.is_spent(part) for part in parts):
            return line
    return title[0] if title else ""


def _unbroken(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines of a title with a sentence that goes on behind a comma in one piece."""
    made: list[str] = []
    for line in lines:
        if made and made[-1].endswith(",") and line[:1].islower():
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return tuple(made)


def _corner(table: Table) -> list[str]:
    """Words in the head above the stub, where a unit may stand; «Year» there names the rows."""
    return [
        value
        for row in table.head_rows
        for column in table.stub_columns
        if isinstance(value := table.grid.rows[row][column], str)
        and not (headings.is_year_column(value) or headings.is_period_column(value))
        and not headings.is_goods(units.within(value))
    ]


def _series(heading: Heading) -> str:
    """The words that lines of one series share: all but area, unit, time and total."""
    own = heading.area_label
    return " ".join(t for t in heading.path if t and t != own and not namings.is_spent(t))


def _parts_of_units(table: Table, columns: list[Heading]) -> list[Heading]:
    """Units of columns that name none: a part has the unit of the whole that stands left of it.

    A note under the table that gives a column another base («** В % к концу предыдущего года»)
    is its measure.
    """
    made: list[Heading] = []
    last = ""
    notes = {mark: line for line in table.notes if (mark := note_mark(line))}
    for index, heading in enumerate(columns):
        part = any(headings.is_of_which(text) for text in heading.path)
        if part and last and headings.unit_of(heading.path) == "":
            heading = replace(heading, unit=last)
        elif not part:
            last = heading.unit
        marks = table.column_notes[index] if index < len(table.column_notes) else ()
        bases = [notes[mark] for mark in marks if mark in notes and periods.is_base(notes[mark])]
        if bases:
            heading = replace(
                heading, measure_label=bases[0].lstrip("*0123456789) "), unit="percent"
            )
        made.append(heading)
    return made


def _with_years(table: Table, body: Body, roles: Roles) -> Table:
    """The table with the years of a column of years among the words of each row."""
    years = [
        index
        for index, path in enumerate(table.column_paths)
        if roles.columns[index] is Role.NOTE and path and headings.is_year_column(path[-1])
    ]
    if not years:
        return table
    column = body.numbers[:, years[0]]
    paths = tuple(
        path if value != value else (*path, str(int(value)))
        for path, value in zip(table.row_paths, column.tolist(), strict=True)
    )
    return replace(table, row_paths=paths)


def _timed(heading: Heading, found: Found | None) -> Heading:
    if found is None:
        return heading
    return replace(
        heading,
        period=found.period,
        period_label=namings.printed_time(heading.path, found.label),
        basis=found.basis,
        doubts=heading.doubts + found.doubts,
    )


def _with_role(heading: Heading, role: Role | None) -> Heading:
    return heading if heading.role is role else replace(heading, role=role)


def _to_come(found: Sequence[Found | None], lines: Numbers, dates: Dates) -> list[bool]:
    """Lines of a time after the last day of the data in which nothing but zeros stands."""
    made: list[bool] = []
    for period, line in zip(found, lines, strict=True):
        start = period.period.start if period and period.period else None
        late = dates.latest is not None and start is not None and start > dates.latest
        made.append(late and not np.nan_to_num(line).any())
    return made


def _not_yet(heading: Heading, late: bool) -> Heading:
    """Zeros printed before their month came are no figures."""
    return replace(heading, role=Role.NOTE) if late else heading


def _joint(
    table: Table, body: Body, roles: Roles, seen: Periods, around: Around
) -> dict[tuple[int, int], Found]:
    """Periods of cells whose year stands in the row and whose month stands in the column, or the reverse."""
    columns = [_pieces(path, strict=False) for path in table.column_paths]
    if not any(columns):
        return {}
    dated = _with_years(table, body, roles)
    paths = calendar.timed_row_paths(dated)
    rows = [_pieces(path, strict=True) for path in paths]
    made: dict[tuple[tuple[str, ...], tuple[str, ...]], Found | None] = {}
    joint: dict[tuple[int, int], Found] = {}
    for j, column in enumerate(columns):
        if column == "":
            continue
        for i, row in enumerate(rows):
            if {row, column} != {"year", "part"}:
                continue
            key = (paths[i], table.column_paths[j])
            if key not in made:
                made[key] = calendar.joined(*key, around)
            if (found := made[key]) is not None:
                joint[i, j] = found
    return joint


def _pieces(path: tuple[str, ...], *, strict: bool) -> str:
    """ "year" where a path names only a year, "part" where it names a stretch without its year."""
    phrases = [found for text in path if (found := phrase(text, strict=strict))]
    if not phrases:
        return ""
    whole = [p for p in phrases if p.shape in (Shape.YEARS, Shape.FISCAL)]
    if len(whole) == len(phrases):
        return "year"
    return "" if whole or not all(p.needs_year for p in phrases) else "part"
