"""Ledgers of short texts, recognised as in a case, and of cells of two channels given by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polars as pl

from svodka.desk.frames import frame
from svodka.desk.ledger import COLUMNS, SCHEMA
from svodka.lexicon.codebooks import load
from svodka.model import Grid, Passage, Reading
from svodka.model.finding import Finding
from svodka.read import describe, pieces
from svodka.recognise import method, recognise, running_text
from svodka.reconcile.sources import conflicts

BOOK = "communiques"
DATES = ("start", "end", "as_of")
EMPTY: dict[str, object] = {
    **dict.fromkeys(COLUMNS, ""),
    **dict.fromkeys(DATES),
    "voice": "official",
    "part": 1,
    "unit": "person",
    "qualifier": "=",
    "mark": "stated",
    "role": "data",
    "row_path": '["x"]',
    "column_path": "[]",
    "title": "[]",
}


def of_texts(*texts: str, voice: str = "press") -> pl.DataFrame:
    """The ledger of documents of running text, numbered from 1."""
    return pl.concat([_of_bytes(n, text.encode(), voice) for n, text in enumerate(texts, 1)])


def of_rows(rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """A ledger of cells; what a row does not say is empty."""
    full = [{**EMPTY, "raw": str(row.get("value", "")), **row} for row in rows]
    return pl.DataFrame(full, schema=SCHEMA, orient="row")


def found_in(*texts: str) -> tuple[Finding, ...]:
    """Conflicts between texts, with the codebook of published communiqués."""
    return conflicts(of_texts(*texts), load(BOOK))


def _of_bytes(number: int, data: bytes, voice: str) -> pl.DataFrame:
    made = list(pieces(data))
    reading = Reading(
        document="0" * 64,
        media_type=describe(data).media_type,
        reader=describe(data).reader,
        grids=tuple(piece for piece in made if isinstance(piece, Grid)),
        passages=tuple(piece for piece in made if isinstance(piece, Passage)),
    )
    prose = list(running_text(reading, load(BOOK)))
    rows = frame(
        reading.document, recognise(reading, load(BOOK)), prose, method=method(reading.reader)
    )
    context = [_context(data.decode(), anchor) for anchor in rows["anchor"]]
    typed = rows.with_columns(
        document=pl.lit(number, pl.Int64),
        voice=pl.lit(voice),
        value=pl.col("value").cast(pl.Float64, strict=False),
        context=pl.Series(context, dtype=pl.String),
        says=pl.lit(""),
        **{name: pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in DATES},
    )
    return typed.select(COLUMNS).cast(SCHEMA)


def _context(text: str, anchor: str) -> str:
    """The sentence of a figure and the one before it in the same paragraph."""
    place = re.fullmatch(r"chars=(\d+)-(\d+)", anchor)
    if place is None:
        return ""
    start, stop = int(place[1]), int(place[2])
    paragraph = text.rfind("\n", 0, start) + 1
    sentences = [paragraph, *(end.end() for end in re.finditer(r"[.!?] (?=[А-ЯA-Z])", text))]
    before = [at for at in sentences if paragraph <= at <= start]
    ends = [at for at in (text.find("\n", stop), *(s for s in sentences if s > stop)) if at > 0]
    return text[before[-2:][0] : min(ends, default=len(text))].strip()
