"""A printed number becomes counts exactly as printed; whatever only looks like one becomes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from svodka.lexicon import units
from svodka.lexicon.patterns import expression
from svodka.model import Count, Qualifier
from svodka.recognise.number_notes import (
    DASH,
    GLUED_NOTES,
    UNKNOWN_STYLE,
    Style,
    looks_like,
    split_decimals,
    squeeze,
    strip_clear_notes,
    unglue,
)

_QUALIFIERS: tuple[tuple[str, Qualifier], ...] = (
    (r"не\s+менее(?:\s+чем)?|не\s+меньше|минимум|как\s+минимум|at\s+least|no\s+(?:fewer|less)\s+than"
     r"|≥|>=|не\s+ниже|minimum(?:\s+of)?", Qualifier.AT_LEAST),
    (r"не\s+более(?:\s+чем)?|не\s+больше|не\s+выше|максимум|at\s+most|no\s+more\s+than|up\s+to|≤|<="
     r"|not\s+more\s+than", Qualifier.AT_MOST),
    (r"более(?:\s+чем)?|свыше|больше|выше|превы\w+|more\s+than|over|above|greater\s+than|>",
     Qualifier.MORE),
    (r"менее(?:\s+чем)?|меньше|ниже|до|less\s+than|fewer\s+than|under|below|<", Qualifier.LESS),
    (r"около|порядка|примерно|приблизительно|почти|ориентировочно|прибл\.|ок\.|about|around|nearly"
     r"|almost|approximately|approx\.?|roughly|circa|ca\.|some|~|≈|∼", Qualifier.ABOUT),
    (r"от|from", Qualifier.AT_LEAST),
)  # fmt: skip
_BEFORE = tuple(
    (expression(rf"(?:{words})(?=[\s\d]|$)\s*", re.I), sign) for words, sign in _QUALIFIERS
)
_AFTER = (
    (expression(r"\s*(?:\+|и\s+(?:более|больше|выше|старше)|or\s+(?:more|over|older)"
                r"|and\s+(?:more|over|above|older))$", re.I), Qualifier.AT_LEAST),
    (expression(r"\s*(?:и\s+(?:менее|меньше|ниже|моложе)|or\s+(?:less|fewer|under)"
                r"|and\s+under)$", re.I), Qualifier.AT_MOST),
)  # fmt: skip
_ALMOST = expression(r"почти|nearly|almost", re.I)

_DIGITS = (
    r"\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+|\d+[.,]\d+(?:[eE][-+]?\d+)?|\d+(?:[eE][-+]?\d+)?|[.,]\d+"
)
_NUMBER = expression(rf"(?P<sign>[-+\u2010-\u2015\u2212]\s?)?(?P<digits>{_DIGITS})(?![\d.,]*\d)")
# A longer row of digits is an account or a code: nothing is counted so far.
_MOST_DIGITS = 15
_PLAIN = expression(r"-?\d+(?:\.\d+)?")
_RANGE = expression(rf"\s*(?:{DASH}|\.\.\.?|…|до|to|and|и)\s*(?=[\d+])", re.I)
_BETWEEN = expression(r"^(?:от|from|between|между|с)\s+(?=\d)", re.I)
_TIMES = expression(r"(?:в\s+)?(?P<number>[\d.,\s]+)\s*(?:р\.?|раза?|times|-fold)$", re.I)
_ONE_IN = expression(
    r"(?:кажд\w+|one\s+in|1\s+in|1\s+из|один\s+из)\s+(?P<of>[\w.]+)$|(?P<word>треть|половина|четверть"
    r"|half|a\s+half|one\s+third|a\s+third|a\s+quarter)$", re.I)  # fmt: skip
_ORDINALS = {
    "второй": 2, "вторая": 2, "второе": 2, "третий": 3, "третья": 3, "треть": 3, "четвертый": 4, "четвертая": 4,
    "четверть": 4, "пятый": 5, "пятая": 5, "шестой": 6, "седьмой": 7, "восьмой": 8, "девятый": 9,
    "десятый": 10, "десятая": 10, "десяти": 10, "пяти": 5, "трех": 3, "четырех": 4, "двадцатый": 20,
    "половина": 2, "half": 2, "a half": 2, "one third": 3, "a third": 3, "a quarter": 4, "two": 2,
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
_WORDED = expression(
    r"(?:нескольк\w+\s+)?(?:десят(?:ки|ков)|сот(?:ни|ен)|тысячи|единицы|несколько|dozens|hundreds|thousands"
    r"|tens|several|a\s+few|few|многие|единичные(?:\s+случаи)?|нет|ни\s+одного|nil|none)"
    r"(?:\s+\w{3,})?$", re.I)  # fmt: skip


TIMES = "times"
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Printed:
    """What one text says in numbers: one count, or two of a range; with unit, notes and doubts.

    `words` are what stands beside the number and is no unit; `derived` says that the words make
    it a ratio; `units` counts along with `counts` ("" where the words beside name none).
    """

    counts: tuple[Count, ...]
    units: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    words: str = ""
    derived: bool = False
    doubts: tuple[str, ...] = ()


def is_worded(text: str) -> bool:
    """Whether words stand for a number that they do not state («десятки»)."""
    return _WORDED.fullmatch(squeeze(text)) is not None


def style(texts: Iterable[str], cyrillic: bool, notes: Collection[str] = ()) -> Style:
    """How a table prints numbers, from the texts of its body.

    A comma that is followed by other than three digits, or twice in one number, settles what
    commas mean; where nothing does, a table in Cyrillic prints decimals after a comma.
    """
    comma = dot = grouped = 0
    lengths: dict[int, int] = {}
    for text in texts:
        flat = squeeze(text)
        if not (found := _NUMBER.match(flat)):
            continue
        digits = found["digits"]
        whole, sign, tail = split_decimals(digits)
        if sign == "," and (len(tail) != 3 or len(whole) > 3 or whole == "0"):
            comma += 1
        elif sign == "." and (len(tail) != 3 or len(whole) > 3 or whole == "0"):
            dot += 1
        elif digits.count(",") > 1 or re.search(r",\d{3}\.", digits):
            grouped += 1
        if found.end() == len(flat):
            lengths[len(tail)] = lengths.get(len(tail), 0) + 1
    decimal = "," if comma > dot + grouped else "." if dot + grouped else "," if cyrillic else "."
    return Style(decimal, _usual(lengths), notes)


def _usual(lengths: dict[int, int]) -> int | None:
    if not lengths:
        return None
    best, count = max(lengths.items(), key=lambda pair: (pair[1], pair[0]))
    return best if count >= 0.8 * sum(lengths.values()) else None


def parse(text: str, how: Style = UNKNOWN_STYLE) -> Printed | None:
    """The counts that `text` states, or None where it states none.

    `how` settles what a lone comma means and where a glued footnote mark begins.
    """
    flat = squeeze(text)
    if flat[_MOST_DIGITS:] and flat[: _MOST_DIGITS + 1].isdecimal():
        return None
    if _PLAIN.fullmatch(flat) and (len(flat) < 2 or flat[0] != "0" or flat[1] == "."):
        return Printed((Count(Decimal(flat)),), ("",))
    if not any(char.isdigit() for char in flat):
        return _share(flat)
    if looks_like(flat):
        return None
    body, notes = strip_clear_notes(flat)
    doubts: tuple[str, ...] = ()
    if glued := GLUED_NOTES.search(body):
        body, more, doubts = unglue(body, glued, how)
        notes = more + notes
    printed = _share(body) or _times(body, how) or _bracketed(body, how) or _figures(body, how)
    if printed is None:
        return None
    return replace(printed, notes=notes + printed.notes, doubts=printed.doubts + doubts)


def _share(flat: str) -> Printed | None:
    """«каждый десятый», "one in ten", «треть»: a share in percent, derived by its words."""
    folded = flat.casefold().replace("ё", "е")
    if not (found := _ONE_IN.fullmatch(folded)):
        return None
    word = found["of"] or squeeze(found["word"])
    of = int(word) if word.isdigit() else _ORDINALS.get(word)
    if not of:
        return None
    share = Count(Decimal(100) / of, qualifier=Qualifier.ABOUT)
    return Printed((share,), (PERCENT,), derived=True)


def _times(body: str, how: Style) -> Printed | None:
    """«в 2,1 р.»: a ratio, derived by its words."""
    if not (found := _TIMES.fullmatch(body)):
        return None
    number = _number(squeeze(found["number"]), how)
    if number is None:
        return None
    return Printed((Count(number[0]),), (TIMES,), derived=True, doubts=number[1])


def _bracketed(body: str, how: Style) -> Printed | None:
    """«(123)» a negative number; «123 (45 %)» two figures; «123 (1)» a figure with its note."""
    if not body.endswith(")") or "(" not in body:
        return None
    head, _, inner = body[:-1].rpartition("(")
    head, inner = head.strip(), inner.strip()
    if not head or head in "$€£₽":
        inside = _figures(head + inner, how)
        if inside is None or len(inside.counts) != 1 or inside.counts[0].value is None:
            return None
        count = replace(inside.counts[0], value=-abs(inside.counts[0].value))
        clear = bool(head) or re.search(r"\d[ ,.]\d{3}", inner)
        doubts: tuple[str, ...] = () if clear else ("brackets: negative or a remark",)
        return replace(inside, counts=(count,), doubts=inside.doubts + doubts)
    first = _figures(head, how)
    if first is None:
        return None
    if re.fullmatch(r"\d{1,2}", inner) and inner in how.notes:
        return replace(first, notes=(*first.notes, inner))
    second = _figures(inner, how) if any(c.isdigit() for c in inner) else None
    if second is None:
        return replace(first, words=squeeze(f"{first.words} ({inner})"))
    doubts = first.doubts + second.doubts
    if PERCENT not in second.units:
        doubts += ("two numbers in one cell",)
    return Printed(
        first.counts + second.counts, first.units + second.units, words=first.words, doubts=doubts
    )


def _figures(body: str, how: Style) -> Printed | None:
    """One number or a range of two, with qualifiers before or after and words beside."""
    doubts: tuple[str, ...] = ("just under",) if _ALMOST.match(body) else ()
    if between := _BETWEEN.match(body):
        ranged = _range(body[between.end() :], how)
        if ranged is not None:
            return ranged
    qualifier, body = _qualifier(body)
    currency, body = units.currency_sign(body)
    if qualifier is Qualifier.EXACT:
        ranged = _range(body, how)
        if ranged is not None:
            return ranged
    one = _one(body, how)
    if one is None:
        return None
    value, unit, words, more = one
    if words and qualifier is Qualifier.EXACT:
        qualifier, words = _trailing(words)
    doubts += more
    if words:
        doubts += ("words beside the number",)
    return Printed(
        (Count(value, qualifier=qualifier),), (unit or currency,), (), words, False, doubts
    )


def _qualifier(body: str) -> tuple[Qualifier, str]:
    for pattern, sign in _BEFORE:
        if found := pattern.match(body):
            return sign, body[found.end() :]
    return Qualifier.EXACT, body


def _trailing(words: str) -> tuple[Qualifier, str]:
    for pattern, sign in _AFTER:
        if found := pattern.search(words):
            return sign, words[: found.start()].strip()
    return Qualifier.EXACT, words


def _range(body: str, how: Style) -> Printed | None:
    """«10–15 тыс.»: two parts, at least and at most; the words after the second hold for both."""
    first = _NUMBER.match(body)
    if not first or not (middle := _RANGE.match(body, first.end())):
        return None
    low = _number(first[0], how)
    high = _one(body[middle.end() :], how)
    if low is None or high is None or high[2]:
        return None
    value, unit, _, doubts = high
    scale = units.beside(body[middle.end() :][_NUMBER.match(body[middle.end() :]).end() :]).scale  # type: ignore[union-attr]  # `_one` matched it
    bottom = low[0] * scale
    if bottom > value:
        return None
    counts = (
        Count(bottom, qualifier=Qualifier.AT_LEAST),
        Count(value, qualifier=Qualifier.AT_MOST),
    )
    return Printed(counts, (unit, unit), doubts=low[1] + doubts)


def _one(body: str, how: Style) -> tuple[Decimal, str, str, tuple[str, ...]] | None:
    """Value, unit, words left over and doubts of a text that begins with a number."""
    if not (found := _NUMBER.match(body)):
        return None
    number = _number(found[0], how)
    if number is None:
        return None
    words = units.beside(body[found.end() :])
    return number[0] * words.scale, words.unit, words.rest, number[1]


def _number(text: str, how: Style) -> tuple[Decimal, tuple[str, ...]] | None:
    """The value of one run of digits with its separators, and the doubt about them."""
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    digits = found["digits"]
    doubts: tuple[str, ...] = ()
    whole, sign, tail = split_decimals(digits)
    if sign and len(tail) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        if not how.decimal:
            doubts = (f"{digits}: thousands or decimals",)
            digits = digits.replace(sign, ".")
        else:
            digits = digits.replace(sign, "." if sign == how.decimal else "")
    else:
        digits = _pointed(digits)
    negative = found["sign"] is not None and found["sign"].strip() != "+"
    value = Decimal(digits.replace(" ", "").replace("'", "").replace("’", ""))
    return (-value if negative else value), doubts


def _pointed(digits: str) -> str:
    """Digits with a decimal point and no other separator: the last of two kinds is the decimal."""
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        group = "," if dot > comma else "."
        return digits.replace(group, "").replace(",", ".")
    if digits.count(",") > 1:
        return digits.replace(",", "")
    if digits.count(".") > 1:
        return digits.replace(".", "")
    return digits.replace(",", ".")
