"""A stand-in for reading and recognising: every line `label;number` is a figure. Importable by workers."""

from __future__ import annotations

import os
import time

import polars as pl

from svodka.desk.derive import Derived, State, doubts_of, packed
from svodka.desk.observations import COLUMNS


def pretended(data: bytes, codebook: bytes | None, name: str) -> Derived:
    """Figures of lines; what is no UTF-8 is not read."""
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return Derived(state=State.NOT_READ, reason="damaged", detail="no UTF-8", hint="ask again")
    rows = []
    for number, line in enumerate(lines, 1):
        label, _, value = line.partition(";")
        row = dict.fromkeys(COLUMNS, "")
        row |= {"anchor": f"cell=B{number}", "part": "1", "area_label": label, "value": value}
        row |= {"mark": "stated", "qualifier": "=", "raw": value, "role": "data"}
        row |= {"row_path": "[]", "column_path": "[]", "title": "[]", "basis": "unknown"}
        row |= {"doubt": "" if label != "?" else "unknown area", "method": "pretended/1"}
        row |= {"measure": "counted" if codebook else ""}
        rows.append(row)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    return Derived(
        state=State.READ,
        media_type="text/plain",
        frame=packed(frame),
        figures=frame.height,
        doubts=doubts_of(frame),
    )


def out_of_time(data: bytes, codebook: bytes | None, name: str) -> Derived:
    """Never manages."""
    return Derived(state=State.NOT_READ, reason="out of time")


def dying(data: bytes, codebook: bytes | None, name: str) -> Derived:
    """Takes its whole process with it."""
    os._exit(9)


def slow(data: bytes, codebook: bytes | None, name: str) -> Derived:
    """As `pretended`, but long enough to be killed in the middle."""
    time.sleep(0.05)
    return pretended(data, codebook, name)
