"""Series and reference outputs of published surveillance methods, from `corpora/returns`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Corpus = Callable[[str], Path]

WORDS = {"NA": np.nan, "TRUE": 1.0, "FALSE": 0.0}


def weeks(count: int, first: date = date(1990, 1, 1)) -> list[date]:
    """Weeks that follow each other."""
    return [first + timedelta(days=7 * week) for week in range(count)]


def lines(corpus: Corpus, name: str) -> list[dict[str, str]]:
    """The lines of one file."""
    text = (corpus("returns") / "surveillance" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def column(rows: list[dict[str, str]], name: str) -> Floats:
    """One column of a reference output, NaN where it says NA."""
    return np.array([WORDS[row[name]] if row[name] in WORDS else float(row[name]) for row in rows])


def newport(corpus: Corpus) -> tuple[Floats, list[date]]:
    """Salmonella Newport, weekly counts of all of Germany, 2004 to 2014."""
    rows = lines(corpus, "salmNewport_all.csv")
    return column(rows, "observed")[None, :], [date.fromisoformat(row["epoch"]) for row in rows]


def agona(corpus: Corpus) -> tuple[Floats, list[date]]:
    """Salmonella Agona, 312 weeks numbered from the first of 1990."""
    counts = column(lines(corpus, "salmonella_agona.csv"), "observed")[None, :]
    return counts, weeks(counts.shape[1])
