"""The tests of regularity by name, over a table of series: each judges or says why it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from svodka.analyse import digits, repeats
from svodka.analyse import evenness as evenness_of
from svodka.analyse.bounds import LARGEST
from svodka.model import Regularity

Floats = NDArray[np.float64]

LEAST_VALUES = 8
LEAST_DIGITS = 20
LEAST_WINDOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a test is asked with.

    `window` is in periods; `alpha` a level: of each window for evenness, of the share of false
    flags among flags (Benjamini and Hochberg) for the rest. `null` is `exact`, `conditional`
    (evenness given the window's total) or `monte-carlo` with `draws` and `seed`.
    """

    window: int = 7
    alpha: float = 0.05
    min_windows: int = 15
    min_run: int = 4
    null: str = "exact"
    draws: int = 1000
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Series by name; `counts` is series by periods, NaN where nothing is in hand."""

    names: tuple[str, ...]
    counts: Floats

    def __post_init__(self) -> None:
        if self.counts.ndim != 2 or len(self.names) != len(self.counts):
            raise ValueError("one row of counts a name")


Judge = Callable[[Table, Asked], Iterable[Regularity]]


def regularities(test: str, table: Table, asked: Asked) -> tuple[Regularity, ...]:
    """What a test says of every series of a table, in the order of the table.

    Raises:
        KeyError: there is no test of that name.
    """
    return tuple(TESTS[test](table, asked))


def underdispersion(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Windows whose counts vary less than 95 of 100 windows of Poisson counts of their mean.

    Windows follow each other from the first period; one with a gap or of zeros is never too
    even. A series is flagged at `min_windows` such windows or `min_run` in a row; p is the
    chance of so many windows, each too even with probability `alpha`. Below 0 counts as 0.

    Source: Kobak (2022), Significance 19(2), https://doi.org/10.1111/1740-9713.01627.
    """
    if asked.window < LEAST_WINDOW or asked.window > table.counts.shape[1]:
        for name in table.names:
            yield _refused(
                "underdispersion", name, f"fewer than {max(asked.window, LEAST_WINDOW)} periods"
            )
        return
    count = table.counts.shape[1] // asked.window
    windows = np.maximum(table.counts[:, : count * asked.window], 0)
    windows = windows.reshape(len(table.names), count, asked.window)
    for name, held in zip(table.names, windows, strict=True):
        yield _too_even(name, held[~np.isnan(held).any(axis=1)], asked)


def _too_even(name: str, windows: Floats, asked: Asked) -> Regularity:
    test = "underdispersion"
    if not len(windows):
        return _refused(test, name, "no window without a gap")
    if (windows != np.floor(windows)).any():
        return _refused(test, name, "values that are no whole numbers")
    if not windows.any():
        return _refused(test, name, "all zeros")
    if windows.max() > LARGEST:
        return _refused(test, name, "values too large to be counts")
    even = _even(windows, asked)
    number = int(even.sum())
    return Regularity(
        test=test,
        series=name,
        statistic=float(number),
        p=float(stats.binom.sf(number - 1, len(even), asked.alpha)),
        judged=len(even),
        flagged=number >= asked.min_windows or longest(even) >= asked.min_run,
    )


def _even(windows: Floats, asked: Asked) -> NDArray[np.bool_]:
    means = windows.mean(axis=1)
    if asked.null == "monte-carlo":
        bounds = {
            mean: evenness_of.lower_quantile(
                mean, windows.shape[1], draws=asked.draws, seed=asked.seed, alpha=asked.alpha
            )
            for mean in set(means.tolist()) - {0.0}
        }
        variances = windows.var(axis=1, ddof=1)
        return np.array(
            [
                mean > 0 and variance < bounds[mean]
                for mean, variance in zip(means.tolist(), variances.tolist(), strict=True)
            ]
        )
    tail = evenness_of.by_total if asked.null == "conditional" else evenness_of.by_chi_square
    with np.errstate(invalid="ignore"):
        even: NDArray[np.bool_] = tail(windows) < asked.alpha
    return even


def longest(flags: Iterable[bool]) -> int:
    """The longest stretch of True."""
    best = here = 0
    for flag in flags:
        here = here + 1 if flag else 0
        best = max(best, here)
    return best


