"""A table whose rows are people is noticed before anything is derived from it; when unsure, seal.

What counts is what such lists are made of: a name beside something that identifies its bearer
(birth date, document, tax or insurance number, telephone, address), or a head that says so.
Names in Latin letters alone are not enough: tables of athletes and authors are no lists of
people approached. Names of people in Cyrillic alone are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from svodka.lexicon.given_names import GIVEN_NAMES
from svodka.model import Grid, Passage, Value

SEALED = "holds people: sealed"
SEALED_WORDS = "words that name somebody: sealed"

_CAPITAL = r"[А-ЯЁӘӨҮҢҒҚҲЎІ]"
_LETTER = r"[А-ЯЁа-яёӘӨҮҢҒҚҲЎІәөүңғқҳўі'’`]"
_SURNAME = rf"{_CAPITAL}{_LETTER}+(?:-{_CAPITAL}{_LETTER}+)?"
_PATRONYMIC = (
    rf"{_CAPITAL}{_LETTER}*(?:ович|евич|ьич|мич|кич|тич|овн|евн|ичн|ОВИЧ|ЕВИЧ|ЬИЧ|ОВН|ЕВН|ИЧН)"
    rf"(?:а|у|е|ем|ы|ой|А|У|Е|ЕМ|Ы|ОЙ)?(?!{_LETTER})"
)
_FULL = re.compile(
    rf"(?<!{_LETTER}){_SURNAME},?\s+{_PATRONYMIC}"
    rf"|(?<!{_LETTER}){_SURNAME},?\s+{_SURNAME}\s+(?i:оглы|оглу|кызы|кизи|угли|улы|уулу)\b"
)
_INITIALS = re.compile(
    rf"(?<!{_LETTER}){_SURNAME},?\s+{_CAPITAL}\.\s?{_CAPITAL}\.(?!{_LETTER})"
    rf"|(?<!{_LETTER}){_CAPITAL}\.\s?{_CAPITAL}\.\s?{_SURNAME}"
)
_LATIN_FULL = re.compile(
    r"\b[A-Z][A-Za-z'’-]+,?\s+[A-Z][A-Za-z'’-]*(?:[oe]vich|[oe]vna|ichna|OVICH|EVICH|OVNA|EVNA)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_DATE = r"\b(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](19[2-9]\d|20[01]\d)\b"
_ISO = r"\b(19[2-9]\d|200\d|201[0-2])-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b"
_BIRTH = re.compile(rf"{_DATE}|{_ISO}")
_BIRTH_WORDS = re.compile(r"\bг\.\s?р\.|\bгод[а]?\s+рожд|\bрожд[её]?н|\bborn\b|\bd\.?o\.?b\b", re.I)
_PASSPORT = re.compile(r"(?<![\d.,])\d{2}\s?\d{2}\s?(?:№\s?)?\d{6}(?![\d.,])")
_DOCUMENT = re.compile(
    r"(?i:\bпаспорт|\bpassport\b)|(?<![A-Za-z0-9])[A-Z]{1,2}\s?№?\s?\d{7,8}(?!\d)"
)
_INSURANCE = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)|\b\d{3}-\d{2}-\d{4}\b")
_TAX = re.compile(r"(?<!\d)\d{12}(?!\d)")
_PHONE = re.compile(
    r"(?:\+7|(?<!\d)8|(?<!\d)7)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
    r"|\+\d{2,3}[\s(-]*\d{2,3}[\s)-]*\d{2,3}[\s-]?\d{2}[\s-]?\d{2,4}"
    r"|\(\d{3}\)\s?\d{3}-\d{4}|\b(?:тел|моб|phone|tel)\b\.?:?\s*[\d(+]",
    re.I,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-zа-я]{2,}", re.I)
_ADDRESS = re.compile(
    r"\b(?:ул|улица|просп|пр-т|пр-кт|пер|переулок|б-р|мкр|шоссе)\b\.?.{1,60}?\b(?:д|дом|кв)\b\.?\s?\d"
    r"|\b\d{1,5}\s+(?:[A-Z][\w.]*\s+){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Dr)\b"
)

_NUMBERED = re.compile(r"[A-ZА-Я]{0,4}[\s№-]*(?:\d[\s№-]*){6,14}")

_HEAD_NAME = re.compile(
    r"(?<!\w)ф\.?\s?и\.?\s?о(?!\w)|фамили[яий]|(?:full|first|last|given|family)\s*name|surname",
    re.I,
)
_HEAD_IDENTIFIER = re.compile(
    r"(?:дат[аы]|год|день)\s+рожд|(?<!\w)г\.?\s?р\.?(?!\w)|(?<!\w)д\.?\s?р\.?(?!\w)|паспорт|удостовер"
    r"|снилс|(?<!\w)инн(?!\w)|телефон|(?<!\w)тел\.|адрес|место\s+(?:жит|рожд|рег|преб)|прописк|e-?mail"
    r"|birth|(?<!\w)dob(?!\w)|passport|(?<!\w)ssn(?!\w)|phone|address|social\s+security",
    re.I,
)
_HEAD_DOCUMENT = re.compile(
    r"паспорт|снилс|удостоверени[ея]\s+личн|passport|(?<!\w)ssn(?!\w)", re.I
)
_HEAD_LENGTH = 90
_BORN_FROM, _BORN_TO = 1925, 2012
_HEAD_REACH = 15
_ENOUGH = 2


def holds_people(grid: Grid) -> bool:
    """Whether the rows (or columns) of a grid are people; doubtful ones count as people."""
    texts = {value for cells in grid.rows for value in cells if isinstance(value, str)}
    return _head_says_so(grid, texts) or _rows_say_so(grid, texts)


def passages_with_people(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages that name somebody together with something that identifies them.

    Also every passage that lists names when at least two passages do.
    """
    found = tuple(passages)
    identified = [p for p in found if _named(p.text) and _identified(p.text)]
    listed = [p for p in found if _FULL.search(p.text) and len(p.text) <= _HEAD_LENGTH]
    sealed = identified + (listed if len(listed) >= _ENOUGH or identified else [])
    return tuple(p for p in found if any(p is one for one in sealed))


