"""Lines that a word calls a total of something («Total GMC enrolment», «Все районы») and that add up."""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence

import numpy as np

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.model import Role
from svodka.recognise.body import Numbers

_CALLED = expression(
    r"(?:все|весь|вся|всех|all)(?![^\W_])|(?:.*(?<![^\W_]))?(?:(?:sub-?)?totals?|всего|итого)(?![^\W_])"
)
_FEWEST_PARTS = 2
_MOST_TOTALS = 12
_SAME_SHARE = 0.8


def mark(
    paths: Sequence[tuple[str, ...]], numbers: Numbers, roles: MutableSequence[Role | None]
) -> None:
    """Make totals of the lines that are so called and are the sum of lines before them.

    What is added are the lines since the total before, all lines so far, or the last totals:
    a word alone is not enough, «Total detained» may be what is counted, unless it names the
    lines around it («GMC», «Total GMC enrolment»).
    """
    stated = np.nan_to_num(numbers)
    data: list[int] = []
    totals: list[int] = []
    for index, path in enumerate(paths):
        if roles[index] is None and path and _CALLED.match(fold(path[-1])):
            told = ~np.isnan(numbers[index]) & (numbers[index] != 0)
            around = (" ".join(fold(text).split()) for text in path[:-1])
            if any(len(text) > 1 and text in fold(path[-1]) for text in around) or any(
                _adds_up(stated, index, parts, told) for parts in _sets(data, totals)
            ):
                roles[index] = Role.TOTAL
        if roles[index] is Role.TOTAL:
            totals.append(index)
        elif roles[index] is None:
            data.append(index)


def _sets(data: Sequence[int], totals: Sequence[int]) -> Iterator[Sequence[int]]:
    """What a total may add up: lines since the one before it, all of them, the last totals."""
    last = totals[-1] if totals else -1
    yield [index for index in data if index > last]
    yield data
    for count in range(_FEWEST_PARTS, min(len(totals), _MOST_TOTALS) + 1):
        yield totals[-count:]


def _adds_up(stated: Numbers, index: int, parts: Sequence[int], told: np.ndarray) -> bool:
    if len(parts) < _FEWEST_PARTS or not told.any():
        return False
    block, total = stated[parts][:, told], stated[index][told]
    whole = bool((block == np.round(block)).all() and (total == np.round(total)).all())
    slack = 0.0 if whole else np.maximum(0.01 * len(parts), 1e-6 * np.abs(total))
    return bool((np.abs(block.sum(axis=0) - total) <= slack).mean() >= _SAME_SHARE)
