"""Parquet holds words, however the frame kept them, and the same frame gives the same bytes."""

from __future__ import annotations

import io

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.desk.frames import CODED, SCHEMA, coded, frame, in_words
from svodka.desk.parquet import parquet
from svodka.desk.tidy import figures


def _read(data: bytes) -> pl.DataFrame:
    return pl.read_parquet(io.BytesIO(data))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=30))
def test_whoever_reads_parquet_finds_texts_and_no_categories(words: list[str]) -> None:
    plain = pl.DataFrame(
        {"words": pl.Series(words, dtype=pl.String), "own": pl.Series(words, dtype=pl.String)}
    )
    read = _read(parquet(plain.with_columns(pl.col("words").cast(CODED))))
    assert read.schema == plain.schema
    assert read.equals(plain)


def test_the_words_of_the_format_in_a_cell_stay_as_they_are() -> None:
    plain = pl.DataFrame({"words": ["ARROW:schema", "PAR1", "ARROW:schema"]})
    assert _read(parquet(plain.with_columns(pl.col("words").cast(CODED)))).equals(plain)


@pytest.mark.parametrize("few", [True, False])
def test_a_document_gives_the_same_rows_with_codes_and_without(few: bool) -> None:
    lines = ["Район;2021 год;2022 год"]
    lines += [f"Район {n};{1 if few else n};{2 if few else n * 7 + 0.5}" for n in range(3, 50)]
    found = figures("\n".join(lines).encode(), None)
    assert (found.coded.schema["raw"] == pl.String) is not few
    assert found.frame.schema == pl.Schema(SCHEMA)
    read = _read(parquet(found.coded))
    assert read.equals(found.frame)
    assert parquet(found.coded) == parquet(found.coded)


def test_no_figures_have_the_columns_of_the_contract() -> None:
    nothing = coded("0" * 64, [], [], method="")
    assert in_words(nothing).equals(frame("0" * 64, [], [], method=""))
    assert _read(parquet(nothing)).schema == pl.Schema(SCHEMA)
