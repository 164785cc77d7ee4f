"""An empty cell of a page has a place of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Grid, GridKind, PageBox

places = st.tuples(st.integers(0, 5), st.integers(0, 5))
boxes = st.builds(
    lambda left, top, width, height: PageBox(
        page=1, left=left, top=top, right=left + width, bottom=top + height
    ),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(1, 50),
    st.integers(1, 50),
)


@given(st.dictionaries(places, boxes, max_size=20))
def test_no_empty_cell_shares_its_anchor_with_another_cell(
    held: dict[tuple[int, int], PageBox],
) -> None:
    grid = Grid(
        kind=GridKind.PAGE,
        page=1,
        rows=tuple(tuple("1" if (r, c) in held else None for c in range(6)) for r in range(6)),
        boxes=held,
    )
    empty = [grid.anchor(r, c) for r in range(6) for c in range(6) if (r, c) not in held]
    assert len(set(empty)) == len(empty)
    assert not {anchor.place for anchor in empty} & set(held.values())
