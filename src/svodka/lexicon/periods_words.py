"""The words of time in Russian and English, as patterns over folded text; nothing is decided here."""

from __future__ import annotations

import re

from svodka.lexicon.patterns import expression

# Order within a language is the month's number.
_RUSSIAN = (
    r"январ[ьяею]|янв", r"феврал[ьяею]|февр?", r"март[аеу]?|мар", r"апрел[ьяею]|апр", r"ма[йяюе]",
    r"июн[ьяею]|июн", r"июл[ьяею]|июл", r"август[аеу]?|авг", r"сентябр[ьяею]|сент?", r"октябр[ьяею]|окт",
    r"ноябр[ьяею]|нояб?", r"декабр[ьяею]|дек",
)  # fmt: skip
_ENGLISH = (
    "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
    "september|sept|sep", "october|oct", "november|nov", "december|dec",
)  # fmt: skip
_MONTHS = tuple(
    (expression(russian), expression(english))
    for russian, english in zip(_RUSSIAN, _ENGLISH, strict=True)
)
MONTH = r"(?<![^\W\d_])(?:" + "|".join((*_RUSSIAN, *_ENGLISH)) + r")(?![^\W\d_])\.?"
ENGLISH_MONTH = r"(?<![^\W\d_])(?:" + "|".join(_ENGLISH) + r")(?![^\W\d_])\.?"
YEAR = r"(?<![\d.,])(?:19|20)\d\d(?:\.0(?!\d))?(?![\d.,]*\d)"
YEAR_WORD = r"(?: ?(?:гг?\.?(?![^\W\d_])|год(?:а|у|е|ы|ов|ах)?(?![^\W\d_])|year\b))"
TO = r" ?(?:-|по|до|to|through|thru|until|and|и) ?"
DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?:-?(?:го|ое|е|st|nd|rd|th))?(?![\d]|[.,]\d)"
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "1": 1, "2": 2, "3": 3, "4": 4,
         "п": 2, "ш": 3}  # fmt: skip
_ORDINALS = (
    (expression(r"перв|first|1"), 1), (expression(r"втор|second|2"), 2), (expression(r"трет|third|3"), 3),
    (expression(r"четв|fourth|4"), 4),
)  # fmt: skip
NUMERALS = {
    "один": 1, "два": 2, "две": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8,
    "девять": 9, "десять": 10, "одиннадцать": 11, "двенадцать": 12, "three": 3, "six": 6, "nine": 9, "eleven": 11,
}  # fmt: skip
ORDINAL = (
    r"(?:iv|i{1,3}|іі?і?|[1-4](?:-?(?:й|я|ая|ый|ой|ий|ый|е|ое|го|м|ом|st|nd|rd|th))?|перв\w+|втор\w+|трет\w+|четверт\w+"
    r"|first|second|third|fourth)"
)

TO_DATE = expression(
    r"нараст|с начала (?:\w+ )?(?:года|периода|\d{4})|накопительн|накопленн|cumulative|\bcum\b|year[- ]to[- ]date"
    r"|\bytd\b|since (?:the )?(?:beginning|start)"
)
NEW_YEAR = expression(
    r"(?:истекш|прошедш)\w+ (?:период\w*|месяц\w*) (?:\w+ )?(?:года|\d{4})|"
    r"нараст|с начала (?:\w+ )?(?:года|\d{4})|накопительн|накопленн|cumulative"
)
# What a count runs from; a month, a quarter and a year begin on days that are known.
SINCE_START = expression(
    r"с (?:самого )?начала (?:(?:текущего|отчетного|этого|осеннего|весеннего|специальной|\d{4}) )?(\w+)"
    r"|(?:since|from) (?:the )?(?:beginning|start) of (?:the )?(?:reporting )?(\w+)"
)
TARGET = expression(
    r"(?<![^\W_])план(?:а|у|ом|овы\w+)?(?![^\W_])|задани[ея]|target|\bplan(?:ned)?\b|quota|наряд(?![^\W_])"
)
FULFILLED = expression(
    r"выполнен|исполнен|достижен|отклонен|%|процент|fulfil|achiev|against|percent|сверх плана|% of"
)
AS_OF = expression(
    r"currently|at (?:the )?(?:end|close) of|snapshot|на (?:отчетную )?дату|по состоянию на|на конец|на начало"
    r"|состоя(?:т|щих|ло) на учете на|\bas (?:of|at)\b|active (?:\w+ )?participants|active population"
)
# What follows names the base of a comparison, not the period of the figure.
BASE = expression(
    r"(?:в ?)?(?:%|процент\w*|проц\.) ?(?:к|от|по отношению к|по сравнению с)(?![^\W_])[^;(]*"
    r"|(?:к|по сравнению с|относительно|против) (?:соответствующ|предыдущ|предшеств|аналогичн|прошл|уровн|итог)[^;(]*"
    r"|по сравнению с [^;(]*"
    r"|(?:as )?(?:a )?(?:%|percent(?:age)?|per cent) (?:of|to|change (?:from|on|over)|compared with|over)[^;(]*"
    r"|(?:compared (?:with|to)|relative to|change (?:from|on|over)|versus|vs\.?) [^;(]*"
)
BASE_OPEN = expression(
    r"(?:(?:%|процент\w*|проц\.) ?(?:к|от)|по отношению к|по сравнению с|% of|compared (?:with|to)) ?[:-]?$"
)

# A law is cited with its day; what counts by it is of another time.
_CITED_DAY = rf"(?:{DAY} {MONTH},? {YEAR}|{MONTH} {DAY},? {YEAR}|[0-3]?\d[./][01]?\d[./]\d{{2,4}}){YEAR_WORD}?"
CITED = expression(
    r"(?<![^\W_])(?:закон|приказ|постановлени|распоряжени|решени|письм|поручени|указ(?=а|у|о|е|ы|\s))\w*"
    rf"(?![^\W_])[^;]*?(?<![^\W_])от {_CITED_DAY}(?: ?(?:№|n|no\.?) ?[\w/.-]+)?"
    rf"|\b(?:act|law|order|decree|regulation|directive|decision)s?\b[^;]*? (?:of|dated|from) {_CITED_DAY}"
)

# «сентябрю 2016г.»: in the dative a month is what something is compared with.
DATIVE = expression(
    rf"(?:январю|февралю|марту|апрелю|маю|июню|июлю|августу|сентябрю|октябрю|ноябрю|декабрю)(?:[- ]\w+)?(?: "
    rf"?{YEAR}{YEAR_WORD}?)?"
    rf"|{YEAR} ?году"
)
NOTE_LEAD = expression(
    r"^\s*(?:\d{1,2}\)|\*+\)?|\d{1,2}(?= ))?\s*(?:данные|сведения|оценка|data)? ?(?:за|на|for|as of)? ?",
    re.IGNORECASE,
)


def month(word: str) -> int:
    """The number of the month that `word` (folded) names."""
    bare = word.strip(". ")
    for number, (russian, english) in enumerate(_MONTHS, 1):
        if russian.fullmatch(bare) or english.fullmatch(bare):
            return number
    raise ValueError(f"no month: {word!r}")


def ordinal(word: str) -> int:
    """I, 1-й, первый, first → 1."""
    if word in ROMAN:
        return ROMAN[word]
    return next(number for pattern, number in _ORDINALS if pattern.match(word))
