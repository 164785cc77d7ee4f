"""What rows and columns are: totals and ratios by their words and by arithmetic; a total is never data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.model import AreaKind, Role, Table
from svodka.recognise import headings, named_totals
from svodka.recognise.body import Body, Numbers
from svodka.recognise.unlabelled import last_of_all, sums_without_words

_RESIDUALS = {"X-RU-ARK-EXCL-NEN": "RU-ARK", "X-RU-TYU-EXCL-KHM-YAN": "RU-TYU"}
TOTAL_DIFFERS = "differs from the sum of its parts"
SAME_SHARE = 0.8
# Days from 1900 on, as spreadsheets number them.
_IN_1954, _IN_2064 = 20_000, 60_000
_LONGER_THAN_COUNTS = 1e15
_MOST_COLUMNS = 60
_MOST_ROWS = 4000
_SAMPLE = 400
_NEAREST = 10
_NEAR = 0.2
_CLOSE = 0.05
_FEW_CELLS = 4
# Differences of printed numbers are exact but for how a computer holds them.
_EVEN = 1e-6
_RELATIVE = frozenset({"percent", "index", "times", "share"})
_OF_THEM = expression(r"(?:из них|из общего числа|из которых|of which|of whom|including)(?![^\W_])")
_SUM = frozenset({"сумма", "sum"})
_EXACT = expression(
    r"в % к итогу|в процентах к итогу|% (?:от|к) (?:общ|итог)|% of (?:the )?total|% выполнени|удельный вес|доля"
)

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Roles:
    """Roles of rows and columns (None: data), and cells of totals that do not add up."""

    rows: list[Role | None]
    columns: list[Role | None]
    broken: dict[tuple[int, int], str] = field(default_factory=dict)


def roles_of(table: Table, body: Body, areas: Sequence[str], units: Sequence[str]) -> Roles:
    """Roles by words, by areas and by sums.

    `areas` has the code of each row's area ("" for none), `units` the unit of each column.
    """
    rows = _by_words(table.row_paths)
    _by_area(areas, rows)
    columns = _by_words(table.column_paths)
    _amounts(table, body.numbers, columns)
    _identifiers(table, body, columns)
    _accounts(table, rows)
    _alone(columns)
    roles = Roles(rows, columns)
    _ratios(table, body.numbers, units, roles)
    if len(table.body_rows) <= _MOST_ROWS:
        named_totals.mark(table.row_paths, body.numbers, roles.rows)
    if len(columns) <= _MOST_COLUMNS:
        named_totals.mark(table.column_paths, body.numbers[:_SAMPLE].T, roles.columns)
    _averages(table.row_paths, body.numbers, roles.rows)
    _averages(table.column_paths, body.numbers.T, roles.columns)
    sums_without_words(body.numbers, _depths(table), roles.rows)
    sums_without_words(body.numbers.T, (0,) * len(columns), roles.columns)
    last_of_all(_counts(body.numbers, units), _depths(table), roles.rows)
    _sums(table, _counts(body.numbers, units), roles)
    return roles


def _by_words(paths: Sequence[tuple[str, ...]]) -> list[Role | None]:
    """Total by a word of total; parts below a total that is a line of its own are none."""
    own = set(paths)
    return [headings.role_by_words(_below_totals(path, own)) for path in paths]


def _amounts(table: Table, numbers: Numbers, columns: list[Role | None]) -> None:
    """A column «Сумма» is an amount of its own, unless it adds up columns left of it."""
    for index, path in enumerate(table.column_paths):
        if columns[index] is not Role.TOTAL or not path or fold(path[-1]) not in _SUM:
            continue
        left = np.nan_to_num(numbers[:, :index])[:, ::-1].cumsum(axis=1)[:, 1:]
        same = np.abs(left - numbers[:, index : index + 1]) < 1e-6 + 1e-9 * np.abs(left)
        if not same.size or same.mean(axis=0).max() < SAME_SHARE:
            columns[index] = None


def _averages(paths: Sequence[tuple[str, ...]], numbers: Numbers, roles: list[Role | None]) -> None:
    """A line «В среднем» that lies among the others follows from them; it is no figure of its own."""
    means = [i for i, path in enumerate(paths) if path and headings.is_average(path[-1])]
    others = [i for i, role in enumerate(roles) if role is None and i not in means]
    if not means or len(others) < 2:
        return
    block = numbers[others]
    told = ~np.isnan(block).all(axis=0)
    low, high = np.nanmin(block[:, told], axis=0), np.nanmax(block[:, told], axis=0)
    for index in means:
        mean = numbers[index][told]
        stated = ~np.isnan(mean)
        if stated.any() and ((low <= mean) & (mean <= high))[stated].all():
            roles[index] = Role.DERIVED


def _below_totals(path: tuple[str, ...], own: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The texts of a path inside the innermost total that has figures of its own."""
    for k in range(len(path) - 1, 0, -1):
        if path[:k] in own and headings.is_total(path[k - 1]):
            return path[k:]
    return path