def names_somebody(text: str) -> bool:
    """Whether a short text names a person, in whatever form."""
    return _named(text) or bool(_PHONE.search(text) or _EMAIL.search(text) or _given_pairs([text]))


def is_a_list(passages: Iterable[Passage]) -> bool:
    """Whether passages that were left out name several people: more than one executor's line."""
    named = (_FULL, _INITIALS, _LATIN_FULL)
    return sum(len(one.findall(p.text)) for p in passages for one in named) >= _ENOUGH


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _head_says_so(grid: Grid, texts: set[str]) -> bool:
    short = {text for text in texts if len(text) <= _HEAD_LENGTH}
    name_heads = {text for text in short if _HEAD_NAME.match(text)}
    document_heads = {text for text in short if _HEAD_DOCUMENT.search(text)}
    if not name_heads and not document_heads:
        return False
    identifier_heads = {text for text in short if _HEAD_IDENTIFIER.search(text)}
    names = _places(grid, name_heads)
    identifiers = _places(grid, identifier_heads)
    return (
        any(_words_below(grid, *cell) for cell in names)
        or any(_beside(name, other) for name in names for other in identifiers if name != other)
        or any(_numbers_below(grid, *cell) for cell in _places(grid, document_heads))
    )


def _places(grid: Grid, wanted: set[str]) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, cells in enumerate(grid.rows)
        for column, value in enumerate(cells)
        if isinstance(value, str) and value in wanted
    ]


def _beside(name: tuple[int, int], other: tuple[int, int]) -> bool:
    rows, columns = abs(name[0] - other[0]), abs(name[1] - other[1])
    return rows <= 1 or (columns == 0 and rows <= _HEAD_REACH)


