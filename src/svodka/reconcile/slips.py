"""How people and scanners err, each slip with the value that would repair it; never how places do.

A slip costs bits: how rare its kind is, and how many values that kind could have made of this
one. Shorter is likelier. The prices are an ordering by habit, not measured frequencies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2

# What a recogniser takes for what; pairs, both ways.
_ALIKE = ("17", "38", "56", "06", "49", "08", "27", "68", "35", "14", "69", "09")
_THOUSAND = 1000

SWAPPED = "adjacent digits swapped"
DOUBLED = "digit doubled"
ADDED = "digit too many"
DROPPED = "digit dropped"
MISREAD = "digit misread"
MISTYPED = "one digit wrong"
SIGN = "sign turned"
THOUSANDS = "thousands for units"
UNITS = "units for thousands"
ZERO = "nothing written, taken as zero"

_BITS = {
    SWAPPED: 2.0,
    DOUBLED: 3.0,
    MISREAD: 2.0,
    DROPPED: 3.0,
    ADDED: 4.0,
    MISTYPED: 3.0,
    SIGN: 4.0,
    THOUSANDS: 5.0,
    UNITS: 5.0,
    ZERO: 4.0,
}
_ELSEWHERE = 3.0
_UNEXPLAINED = 6.0


@dataclass(frozen=True, slots=True)
class Slip:
    """`value` was meant, something else was written; `kind` in words, `bits` its price."""

    value: float
    kind: str
    bits: float


def slips(reported: float) -> tuple[Slip, ...]:
    """Every value that one slip of the pen or of a recogniser turns into what is reported.

    One entry a value, the likeliest kind of those that lead to it, cheapest first.
    """
    found: dict[float, Slip] = {}
    made = [(kind, sorted(set(values))) for kind, values in _made(reported)]
    for kind, values in made:
        for value in values:
            if value == reported:
                continue
            slip = Slip(value, kind, _BITS[kind] + log2(len(values)))
            if value not in found or slip.bits < found[value].bits:
                found[value] = slip
    return tuple(sorted(found.values(), key=lambda slip: (slip.bits, slip.value, slip.kind)))


def explained(reported: float, value: float | None, around: Mapping[str, float]) -> Slip:
    """The likeliest way in which `value` became what is reported; its kind is empty where none is known.

    `around` gives, in words, the values that could have been copied in its place: the cell
    beside, last week's, the running total.
    """
    unknown = _UNEXPLAINED + log2(10 * max(abs(reported), abs(value or 0), 10))
    best = Slip(value if value is not None else reported, "", unknown)
    ways = [slip for slip in slips(reported) if slip.value == value]
    for words, other in sorted(around.items()):
        if other == reported:
            ways.append(Slip(best.value, words, _ELSEWHERE + log2(len(around))))
    if reported == 0 and (value is None or value > 0):
        ways.append(Slip(best.value, ZERO, _BITS[ZERO]))
    return min([best, *ways], key=lambda slip: (slip.bits, slip.kind))


def _made(reported: float) -> Iterator[tuple[str, list[float]]]:
    yield SIGN, [-reported]
    yield THOUSANDS, [reported * _THOUSAND]
    if reported % 1 == 0 and reported % _THOUSAND == 0:
        yield UNITS, [reported / _THOUSAND]
    if reported % 1 != 0 or abs(reported) >= 10**15:
        return
    sign, digits = (-1 if reported < 0 else 1), str(abs(int(reported)))
    for kind, texts in _written(digits):
        values = [sign * float(text) for text in texts if _is_number(text)]
        if values:
            yield kind, values


def _is_number(text: str) -> bool:
    """Nobody writes a number with a zero in front."""
    return text == "0" or (text != "" and text[0] != "0")


def _written(digits: str) -> Iterator[tuple[str, list[str]]]:
    """What may have been meant where these digits are written."""
    places = range(len(digits))
    yield (
        SWAPPED,
        [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in places[:-1]],
    )
    yield (
        DOUBLED,
        [digits[:i] + digits[i + 1 :] for i in places[:-1] if digits[i] == digits[i + 1]],
    )
    yield ADDED, [digits[:i] + digits[i + 1 :] for i in places]
    yield (
        DROPPED,
        [digits[:i] + new + digits[i:] for i in range(len(digits) + 1) for new in "0123456789"],
    )
    yield MISREAD, [digits[:i] + new + digits[i + 1 :] for i in places for new in _like(digits[i])]
    yield MISTYPED, [digits[:i] + new + digits[i + 1 :] for i in places for new in "0123456789"]


def _like(digit: str) -> str:
    return "".join(pair.replace(digit, "") for pair in _ALIKE if digit in pair)