def _alone(columns: list[Role | None]) -> None:
    """A column «Всего» with no other column of figures beside it adds up no columns."""
    others = [role for role in columns if role not in (Role.TOTAL, Role.NOTE)]
    if not others:
        for index, role in enumerate(columns):
            if role is Role.TOTAL:
                columns[index] = None


def _by_area(areas: Sequence[str], rows: list[Role | None]) -> None:
    """A country and its districts are sums of the regions below them, a region of its parts."""
    kinds = {code: headings.kind_of(code) for code in set(areas) if code}
    regions = {code for code, kind in kinds.items() if kind in (AreaKind.REGION, AreaKind.STATE)}
    districts = {code for code, kind in kinds.items() if kind is AreaKind.DISTRICT}
    whole = {_RESIDUALS[code] for code in kinds if code in _RESIDUALS}
    for index, code in enumerate(areas):
        kind = kinds.get(code)
        above_regions = kind in (AreaKind.COUNTRY, AreaKind.DISTRICT) and len(regions) > 1
        above_districts = kind is AreaKind.COUNTRY and len(districts) > 1
        inside = kind is AreaKind.COUNTRY and _inside(code, regions)
        if kind is AreaKind.COUNTRY and regions and not inside:
            continue
        if above_regions or above_districts or code in whole:
            rows[index] = Role.TOTAL


def _inside(country: str, regions: set[str]) -> bool:
    """Whether regions of that country, or of what its tables list as theirs, stand in the table."""
    return any(code.startswith(f"{country}-") for code in regions)


def _identifiers(table: Table, body: Body, columns: list[Role | None]) -> None:
    """Columns of numbers that count nothing are notes."""
    for index, path in enumerate(table.column_paths):
        last = path[-1] if path else ""
        if _are_days(last, body.numbers[:, index]):
            columns[index] = Role.NOTE
        if not (last and (headings.is_identifier(last) or headings.is_year_column(last))):
            continue
        values = body.numbers[:, index]
        stated = values[~np.isnan(values)]
        if headings.is_year_column(last) and not ((stated > 1800) & (stated < 2101)).all():
            continue
        columns[index] = Role.NOTE


def _accounts(table: Table, rows: list[Role | None]) -> None:
    """Bank details count nothing: a dash among them is no figure that is missing."""
    for index, path in enumerate(table.row_paths):
        if path and headings.is_account(path[-1]):
            rows[index] = Role.NOTE


def _are_days(head: str, values: Numbers) -> bool:
    """Whether a column headed as dates holds days as spreadsheets count them, or longer numbers than any count."""
    stated = values[~np.isnan(values)]
    if not stated.size:
        return False
    if (np.abs(stated) >= _LONGER_THAN_COUNTS).all():
        return True
    return headings.is_dated(head) and bool(((stated > _IN_1954) & (stated < _IN_2064)).all())


def _ratios(table: Table, made: Numbers, units: Sequence[str], roles: Roles) -> None:
    """Columns and rows of shares whose operands stand in the table."""
    for paths, numbers, found in (
        (table.column_paths, made, roles.columns),
        (table.row_paths, made.T, roles.rows),
    ):
        if len(paths) > _MOST_COLUMNS or len(numbers) > _MOST_ROWS or len(paths) < 2:
            continue
        shares = [i for i, path in enumerate(paths) if found[i] is None or found[i] is Role.TOTAL]
        changes = [i for i in shares if any(headings.is_change(text) for text in paths[i])]
        shares = [i for i in shares if any(headings.is_share(text) for text in paths[i])]
        _differences(paths, numbers, changes, found)
        if len(shares) == len(paths):
            continue
        operands = [i for i in range(len(paths)) if i not in shares and found[i] is not Role.NOTE]
        numbers = numbers[:_SAMPLE]
        for index in shares:
            last = fold(" ".join(paths[index]))
            near = _nearest(paths, index, operands)
            if _EXACT.search(last) or _is_ratio(numbers, index, near):
                found[index] = Role.DERIVED


