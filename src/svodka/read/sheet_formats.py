"""What a number format prints, where that differs from the stored number in more than looks.

Grouping and the decimal sign depend on the reader's machine, so they are left out and "." is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne

from svodka.lexicon.patterns import expression
from svodka.model import Value

GENERAL = "General"
# Formats 14–17 and 22 follow the machine's locale; the codes are those of ECMA-376 part 1, 18.8.30.
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
_LOCALE_FORMATS = frozenset(BUILT_IN[code] for code in (14, 15, 16, 17, 22))
_TOKEN = expression(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<date>y+|m+|d+|h+|s+|am/pm|a/p)|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)"
    r"|(?P<percent>%)|(?P<general>general)|(?P<text>@)|(?P<odd>[/]|e[+-])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = expression(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_COMPARE = {"<": lt, "<=": le, "=": eq, "<>": ne, ">=": ge, ">": gt}
# A number under one of these is printed as it is, or is a date that is none.
_EASY = frozenset(("literal", "number", "percent"))
_AS_STORED = frozenset(("date", "elapsed", "general", "text"))
_MOST_DIGITS = 30
# Fifteen digits with so many decimals and a percent are within what Decimal rounds exactly.
_EASY_DECIMALS = 9
_EASY_DIGITS = 15
_POWERS = tuple(10**power for power in range(400))
_LONGEST = 255
_RUSSIAN = ("$-419", "$-FC19", "$-F419")
_MONTHS_RU = (
    *("Январь", "Февраль", "Март", "Апрель", "Май", "Июнь"),
    *("Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A run of one kind in a section: literal, number, percent, date, text, general or elapsed."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """How a section prints a number: what stands around it, its least digits, the decimals, all of
    them printed, and the power of ten that percents and thousands take it by."""

    before: str
    after: str
    digits: int
    decimals: int
    power: int

    def printed(self, stored: str, *, bare: bool) -> str:
        """The words for a number in at most fifteen digits without an exponent, halves away from nought."""
        whole, _, tail = stored.lstrip("-").partition(".")
        number = int(whole + tail)
        spare = len(tail) - self.power - self.decimals
        if spare > 0:
            unit = _POWERS[spare]
            number, rest = divmod(number, unit)
            number += 2 * rest >= unit
        else:
            number *= _POWERS[-spare]
        shown = str(number).zfill(self.digits + self.decimals)
        if self.decimals:
            shown = f"{shown[: -self.decimals]}.{shown[-self.decimals :]}"
        sign = "-" if number and not bare and stored[0] == "-" else ""
        return f"{self.before}{sign}{shown}{self.after}".strip()


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format, for positive, negative or zero numbers, or under a condition."""

    parts: tuple[Part, ...]
    odd: bool = False
    russian: bool = False
    condition: tuple[str, float] | None = None
    # Decimals of a section that prints nothing but the number; -1 for any other.
    decimals: int = -1
    shape: Shape | None = None

    def takes(self, value: float) -> bool:
        """Is there no condition, or does `value` meet it?"""
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(part.kind for part in self.parts)


@lru_cache(maxsize=65536, typed=True)
def displayed(value: Value, code: str) -> str | None:
    """The words as displayed; None where they say no more than the value does.

    `code` is a format code of ECMA-376 part 1, 18.8.31. Fractions and powers are not shown.
    """
    if isinstance(value, bool) or value is None or isinstance(value, str) or len(code) > _LONGEST:
        return None
    sections = sections_of(code)
    if not isinstance(value, int | float):
        return None if code in _LOCALE_FORMATS else _date(value, sections[0])
    section, bare = _section(value, sections)
    if section.decimals >= 0 and not bare:
        stored = format(value, ".15g")
        tail = stored.partition(".")[2]
        if "e" not in stored and len(tail) <= section.decimals:
            return None
        if "e" not in stored and tail[section.decimals :] != "5":
            cut = format(value, f".{section.decimals}f")
            return cut.lstrip("-") if float(cut) == 0 else cut
    if section.shape is not None:
        stored = "%.15g" % value  # noqa: UP031 - a third faster than format
        if not ("e" in stored or "n" in stored):
            easy = section.shape.printed(stored, bare=bare)
            return None if _says_the_same(easy, value) else easy
    if section.odd or not _AS_STORED.isdisjoint(section.kinds):
        return None
    numbers = [part for part in section.parts if part.kind == "number"]
    if len(numbers) > 1:
        return None
    shown = _number(abs(value) if bare else value, section, numbers[0].words if numbers else "")
    return None if shown is None or _says_the_same(shown, value) else shown


