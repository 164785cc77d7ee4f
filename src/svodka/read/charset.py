"""The encoding of a text is decided by its bytes: marks, then UTF, then the letters it would spell.

General detectors are weak between the Cyrillic code pages, which differ only in which byte is
which letter. So the decision is our own: the code page in which the text has the letter
frequencies of Russian and the case of ordinary words wins.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_WINDOW = 1 << 12
_REPEATED = re.compile(rb"([\x80-\xff])\1{2,}")
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_SIGNS = rb"\x85\x91-\x97\xa0\xa3\xa7\xa9\xab\xae\xb0\xb1\xb7\xbb"
_LETTER_ALONE = re.compile(rb"(?<![^\s])[^\x00-\x7f" + _SIGNS + rb"](?![^\s])")
_ACCENT = re.compile(rb"(?:(?<=[A-Za-z])|(?<![\x80-\xff])(?=.[A-Za-z]))[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]+")
# Log odds of meeting each page in Russian documents, so that a few letters decide for the usual.
_CYRILLIC_PAGES = {
    "cp1251": 0.0,
    "cp866": -2.0,
    "koi8-r": -2.0,
    "iso8859-5": -3.0,
    "mac-cyrillic": -3.0,
}
_WESTERN = "cp1252"
_DEFAULTS = frozenset(("cp1252", "iso8859-1", "utf-8", "ascii"))
# Share of each letter in Russian, per ten thousand: O. Lyashevskaya and S. Sharov, frequency
# dictionary on the Russian National Corpus (2009).
_LETTERS = {
    "о": 1097, "е": 845, "а": 801, "и": 735, "н": 670, "т": 626, "с": 547, "р": 473, "в": 454,
    "л": 440, "к": 349, "м": 321, "д": 298, "п": 281, "у": 262, "я": 201, "ы": 190, "ь": 174,
    "г": 170, "з": 165, "б": 159, "ч": 144, "й": 121, "х": 97, "ж": 94, "ш": 73, "ю": 64,
    "ц": 48, "щ": 36, "э": 32, "ф": 26, "ъ": 4, "ё": 4,
}  # fmt: skip
_OTHER_CYRILLIC = 2
_USUAL_SIGNS = "«»—–№„“”…\u00a0°§"
_USUAL_SIGN = 30
_BOX = range(0x2500, 0x25A0)
_CASE_BROKEN = -6.0
_LETTER_DRAWN = -8.0
_CAPITALS = -0.3
_BELIEVED = 1.0
_NEITHER, _SMALL, _CAPITAL = range(3)
_FEWEST_CUT = 1024
_STRANGE = log(0.3 / 10_000)
_CONTROL = log(0.001 / 10_000)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was decoded. A byte order mark is no part of the text.

    So code point 0 is the first character after the mark. `bad` counts characters that stand for
    bytes which the encoding does not have (U+FFFD in `text`).
    """

    text: str
    encoding: str
    bad: int = 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """How often a sample holds each byte, each pair of neighbours, and each run of one byte."""

    bytes: Mapping[int, int]
    pairs: Mapping[tuple[int, int], int]
    runs: Mapping[int, int]


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`. `declared` is what the document says of itself: believed where it fits.

    A mark at the start is believed, then UTF-8 and UTF-16 that prove themselves, then the
    declaration if the letters do not contradict it, then the letters.
    """
    return decode_text(data, declared) or _decoded(data, _WESTERN)


def decode_text(data: bytes, declared: str = "") -> Decoded | None:
    """As `decode`, but None for bytes that are no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if wide := _wide(data[:_SAMPLE]):
        return _decoded(data, wide)
    if b"\x00" in data[:_SAMPLE]:
        return None
    if _is_utf8(data):
        return _decoded(data, "utf-8")
    return _decoded(data, _eight_bit(data, declared))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A text cut in the middle of a character is still UTF-8.
        cut = len(data) >= _FEWEST_CUT and error.start >= len(data) - 3
        return cut and error.reason == "unexpected end of data"
    return True


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: one byte of each pair is the block, and blocks are few."""
    if len(sample) < 4:
        return ""
    for encoding, block in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        usual = block.count(0) + block.count(4) + block.count(0x20)
        telling = block.count(0) + block.count(4)
        if usual >= 0.95 * len(block) and telling > 0.5 * len(block):
            try:
                text = sample[: len(sample) // 2 * 2].decode(encoding)
            except UnicodeDecodeError:
                continue
            if sum(_is_usual(letter) for letter in text) >= 0.9 * len(text):
                return encoding
    return ""


def _is_usual(letter: str) -> bool:
    return letter in "\r\n\t" or letter.isprintable()


def _eight_bit(data: bytes, declared: str) -> str:
    told = _known(declared)
    if told and told not in _CYRILLIC_PAGES and told not in _DEFAULTS:
        # Nobody declares a rare charset without meaning it; the defaults lie.
        return told
    sample = _windows(data)
    if not _in_runs(sample):
        return _WESTERN
    runs = Counter(run[0] for run in _REPEATED.findall(sample))
    sample = _REPEATED.sub(rb"\1", sample)
    seen = _Seen(Counter(sample), Counter(pairwise(sample)), runs)
    scores = {page: _score(seen, page) for page in _CYRILLIC_PAGES}
    best = max(_CYRILLIC_PAGES, key=lambda page: scores[page])
    return told if told in scores and scores[told] >= scores[best] - _BELIEVED else best


def _known(declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return ""
    return {codecs.lookup(page).name: page for page in (*_CYRILLIC_PAGES, _WESTERN)}.get(name, name)


def _windows(data: bytes) -> bytes:
    """Stretches of the text where it has high bytes, spread over all of it."""
    if len(data) <= _SAMPLE:
        return data
    step = max(_WINDOW, len(data) // (_SAMPLE // _WINDOW))
    windows = [data[at : at + _WINDOW] for at in range(0, len(data), step)]
    sample = b" ".join(windows)
    if _HIGH.search(sample):
        return sample
    # All high bytes stand between the windows: take the stretch around the first.
    first = _HIGH.search(data)
    return data[max(0, first.start() - 1) : first.start() + _SAMPLE] if first else sample


def _in_runs(sample: bytes) -> bool:
    """Cyrillic words are runs of high bytes; accents in Western words stand alone among letters.

    Signs (dashes, quotation marks, degrees) say nothing.
    """
    cyrillic = sum(len(run) for run in _RUN.findall(sample)) + len(_LETTER_ALONE.findall(sample))
    return cyrillic > len(_ACCENT.findall(sample))


def _score(seen: _Seen, page: str) -> float:
    """Log likelihood of the high bytes read in a code page, with its odds."""
    weights = _weights(page)
    kinds = _kinds(page)
    broken = sum(
        often
        for (first, second), often in seen.pairs.items()
        if kinds[first] == _SMALL and kinds[second] == _CAPITAL
    )
    drawn = sum(often for byte, often in seen.runs.items() if kinds[byte] != _NEITHER)
    letters = sum(weights[byte] * often for byte, often in seen.bytes.items() if byte >= 0x80)
    return letters + _CASE_BROKEN * broken + _LETTER_DRAWN * drawn + _CYRILLIC_PAGES[page]


@lru_cache(maxsize=8)
def _weights(page: str) -> tuple[float, ...]:
    letters = [bytes([byte]).decode(page, "replace") for byte in range(256)]
    return tuple(_weight(letter) for letter in letters)


def _weight(letter: str) -> float:
    small = letter.lower()
    if small in _LETTERS:
        return log(_LETTERS[small] / 10_000) + (_CAPITALS if small != letter else 0)
    if "\u0400" <= letter <= "\u04ff":
        return log(_OTHER_CYRILLIC / 10_000)
    if letter in _USUAL_SIGNS or ord(letter) in _BOX:
        return log(_USUAL_SIGN / 10_000)
    if letter == "\ufffd" or not letter.isprintable():
        return _CONTROL
    return _STRANGE


@lru_cache(maxsize=8)
def _kinds(page: str) -> tuple[int, ...]:
    """What each byte is: a small Cyrillic letter, a capital one, or neither."""
    kinds = []
    for byte in range(256):
        letter = bytes([byte]).decode(page, "replace")
        cyrillic = "\u0400" <= letter <= "\u04ff"
        kinds.append((_SMALL if letter.islower() else _CAPITAL) if cyrillic else _NEITHER)
    return tuple(kinds)


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count("\ufffd"))