def evenness(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Whole series that vary less than counts of one mean do, given their total."""
    return _each("evenness", table, asked, _enough, _whole_evenness)


def _whole_evenness(values: Floats) -> tuple[float, float]:
    window = values[None, :]
    return float(evenness_of.index_of_dispersion(window)[0]), float(evenness_of.by_total(window)[0])


def last_digit(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Last digits too uneven for counts; only values whose mean is 30 or more are judged."""
    return _each("last-digit", table, asked, _large, digits.last_digit)


def heaping(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Values that end in 0 or 5 more often than one in five; only means of 30 or more are judged."""
    return _each("heaping", table, asked, _large, digits.heaping)


def copied(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Values equal to the one before, more often than counts of such means repeat by chance."""
    return _each("copied", table, asked, _within_reach, repeats.copied)


def plateau(table: Table, asked: Asked) -> Iterable[Regularity]:
    """A run of one value longer than counts of such means stand still by chance."""
    return _each("plateau", table, asked, _within_reach, repeats.plateau)


def duplicate_blocks(table: Table, asked: Asked) -> Iterable[Regularity]:
    """Stretches equal to another series' at the same time, too long for chance."""
    test = "duplicate-blocks"
    reasons = [_unfit(row[~np.isnan(row)]) for row in table.counts]
    fit = [at for at, reason in enumerate(reasons) if not reason]
    if len(fit) < 2:
        for name, reason in zip(table.names, reasons, strict=True):
            yield _refused(test, name, reason or "no second series")
        return
    found = repeats.equal_stretches(table.counts[fit])
    judged = {
        at: Regularity(
            test=test, series=table.names[at], statistic=float(run), p=p, judged=len(fit) - 1
        )
        for at, (run, p) in zip(fit, found, strict=True)
    }
    yield from _flagged(
        [
            judged.get(at) or _refused(test, name, reasons[at])
            for at, name in enumerate(table.names)
        ],
        asked.alpha,
    )


def _each(
    test: str,
    table: Table,
    asked: Asked,
    fit: Callable[[Floats], tuple[Floats, str]],
    judge: Callable[[Floats], tuple[float, float]],
) -> Iterable[Regularity]:
    answers = []
    for name, row in zip(table.names, table.counts, strict=True):
        values, reason = fit(row[~np.isnan(row)])
        if reason:
            answers.append(_refused(test, name, reason))
            continue
        statistic, p = judge(values)
        answers.append(
            Regularity(test=test, series=name, statistic=float(statistic), p=p, judged=len(values))
        )
    return _flagged(answers, asked.alpha)


def _flagged(answers: Sequence[Regularity], level: float) -> Iterable[Regularity]:
    """The answers with flags by Benjamini and Hochberg over all that were judged."""
    from dataclasses import replace

    p = np.array([answer.p for answer in answers if answer.p is not None])
    bound = highest_flagged(p, level)
    for answer in answers:
        yield replace(answer, flagged=answer.p is not None and answer.p <= bound)


def highest_flagged(p: Floats, level: float) -> float:
    """The largest p that is flagged when at most `level` of the flags may be false; -1 for none.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289.
    """
    ordered = np.sort(p)
    under = np.flatnonzero(ordered <= level * np.arange(1, len(p) + 1) / max(len(p), 1))
    return float(ordered[under[-1]]) if len(under) else -1.0


def _unfit(values: Floats) -> str:
    if len(values) < LEAST_VALUES:
        return f"fewer than {LEAST_VALUES} values"
    if (values < 0).any():
        return "negative values"
    if (values != np.floor(values)).any():
        return "values that are no whole numbers"
    if not values.any():
        return "all zeros"
    if values.max() > LARGEST:
        return "values too large to be counts"
    return ""


def _enough(values: Floats) -> tuple[Floats, str]:
    return values, _unfit(values)


def _within_reach(values: Floats) -> tuple[Floats, str]:
    """The values if every count that chance could make of them can be gone through one by one."""
    reason = _unfit(values)
    if not reason and not repeats.within_reach(values):
        reason = "values too large or too far apart for an exact sum"
    return values, reason


def _large(values: Floats) -> tuple[Floats, str]:
    """The values whose mean is large enough for even last digits."""
    reason = _unfit(values)
    if reason:
        return values, reason
    large = values[repeats.local_means(values) >= digits.LEAST_MEAN]
    if len(large) < LEAST_DIGITS:
        return (
            large,
            f"fewer than {LEAST_DIGITS} values with a mean of {digits.LEAST_MEAN:.0f} or more",
        )
    return large, ""


def _refused(test: str, name: str, reason: str) -> Regularity:
    return Regularity(test=test, series=name, refused=reason)


TESTS: dict[str, Judge] = {
    "underdispersion": underdispersion,
    "evenness": evenness,
    "last-digit": last_digit,
    "copied": copied,
    "plateau": plateau,
    "duplicate-blocks": duplicate_blocks,
    "heaping": heaping,
}
