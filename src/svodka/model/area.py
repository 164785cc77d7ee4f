"""Areas nest and live in time; a code is ISO 3166-2 as ISO assigns it, or a codebook's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class AreaKind(Enum):
    """Level of an area; RESIDUAL is a region without a part that is counted elsewhere."""

    COUNTRY = "country"
    DISTRICT = "district"
    REGION = "region"
    RESIDUAL = "residual"
    MUNICIPALITY = "municipality"
    STATE = "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A territory that figures are stated for.

    `claimed` holds the country whose tables list the area as theirs although ISO assigns it to
    another: such areas are named neutrally and kept apart in sums.
    """

    code: str
    kind: AreaKind
    name_ru: str
    name_en: str
    parent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    claimed: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that name an area: code points of the text they stand in, half open.

    `code` is empty for a place that the codebook does not hold.
    """

    start: int
    stop: int
    label: str
    code: str
