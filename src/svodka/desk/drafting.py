"""A draft is made from what was built and from the words of the documents, sealed ones left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache

import polars as pl

from svodka.desk.campaign import codebook_in_force
from svodka.desk.case import Case
from svodka.desk.derive import State
from svodka.desk.draft import Listener, drafted
from svodka.desk.identity import spelled
from svodka.desk.observations import NOTICE, Figures, figures_of
from svodka.desk.pace import IN_A_CASE
from svodka.desk.tidy import opened
from svodka.lexicon import codebooks, periods
from svodka.model import Codebook, Grid, Protection
from svodka.recognise import headings

_COUNTING = ("data", "total")
_PERIOD = ("start", "end", "as_of", "basis")
_ROW = ("row_path", "unit")
_COLUMN = ("column_path", "unit")
_TITLE = ("measure", "measure_label", "row_path", "column_path")


def draft_codebook(case: Case, told: Callable[[int, int], None]) -> str:
    """The codebook in force with everything below it that the documents say and it does not know.

    `told` hears how many of how many documents are done.

    Raises:
        BrokenCase: nothing was built yet.
    """
    figures = figures_of(case)
    in_force = codebook_in_force(case)
    listener = Listener(_known(codebooks.parse(in_force.data) if in_force else None))
    for done, one in enumerate(figures, 1):
        _listen(case, one, listener)
        told(done, len(figures))
    base = in_force.data.decode("utf-8-sig") if in_force else ""
    public = all(one.held.document.protection is Protection.PUBLIC for one in figures)
    text = drafted(base, listener.findings(), len(figures), "" if public else NOTICE)
    codebooks.parse(text.encode("utf-8"), "draft")
    return text


def _known(codebook: Codebook | None) -> Callable[[str], bool]:
    """Whether a text of a head or stub is understood: as area, period, total, measure or category."""
    words = headings.Words.of(codebook)

    def known(text: str) -> bool:
        return bool(
            headings.area_of(text, words)
            or headings.measure_of(text, words)
            or headings.category_of(text, words)
            or headings.role_by_words((text,))
            or periods.find((text,))
        )

    return cache(known)


def _listen(case: Case, one: Figures, listener: Listener) -> None:
    label = one.held.label
    if one.part.outcome.figures:
        _listen_to_figures(one.frame().filter(pl.col("role").is_in(_COUNTING)), label, listener)
    if one.part.outcome.state is State.NOT_READ:
        return
    reading = opened(case.vault.read(one.held.document.digest), pace=IN_A_CASE).reading
    for passage in reading.passages:
        listener.text(f"{label}:{passage.anchor}", passage.text)
    for grid in reading.grids:
        for text in _rows_of_words(grid):
            listener.text(label, text)


def _listen_to_figures(frame: pl.DataFrame, label: str, listener: Listener) -> None:
    for row, times, _ in _alike(frame, label, _PERIOD):
        listener.period(row, times)
    for by, path in ((_COLUMN, "column_path"), (_ROW, "row_path")):
        for row, times, place in _alike(frame, label, by):
            for words in json.loads(row[path]):
                listener.head(place, words, row["unit"], times)
    for row, times, place in _alike(frame, label, _TITLE):
        paths = (*json.loads(row["row_path"]), *json.loads(row["column_path"]))
        if row["measure_label"] and not row["measure"] and row["measure_label"] not in paths:
            listener.title(place, row["measure_label"], times)


def _alike(
    frame: pl.DataFrame, label: str, by: tuple[str, ...]
) -> Iterator[tuple[dict[str, str], int, str]]:
    """Figures alike in some columns with their number and first place, in the document's order."""
    grouped = frame.group_by(by, maintain_order=True).agg(
        pl.col("anchor").first().alias("_anchor"),
        pl.col("part").first().cast(pl.String).alias("_part"),
        pl.len().alias("_times"),
    )
    for row in grouped.iter_rows(named=True):
        place = spelled(label, row.pop("_anchor"), row.pop("_part"))
        times: int = row.pop("_times")
        yield row, times, place


def _rows_of_words(grid: Grid) -> Iterator[str]:
    """Rows of a grid that hold words, each as one text: a letter laid out as a table is read too."""
    for row in grid.rows:
        words = [cell for cell in row if isinstance(cell, str)]
        if words:
            yield " ".join(words)
