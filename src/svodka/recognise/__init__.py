"""Readings in, figures about slots out: structure first, then meaning; doubt is a value, nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module

from svodka.model import (
    Anchor,
    Block,
    Codebook,
    Grid,
    GridKind,
    Observation,
    Passage,
    Reading,
    Span,
)

VERSION = "svodka.recognise/1"

__all__ = ["load", "method", "recognise", "running_text"]


def method(reader: str) -> str:
    """Reader and recogniser, each with its own version, as figures carry it."""
    return f"{reader} {VERSION}"


def recognise(reading: Reading, codebook: Codebook | None, *, name: str = "") -> tuple[Block, ...]:
    """The tables of a reading with what their rows, columns and titles say, in its order.

    `name` is what the document was called: a year in it that contradicts the document is doubted.
    """
    if not reading.grids:
        return ()
    from svodka.recognise import calendar, filenames, title_pages
    from svodka.recognise.blocks import blocks
    from svodka.recognise.exceptions import Source
    from svodka.recognise.tables import tables

    texts = [*calendar.texts_of(reading.grids), *(passage.text for passage in reading.passages)]
    starts = codebook.fiscal_year_starts if codebook and codebook.fiscal_year_starts > 1 else None
    day, years = filenames.named(name)
    dates = calendar.dates_of(texts, starts)
    dates = replace(dates, form=title_pages.period_line(reading.grids))
    if len(years) == 1:
        dates = replace(dates, named=(next(iter(years)), day))
    source = Source(reading.document, method(reading.reader))
    return filenames.with_name(blocks(tables(reading.grids), codebook, dates, source), name)


def load(reading: Reading) -> None:
    """Import what recognising a reading takes, and the words it looks up: a forked child need not."""
    for needed, module in ((reading.grids, "blocks"), (reading.passages, "prose")):
        if needed:
            import_module(f"svodka.recognise.{module}")
    import_module("svodka.recognise.tables")
    _look_up_once(grids=bool(reading.grids), passages=bool(reading.passages))


@cache
def _look_up_once(*, grids: bool, passages: bool) -> None:
    """Words are kept in tables that the first look-up makes; of what is read nothing is touched."""
    words = "В Тверской области с 19 сентября по 2 октября 2023 года поставлено на учёт 80 человек."
    cells = (("Район", "2023 год"), ("Тверская область", "10"))
    made_up = Reading(
        document="",
        media_type="",
        reader="",
        passages=(Passage(raw=words, anchor=Anchor(Span(0, len(words)))),) * passages,
        grids=(Grid(kind=GridKind.CSV, rows=cells),) * grids,
    )
    recognise(made_up, None)
    tuple(running_text(made_up, None))


def running_text(
    reading: Reading,
    codebook: Codebook | None,
    *,
    name: str = "",
    published: date | None = None,
) -> Iterator[Observation]:
    """Figures in the running text of a reading; without `published` the day in its name dates it."""
    if not reading.passages:
        return iter(())
    from svodka.recognise import filenames, prose

    if published is None:
        published = filenames.published(name, (passage.raw for passage in reading.passages))
    return prose.prose(
        reading.passages,
        codebook,
        document=reading.document,
        method=method(reading.reader),
        published=published,
    )
