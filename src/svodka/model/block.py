"""The body of a table with what its rows and columns say, factored: a million cells, few headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svodka.model.observation import Observation, Role
from svodka.model.period import Basis, Period
from svodka.model.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What one row, one column or the title says about every cell that it governs.

    None and empty mean "says nothing of it". Where row and column both speak, the column's word
    stands unless `Block` puts an exception on the cell.
    """

    path: tuple[str, ...] = ()
    area: str = ""
    area_label: str = ""
    period: Period | None = None
    period_label: str = ""
    basis: Basis | None = None
    category: str = ""
    category_label: str = ""
    measure: str = ""
    measure_label: str = ""
    unit: str = ""
    role: Role | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Figures of one table. `rows[i]` belongs to `table.body_rows[i]`, `columns` likewise.

    `exceptions` holds, for single cells (0-based indices into the grid), the observations that
    stand instead of the one that the headings give: ranges, repeated parts, other roles,
    doubts of one cell. An empty tuple there means that the cell holds no figure.
    """

    table: Table
    whole: Heading
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    exceptions: Mapping[tuple[int, int], tuple[Observation, ...]] = field(default_factory=dict)
