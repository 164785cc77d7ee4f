"""Conflicts between sources: each is named with its cells; nothing is settled, corrected or ranked."""

from __future__ import annotations

import polars as pl

from svodka.model import Codebook
from svodka.model.finding import Finding
from svodka.reconcile.channels import same_slots
from svodka.reconcile.methods import other_methods
from svodka.reconcile.own_words import in_itself, shares_in_tables
from svodka.reconcile.retellings import retold
from svodka.reconcile.told import spoken, told


def conflicts(figures: pl.DataFrame, book: Codebook | None) -> tuple[Finding, ...]:
    """What the sources of a ledger say differently, in the order of kinds and cells.

    Without a codebook no slot has a measure, so that only words are compared.
    """
    prose = figures.filter(pl.col("context") != "")
    numbers = prose["value"].drop_nulls().unique()
    beside = figures.filter(
        (pl.col("context") == "")
        & pl.col("value").is_in(numbers.implode())
        & pl.col("role").is_in(["data", "total"])
    )
    says = spoken(figures)
    stages = {one.code: one.stage for one in book.measures} if book else {}
    texts = list(told(prose, says, stages))
    found = [
        *retold([*texts, *told(beside, says, stages)]),
        *in_itself(texts),
        *shares_in_tables(figures),
        *other_methods(texts),
        *same_slots(figures, says),
    ]
    found.sort(key=lambda one: (not one.flagged, one.kind.value, one.cells))
    return tuple(found)
