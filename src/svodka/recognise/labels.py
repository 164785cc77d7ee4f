"""Words of heads and stubs as a person reads them: one space, no broken lines, footnote marks apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from svodka.lexicon.numbered import stand_in
from svodka.lexicon.patterns import expression
from svodka.model import Value

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = expression(r"\s+")
# Dots that lead the eye from a label to its figures.
_LEADERS = expression(r"(?<=[\w)»%\"])(?:\s*[.…]){4,}$")
_BROKEN_COMPOUND = expression(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])")
_BROKEN_WORD = expression(r"([^\W\d_]{2,})-[ \t]*\n[ \t]*([а-яёa-z]{2,})")
_BROKEN_PERIOD = expression(r"\b(квар|полу)-\s+(тал|годи)", re.IGNORECASE)
_MONTHS = frozenset(
    [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)

_SUPERSCRIPTS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
# A power of a unit or of ten («м²», «km³», «10³») is no mark.
_RAISED = r"(?<!\b10)(?<!\b[мm])(?<!\b[ксдмckdm][мm])[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[⁾)]?"
_SUPERSCRIPT_TAIL = expression(rf"\s*({_RAISED}(?:[,;\s]*[⁽(]?[¹²³⁴⁵⁶⁷⁸⁹⁰]+[⁾)]?)*)$")
_SUPERSCRIPT_INSIDE = expression(rf"(?<=[^\W_])({_RAISED})(?=[\s,:;.]+[^\s\d⁽¹²³⁴⁵⁶⁷⁸⁹⁰]|[:.])")
_STAR_TAIL = expression(r"\s*(?:\((\*{1,5})\)|(\*{1,5}\)?))$")
_BRACKET_TAIL = expression(r"[\s,;]*((?:\d{1,2}\)[\s,;]*)+)$")
_BARE_TAIL = expression(r"(?<=[^\W\d_.])[.»\")]?(\s?)(\d{1,2}(?:\s?[,;]\s?\d{1,2})*)$")
_NOTE_LINE = expression(
    r"\s*(?:(\d{1,2})\s*\)|(\d{1,2})(?=\s*[^\W\d_])|(\d{1,2})[.]?\s+(?=[^\W\d_«\"(])"
    r"|([¹²³⁴⁵⁶⁷⁸⁹]+)\)?|(\*{1,5})\)?)\s*\S"
)
_INNER_MARK = expression(r"(?<=[^\W\d_]{2})(\d{1,2})(\)?)(?=[,:;](?:\s|$))")
_DIGITS = frozenset("0123456789")
_ENDS_OF_MARKS = frozenset("0123456789)*¹²³⁴⁵⁶⁷⁸⁹⁰⁾;,")
_PERHAPS_MARKED = expression(r"[0-9*¹²³⁴⁵⁶⁷⁸⁹⁰]")
_LONGEST_MARKS = 24
_COUNTING_WORD = expression(
    r"(?:^|\W)(?:регион|групп[аы]|форма|тип|вид|этап|класс|категория|район|участок|округ №|"
    r"квартал|приложение|таблица|раздел|глава|пункт|вариант|зона|строка|графа|уровень|степень|"
    r"неделя|день|№|смена|бригада|дом|лот|group|type|form|class|category|region|zone|level|"
    r"phase|grade|table|section|part|week|day|quarter|district|ward|area|unit|age|no\.?|tier|"
    r"model|version|item|team|site|block|route|line|stage|step|year|case|test|var)$",
    re.IGNORECASE,
)


def words_of(value: Value) -> str:
    """The words of one cell: dates in ISO form, whole floats without their point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy_words(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def tidy_words(text: str) -> str:
    """Runs of spaces and broken lines collapsed; a hyphen with spaces after it only is one hyphen."""
    plain = text.isprintable() and (
        " " not in text or not ("  " in text or "- " in text or text[0] == " " or text[-1] == " ")
    )
    if plain and text[-1:] not in (".", "…"):
        return text
    return _tidied(text)


@lru_cache(maxsize=1 << 16)
def _tidied(text: str) -> str:
    text = text.translate(_INVISIBLE)
    if "-" in text:
        text = _BROKEN_PERIOD.sub(r"\1\2", text)
        text = _BROKEN_WORD.sub(_join, text)
        text = _BROKEN_COMPOUND.sub("-", text)
    return _LEADERS.sub("", _SPACES.sub(" ", text).strip())


def _join(found: re.Match[str]) -> str:
    """A word broken at the end of a line; compounds keep their hyphen."""
    left, right = found.groups()
    compound = left.lower() in _MONTHS or right in _MONTHS or left[-1].lower() == "о"
    return f"{left}-{right}" if compound or not left[-1].islower() else left + right


def note_mark(line: str) -> str:
    """The mark that a footnote line begins with («1», «*»), or nothing."""
    found = _NOTE_LINE.match(line)
    if found is None:
        return ""
    return next(group for group in found.groups() if group).translate(_SUPERSCRIPTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """What is known of footnotes when labels are read.

    `near` are marks explained under this table, `far` elsewhere in the document; `bases` counts
    for each label of this sheet the endings with which it is printed (the empty one included),
    `plain` are all labels of the document.
    """

    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    bases: dict[str, set[str]] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    seen: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def part(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The label without its footnote marks, and the marks."""
        if not _PERHAPS_MARKED.search(text):
            return text, ()
        like = stand_in(text)
        parted = self.seen.get(like)
        if parted is None:
            parted = self.seen[like] = self._part(like)
        if like is text:
            return parted
        # No mark has three digits, so that a running number is none.
        return self._part(text) if parted[1] else (text, ())

    def _part(self, text: str) -> tuple[str, tuple[str, ...]]:
        text, marks = self._inner(text)
        while text[-1:] in _ENDS_OF_MARKS:
            shorter, found = self._tail(text)
            if not found or not shorter:
                break
            text, marks = shorter, found + marks
        return text, tuple(marks)

    def _inner(self, text: str) -> tuple[str, list[str]]:
        """Marks inside a label: raised, or before a comma or a colon («силы5, тыс.», «организаций12):»)."""
        marks: list[str] = []

        def raised(found: re.Match[str]) -> str:
            marks.extend(re.findall(r"\d+", found[1].translate(_SUPERSCRIPTS)))
            return ""

        if not text.isascii():
            text = _SUPERSCRIPT_INSIDE.sub(raised, text)
        if not ("," in text or ":" in text or ";" in text):
            return text, marks

        def taken(found: re.Match[str]) -> str:
            bracketed = found[2] == ")" and not _is_open(text[: found.start()])
            if not bracketed and not (found[1] in self.near and not found[2]):
                return found[0]
            marks.append(found[1])
            return ""

        return _INNER_MARK.sub(taken, text), marks

    def _tail(self, text: str) -> tuple[str, list[str]]:
        """One mark, or marks of one kind, taken off the end of a label."""
        cut = max(0, len(text) - _LONGEST_MARKS)
        end = text[cut:]
        last_is_digit = end[-1] in _DIGITS
        if not last_is_digit and (found := _SUPERSCRIPT_TAIL.search(end)):
            digits = re.findall(r"\d+", found[1].translate(_SUPERSCRIPTS))
            return text[: cut + found.start()].rstrip(" ,;"), digits
        if not last_is_digit and (found := _STAR_TAIL.search(end)):
            return text[: cut + found.start()].rstrip(), [found[1] or found[2].rstrip(")")]
        found = None if last_is_digit else _BRACKET_TAIL.search(end)
        if found and not _is_open(text[: cut + found.start()]):
            return text[: cut + found.start()].rstrip(" ,;"), re.findall(r"\d+", found[1])
        if found := _BARE_TAIL.search(end):
            base = text[: cut + found.start(1)].rstrip()
            if self._is_note(base, found):
                return base, re.findall(r"\d+", found[2])
        return text, []

    def _is_note(self, base: str, found: re.Match[str]) -> bool:
        """Whether bare digits at the end are a mark: explained, and not a count of such things."""
        digits = re.findall(r"\d+", found[2])
        endings = self.bases.get(base, set()) | ({""} if base in self.plain else set())
        numbered = {ending for ending in endings if ending}
        if len(numbered) > 1 and "" not in endings:
            return False
        if _COUNTING_WORD.search(base) and "" not in endings:
            return False
        if len(re.split(r"\W", base)[-1]) < 2:
            return False
        if all(digit in self.near for digit in digits):
            return True
        known = all(digit in self.far for digit in digits)
        return "" in endings and (known or not found[1])


def _is_open(text: str) -> bool:
    """Whether a bracket opened in the text is not yet closed."""
    depth = 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
    return depth > 0


def _ends_in_mark(label: str) -> bool:
    return label[-1:].isdigit() and not (len(label) > 2 and label[-3:].isdecimal())


def endings_of(labels: Iterable[str]) -> dict[str, set[str]]:
    """For labels printed with bare digits at the end those digits; the empty ending is itself."""
    bases: dict[str, set[str]] = {}
    known = frozenset(labels)
    for label in known:
        # As many digits as no mark has are a number.
        if _ends_in_mark(label) and (found := _BARE_TAIL.search(label)):
            bases.setdefault(label[: found.start(1)].rstrip(), set()).add(found[2])
    for base in bases.keys() & known:
        bases[base].add("")
    return bases
