"""Totals that no word calls so: a line that is everywhere the sum of the lines after it, or of all above."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from svodka.model import Role
from svodka.recognise.body import Numbers

_MOST_ROWS, _MOST_PARTS = 4000, 40
_LEAST_ROWS, _LEAST_SUMS = 3, 3


def sums_without_words(made: Numbers, depths: Sequence[int], roles: list[Role | None]) -> None:
    """A line that is everywhere the sum of the two or more lines right after it is a total."""
    if len(made) > _MOST_ROWS or made.shape[1] < 3:
        return
    stated = np.nan_to_num(made)
    sums = np.vstack([np.zeros(made.shape[1]), np.cumsum(stated, axis=0)])
    for index in range(len(made) - 2):
        if roles[index] is None and _adds_up(stated, sums, index, depths, roles):
            roles[index] = Role.TOTAL


def last_of_all(made: Numbers, depths: Sequence[int], roles: list[Role | None]) -> None:
    """A last row that is everywhere the sum of all the rows above it is their total («Область»)."""
    last = len(made) - 1
    if not _LEAST_ROWS <= len(made) <= _MOST_ROWS or roles[last] is not None:
        return
    if any(roles[:last]) or any(depths):
        return
    stated = np.nan_to_num(made)
    sums, total = stated[:last].sum(axis=0), stated[last]
    known = (total != 0) | (sums != 0)
    same = np.abs(sums - total) <= 1e-6 + 1e-9 * np.abs(total)
    if known.sum() >= _LEAST_SUMS and same[known].all() and len(np.unique(total[known])) > 1:
        roles[last] = Role.TOTAL


def _adds_up(
    stated: Numbers,
    sums: Numbers,
    index: int,
    depths: Sequence[int],
    roles: Sequence[Role | None],
) -> bool:
    total = stated[index]
    known = np.flatnonzero(total)
    if len(known) < 3:
        return False
    stop = min(len(stated), index + _MOST_PARTS)
    column = known[0]
    after = sums[index + 3 : stop + 1, column] - sums[index + 1, column]
    near = np.flatnonzero(np.abs(after - total[column]) <= 1e-6 + 1e-9 * np.abs(sums[stop, column]))
    for last in (index + 2 + int(k) for k in near):
        parts = stated[index + 1 : last + 1][:, known]
        if any(role is Role.DERIVED for role in roles[index + 1 : last + 1]):
            continue
        same = np.allclose(parts.sum(axis=0), total[known], rtol=1e-9, atol=1e-6)
        deeper = min(depths[index + 1 : last + 1]) >= depths[index]
        if same and deeper and len(np.unique(total[known])) > 2:
            return bool((parts != 0).any(axis=1).sum() > 1)
    return False
