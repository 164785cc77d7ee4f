"""What a test of regularity says of one series: how regular, how rarely by chance, or why it does not judge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regularity:
    """`p` is the probability, under the null of `test`, of a series at least as regular.

    `judged` counts what was looked at (windows, values, pairs). Where `refused` says why the
    series is too small or not fit for the test, there is neither statistic nor p, and no flag.
    """

    test: str
    series: str
    statistic: float | None = None
    p: float | None = None
    judged: int = 0
    flagged: bool = False
    refused: str = ""

    def __post_init__(self) -> None:
        if self.refused and (self.flagged or self.p is not None):
            raise ValueError(f"{self.test} refused {self.series!r} and judged it all the same")
        if self.p is not None and not 0 <= self.p <= 1:
            raise ValueError(f"{self.p} is no probability")
