"""A draft is made from what was built and from the words of the documents, sealed ones left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from svodka.desk.campaign import codebook_in_force
from svodka.desk.case import Case
from svodka.desk.derive import State
from svodka.desk.draft import Listener, drafted
from svodka.desk.identity import spelled
from svodka.desk.observations import Figures, figures_of
from svodka.desk.tidy import opened
from svodka.lexicon import codebooks
from svodka.model import Grid, Protection

NOTICE = "WORKING COPY – NOT CHECKED FOR PUBLICATION"
_COUNTING = ("data", "total")
_SAID = (
    "area",
    "area_label",
    "category",
    "category_label",
    "measure",
    "measure_label",
    "unit",
    "start",
    "end",
    "as_of",
    "basis",
)


def draft_codebook(case: Case, told: Callable[[int, int], None]) -> str:
    """The codebook in force with everything below it that the documents say and it does not know.

    `told` hears how many of how many documents are done.

    Raises:
        BrokenCase: nothing was built yet.
    """
    figures = figures_of(case)
    listener = Listener()
    for done, one in enumerate(figures, 1):
        _listen(case, one, listener)
        told(done, len(figures))
    in_force = codebook_in_force(case)
    base = in_force.data.decode("utf-8-sig") if in_force else ""
    public = all(one.held.document.protection is Protection.PUBLIC for one in figures)
    text = drafted(base, listener.findings(), len(figures), "" if public else NOTICE)
    codebooks.parse(text.encode("utf-8"), "draft")
    return text


def _listen(case: Case, one: Figures, listener: Listener) -> None:
    label = one.held.label
    for row, times in _alike(one):
        listener.figure(spelled(label, row["anchor"], row["part"]), row, times)
    if one.part.outcome.state in (State.READ, State.PARTLY, State.SEALED):
        reading = opened(case.vault.read(one.held.document.digest)).reading
        for passage in reading.passages:
            listener.text(f"{label}:{passage.anchor}", passage.text)
        for grid in reading.grids:
            for text in _rows_of_words(grid):
                listener.text(label, text)


def _alike(one: Figures) -> Iterator[tuple[dict[str, str], int]]:
    """Figures that count, those alike as one with their number, in the order of the document."""
    if not one.part.outcome.figures:
        return
    counting = one.frame().filter(pl.col("role").is_in(_COUNTING))
    grouped = counting.group_by(_SAID, maintain_order=True).agg(
        pl.col("anchor").first(), pl.col("part").first().cast(pl.String), pl.len().alias("times")
    )
    for row in grouped.iter_rows(named=True):
        times = row.pop("times")
        yield row, times


def _rows_of_words(grid: Grid) -> Iterator[str]:
    """Rows of a grid that hold words, each as one text: a letter laid out as a table is read too."""
    for row in grid.rows:
        words = [cell for cell in row if isinstance(cell, str)]
        if words:
            yield " ".join(words)
