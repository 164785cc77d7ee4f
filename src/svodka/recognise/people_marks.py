"""What identifies a person beside a name: birth, documents, insurance and tax numbers, ways to reach somebody."""

from __future__ import annotations

import re
from datetime import date

from svodka.lexicon.patterns import expression
from svodka.model import Value

_DAY_FIRST = r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19[2-9]\d|20[01]\d)\b"
_MONTH_FIRST = r"\b(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19[2-9]\d|20[01]\d)\b"
_ISO = r"\b(?:19[2-9]\d|200\d|201[0-2])-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
BIRTH = expression(rf"{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO}")
_BIRTH_WORDS = expression(r"\bг\.\s?р\.|\bгод[а]?\s+рожд|\bрожд[её]?н|\bborn\b|\bd\.?o\.?b\b", re.I)
_PASSPORT = expression(r"(?<![\d.,])\d{2}\s?\d{2}\s?(?:№\s?)?\d{6}(?![\d.,])")
DOCUMENT = expression(
    r"(?i:\bпаспорт|\bpassport\b)|(?<![A-Za-z0-9])[A-Z]{1,2}\s?№?\s?\d{7,8}(?!\d)"
    r"|(?<![A-Za-z0-9])A\s?#?\d{2,3}-\d{3}-\d{3}(?!\d)"
)
INSURANCE = expression(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)|\b\d{3}-\d{2}-\d{4}\b")
TAX = expression(r"(?<!\d)\d{12}(?!\d)")
PHONE = expression(
    r"(?:\+7|(?<!\d)8|(?<!\d)7)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|\+\d{2,3}[\s(-]*\d{2,3}[\s)-]*\d{2,3}[\s-]?\d{2}[\s-]?\d{2,4}"
    r"|\(\d{3}\)\s?\d{3}-\d{4}|\b(?:тел|моб|phone|tel)\b\.?:?\s*[\d(+]",
    re.I,
)
_EMAIL = expression(r"[\w.+-]{1,64}@[\w-]{1,64}\.[a-zа-я]{2,}", re.I)
_ADDRESS = expression(
    r"\b(?:ул|улица|просп|пр-т|пр-кт|пер|переулок|б-р|мкр|шоссе)\b\.?.{1,60}?"
    r"(?:\b(?:д|дом|кв)\b\.?\s?\d|,\s?\d{1,3}[а-я]?\s?-\s?\d{1,4}\b)"
    r"|\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Dr)\b"
)
# The whole of a cell that is a number of a document, of a car, of a bank card, of an account.
_PLATE = "[АВЕКМНОРСТУХABEKMHOPCTYX]"
_NUMBERS = (
    r"\d{3}-\d{3}-\d{3}[ -]\d{2}|\d{2}\s?\d{2}\s(?:№\s?)?\d{6}|\d{2}\s(?:№\s?)?\d{7}|\d{3}-\d{2}-\d{4}"
    r"|A\s?#?(?:\d{2,3}-\d{3}-\d{3}|\d{8,9})|[A-Z]{2}\s?№?\s?\d{7}|[А-Я]{2}\s?№?\s?\d{6,7}"
    r"|[2-6]\d{3}(?:(?:\d{4}){3}|(?: \d{4}){3}|(?:-\d{4}){3})|\d{2}:\d{2}:\d{6,7}:\d{1,6}|40817\d{15}"
    rf"|{_PLATE}\s?\d{{3}}\s?{_PLATE}{{2}}\s?\d{{2,3}}(?:\s?(?:RUS|рус))?"
)
_NUMBER_OF_SOMEBODY = expression(_NUMBERS)
_NUMBERS_IN_TEXT = expression(rf"(?<![\w.,:-])(?:{_NUMBERS})(?![\w:-])")
_WAY_TO_REACH = expression(
    r"(?:\+7|8|7)[\s(-]*9\d{2}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}"
    r"|(?:https?://)?t\.me/\w{4,32}|@[A-Za-z]\w{3,31}|(?:https?://)?vk\.com/[\w.]{3,40}"
)
_MOBILE = expression(r"(?<!\d)(?:\+7|8|7)[\s(-]*9\d{2}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)")
_ACCOUNT = expression(r"(?<![\w.])@[A-Za-z]\w{3,31}(?!\w)")
_SHORTEST, _LONGEST = 8, 90
# What a text must hold to be looked through for numbers of documents.
NUMBER = expression(
    r"\d{2,3}-\d{2,3}-\d{3}|[A-Z№]\s?№?\s?\d{7}|[Пп]аспорт|ПАСПОРТ|[Pp]assport|PASSPORT"
)
_HINT = expression(r"[\d@]|[рР]ожд|г\.\s?р|[Пп]аспорт|(?i:\bborn\b|\bd\.?o\.?b\b|passport)")
_BORN_FROM, _BORN_TO = 1925, 2012
# A stored number below is too small for one of a document or a telephone.
LEAST_NUMBER = 10**10


def identified(text: str) -> bool:
    """Whether a text holds something that identifies a person."""
    if not _HINT.search(text):
        return False
    patterns = (BIRTH, _BIRTH_WORDS, _PASSPORT, DOCUMENT, INSURANCE, PHONE, _ADDRESS)
    return any(pattern.search(text) for pattern in patterns) or holds_email(text)


def is_number_of_somebody(text: str, *, bare: bool) -> bool:
    """Whether a text is the number of a document; `bare` twelve digits are a tax number too."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return (
        bool(_NUMBER_OF_SOMEBODY.fullmatch(text))
        or (bare and bool(TAX.fullmatch(text)))
        or ("  " in text and bool(_NUMBERS_IN_TEXT.search(text)))
    )


def is_of_somebody(text: str) -> bool:
    """Whether a short line is of somebody whose name was left away: a document, a mobile telephone."""
    return len(text) <= _LONGEST and bool(
        _NUMBERS_IN_TEXT.search(text) or _MOBILE.search(text) or _ACCOUNT.search(text)
    )


def is_way_to_reach(text: str) -> bool:
    """Whether a text is a mobile telephone, an e-mail address, or an account to write to."""
    return len(text) <= _LONGEST and bool(_WAY_TO_REACH.fullmatch(text))


def holds_email(text: str) -> bool:
    """Whether a text holds an e-mail address."""
    return "@" in text and bool(_EMAIL.search(text))


def identifies(value: Value) -> bool:
    """Whether a cell holds something that identifies a person."""
    if isinstance(value, date):
        return _BORN_FROM <= value.year <= _BORN_TO
    text = text_of(value)
    return identified(text) or bool(TAX.fullmatch(text))


def text_of(value: Value) -> str:
    """The words of a cell; whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
