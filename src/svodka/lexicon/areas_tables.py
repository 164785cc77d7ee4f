"""The tables of areas that the package carries: tab-separated, lines with # are remarks."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources


def lines(name: str) -> Iterator[list[str]]:
    """The fields of every line of a table of the package."""
    text = resources.files("svodka.lexicon").joinpath("data", name).read_text("utf-8")
    for line in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if line and not line[0].startswith("#"):
            yield line