@lru_cache(maxsize=4096)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format code, in order; always at least one."""
    found: list[Section] = []
    parts: list[Part] = []
    odd = russian = False
    condition: tuple[str, float] | None = None
    for token in _TOKEN.finditer(code):
        kind, words = token.lastgroup or "", token[token.lastgroup] if token.lastgroup else ""
        if kind == "other" and words == ";":
            found.append(_finished(parts, odd, russian, condition))
            parts, odd, russian, condition = [], False, False, None
        elif kind == "bracket":
            russian = russian or words.upper() in _RUSSIAN
            if limit := _CONDITION.fullmatch(words):
                condition = (limit[1], float(limit[2]))
            parts.extend(_bracketed(words))
        elif kind == "odd":
            odd = odd or words != "/" or not any(part.kind == "date" for part in parts)
            parts.append(Part("literal", words))
        elif kind:
            literal = kind in ("quoted", "escaped", "other")
            parts.append(Part("literal" if literal else kind, words))
    found.append(_finished(parts, odd, russian, condition))
    return tuple(found)


def _finished(
    parts: list[Part], odd: bool, russian: bool, condition: tuple[str, float] | None
) -> Section:
    whole = _grouped(parts)
    telling = [part for part in whole if part.kind != "literal" or part.words.strip()]
    decimals = -1
    if len(telling) == 1 and telling[0].kind == "number" and not odd:
        head, _, tail = telling[0].words.partition(".")
        if head.count("0") < 2 and not head.endswith(",") and not tail.strip("0"):
            decimals = len(tail)
    return Section(whole, odd, russian, condition, decimals, None if odd else _shape(whole))


def _shape(parts: tuple[Part, ...]) -> Shape | None:
    """The shape of a section of one number, all of whose decimals are printed; None for any other."""
    kinds = [part.kind for part in parts]
    if kinds.count("number") != 1 or not _EASY.issuperset(kinds):
        return None
    at = kinds.index("number")
    pattern = parts[at].words.rstrip(",")
    whole, _, decimals = pattern.partition(".")
    digits = max(1, whole.count("0"))
    if decimals.strip("0") or len(decimals) > _EASY_DECIMALS or digits > _EASY_DIGITS:
        return None
    thousands = len(parts[at].words) - len(pattern)
    words = ["%" if part.kind == "percent" else part.words for part in parts]
    power = 2 * kinds.count("percent") - 3 * thousands
    if not -_EASY_DIGITS < power <= 2 or len(whole) > _EASY_DIGITS:
        return None
    return Shape("".join(words[:at]), "".join(words[at + 1 :]), digits, len(decimals), power)


def _grouped(parts: list[Part]) -> tuple[Part, ...]:
    """Digits that a literal space groups (`# ##0`) are one number, as grouping is left out."""
    found: list[Part] = []
    for part in parts:
        spaced = len(found) > 1 and found[-1].kind == "literal" and not found[-1].words.strip()
        if part.kind == "number" and spaced and found[-2].kind == "number":
            found[-2:] = [Part("number", found[-2].words + part.words)]
        else:
            found.append(part)
    return tuple(found)


def _bracketed(words: str) -> list[Part]:
    if words.lower() in ("h", "hh", "m", "mm", "s", "ss"):
        return [Part("elapsed", words.lower())]
    if words.startswith("$") and (sign := words[1:].partition("-")[0]):
        return [Part("literal", sign)]
    return []


def _section(value: float, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that prints `value`, and whether it prints it without its sign."""
    if len(sections) == 1:
        return sections[0], False
    if any(section.condition for section in sections):
        return next((section for section in sections if section.takes(value)), sections[-1]), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], False


