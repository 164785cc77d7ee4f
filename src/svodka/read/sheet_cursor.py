"""Many places in one text move on together over what stands there, eight bytes looked at as one number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Words = NDArray[np.uint64]
_WIDTH = 8
_NOUGHTS, _ABOVE_NINE, _TOPS = (np.uint64(byte * 0x0101010101010101) for byte in (0x30, 0x76, 0x80))
_ONE, _BYTE = np.uint64(1), np.uint64(0xFF)
_LANES = tuple(
    (np.uint64(factor), np.uint64(shift), np.uint64(lanes))
    for factor, shift, lanes in (
        (10, 8, 0x00FF00FF00FF00FF),
        (100, 16, 0x0000FFFF0000FFFF),
        (10_000, 32, 0x00000000FFFFFFFF),
    )
)
_POWERS = 10 ** np.arange(_WIDTH + 1)


class Text:
    """The bytes of a part for array operations: one by one, and eight from any place on."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        padded = xml + bytes(4 * _WIDTH)
        self.single = np.frombuffer(padded, np.uint8)
        self.wide = np.ndarray((len(padded) - _WIDTH + 1,), np.dtype("<u8"), padded, strides=(1,))


def begins(word: Words, text: bytes) -> NDArray[np.bool_]:
    """Whether eight bytes, read as one number, begin with others."""
    mask = np.uint64((1 << 8 * len(text)) - 1)
    return np.asarray((word & mask) == np.uint64(int.from_bytes(text, "little")))


class Cursor:
    """Many places in one text, each moving on over what it stands on."""

    def __init__(self, text: Text, places: Numbers) -> None:
        self._text = text
        self.places = places

    def word(self) -> Words:
        """The next eight bytes as one number, the first of them lowest."""
        return self._text.wide[self.places]

    def _bytes(self) -> NDArray[np.uint8]:
        return self._text.single.take(self.places)

    def skip(self, text: bytes) -> NDArray[np.bool_]:
        """Step over `text` where it stands; say where it stood."""
        found = self._bytes() == text[0] if len(text) == 1 else begins(self.word(), text)
        self.places = self.places + found * len(text)
        return np.asarray(found)

    def address(self) -> tuple[NDArray[np.bool_], Numbers]:
        """Step over `r="` and up to three letters; whether they stand there, and the column they name."""
        word = self.word()
        found = begins(word, b'r="')
        column = np.zeros(len(word), np.int64)
        where = np.ones(len(word), np.bool_)
        self.places = self.places + 3
        for at in range(3, 6):
            letter = ((word >> np.uint64(8 * at)) & _BYTE).astype(np.int64) - (ord("A") - 1)
            where &= (letter > 0) & (letter <= 26)
            if not where.any():
                break
            column = np.where(where, column * 26 + letter, column)
            self.places = self.places + where
        return found, column - 1

    def digits(self, most: int) -> Numbers:
        """The number that stands there; nought, and no step, where there are more than `most` digits."""
        number, count = self._run()
        few = count <= most
        self.places = self.places + count * few
        return number * few

    def number(
        self, number: Numbers, where: NDArray[np.bool_] | None = None
    ) -> tuple[Numbers, Numbers]:
        """The digits that follow, up to twice eight, written behind those of `number`; and how many."""
        start = self.places
        more = where
        for _ in range(2):
            found, count = self._run()
            if more is not None:
                count = count * more
                found = found * more
            number = number * _POWERS[count] + found
            self.places = self.places + count
            more = count == _WIDTH
            if not more.any():
                break
        return number, self.places - start

    def _run(self) -> tuple[Numbers, Numbers]:
        """The digits among the next eight bytes as a number, and how many they are.

        All eight are looked at in one word (Lemire, "Quickly parsing eight digits", 2018).
        """
        word = self._text.wide[self.places] ^ _NOUGHTS
        others = ((word + _ABOVE_NINE) | word) & _TOPS
        first = others & (~others + _ONE)
        count = np.bitwise_count(first - _ONE) >> 3
        word <<= (64 - 8 * count).astype(np.uint64)
        for factor, shift, lanes in _LANES:
            word = (word * factor + (word >> shift)) & lanes
        return word.astype(np.int64), count.astype(np.int64)
