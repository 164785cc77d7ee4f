"""Frames to rows: CSV, JSON lines, Parquet, or a readable table on a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

import click
import polars as pl

from svodka.cli.listing import listing, visible
from svodka.desk.frames import in_words
from svodka.desk.parquet import parquet
from svodka.model import BadArgument

# A slice at a time: a long title repeated in every row must not fill the memory.
_AT_ONCE = 20_000


class Rows:
    """Writes frame after frame to one stream; frames of one shape share one header line.

    Without a stream the rows go to the terminal, where nothing in them is obeyed.
    """

    def __init__(self, stream: BinaryIO | None, form: str) -> None:
        self.stream, self.form = stream, form
        self.header: list[str] = []
        self.kept: list[pl.DataFrame] = []

    def add(self, frame: pl.DataFrame) -> None:
        """Write the rows of a frame; Parquet is written when all are there."""
        if self.form == "parquet":
            self.kept.append(frame)
        elif self.stream is not None:
            self._write(frame, self.stream)
        elif self.form == "table":
            self.header = frame.columns
            listing(frame.columns, texts(frame), "table")
        else:
            written = io.BytesIO()
            self._write(frame, written)
            click.echo(visible(written.getvalue().decode()), nl=False)

    def _write(self, frame: pl.DataFrame, stream: BinaryIO) -> None:
        if self.form == "csv":
            self._csv(frame, stream)
            return
        for some in frame.iter_slices(_AT_ONCE):
            stream.write(in_words(some).write_ndjson().encode())

    def _csv(self, frame: pl.DataFrame, stream: BinaryIO) -> None:
        first = self.header != frame.columns
        if first and self.header:
            stream.write(b"\n")
        self.header = frame.columns
        if first:
            stream.write(frame.clear().write_csv().encode())
        for some in frame.iter_slices(_AT_ONCE):
            stream.write(in_words(some).write_csv(include_header=False).encode())

    def done(self, empty: pl.DataFrame | None) -> None:
        """Finish; `empty` is what to write where no frame came, so that a header always stands."""
        if not self.header and not self.kept and empty is not None and self.form != "jsonl":
            self.add(empty)
        if self.form != "parquet" or self.stream is None or not self.kept:
            return
        if any(frame.columns != self.kept[0].columns for frame in self.kept):
            raise BadArgument(
                "tables of different shape do not fit into one Parquet file",
                hint="give one file at a time, or --format csv",
            )
        alike = all(frame.schema == self.kept[0].schema for frame in self.kept)
        self.stream.write(parquet(pl.concat(self.kept if alike else map(in_words, self.kept))))


def texts(frame: pl.DataFrame) -> Iterable[list[str]]:
    """The rows of a frame as texts."""
    return ([str(cell) for cell in row] for row in frame.iter_rows())
