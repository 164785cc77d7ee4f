"""All figures of a case in one frame with real dates and numbers: what is reconciled and judged."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from svodka.desk.case import Case
from svodka.desk.cell import excerpt
from svodka.desk.observations import Figures, figures_of
from svodka.desk.pace import IN_A_CASE
from svodka.desk.tidy import opened
from svodka.model import Passage

COLUMNS = (
    "document", "voice", "anchor", "part", "area", "area_label", "start", "end", "as_of", "basis", "category",
    "category_label", "measure", "measure_label", "unit", "value", "qualifier", "mark", "role", "raw", "row_path",
    "column_path", "title", "doubt", "context", "says",
)  # fmt: skip
_DATES = ("start", "end", "as_of")
# Outlet and date line stand among the first lines of a text, its sources among the last.
_HEAD, _TAIL, _LINE = 6, 3, 240
_TYPES = {
    "document": pl.Int64,
    "part": pl.Int64,
    "value": pl.Float64,
    **dict.fromkeys(_DATES, pl.Date),
}
SCHEMA = pl.Schema({name: _TYPES.get(name, pl.String) for name in COLUMNS})


def ledger_of(case: Case, *, contexts: bool = False) -> pl.DataFrame:
    """One row a figure under COLUMNS, in the order of working numbers and of each document.

    `context` is the sentence around a figure of running text and the one before it, `says` the
    first and last lines of its document, where outlet, day and source stand; documents are read
    again for them, so they are filled only where `contexts` asks for it.
    """
    frames = [_typed(one, contexts=contexts) for one in figures_of(case)]
    if not frames:
        return pl.DataFrame(schema=SCHEMA)
    whole = pl.concat(frames)
    del frames
    # Column by column, so that no two copies of a large case are ever held.
    return pl.DataFrame([_in_one(whole.drop_in_place(name)) for name in COLUMNS])


def _in_one(column: pl.Series) -> pl.Series:
    """The column in one piece, with every text kept once however often it stands there.

    Of a case of many documents each piece is small, and whatever is asked of it is asked of each.
    """
    if column.dtype != pl.String or column.null_count():
        return column.rechunk()
    kind = pl.Categorical(pl.Categories("svodka.ledger"))
    codes = column.cast(kind).to_physical().rechunk().alias("code")
    words = pl.DataFrame([codes, column.alias("word")]).unique("code", keep="any").sort("code")
    place = words["code"].search_sorted(codes)
    return words["word"].rechunk().gather(place).alias(column.name)


def _typed(figures: Figures, *, contexts: bool) -> pl.DataFrame:
    frame = figures.frame().with_columns(pl.col(pl.String, pl.Categorical).cast(pl.String))
    held = figures.held
    typed = frame.with_columns(
        document=pl.lit(held.number, pl.Int64),
        voice=pl.lit(held.document.by.value),
        part=pl.col("part").cast(pl.Int64),
        value=pl.col("value").cast(pl.Float64, strict=False),
        context=pl.lit(""),
        says=pl.lit(""),
        **{name: pl.col(name).str.to_date("%Y-%m-%d", strict=False) for name in _DATES},
    )
    nowhere = (pl.col("row_path") == "[]") & (pl.col("column_path") == "[]")
    prose = typed.filter(nowhere & ~pl.col("anchor").str.contains("cell="))["anchor"].to_list()
    if prose and contexts:
        data = figures.case.vault.read(held.document.digest)
        passages = opened(data, pace=IN_A_CASE).reading.passages
        context = dict(_contexts(passages, prose))
        typed = typed.with_columns(
            context=pl.col("anchor").replace_strict(context, default="", return_dtype=pl.String),
            says=pl.lit(_ends(passages)),
        )
    return typed.select(COLUMNS)


def _ends(passages: tuple[Passage, ...]) -> str:
    """The first and the last lines of a text, each cut short, with a line end between them."""
    lines = [line for one in passages for line in one.raw.splitlines() if line.strip()]
    chosen = lines if len(lines) <= _HEAD + _TAIL else [*lines[:_HEAD], *lines[-_TAIL:]]
    return "\n".join(" ".join(line.split())[:_LINE] for line in chosen)


def _contexts(passages: tuple[Passage, ...], anchors: list[str]) -> Iterator[tuple[str, str]]:
    """The words around each figure of running text."""
    for anchor in anchors:
        words = _around(passages, anchor)
        if words:
            yield anchor, words


def _around(passages: tuple[Passage, ...], anchor: str) -> str:
    """The sentence of a place and the one before it."""
    found = excerpt(passages, anchor)
    if found is None:
        return ""
    text, start, stop = found
    begin = _sentence_start(text, _sentence_start(text, start) - 1)
    end = min((at for mark in ".!?\n" if (at := text.find(mark, stop)) >= 0), default=len(text))
    return " ".join(text[begin : end + 1].split())


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence around a place begins: behind a full stop and a blank, or a line end."""
    if at <= 0:
        return 0
    marks = (". ", "! ", "? ", "\n")
    return max(
        (text.rfind(mark, 0, at) + len(mark) for mark in marks if text.rfind(mark, 0, at) >= 0),
        default=0,
    )
