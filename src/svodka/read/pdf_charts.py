"""Charts with printed values: areas whose length goes with the number at them are bars, not cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from svodka.read.pdf_ink import Box, Token
from svodka.read.pdf_lines import bounds, lines
from svodka.read.pdf_values import plain_number

_LEAST_BARS = 4
_MOST_OFF = 0.06
_MOST_UNLIKE = 0.2
_MOST_SHADES = 2_000
_REACH = 2.5


def charted(tokens: Sequence[Token], shades: Sequence[Box]) -> tuple[Token, ...]:
    """The tokens of a bar chart on a page: its values, the words beside its bars, its scale.

    Bars are filled areas with one number each, in or at the end of it, whose lengths stand to
    each other as the numbers do. The cells of a table are as wide as their column.
    """
    bars = [bar for bar in shades if 4 < min(bar.right - bar.left, bar.bottom - bar.top) < 80]
    if not _LEAST_BARS <= len(bars) < _MOST_SHADES:
        return ()
    numbers = [(token, value) for token in tokens if (value := plain_number(token.text))]
    labelled = list(_labelled(bars, numbers))
    for lying in (True, False):
        if found := _proportional(labelled, lying=lying):
            return tuple(_around(tokens, found))
    return ()


def _labelled(
    bars: Sequence[Box], numbers: Sequence[tuple[Token, float]]
) -> Iterator[tuple[Box, float]]:
    """Bars with the one number that stands in them."""
    for bar in bars:
        inside = [
            value
            for token, value in numbers
            if bar.left - 1 <= (token.left + token.right) / 2 <= bar.right + 1
            and bar.top - 1 <= token.middle <= bar.bottom + 1
        ]
        if len(inside) == 1 and inside[0] > 0:
            yield bar, inside[0]


def _proportional(labelled: Sequence[tuple[Box, float]], *, lying: bool) -> list[Box]:
    """The bars whose length, or height, goes with their number; none if they do not."""
    rates = [
        ((bar.right - bar.left if lying else bar.bottom - bar.top) / value, bar)
        for bar, value in labelled
    ]
    if len(rates) < _LEAST_BARS or len({round(value, 6) for _, value in labelled}) < _LEAST_BARS:
        return []
    usual = median(rate for rate, _ in rates)
    like = [bar for rate, bar in rates if abs(rate - usual) <= _MOST_OFF * usual]
    return like if len(like) >= max(_LEAST_BARS, (1 - _MOST_UNLIKE) * len(rates)) else []


def _around(tokens: Sequence[Token], bars: Sequence[Box]) -> Iterator[Token]:
    """The tokens in and beside the bars, and the lines of numbers that are their scale."""
    left, top, right, bottom = (
        min(bar.left for bar in bars),
        min(bar.top for bar in bars),
        max(bar.right for bar in bars),
        max(bar.bottom for bar in bars),
    )
    for line in lines(tokens):
        around = bounds(line)
        reach = _REACH * line[0].size
        scale = all(plain_number(token.text) is not None for token in line)
        near = top - reach < around.top and around.bottom < bottom + reach
        if top <= line[0].middle <= bottom or (near and scale and len(line) > 2):
            for token in line:
                if left - 20 * token.size < token.right and token.left < right + reach:
                    yield token
