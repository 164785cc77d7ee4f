"""A head of one column that a page prints on several lines is one head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from svodka.model import Grid, GridKind
from svodka.recognise.kinds import TEXT, Kinds

Owner = tuple[int, int]
# Lines of one text stand closer to each other than a quarter of their height.
_LOOSEST = 0.25


def lines_of_heads(
    grid: Grid, kinds: Kinds, heads: Sequence[tuple[Owner, ...]]
) -> list[list[list[Owner]]]:
    """For each column its heads from the top down, each as the cells that hold its lines."""
    if grid.kind is not GridKind.PAGE:
        return [[[owner] for owner in owners] for owners in heads]
    columns = Counter(owner for owners in heads for owner in owners)
    made: list[list[list[Owner]]] = []
    for owners in heads:
        groups: list[list[Owner]] = []
        for owner in owners:
            alone = columns[owner] == 1 and kinds[owner] == TEXT
            before = groups[-1][-1] if groups else None
            if (
                alone
                and before is not None
                and columns[before] == 1
                and kinds[before] == TEXT
                and _goes_on(grid, before, owner)
            ):
                groups[-1].append(owner)
            else:
                groups.append([owner])
        made.append(groups)
    return made


def _goes_on(grid: Grid, upper: Owner, lower: Owner) -> bool:
    """Whether the lower cell stands directly under the upper one, as the next line of it."""
    above, below = grid.boxes.get(upper), grid.boxes.get(lower)
    if above is None or below is None or lower[1] != upper[1] or lower[0] != upper[0] + 1:
        return False
    return below.top - above.bottom <= _LOOSEST * (below.bottom - below.top)