def _differences(
    paths: Sequence[tuple[str, ...]],
    numbers: Numbers,
    changes: Sequence[int],
    found: list[Role | None],
) -> None:
    """Lines headed as deviations or changes that are, in every row, one line less another."""
    operands = [i for i in range(len(paths)) if i not in changes and found[i] is not Role.NOTE]
    numbers = numbers[:_SAMPLE]
    for index in changes:
        near = _nearest(paths, index, operands)
        stated = numbers[:, index]
        if any(
            _agrees(stated, numbers[:, a] - numbers[:, b], np.full_like(stated, _EVEN))
            for a in near
            for b in near
            if a != b
        ):
            found[index] = Role.DERIVED


def _nearest(paths: Sequence[tuple[str, ...]], index: int, operands: Sequence[int]) -> list[int]:
    """The likeliest operands of a share: those under the same innermost head, then the nearest."""
    last = paths[index][-1:]
    ranked = sorted(operands, key=lambda i: (paths[i][-1:] != last, abs(i - index)))
    return ranked[:_NEAREST]


def _is_ratio(numbers: Numbers, index: int, operands: Sequence[int]) -> bool:
    """Whether column `index` is one operand over another, or over its own total, in every row."""
    share = numbers[:, index]
    stated = ~np.isnan(share)
    if stated.sum() < 2 or not operands or np.nanmax(np.abs(share)) == 0:
        return stated.sum() == 1 and _one_ratio(numbers, index, operands)
    slack = np.maximum(0.06, 1e-3 * np.abs(share))
    fine = np.maximum(slack / 100, _half_of_last_digit(share))
    for top in operands:
        for bottom in operands:
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = (
                    numbers[:, top] / numbers[:, bottom]
                    if top != bottom
                    else _of_largest(numbers[:, top])
                )
            if _agrees(share, ratio * 100, slack) or _agrees(share, ratio, fine):
                return True
    return False


def _half_of_last_digit(values: Numbers) -> float:
    """How far a quotient may be from what is printed of it: half of the last of one to three decimals."""
    stated = values[~np.isnan(values)]
    decimals = (d for d in (1, 2) if np.allclose(stated, stated.round(d), rtol=0, atol=1e-9))
    return 0.5001 * 10.0 ** -next(decimals, 3) if (stated != stated.round()).any() else 0.0


def _one_ratio(numbers: Numbers, index: int, operands: Sequence[int]) -> bool:
    """The same for a single row: then the share must have digits enough to be no accident."""
    row = int(np.flatnonzero(~np.isnan(numbers[:, index]))[0])
    value = float(numbers[row, index])
    for top in operands:
        for bottom in operands:
            below = numbers[row, bottom]
            if top == bottom or not below or np.isnan(below):
                continue
            ratio = numbers[row, top] / below
            if value not in (0, 1, 100) and min(
                abs(ratio - value), abs(100 * ratio - value)
            ) < 1e-3 * abs(value):
                return True
    return False


def _of_largest(column: Numbers) -> Numbers:
    largest = np.nanmax(column) if not np.isnan(column).all() else np.nan
    return np.asarray(column / largest if largest else column * np.nan)


def _agrees(share: Numbers, ratio: Numbers, slack: Numbers) -> bool:
    both = ~np.isnan(share) & np.isfinite(ratio) & (share != 0)
    if both.sum() < 2:
        return False
    close = np.abs(share - ratio) <= slack
    return bool(close[both].mean() >= SAME_SHARE and len(np.unique(share[both])) > 1)


