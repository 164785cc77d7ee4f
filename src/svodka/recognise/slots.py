"""Row, column and title together say what one cell is about; the column's word stands before the row's."""

from __future__ import annotations

from collections.abc import Callable

from svodka.model import Basis, Block, Heading, Role, Slot
from svodka.model.observation import NO_PERIOD

_RANK = {None: 0, Role.DATA: 0, Role.TOTAL: 1, Role.DERIVED: 2, Role.NOTE: 3}


def has_period(heading: Heading) -> bool:
    """Whether a heading says anything of time."""
    return heading.period is not None or heading.basis is not None


def _first(candidates: tuple[Heading, ...], says: Callable[[Heading], bool]) -> Heading | None:
    return next((heading for heading in candidates if says(heading)), None)


def together(whole: Heading, row: Heading, column: Heading) -> Heading:
    """What the three say of the cell where they meet; a code stands before a bare label."""
    order = (column, row, whole)
    nothing = Heading()
    area = _first(order, lambda h: bool(h.area or h.area_label)) or nothing
    time = _first(order, has_period) or nothing
    category = (
        _first(order, lambda h: bool(h.category))
        or _first(order, lambda h: bool(h.category_label))
        or nothing
    )
    measure = (
        _first(order, lambda h: bool(h.measure))
        or _first(order, lambda h: bool(h.measure_label))
        or nothing
    )
    doubts = column.doubts + row.doubts + (whole.doubts if time is whole else ())
    return Heading(
        area=area.area,
        area_label=area.area_label,
        period=time.period,
        period_label=time.period_label,
        basis=time.basis,
        category=category.category,
        category_label=category.category_label,
        measure=measure.measure,
        measure_label=measure.measure_label,
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
