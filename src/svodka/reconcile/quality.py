"""How complete and timely what we hold is, by area, agency or period; what we did not obtain is counted apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from svodka.model import Due, Filing, FilingState

_FILED = (FilingState.REPORTED, FilingState.ZERO, FilingState.BLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Counts of owed periods of one area or period, and the shares that follow; None over nothing.

    Completeness is filed over expected, where expected leaves out what we did not obtain, so that
    our gap is not their silence; `coverage` says how much of what was owed we can speak of.
    Timeliness is given twice: of those filed with a known day, and of all expected.

    Source: WHO (2017), Data quality review, module 2, metrics 1.1–1.3; DHIS2 user guide,
    reporting rate and reporting rate on time.
    """

    name: str
    owed: int
    filed: int
    zero: int
    missing: int
    not_obtained: int
    dated: int
    on_time: int

    @property
    def completeness(self) -> float | None:
        return _share(self.filed, self.filed + self.missing)

    @property
    def coverage(self) -> float | None:
        return _share(self.filed + self.missing, self.owed)

    @property
    def timeliness_of_dated(self) -> float | None:
        return _share(self.on_time, self.dated)

    @property
    def timeliness_of_expected(self) -> float | None:
        return _share(self.on_time, self.filed + self.missing)


def quality(filings: Iterable[Filing], by: Callable[[Filing], str]) -> tuple[Quality, ...]:
    """Quality of every group of filings, by name; versions of one period count once.

    A period that is owed only if the obligation began early is left out, and so is what is in
    hand without being owed: it says nothing of how complete the rest is.
    """
    groups: dict[str, dict[tuple[object, ...], Filing]] = defaultdict(dict)
    for filing in filings:
        if filing.due is not Due.CERTAIN:
            continue
        slot = (filing.obligation, filing.area, filing.start, filing.end)
        # On time by any version is on time: the first of them stands.
        groups[by(filing)].setdefault(slot, filing)
    return tuple(_of(name, tuple(groups[name].values())) for name in sorted(groups))


def _of(name: str, filings: tuple[Filing, ...]) -> Quality:
    filed = [one for one in filings if one.state in _FILED]
    return Quality(
        name=name,
        owed=len(filings),
        filed=len(filed),
        zero=sum(one.state is FilingState.ZERO for one in filings),
        missing=sum(one.state is FilingState.MISSING for one in filings),
        not_obtained=sum(one.state is FilingState.NOT_OBTAINED for one in filings),
        dated=sum(one.late is not None for one in filed),
        on_time=sum(one.late is False for one in filed),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
