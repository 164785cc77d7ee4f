"""Row, column and title together say what one cell is about; the column's word stands before the row's."""

from __future__ import annotations

from collections.abc import Callable

from svodka.lexicon.units import RELATIVE, bare
from svodka.model import Basis, Block, Heading, Role, Slot
from svodka.model.observation import NO_PERIOD

JOIN = "; "
BOTH = "+"
_RANK = {None: 0, Role.DATA: 0, Role.TOTAL: 1, Role.DERIVED: 2, Role.NOTE: 3}


def has_period(heading: Heading) -> bool:
    """Whether a heading says anything of time."""
    return heading.period is not None or heading.basis is not None


def _first(candidates: tuple[Heading, ...], says: Callable[[Heading], bool]) -> Heading | None:
    return next((heading for heading in candidates if says(heading)), None)


def joined(outer: str, inner: str) -> str:
    """Two labels, or codes, as one; none of the words is lost, none is said twice."""
    if not outer or not inner or outer == inner:
        return outer or inner
    return f"{outer}{JOIN}{inner}"


def words_of_row(row: Heading, *, column_codes: bool, whole_codes: bool) -> tuple[str, str]:
    """What a row adds to the labels of category and measure of a cell.

    Where the measure's code comes from elsewhere, the row's own words tell it from its neighbours.
    """
    return _side(row, spare=column_codes or (whole_codes and not row.measure))


def words_of_column(column: Heading, *, row_codes: bool, whole_codes: bool) -> tuple[str, str]:
    """What a column adds to the labels of category and measure of a cell."""
    return _side(column, spare=not column.measure and (row_codes or whole_codes))


def _side(heading: Heading, *, spare: bool) -> tuple[str, str]:
    if spare:
        return joined(heading.measure_label, heading.category_label), ""
    return heading.category_label, heading.measure_label


def category_code(row: Heading, column: Heading, whole: Heading) -> str:
    """The category of a cell; where row and column name one each it is of both (`a+b`)."""
    codes = dict.fromkeys(code for code in (row.category, column.category) if code)
    return BOTH.join(codes) or whole.category


def measure_code(row: Heading, column: Heading, whole: Heading) -> str:
    """The measure of a cell; that of the title not where the cell has a unit of another kind."""
    if own := column.measure or row.measure:
        return own
    unit = column.unit or row.unit
    same = not unit or unit in RELATIVE or bare(unit) == bare(whole.unit)
    return whole.measure if same else ""


def together(whole: Heading, row: Heading, column: Heading) -> Heading:
    """What the three say of the cell where they meet: codes by rank, labels with all their words."""
    order = (column, row, whole)
    nothing = Heading()
    area = _first(order, lambda h: bool(h.area or h.area_label)) or nothing
    time = _first(order, has_period) or nothing
    coded = bool(whole.measure)
    mine = words_of_row(row, column_codes=bool(column.measure), whole_codes=coded)
    theirs = words_of_column(column, row_codes=bool(row.measure), whole_codes=coded)
    doubts = column.doubts + row.doubts + (whole.doubts if time is whole else ())
    return Heading(
        area=area.area,
        area_label=area.area_label,
        period=time.period,
        period_label=time.period_label,
        basis=time.basis,
        category=category_code(row, column, whole),
        category_label=joined(mine[0], theirs[0]) or whole.category_label,
        measure=measure_code(row, column, whole),
        measure_label=joined(mine[1], theirs[1]) or whole.measure_label,
        unit=column.unit or row.unit or whole.unit,
        role=max((row.role, column.role), key=_RANK.__getitem__) or Role.DATA,
        doubts=tuple(dict.fromkeys(doubts)),
    )


def cell_heading(block: Block, row: int, column: int) -> Heading:
    """What the headings of a block say of the cell at these indices of its rows and columns."""
    return together(block.whole, block.rows[row], block.columns[column])


def slot_of(heading: Heading) -> Slot:
    """The slot that a heading names."""
    return Slot(
        area=heading.area,
        period=heading.period or NO_PERIOD,
        category=heading.category,
        measure=heading.measure,
        unit=heading.unit,
        basis=heading.basis or Basis.UNKNOWN,
    )
