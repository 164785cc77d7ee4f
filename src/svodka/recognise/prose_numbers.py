"""Numbers in a sentence, by digits or words, with the sign before and the noun after; dates and ids are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from svodka.lexicon.patterns import expression
from svodka.model import Mark, Qualifier
from svodka.recognise import prose_amounts as amounts
from svodka.recognise import prose_ids
from svodka.recognise import prose_words as words
from svodka.recognise.prose_counted import NEAR, Number, counting, unit_of

_DIGITS = r"(?<![\w.,/\-№])(?:\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)*)(?![\d/])"
_NUMBER = expression(_DIGITS)
_RANGE = expression(
    rf"(?P<open>от |from |между |between )?(?P<a>{_DIGITS})(?: ?(?P<percent>%))?"
    rf"(?P<to> ?- ?| до | to | and | и )(?P<b>\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+(?:[.,]\d+)?)(?![\w.,]*\d)"
)
# «пункт 3 – 15 человек»: what stands before the dash is a name, not a lower bound.
_NUMBERED = expression(
    r"(?<![^\W_])(?:(?:пункт|район|участ[ок]к|отряд|групп|школ|бригад|стать|таблиц|этап|вариант|раздел|"
    r"приложени|строк|корпус|кабинет|округ)[^\W\d_]*|рота|смена|дом|лот|часть|форма|графа) $|№ ?$"
)
_WORD_RANGE = expression(
    rf"(?P<open>от |from |between )?(?P<a>{words.WORD_RUN.pattern})(?P<to> ?- ?| до | to | and )"
    rf"(?P<b>{words.WORD_RUN.pattern})"
)
_YEAR = expression(r"(?:19|20)\d\d")
_DIGIT = expression(r"\d")
_WORDY = (words.NONE, words.WORD_RUN, words.VAGUE, words.SHARE, words.BARE_SCALE)


def numbers(text: str) -> Iterator[Number]:
    """The figures of a folded sentence, in order; a range gives two with one place."""
    if _DIGIT.search(text) is None and not any(pattern.search(text) for pattern in _WORDY):
        return
    taken = _taken(text)
    candidates = [*_ranges(text), *_digits(text), *_worded(text), *_vague(text), *_shares(text)]
    candidates.extend((*_none(text), *_worded_ranges(text)))
    free: tuple[int, int] | None = None  # the place of a range whose second part comes next
    for number in sorted(candidates, key=lambda n: (n.start, -n.stop, n.part)):
        here = (number.start, number.stop)
        if number.part == 1:
            if taken.find(1, *here) >= 0:
                continue
            taken[slice(*here)] = b"\1" * (number.stop - number.start)
            free = here
        elif here != free:
            continue
        if settled := _with_noun(text, number):
            yield settled


def _taken(text: str) -> bytearray:
    """Which letters of a sentence are of dates, papers and sums said again: no figure begins there."""
    taken = bytearray(len(text))
    for found in prose_ids.NOT_FIGURE.finditer(text):
        taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    for found in amounts.KOPECKS.finditer(text) if "руб" in text else ():
        if text[found.start() - 1 : found.start()].isdigit():
            taken[found.start(1) : found.end()] = bytes(found.end() - found.start(1))
    for found in prose_ids.SAID_AGAIN.finditer(text) if "(" in text else ():
        taken[found.start("again") : found.end("again")] = b"\1" * len(found["again"])
    return taken


def _read(digits: str, *, english: bool) -> tuple[Decimal, tuple[str, ...]]:
    """The value of printed digits; a comma before three digits is read by the language, with a doubt."""
    flat = digits.replace(" ", "")
    if flat.count(",") + flat.count(".") > 1:
        return Decimal(re.sub(r"[.,]", "", flat)), ()
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", flat):
        if english:
            return Decimal(flat.replace(",", "")), ()
        return Decimal(flat.replace(",", ".")), ("thousands or decimals",)
    return Decimal(flat.replace(",", ".")), ()


def _english(text: str) -> bool:
    return re.search("[а-я]", text) is None


def _digits(text: str) -> Iterator[Number]:
    """«80», «1 012 471», «2,3 тысячи», «837 тыс. 53», «1 млн 713»."""
    english = _english(text)
    commas = _DECIMAL.search(text) is not None
    for found in _NUMBER.finditer(text):
        value, doubts = _read(found[0], english=english)
        doubts = () if commas else doubts
        factor, scaled = amounts.scale_at(text, found.end())
        value, stop = amounts.with_lower(
            text, value * factor, scaled, factor, start=found.start(), digits=True
        )
        doubts = () if scaled > found.end() else doubts
        value, end = amounts.with_kopecks(text, value, stop)
        if end > 0:
            yield Number(
                start=found.start(), stop=end, after=end, value=value, unit="rub", doubts=doubts
            )
            continue
        yield Number(start=found.start(), stop=stop, after=stop, value=value, doubts=doubts)


def _worded(text: str) -> Iterator[Number]:
    """«сорок семь», «трое», «полторы тысячи», «две тысячи пятьсот», «тысяча»."""
    place = 0
    while found := words.WORD_RUN.search(text, place):
        start = found.start()
        total, stop = amounts.hundreds(text, found)
        one = stop == found.end() and found[0] in words.ONE
        factor, stop = amounts.scale_at(text, stop)
        total, stop = amounts.with_lower(
            text, total * factor, stop, factor, start=start, digits=False
        )
        place = stop
        round_number = words.ROUND.search(text, start, stop) is not None
        collective = found[0] in words.COLLECTIVE
        if one and factor == 1 and not _is_one(text, start, stop):
            continue
        if found[0].startswith("сот") and factor == 1 and stop - start < len("сотнями"):
            continue
        yield Number(
            start=start,
            stop=stop,
            after=stop,
            value=total,
            qualifier=Qualifier.ABOUT if round_number else Qualifier.EXACT,
            unit="person" if collective else "",
            noun=found[0] if collective else "",
        )
    for found in words.BARE_SCALE.finditer(text):
        before = text[: found.start()]
        qualified = words.QUALIFIER.search(before[-NEAR:]) is not None
        plural = found[0] in {"тысячи", "сотни", "десятка", "миллиона"} and not qualified
        if plural or before[-1:].isdigit() or before[-2:-1].isdigit():
            continue
        value = words.BARE_VALUES[found.lastgroup or "k"]
        if found[0].startswith(("дюжин", "a dozen")):
            value = Decimal(12)
        value, stop = amounts.with_lower(
            text, value, found.end(), value, start=found.start(), digits=False
        )
        yield Number(start=found.start(), stop=stop, after=stop, value=value)


def _none(text: str) -> Iterator[Number]:
    """«никто», «ни одного», "none", "no contracts": a stated zero, where something is counted."""
    for found in words.NONE.finditer(text):
        stop = found.start() + len(found[0].rstrip())
        if found[0].rstrip() in words.NONE_OF_A_NOUN and not unit_of(text, stop + 1):
            continue
        yield Number(start=found.start(), stop=stop, after=stop, value=Decimal(0), none=True)


_DONE = expression(r"(?:[аеиуя]л[иао]?|ено|ны|ит|ают|яют)(?:сь|ся)? (?:[^\W\d_]+ )?$")


_DONE_BY = expression(r"(?<![^\W_])(?:ни|на|по|в|из|это|лишь|как) $")


def _is_one(text: str, start: int, stop: int) -> bool:
    """«один мужчина», «задержали одного мигранта», but not «один из них», «на одного жителя»."""
    if not words.PERSON.match(text, stop + 1):
        others = _DIGIT.search(text, 0, start) or words.WORD_RUN.search(text, 0, start)
        done = words.ONE_DONE.match(text, stop + 1) is not None
        return others is not None and done and _DONE_BY.search(text, 0, start) is None
    return (
        text[start:stop] in {"один", "одна", "one"}
        or _DONE.search(text[max(0, start - NEAR) : start]) is not None
    )


def _vague(text: str) -> Iterator[Number]:
    """«несколько десятков»: words for a number that nobody stated."""
    for found in words.VAGUE.finditer(text):
        before = text[: found.start()].rstrip()
        counted = before[-1:].isdigit() or before.endswith(tuple(words.VALUES))
        if counted or words.QUALIFIER.search(text, max(0, found.start() - NEAR), found.start()):
            continue
        stop = found.start() + len(found[0].rstrip())
        yield Number(start=found.start(), stop=stop, after=stop, value=None, mark=Mark.WORDED)


def _shares(text: str) -> Iterator[Number]:
    """«каждый десятый», «половина»: parts of a whole, as percent."""
    for found in words.SHARE.finditer(text):
        named = next(name for name, value in found.groupdict().items() if value and name != "many")
        times = words.VALUES.get(found["many"] or "", 1)
        if named in {"nth", "in"}:
            word = found[named]
            of = next((value for stem, value in words.NTH.items() if word.startswith(stem)), 0)
        else:
            of = {"half": 2, "third": 3, "quarter": 4}[named]
        if not of:
            continue
        percent = (Decimal(100) * times / of).quantize(Decimal("0.01")).normalize()
        yield Number(
            start=found.start(),
            stop=found.end(),
            after=found.end(),
            value=Decimal(format(percent, "f")),
            qualifier=Qualifier.EXACT if named in {"nth", "in"} else Qualifier.ABOUT,
            unit="percent",
            noun=found[0],
            share=True,
        )


def _worded_ranges(text: str) -> Iterator[Number]:
    """«пять-семь человек», «от пяти до семи»: the same in words."""
    for found in _WORD_RANGE.finditer(text):
        low, high = words.VALUES[found["a"]], words.VALUES[found["b"]]
        if (found["open"] is None) == (found["to"].strip() == "-") and low < high:
            factor, stop = amounts.scale_at(text, found.end())
            yield from _bounds(found.start("a"), stop, low * factor, high * factor)


def _bounds(start: int, stop: int, low: Decimal, high: Decimal) -> Iterator[Number]:
    both = Number(start=start, stop=stop, after=stop, value=low)
    yield replace(both, qualifier=Qualifier.AT_LEAST, part=1)
    yield replace(both, value=high, qualifier=Qualifier.AT_MOST, part=2)


def _ranges(text: str) -> Iterator[Number]:
    """«от 10 до 15 человек», «10–15 человек»: a lower and an upper bound."""
    english = _english(text)
    for found in _RANGE.finditer(text):
        dash = found["to"].strip() == "-"
        if (found["open"] is None) != dash:
            continue
        if found["percent"] and not _PERCENT.match(text, found.end()):
            continue
        if found["to"] == " - " and _NUMBERED.search(text, 0, found.start()):
            continue
        low, _ = _read(found["a"], english=english)
        high, _ = _read(found["b"], english=english)
        factor, stop = amounts.scale_at(text, found.end())
        if low >= high:
            continue
        yield from _bounds(found.start("a"), stop, low * factor, high * factor)


# Beside «19,8» a comma before three digits is a decimal one too.
_DECIMAL = expression(r"(?<![\d,])\d+,(?:\d\d?|\d{4,})(?![\d,])")
_PERCENT = expression(r" ?%")
# «на 1000 человек населения», «в расчете на 100 гектаров», «стоимость 1 кв. м»: what a rate is of.
_PER = expression(r"(?:(?:в расчете|по) )?на (?:каждые |каждую )?$|per $")
_POWERS = frozenset(Decimal(10) ** power for power in range(7))
_WHOLE_THINGS = frozenset({"person", "event", "region", "percent", "family", "case", "piece"})


def _is_base(text: str, number: Number) -> bool:
    """Whether a number with its noun is the base of a rate."""
    if number.value not in _POWERS or number.unit == "percent":
        return False
    if number.value == 1 and number.unit not in _WHOLE_THINGS and text[number.start].isdigit():
        return True
    before = text[max(0, number.start - 2 * NEAR) : number.start]
    return _PER.search(before) is not None and not _MOVED.search(before)


_MOVED = expression(
    rf"(?:{words.FALL.pattern}|{words.RISE.pattern}|меньше|больше|ниже|выше|превы[сш])\w*[^.]{{0,60}}$"
)


def _with_noun(text: str, number: Number) -> Number | None:
    """The number with its sign and what it counts; None where it counts nothing known."""
    found = counting(text, _with_qualifier(text, number))
    return None if found is None or _is_base(text, found) else found


_SIGNS = {
    "atleast": Qualifier.AT_LEAST,
    "atmost": Qualifier.AT_MOST,
    "more": Qualifier.MORE,
    "less": Qualifier.LESS,
    "almost": Qualifier.ABOUT,
    "about": Qualifier.ABOUT,
    "upto": Qualifier.AT_MOST,
}


def _with_qualifier(text: str, number: Number) -> Number:
    """«более 80», «почти каждый десятый»; a range has its signs already."""
    found = words.QUALIFIER.search(text, max(0, number.start - NEAR), number.start)
    if found is None or number.qualifier in {Qualifier.AT_LEAST, Qualifier.AT_MOST}:
        return number
    before = text[found.start() - 1 : found.start()]
    if before and (before.isalnum() or before == "_"):
        return number
    named = str(found.lastgroup)
    if named == "upto" and _MOVED.search(text[max(0, found.start() - 2 * NEAR) : found.start()]):
        return number
    doubts = {"almost": ("just under",), "upto": ("up to, or a bound",)}.get(named, ())
    return replace(number, qualifier=_SIGNS[named], doubts=(*number.doubts, *doubts))
