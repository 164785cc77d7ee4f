"""Every figure of a case in the order of its documents; inside the case a document has a working number."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from svodka.desk import frames
from svodka.desk.case import Case
from svodka.desk.current import Part, read_current, read_frame
from svodka.desk.holdings import Held
from svodka.model import BrokenCase, Protection

# What is filed by a figure: obligation, period, version and state of the area's filing.
ADDED = ("filing",)

# What spreadsheet programs take for the beginning of a formula (OWASP ASVS 5.0, 1.2.10).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = frames.COLUMNS

# What stands in the first line of everything drawn from documents that are not public.
NOTICE = "WORKING COPY – NOT CHECKED FOR PUBLICATION"


def marked(path: Path, *, working_copy: bool) -> Path:
    """The path of a file that people hand on, with the notice in its name where it is a working copy."""
    if not working_copy or NOTICE in path.name:
        return path
    return path.with_name(f"{path.stem} {NOTICE}{path.suffix}")


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one document with its name in the listing."""

    case: Case
    held: Held
    part: Part

    def frame(self) -> pl.DataFrame:
        """COLUMNS as text, one row a figure."""
        data = read_frame(self.case.places, self.part)
        if not data:
            return pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String))
        return pl.read_parquet(io.BytesIO(data))


@dataclass(frozen=True, slots=True)
class Found:
    """Figures of a case, not yet read from the disk."""

    figures: tuple[Figures, ...]
    inside: bool
    filings: Mapping[tuple[int, str, str], str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*COLUMNS, *ADDED)

    @property
    def working_copy(self) -> bool:
        """Whether any figure comes from a document that is not public."""
        return any(
            one.held.document.protection is not Protection.PUBLIC and one.part.outcome.figures
            for one in self.figures
        )

    def rows(self) -> Iterator[tuple[str, ...]]:
        """One row a figure, all text."""
        for one in self.figures:
            name = one.held.document.digest if self.inside else one.held.label
            frame = one.frame().select(
                pl.lit(name).alias("document"),
                pl.col(COLUMNS[1:]).cast(pl.String).fill_null(""),
            )
            at = {column: place for place, column in enumerate(COLUMNS)}
            for row in frame.iter_rows():
                last = row[at["end"]] or row[at["as_of"]]
                key = (one.held.number, row[at["area"]], last)
                yield (*row, self.filings.get(key, ""))

    def defused(self) -> Iterator[tuple[str, ...]]:
        """Rows that a spreadsheet program shows and never computes; numbers and anchors stay."""
        safe = {self.columns.index(name) for name in ("value", "anchor", "part")}
        for row in self.rows():
            yield tuple(
                text if index in safe or not text.startswith(_FORMULA) else f"'{text}"
                for index, text in enumerate(row)
            )


def figures_of(case: Case) -> tuple[Figures, ...]:
    """What was built of each document, in the order of working numbers.

    Raises:
        BrokenCase: nothing was built yet, or what was built is not whole.
    """
    current = read_current(case.places)
    if current is None:
        raise BrokenCase(
            "nothing was built in this case yet", hint=f"svodka build {case.places.case}"
        )
    parts = current.by_digest()
    return tuple(
        Figures(case, held, parts[held.document.digest])
        for held in case.holdings().documents
        if held.document.digest in parts
    )


def observations_of(
    case: Case, *, inside: bool, filed: Mapping[tuple[int, str, str], str] | None = None
) -> Found:
    """Every figure of the case; documents by digest where `inside`.

    `filed` names the filing by (working number, code of the area, last day of the period).
    """
    return Found(figures_of(case), inside, filed or {})
