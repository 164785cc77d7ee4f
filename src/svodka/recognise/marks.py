"""A mark stands where a number could; what it means the notes below the table say, and it is never zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.model import Mark

_DASH = expression(r"-{1,3}|_{1,3}")
_DOTS = expression(r"…|\.{2,4}")
_ABSENT = frozenset(
    ("н/д", "н.д.", "н.д", "нд", "н/п", "н.п.", "n/a", "n.a.", "n.a", "na", "n/d", "nan", "null", "#n/a", "#н/д", "x",
     "х", "xx", "хх", ":", "..", "нет данных", "нет сведений", "данные отсутствуют", "данных нет", "not available",
     "no data", "not applicable", "не применимо", "неприменимо", "сведения отсутствуют", "unavailable")
)  # fmt: skip
_UNREADABLE = frozenset(
    {"[нрзб]", "(нрзб)", "нрзб", "[illegible]", "неразборчиво", "?", "??", "???", "�"}
)
_NEEDS_KEY = expression(r"\*{1,3}|к|k|конф\.?|c|с|d|s|\(d\)|\(s\)|#")
_FOOTNOTE = expression(r"^(?P<mark>-{1,3}|…|\.{2,4})\s?(?:\d{1,2}\)[,;\s]*|\*+|[¹²³⁴⁵⁶⁷⁸⁹]+\)?)+$")

_MEANINGS: tuple[tuple[re.Pattern[str], Mark], ...] = (
    (expression(r"конфиденциальн|не публикуются|не подлежит|не разглаша|withheld|suppressed|confidential"
                r"|disclosure"), Mark.WITHHELD),
    (expression(r"явлени\w+ (?:отсутств|не имеет)|явлени\w+ нет|отсутстви\w+ явлени|nil\b|phenomenon|not occur"
                r"|magnitude nil|отсутству\w+ явлени"), Mark.DASH),
    (expression(r"нет данных|данны\w+ (?:\w+ )?(?:отсутств|не име)|отсутств\w+ данн|not available|no data"
                r"|сведени\w+ (?:отсутств|нет)|не располага|not applicable|не может быть заполнен"
                r"|cannot be filled|не применим|не подлежит заполнению|данных не имеется"), Mark.NOT_AVAILABLE),
)  # fmt: skip
_SIGN = r"(?:-{1,3}|…|\.{2,4}|[xх]|\*{1,3}|к|c|с|d|s|н/д|n/a|:|#)"
_KEY = expression(
    rf"(?:^|[\s(;,.:])[\"'(]?(?P<sign>{_SIGN})[\"')]?\s*(?P<tie>-|=|:|означает|-\s*означает|means|indicates|"
    rf"обозначает|-)?\s*"
    rf"(?P<meaning>[^\W\d][^;]*)"
)


def keys(notes: Iterable[str]) -> Mapping[str, Mark]:
    """What notes under a table say of its marks: «… – нет данных» gives {"…": NOT_AVAILABLE}."""
    found: dict[str, Mark] = {}
    for note in notes:
        for piece in re.split(r"[;\n]|(?<=[а-яa-z])\.\s", fold(note)):
            key = _KEY.search(piece)
            if not key or (key["sign"].isalpha() and not key["tie"]):
                continue
            for pattern, mark in _MEANINGS:
                if pattern.search(key["meaning"][:120]):
                    found.setdefault(_sign(key["sign"]), mark)
                    break
    return found


def _sign(sign: str) -> str:
    """One spelling of one sign."""
    if _DASH.fullmatch(sign):
        return "-"
    if _DOTS.fullmatch(sign):
        return "…"
    return {"х": "x", "с": "c", "k": "к"}.get(sign, sign)


def find(text: str, defined: Mapping[str, Mark] | None = None) -> Mark | None:
    """The mark that `text` is, by `defined` where the notes define it; None for any other text.

    Signs that are withheld figures only by a key (*, к, c) are no marks without one.
    """
    flat = fold(text)
    if not flat:
        return Mark.BLANK
    if len(flat) > 24:
        return None
    noted = _FOOTNOTE.fullmatch(flat)
    sign = _sign(noted["mark"] if noted else flat)
    if defined and sign in defined:
        return defined[sign]
    if sign == "-":
        return Mark.DASH
    if sign == "…" or flat in _ABSENT or sign in _ABSENT:
        return Mark.NOT_AVAILABLE
    return Mark.UNREADABLE if flat in _UNREADABLE else None


def is_dash(text: str) -> bool:
    """Whether `text` is a dash and nothing else."""
    return _DASH.fullmatch(fold(text)) is not None


def wants_a_key(text: str) -> bool:
    """Whether `text` alone would be a withheld figure if a note said so."""
    return _NEEDS_KEY.fullmatch(fold(text)) is not None