def _parts(
    rows: Sequence[Role | None], depths: Sequence[int], index: int, *, below: bool
) -> list[int]:
    """Rows that a total may be the sum of: at one side of it, up to the next total of its level."""
    step = 1 if below else -1
    depth = depths[index]
    found: list[int] = []
    position = index + step
    while 0 <= position < len(rows):
        if rows[position] is Role.TOTAL and depths[position] <= depth:
            break
        found.append(position)
        position += step
    if not found:
        return []
    level = min(depths[i] for i in found)
    return [i for i in found if depths[i] == level and rows[i] not in (Role.NOTE, Role.DERIVED)]


def _depths(table: Table) -> Sequence[int]:
    return table.row_depths or (0,) * len(table.body_rows)


def _counts(made: Numbers, units: Sequence[str]) -> Numbers:
    """The numbers without columns of percent and indices, which add up to nothing."""
    relative = [index for index, unit in enumerate(units) if unit in _RELATIVE]
    if not relative:
        return made
    kept = made.copy()
    kept[:, relative] = np.nan
    return kept


def _sums(table: Table, made: Numbers, roles: Roles) -> None:
    """Where most cells of a total equal the sum of its parts, the others are worth a look."""
    if len(made) <= _MOST_ROWS:
        some = _not_all(table.row_paths)
        for index, column, words in _all_broken(
            made, roles.rows, roles.columns, _depths(table), some
        ):
            roles.broken[index, column] = words
    if made.shape[1] <= _MOST_COLUMNS:
        flat = (0,) * made.shape[1]
        some = _not_all(table.column_paths)
        for index, row, words in _all_broken(made.T, roles.columns, roles.rows, flat, some):
            roles.broken[row, index] = words


def _all_broken(
    made: Numbers,
    roles: Sequence[Role | None],
    others: Sequence[Role | None],
    depths: Sequence[int],
    some: frozenset[int],
) -> Iterator[tuple[int, int, str]]:
    for index, role in enumerate(roles):
        if role is Role.TOTAL:
            for below in (True, False):
                parts = _parts(roles, depths, index, below=below)
                alone = some.isdisjoint(parts)
                found = _broken(made, index, parts, others, exhaustive=alone)
                yield from ((index, other, words) for other, words in found)


def _not_all(paths: Sequence[tuple[str, ...]]) -> frozenset[int]:
    """Lines introduced by «из них»: they need not be all the parts of the line above."""
    return frozenset(
        index for index, path in enumerate(paths) if any(_OF_THEM.match(fold(t)) for t in path)
    )


def _broken(
    made: Numbers,
    index: int,
    parts: list[int],
    others: Sequence[Role | None],
    *,
    exhaustive: bool,
) -> list[tuple[int, str]]:
    """Columns in which the total differs although in most it is the sum of the same parts."""
    if len(parts) < 2:
        return []
    block, total = made[parts], made[index]
    usable = ~np.isnan(total) & ~np.isnan(block).any(axis=0)
    usable &= np.array([role not in (Role.NOTE, Role.DERIVED) for role in others])
    if not usable.any():
        return []
    sums = block.sum(axis=0)
    same = np.abs(sums - total) <= slack(block, total)
    if usable.sum() == 1:
        where = int(np.flatnonzero(usable)[0])
        near = abs(sums[where] - total[where]) < _NEAR * abs(total[where])
        wrong = [where] if exhaustive and near and len(parts) > 2 and not same[where] else []
    elif same[usable].mean() >= SAME_SHARE:
        wrong = [int(i) for i in np.flatnonzero(usable & ~same)]
    elif exhaustive and usable.sum() <= _FEW_CELLS and (same & usable & (total != 0)).any():
        close = np.abs(sums - total) < _CLOSE * np.abs(total)
        wrong = [int(i) for i in np.flatnonzero(usable & ~same)] if close[usable].all() else []
    else:
        wrong = []
    return [(i, f"total {total[i]:.15g} {TOTAL_DIFFERS} {sums[i]:.15g}") for i in wrong]


def slack(block: Numbers, total: Numbers) -> Numbers:
    """Rounding: half of the last digit printed for each part; whole numbers add up exactly."""
    whole = np.all(block == np.round(block), axis=0) & (total == np.round(total))
    return np.where(whole, 0.0, np.maximum(0.06 * len(block), 1e-6 * np.abs(total)))