def _number(value: float, section: Section, digits: str) -> str | None:
    percents = section.kinds.count("percent")
    if not digits:
        return "".join(part.words for part in section.parts)
    pattern = digits.rstrip(",")
    thousands = len(digits) - len(pattern)
    whole, _, decimals = pattern.partition(".")
    if len(whole) + len(decimals) > _MOST_DIGITS:
        return None
    try:
        number = Decimal(format(value, ".15g")).scaleb(2 * percents - 3 * thousands)
        number = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    head, _, tail = format(abs(number), "f").partition(".")
    while tail and tail[-1] == "0" and decimals[len(tail) - 1] != "0":
        tail = tail[:-1]
    head = head.zfill(whole.count("0"))
    sign = "-" if number < 0 else ""
    printed = sign + head + ("." + tail if tail else "")
    return "".join(
        printed if part.kind == "number" else "%" if part.kind == "percent" else part.words
        for part in section.parts
    ).strip()


def _says_the_same(shown: str, value: float) -> bool:
    """Does `shown` read as the very number, so that only looks differ?"""
    if shown[-1:] == "%" or (len(shown) > 1 and shown[0] == "0" and shown[1].isdigit()):
        return False
    try:
        return float(shown) == float(format(value, ".15g"))
    except ValueError:
        return False


def _date(value: date | time | timedelta, section: Section) -> str | None:
    if isinstance(value, timedelta) or "elapsed" in section.kinds or "date" not in section.kinds:
        return None
    dates = [part.words.lower() for part in section.parts if part.kind == "date"]
    half_days = any(words in ("am/pm", "a/p") for words in dates)
    shown: list[str] = []
    last = ""
    for index, part in enumerate(section.parts):
        if part.kind == "date":
            words = part.words.lower()
            minutes = words in ("m", "mm") and (last[:1] == "h" or _next_is_second(section, index))
            last = words
            words = "n" * len(words) if minutes else words
            piece = _date_words(value, words, half_days=half_days, russian=section.russian)
            if piece is None:
                return None
            shown.append(piece)
        elif part.kind == "literal":
            shown.append(part.words)
        elif part.kind != "text":
            return None
    return "".join(shown).strip()


def _next_is_second(section: Section, index: int) -> bool:
    following = (p.words.lower() for p in section.parts[index + 1 :] if p.kind == "date")
    return next(following, "")[:1] == "s"


def _date_words(value: date | time, words: str, *, half_days: bool, russian: bool) -> str | None:
    if words[0] in "ymd":
        return None if isinstance(value, time) else _day_words(value, words, russian=russian)
    moment = value if isinstance(value, datetime | time) else time()
    if words[0] == "a":
        return "AM" if moment.hour < 12 else "PM"
    hour = (moment.hour % 12 or 12) if half_days else moment.hour
    number = {"h": hour, "n": moment.minute, "s": moment.second}[words[0]]
    return format(number, "02d" if len(words) > 1 else "d")


def _day_words(value: date, words: str, *, russian: bool) -> str | None:
    if words[0] == "y":
        return format(value.year, "04d") if len(words) > 2 else format(value.year % 100, "02d")
    if len(words) <= 2:
        number = value.month if words[0] == "m" else value.day
        return format(number, "02d" if len(words) > 1 else "d")
    if words[0] == "d":
        return None
    name = (_MONTHS_RU if russian else _MONTHS_EN)[value.month - 1]
    return name[:3] if len(words) == 3 else name[:1] if len(words) == 5 else name
