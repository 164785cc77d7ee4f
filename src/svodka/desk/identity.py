"""A figure is named by document, anchor and part; what is said in short must be unique or is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from svodka.desk.holdings import Held, parse_number
from svodka.desk.observations import Figures
from svodka.model import Anchor, BadArgument

_DIGEST = re.compile("[0-9a-f]{64}")
_PART = re.compile(r"(.+):([1-9]\d{0,3})", re.DOTALL)
FORM = "a figure is D-0003:ANCHOR or D-0003:ANCHOR:PART, with the anchor as listings print it"


@dataclass(frozen=True, slots=True)
class Named:
    """What a person typed: `document` is None where only the anchor was given."""

    document: str | None
    anchor: Anchor
    part: int | None

    def matches(self, held: Held) -> bool:
        """Whether the document is the one meant."""
        if self.document is None:
            return True
        number = parse_number(self.document)
        return (
            held.number == number if number is not None else held.document.digest == self.document
        )


def parse_identity(text: str) -> Named:
    """`D-0003:sheet=S&cell=C17:2`, the same with a digest, or an anchor alone.

    Raises:
        BadArgument: it is none of these.
    """
    head, colon, rest = text.strip().partition(":")
    document = (
        head if colon and (parse_number(head) is not None or _DIGEST.fullmatch(head)) else None
    )
    place = rest if document is not None else text.strip()
    part = None
    if found := _PART.fullmatch(place):
        place, part = found[1], int(found[2])
    try:
        anchor = Anchor.parse(place)
    except ValueError as failure:
        raise BadArgument(f"{text!r} names no figure", hint=FORM) from failure
    return Named(document, anchor, part)


def spelled(label: str, anchor: str, part: int | str) -> str:
    """The identity as a person types it; the part only where it is not the first."""
    return f"{label}:{anchor}" if str(part) == "1" else f"{label}:{anchor}:{part}"


@dataclass(frozen=True, slots=True)
class Meant:
    """The document that is meant, and the figures that stand at the place; none for a mere cell."""

    figures: Figures
    rows: tuple[dict[str, str], ...]


def find(figures: Sequence[Figures], named: Named) -> Meant:
    """The figures at a place.

    Raises:
        BadArgument: no document, no figure, or several documents are meant.
    """
    candidates = [one for one in figures if named.matches(one.held)]
    if not candidates:
        raise BadArgument(
            f"the case holds no built document {named.document!r}",
            hint="svodka status lists the documents, svodka build reads new ones",
        )
    found = [(one, _rows(one, named)) for one in candidates]
    hits = [(one, rows) for one, rows in found if rows]
    if len(hits) > 1:
        first = ", ".join(
            spelled(one.held.label, str(named.anchor), named.part or 1) for one, _ in hits[:3]
        )
        raise BadArgument(
            f"{str(named.anchor)!r} stands in {len(hits)} documents of the case",
            hint=f"say which: {first}",
        )
    if hits:
        return Meant(hits[0][0], tuple(hits[0][1]))
    if named.document is None or named.part is not None:
        raise BadArgument(f"no figure at {str(named.anchor)!r}", hint=FORM)
    return Meant(candidates[0], ())


def _rows(one: Figures, named: Named) -> list[dict[str, str]]:
    if not one.part.outcome.figures:
        return []
    frame = one.frame().filter(pl.col("anchor") == str(named.anchor))
    if named.part is not None:
        frame = frame.filter(pl.col("part").cast(pl.String) == str(named.part))
    return [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in frame.sort("part").iter_rows(named=True)
    ]
