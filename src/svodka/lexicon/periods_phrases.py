"""One text in, the phrase of time that it prints out; months and days may stand without their year."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from svodka.lexicon import periods_makers as makers
from svodka.lexicon import periods_ranges as ranges
from svodka.lexicon import periods_words as words
from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.lexicon.periods_gates import may_say_time
from svodka.lexicon.periods_makers import DECEMBER, EITHER_ORDER, Maker, Phrase, Shape

__all__ = ["DECEMBER", "EITHER_ORDER", "Phrase", "Shape", "phrase"]

_Y = words.YEAR
_YW = words.YEAR_WORD
_M = words.MONTH
_ENGLISH = words.ENGLISH_MONTH
_PLAIN_YEAR = r"(?:19|20)\d\d"
_D = words.DAY
_TO = words.TO
_OPT_YEAR = rf"(?:,? ?(?:of )?(?P<{{0}}>{_Y}){_YW}?)?"
_NUMERIC = (
    r"(?<![\d.])(?P<{0}d>[0-3]?\d)[./](?P<{0}m>[0-3]?\d)"
    r"(?:[./](?P<{0}y>(?:19|20)\d\d|\d\d)(?![\d.]\d)(?: ?г(?:ода)?(?![^\W_])\.?)?)?(?![\d/])"
)
_ISO = r"(?<!\d)(?P<{0}y>(?:19|20)\d\d)[-./](?P<{0}m>[01]\d)[-./](?P<{0}d>[0-3]\d)(?:[ t]00:00(?::00)?)?(?!\d)"
_DASHED = r"(?<![\d.-])(?P<{0}d>[0-3]?\d)-(?P<{0}m>[0-3]?\d)-(?P<{0}y>(?:19|20)\d\d)(?![\d-])"
_SPLIT = r"(?<![\d.,-])(?P<y{0}>(?:19|20)\d\d) ?[-/] ?(?P<s{0}>\d\d)(?![\d.-]*\d)"
_QUARTER = (
    r"(?:\bq(?P<{0}q>[1-4])(?:[- ]?(?P<{0}y>(?:19|20)\d\d))?|(?P<{0}z>(?:19|20)\d\d)[- ]?q(?P<{0}r>[1-4])"
    rf"|(?<![^\W_])(?P<{{0}}s>{words.ORDINAL}) ?(?:квартал\w*|кв\.?|quarter)(?: of)?(?:,? (?P<{{0}}x>{_PLAIN_YEAR})"
    rf"{_YW}?)?)"
)
_WEEK_OF = r"(?:week|неделя)[- ](?:of|beginning|commencing|starting|from|с)(?: on)?"
_COUNT = rf"\d\d?|{'|'.join(words.NUMERALS)}"
_ON = (
    r"(?<![^\W_])(?:по состоянию на|по данным на|на|as (?:of|at|on)|at|on|updated through|through)"
    r"(?: \d\d?[:.]\d\d(?: ?ч(?:ас\w*)?\.?| утра)?(?: ?\(?м(?:ск|осковск\w+ времени?)\)?)?,?(?= \d))?"
)
_WEEKDAY = (
    r"(?:(?:понедельник\w*|вторник\w*|сред[ауыое]\w*|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday),? )?"
)
_ENDING = (
    r"(?:(?:week[- ](?:ending|ended)|w/e)(?: on)?|недел[яюи],? (?:по|(?:закончивш|закончен|окончивш|окончен|завершивш|"
    r"заканчивающ|оканчивающ|завершающ|истекш)\w*))"
)


def _at(template: str, name: str) -> str:
    return template.replace("{0}", name)


def _needs(pattern: str) -> int:
    """Without what a pattern finds nothing: 1 a month, 2 a figure, 3 both; asked before, as it costs less."""
    day = f"(?P<d1>{_D})" in pattern and f"(?:(?P<d1>{_D})" not in pattern
    return ("(?P<m1>" in pattern or ") (?P<m2>" in pattern) + 2 * day


_OY1, _OY2 = _at(_OPT_YEAR, "y1"), _at(_OPT_YEAR, "y2")
# Most telling first; "loose" ones need a text that says nothing else or a word beside.
_GRAMMAR: tuple[tuple[re.Pattern[str], Maker, int], ...] = tuple(
    (expression(pattern), maker, _needs(pattern))
    for pattern, maker in (
        (rf"{_at(_ISO, 'a')}{_TO}{_at(_ISO, 'b')}", makers.numeric_days),
        (rf"(?:с |from )?{_at(_NUMERIC, 'a')}{_TO}{_at(_NUMERIC, 'b')}", makers.numeric_days),
        (rf"(?:с |from )?{_at(_DASHED, 'a')}{_TO}{_at(_DASHED, 'b')}", makers.numeric_days),
        (rf"(?<![\d.])(?P<d0>[0-3]?\d)-(?P<ad>[0-3]?\d)\.(?P<am>[01]?\d)\.(?P<ay>{_PLAIN_YEAR})(?!\d)",
         ranges.same_month_numeric),
        (r"(?<![\d.,])(?P<d0>0?[1-9]|[12]\d|3[01])-(?P<ad>0?[1-9]|[12]\d|3[01])\.(?P<am>0[1-9]|1[0-2])(?P<ay>)"
         r"(?![\d.,/]\d|\d|[ ]?%)", ranges.same_month_numeric),
        (rf"(?:с |from |за )?(?P<d1>{_D}) (?P<m1>{_M}){_OY1},?{_TO}(?P<d2>{_D}) (?P<m2>{_M}){_OY2}", makers.days),
        (rf"(?:с |from |за )?(?P<d1>{_D}){_TO}(?P<d2>{_D}) (?P<m2>{_M}){_OY2}", makers.same_month_days),
        (rf"(?P<m1>{_M}) (?P<d1>{_D}){_TO}(?:(?P<m2>{_M}) )?(?P<d2>{_D}){_OY2}", makers.english_days),
        (rf"{_ENDING} {_WEEKDAY}(?P<m1>{_M}) (?P<d1>{_D}){_OY1}", makers.week_ending),
        (rf"{_ENDING} {_WEEKDAY}(?P<d1>{_D}) (?P<m1>{_M}){_OY1}", makers.week_ending),
        (rf"{_ENDING} {_WEEKDAY}{_at(_NUMERIC, 'a')}", makers.week_ending),
        (rf"{_WEEK_OF} (?P<m1>{_M}) (?P<d1>{_D}){_OY1}(?! ?-)", ranges.week_from),
        (rf"{_WEEK_OF} (?P<d1>{_D}) (?P<m1>{_M}){_OY1}(?! ?(?:-|по)\b)", ranges.week_from),
        (rf"{_WEEK_OF} {_at(_NUMERIC, 'a')}", ranges.week_from),
        (rf"{_WEEK_OF} {_at(_ISO, 'a')}", ranges.week_from),
        (rf"(?P<y0>{_PLAIN_YEAR})[- ]?w(?:eek)?[- ]?(?P<w>\d\d?)\b|\b(?:w(?:ee)?k?|"
        rf"недел[яию])[- №]{{0,2}}(?P<w2>\d\d?)\b(?:,? (?:of )?(?P<y2>{_Y}))?", ranges.week_numbered),
        (rf"(?<!\d)(?P<w>\d\d?)(?:-?[яй] недел[яию]| недел[яю])(?:,? ?(?P<y0>{_Y}))?", ranges.week_numbered),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) декад\w+ (?P<m1>{_M}){_OY1}", ranges.third_of_month),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) половин\w+ (?P<m1>{_M}){_OY1}", ranges.half_of_month),
        (rf"(?<![^\W_])(?:за )?(?:первы[ех] )?(?P<n>{_COUNT}) (?:дней|дня|суток) (?P<m1>{_M}){_OY1}",
         ranges.first_days),
        (rf"за (?:(?:последни[ех]|прошедши[ех]|истекши[ех]|минувши[ех]|предыдущи[ех]) (?P<n>{_COUNT}) "
        r"(?P<unit>дн\w+|суток|недел\w+)|(?:(?:отчетную|истекшую|прошедшую|минувшую|последнюю|прошлую) )?неделю"
        r"(?![^\W_]|,? [сcпо\d]))",
         ranges.last_days),
        (rf"{_ON} (?P<edge>конец|начало|end(?: of)?|beginning(?: of)?|start(?: of)?)"
        rf"[- ](?P<m1>{_M}){_OY1}", makers.edge_of_month),
        (rf"\bmid[- ](?P<y1>{_PLAIN_YEAR}){_TO}mid[- ](?P<y2>{_PLAIN_YEAR})(?!\d)", makers.between_middles),
        (rf"\bmid(?:-year)?[- ](?P<y1>{_PLAIN_YEAR})(?!\d| ?[-/] ?(?:mid|\d))", makers.middle_of_year),
        (rf"(?:{_ON} )?(?<![^\W_])(?P<edge>конец|начало|end[- ](?:of )?|beginning of|start "
        rf"of)[- ]?(?:(?P<y1>{_Y}){_YW}?|(?:отчетного )?года|(?:the )?year)",
         makers.edge_of_year),
        (rf"{_ON} (?P<d1>{_D}) (?P<m1>{_M}){_OY1}", makers.on_day),
        (rf"{_ON} (?P<m1>{_M}) (?P<d1>{_D}){_OY1}", makers.on_day),
        (rf"{_ON} {_at(_ISO, 'a')}", makers.on_day),
        (rf"{_ON} {_at(_DASHED, 'a')}", makers.on_day),
        (rf"{_ON} {_at(_NUMERIC, 'a')}", makers.on_day),
        (rf"(?:с |from )?(?P<m1>{_M}){_OY1}{_TO}(?P<m2>{_M}){_OY2}", makers.months),
        (rf"{_at(_QUARTER, 'a')}{_TO}{_at(_QUARTER, 'b')}", ranges.quarters),
        (rf"(?P<q1>{words.ORDINAL})-(?P<q2>{words.ORDINAL}) (?:квартал\w*|кв\.?|quarters?){_OY1}", makers.quarter),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) ?(?:квартал\w*|кв(?![^\W\d_])\.?|quarter)(?: "
        rf"of)?{_OY1}", makers.quarter),
        (rf"(?P<y0>{_PLAIN_YEAR})[- ]?q(?P<q1>[1-4])\b", makers.quarter),
        (rf"\bq(?P<q1>[1-4])(?!\d(?!\d\d\d))[- ]?(?P<y1>{_Y})?|"
        rf"\b(?P<q3>[1-4])q(?![a-z])[- ]?(?P<y3>{_Y})?", makers.short_quarter),
        (rf"(?<![^\W_])(?P<q1>{words.ORDINAL}) ?(?:полугоди\w+|half(?:[- ]year)?)(?: of)?{_OY1}", makers.half),
        (rf"\bh(?P<q1>[12])\b[- ]?(?P<y1>{_Y})?", makers.half),
        (rf"(?<![^\W_])(?P<n>\d\d?|{'|'.join(words.NUMERALS)})[- ](?:месяц\w*|мес(?![^\W\d_])\.?|months)(?: "
        rf"of)?{_OY1}", makers.so_many_months),
        (rf"(?:fy|fiscal year|фин\w+ год) ?'?(?P<f1>(?:20|19)\d\d|\d\d)(?:{_TO}(?:fy|fiscal year)? "
        rf"?'?(?P<f2>20\d\d|\d\d))?(?!\d)", makers.fiscal),
        (rf"(?:^|[ (])(?:с|since|начиная с) (?:(?P<d1>{_D}) )?(?P<m1>{_M}){_OY1}(?! ?(?:-|по|до|"
        rf"to)\b)", makers.since),
        (rf"(?:^|[ (])(?:с|since|начиная с) (?P<y1>{_Y}){_YW}?(?! ?(?:-|по|до|to)\b)", makers.since),
        (rf"(?:^|[ (])(?:с|since|начиная с) {_at(_NUMERIC, 'a')}(?! ?(?:-|по|до|to)\b)", makers.since_day),
        (rf"(?P<d1>{_D}) (?P<m1>{_M}){_OY1}", makers.bare_day),
        (rf"(?P<m1>{_ENGLISH}) (?P<d1>{_D})(?:,? (?P<y1>{_Y}))?(?! ?-)", makers.bare_day),
        (_at(_ISO, "a"), makers.bare_day),
        (_at(_DASHED, "a"), makers.bare_day),
        (r"(?<![\d.])(?P<ad>[0-3]?\d)[./](?P<am>[0-3]?\d)[./](?P<ay>(?:19|20)\d\d|\d\d)(?!\d)", makers.bare_day),
        (rf"(?P<y0>{_Y}){_YW}?[ ,:]+(?P<m1>{_M})", makers.one_month),
        (rf"(?P<m1>{_M})(?:-|(?<=\.) ?|')'?(?P<y1>\d\d)(?!\d)", makers.one_month),
        (rf"(?P<m1>{_M}),? (?:of )?(?P<y1>{_Y}){_YW}?", makers.one_month),
        (rf"(?P<m1>{_M}) ?[-/] ?(?P<y1>{_PLAIN_YEAR})(?!\d| ?[-/])", makers.one_month),
        (rf"{_at(_SPLIT, '1')}{_TO}{_at(_SPLIT, '2')}", ranges.split_years),
        (_at(_SPLIT, "1"), ranges.split_year),
        (r"(?<![\d.,/-])(?P<y1>(?:19|20)\d\d)/(?P<s1>\d)(?![\d/])", ranges.short_split_year),
        (rf"(?P<y0>{_PLAIN_YEAR})m(?P<m>[01]\d)|(?<![\d.-])(?P<y1>{_PLAIN_YEAR})[.](?P<m2>[01]\d)(?![\d.-])|"
        rf"(?<![\d.-])(?P<m3>[01]\d)[./-](?P<y3>{_PLAIN_YEAR})(?![\d-])",
         makers.short_month),
        (rf"(?:за |в |in |for )?(?P<m1>{_M})", makers.one_month),
        (rf"(?P<y1>{_Y}){_YW}?{_TO}(?P<y2>(?:19|20)\d\d){_YW}?", makers.years),
        (rf"(?P<y1>{_Y})/(?P<y2>(?:19|20)?\d\d)(?!\d)", makers.school_year),
        (rf"(?P<y1>{_Y}){_YW}?", makers.one_year),
    )
)  # fmt: skip


_LONG = 30
_CUED = expression(r"(?:^|[\s(,;:])(?:в|за|на|in|for|during|of|from|с|по)$")
_WHOLE = expression(r"[\s(\[]*$"), expression(r"\.?(?:[\s)\]*.,:]|\d{1,2}\))*\s?\d{0,2}$")
_LOOSE = frozenset({makers.one_month, makers.one_year})


def phrase(text: str, *, strict: bool = False) -> Phrase | None:
    """The phrase of time in `text`, if one stands there; the most telling one of several.

    A lone month or year counts only where the text is short or a word says that it is a time;
    under `strict` (labels of rows, which may name a thing) only where it is the whole text.
    """
    return _phrase(text, strict) if _holds_time(text) else None


@lru_cache(maxsize=1 << 17)
def _holds_time(text: str) -> bool:
    """Whether any word or figure of time stands in a text; in most labels of long lists none does."""
    flat = _without_law(text)
    return may_say_time(flat) and _ANY.search(flat) is not None


def _without_law(text: str) -> str:
    flat = fold(text)
    return _LAW.sub(" ", flat) if "№" in flat else flat


@lru_cache(maxsize=16384)
def _phrase(text: str, strict: bool) -> Phrase | None:
    flat = _without_law(text)
    lacks = (_A_MONTH.search(flat) is None) + 2 * (_A_FIGURE.search(flat) is None)
    for pattern, make, needs in _GRAMMAR:
        if needs & lacks:
            continue
        for found in pattern.finditer(flat):
            if make in _LOOSE and not _is_time(flat, found, strict):
                continue
            made = make(found)
            if made is not None and _is_possible(made):
                made = _with_year_beside(made, flat[: found.start()] + "|" + flat[found.end() :])
                return replace(made, label=_printed(text, made.label))
    return None


_A_YEAR = expression(_Y)
_A_MONTH = expression(_M)
_A_FIGURE = expression(r"\d")


def _with_year_beside(made: Phrase, rest: str) -> Phrase:
    """«2023 г. (9 мес.)»: the one year that stands in the same text."""
    years = {int(year) for year in _A_YEAR.findall(rest)} if made.needs_year else set()
    if len(years) != 1 or made.shape in (Shape.SINCE, Shape.LAST_DAYS):
        return made
    last = years.pop()
    return replace(made, year=last - (made.month > made.last_month), last_year=last)


_WITHOUT_DAYS = (Shape.YEARS, Shape.FISCAL, Shape.YEAR_END, Shape.WEEK, Shape.LAST_DAYS)


def _is_possible(made: Phrase) -> bool:
    """Whether the days exist, in order; both years are known or neither is."""
    if bool(made.year) != bool(made.last_year) or made.year > made.last_year:
        return False
    months_exist = 1 <= made.month <= DECEMBER and 1 <= made.last_month <= DECEMBER
    if not months_exist or made.shape in _WITHOUT_DAYS:
        return months_exist
    first = (made.year, made.month, made.day)
    last = (made.last_year, made.last_month, made.last_day or 31)
    return made.day <= 31 and (first <= last or not made.year)


# «от 27 декабря 2011 г. № 560-ФЗ» dates a law, not a figure.
_LAW = expression(rf"\bот (?:{_D} {_M} {_Y}|\d\d?\.\d\d?\.\d{{4}}){_YW}? ?№ ?\S+")
_ANY = expression(
    rf"(?:19|20)\d\d|\d[./-]\d|{_M}|конец|начал|\bend\b|beginning|start of|квартал|полугоди|месяц|\bмес\b|недел|week"
    r"|\bfy|fiscal|\bq[1-4]|[1-4]q|\bh[12]\b|half|quarter|months|\bw\d|последни|прошедши|истекши|минувши|предыдущи"
)


def _is_time(flat: str, found: re.Match[str], strict: bool) -> bool:
    """Whether a lone month or year is one: «may», 2000 and 1987 also stand for other things."""
    before, after = flat[: found.start()], flat[found.end() :]
    if _WHOLE[0].match(before) and _WHOLE[1].match(after):
        return True
    if found[0].endswith("may"):
        return False
    has_word = re.search(rf"{_YW}$", found[0]) is not None
    if strict:
        return has_word
    if not before.strip() and after[:1] in (",", ";", ":", "(") and not found[0].isascii():
        return True
    if has_word or _CUED.search(before.rstrip()) or found[0][:3] in ("за ", "in "):
        return True
    edge = not after.strip(" .,;)*") or not before.strip(" (")
    return len(flat) <= _LONG or (edge and found[0][:2] in ("19", "20") and before[-1:] in " (,")


def _printed(text: str, label: str) -> str:
    """The words of `text` that folded to `label`; the folded ones where they cannot be found."""
    pattern = (
        re.escape(label).replace(r"\ ", r"\s*").replace(r"\-", r"\s*[-\u2010-\u2015\u2212]\s*")
    )
    found = re.search(pattern.replace("е", "[её]"), text, re.IGNORECASE)
    return " ".join(found[0].split()) if found else label
