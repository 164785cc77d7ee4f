"""A frame as Parquet: words that came as codes leave as words, whoever reads them, and are hashed once each."""

from __future__ import annotations

import io

import polars as pl

from svodka.desk.frames import CODED, in_words

# Under this key a writer leaves its own types: a reader that found it would give back categories.
_OWN_TYPES = b"ARROW:schema"
_NOBODYS_TYPES = b"types-unsaid"
_TAIL = 8


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame with every text as a text; the same frame gives the same bytes."""
    made = _written(frame)
    if CODED not in frame.dtypes:
        return bytes(made)
    # At the end stand four bytes with the length of the footer, and the four of the format.
    footer = len(made) - _TAIL - int.from_bytes(made[-_TAIL:-4], "little")
    at = made.find(_OWN_TYPES, footer)
    if at < 0:
        return bytes(_written(in_words(frame)))
    made[at : at + len(_OWN_TYPES)] = _NOBODYS_TYPES
    return bytes(made)


def _written(frame: pl.DataFrame) -> bytearray:
    out = io.BytesIO()
    # Nobody looks for a figure by the first and last word of a stretch of rows.
    frame.write_parquet(out, compression="zstd", compression_level=1, statistics=False)
    return bytearray(out.getbuffer())
