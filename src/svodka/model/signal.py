"""What a method says of one period of one series: how high it may be, whether it is higher, or why it cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """`value` is what was reported, None for a gap; `upper` the highest value without an alarm.

    `history` counts the periods in hand that the bound was drawn from. Where `refused` says why
    there is no bound, there is no alarm either: that is "not enough", never "no alarm".
    `p` is the chance of as much or more where nothing rises, None where a method cannot say.
    """

    series: str
    start: date
    value: float | None = None
    upper: float | None = None
    expected: float | None = None
    alarm: bool = False
    history: int = 0
    p: float | None = None
    refused: str = ""

    def __post_init__(self) -> None:
        if bool(self.refused) == (self.upper is not None):
            raise ValueError(f"{self.series!r} has a bound or a reason why not, never both")
        if self.refused and self.alarm:
            raise ValueError(f"{self.series!r} was refused and alarms all the same")