def _numbers_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "passport" reads like document numbers."""
    below = [text for cells in grid.rows[row + 1 :] if (text := _text(cells[column]).strip())]
    numbers = sum(bool(_NUMBERED.fullmatch(text)) for text in below)
    return numbers >= _ENOUGH and 2 * numbers >= len(below)


def _words_below(grid: Grid, row: int, column: int) -> bool:
    """Whether what stands under a head such as "surname" reads like names."""
    below = [cells[column] for cells in grid.rows[row + 1 :]]
    texts = [value for value in below if isinstance(value, str) and value.strip()]
    named = sum(bool(re.match(r"[^\W\d_]{2,}", text.strip())) for text in texts)
    return named >= 1 and 2 * named >= len(texts)


def _rows_say_so(grid: Grid, texts: set[str]) -> bool:
    names = {text for text in texts if _named(text)}
    if names and _rows_identified(grid, names) >= _ENOUGH:
        return True
    if names and _column_of(grid, names):
        return True
    pairs = _given_pairs(texts)
    if pairs and _column_of(grid, names | pairs) and _rows_identified(grid, pairs) >= _ENOUGH:
        return True
    return _unnamed_but_identified(grid, texts)


def _rows_identified(grid: Grid, names: set[str]) -> int:
    """How many rows hold one of `names` together with something that identifies its bearer."""
    return sum(
        any(_identifies(value) for value in cells if value is not None)
        for cells in grid.rows
        if any(isinstance(value, str) and value in names for value in cells)
    )


def _column_of(grid: Grid, names: set[str]) -> bool:
    """Whether some column holds names and little else."""
    for column in range(grid.width):
        texts = [
            cells[column]
            for cells in grid.rows
            if isinstance(cells[column], str) and str(cells[column]).strip()
        ]
        held = sum(text in names and len(str(text)) <= _HEAD_LENGTH for text in texts)
        if held >= _ENOUGH and 2 * held >= len(texts):
            return True
    return False


def _unnamed_but_identified(grid: Grid, texts: set[str]) -> bool:
    """Rows of insurance or passport numbers with birth dates or telephones, names cut away."""
    documents = {text for text in texts if _INSURANCE.search(text) or _DOCUMENT.search(text)}
    if not documents:
        return False
    others = {text for text in texts if _BIRTH.search(text) or _PHONE.search(text)}
    rows = sum(
        not documents.isdisjoint(texts_of) and not others.isdisjoint(texts_of)
        for cells in grid.rows
        if (texts_of := [value for value in cells if isinstance(value, str)])
    )
    return rows >= _ENOUGH


def _named(text: str) -> bool:
    if text.isascii():
        return ("vich" in text.lower() or "vna" in text.lower()) and bool(_LATIN_FULL.search(text))
    return bool(_FULL.search(text) or _INITIALS.search(text) or _LATIN_FULL.search(text))


def _given_pairs(texts: Iterable[str]) -> set[str]:
    """Cells of two to four words, one of them a given name and none of them a number."""
    return {
        text
        for text in texts
        if len(text) <= _HEAD_LENGTH and text.count(" ") >= 1 and _is_pair(_WORD.findall(text))
    }


def _is_pair(words: Sequence[str]) -> bool:
    return (
        len(words) in (2, 3, 4)
        and all(word[0].isupper() for word in words)
        and any(word.lower().replace("ё", "е") in GIVEN_NAMES for word in words)
    )


def _identifies(value: Value) -> bool:
    if isinstance(value, date):
        return _BORN_FROM <= value.year <= _BORN_TO
    return _identified(_text(value)) or bool(_TAX.fullmatch(_text(value)))


def _identified(text: str) -> bool:
    return any(
        pattern.search(text)
        for pattern in (
            _BIRTH,
            _BIRTH_WORDS,
            _PASSPORT,
            _DOCUMENT,
            _INSURANCE,
            _PHONE,
            _EMAIL,
            _ADDRESS,
        )
    )
