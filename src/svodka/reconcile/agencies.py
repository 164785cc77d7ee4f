"""The second reporting line: what each agency that holds a register filed, through the columns of its groups."""

from __future__ import annotations

from datetime import date

import polars as pl

from svodka.model import Codebook, Filing
from svodka.reconcile.filings import filings


def by_agency(
    figures: pl.DataFrame,
    book: Codebook,
    until: date | None = None,
    in_part: frozenset[int] = frozenset(),
) -> dict[str, tuple[Filing, ...]]:
    """Filings by agency, in order of name: those of the groups whose register it holds.

    A return in hand in which an agency's columns are not found is not its silence: they may be
    under words that nobody coded, so the agency's period is `not_obtained`.
    """
    agencies: dict[str, list[str]] = {}
    for category in book.categories:
        if category.agency:
            agencies.setdefault(category.agency, []).append(category.code)
    last = until or figures.select(pl.coalesce("end", "as_of").max()).item()
    return {
        agency: filings(
            figures.filter(pl.col("category").is_in(agencies[agency])), book, last, in_part
        )
        for agency in sorted(agencies)
    }
