"""Areas nest and live in time; a label has the code that the data give it, never the nearest one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from svodka.lexicon import areas_labels
from svodka.lexicon.areas_mentions import mentions
from svodka.lexicon.areas_tables import lines
from svodka.lexicon.patterns import expression
from svodka.model import Area, AreaKind

_SOME_OKRUG = expression(r"\b(?:авт|ао\b|а\.о|округ|autonom|okrug)")
__all__ = ["all_areas", "district", "find", "get", "members", "mentions", "names"]

# Region → the residual row, and for every part left out the word that names it.
_RESIDUALS = {
    "RU-ARK": ("X-RU-ARK-EXCL-NEN", ("нен[ец]|нао|nenets",)),
    "RU-TYU": ("X-RU-TYU-EXCL-KHM-YAN", ("хант|хмао|khant", "ямал|янао|yamal")),
    "RU": ("X-RU-EXCL-UA-40-UA-43", ("севаст|sevast", "крым|crim")),
}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _loaded() -> dict[str, tuple[Area, tuple[str, ...]]]:
    """Every area with all the names that print it."""
    areas: dict[str, tuple[Area, tuple[str, ...]]] = {}
    for code, kind, parent, start, end, claimed, name_ru, name_en, names in lines("areas.tsv"):
        area = Area(
            code=code,
            kind=AreaKind(kind),
            name_ru=name_ru,
            name_en=name_en,
            parent=parent,
            valid_from=_day(start),
            valid_to=_day(end),
            claimed=claimed,
        )
        areas[code] = (area, (name_ru, name_en, *(name for name in names.split("|") if name)))
    for code, kind, parent, name_ru, name_en, names in lines("areas_world.tsv"):
        if code:
            area = Area(
                code=code, kind=AreaKind(kind), name_ru=name_ru, name_en=name_en, parent=parent
            )
            areas[code] = (area, (name_ru, name_en, *(name for name in names.split("|") if name)))
    return areas


def all_areas() -> tuple[Area, ...]:
    """Every area known, in the order of the data: country, districts, regions, residuals, former."""
    return tuple(area for area, _ in _loaded().values())


def get(code: str) -> Area:
    """The area of a code.

    Raises:
        KeyError: no area has this code.
    """
    return _loaded()[code][0]


def names(code: str) -> tuple[str, ...]:
    """Every name that prints an area, the Russian and the English main names first.

    Raises:
        KeyError: no area has this code.
    """
    return _loaded()[code][1]


@cache
def _memberships() -> tuple[tuple[str, str, date, date | None], ...]:
    return tuple(
        (code, district, date.fromisoformat(start), _day(end))
        for code, district, start, end in lines("areas_districts.tsv")
    )


def district(code: str, on: date) -> str:
    """The federal district that a region belonged to on a day, or empty."""
    for region, federal, start, end in _memberships():
        if region == code and start <= on and (end is None or on <= end):
            return federal
    return ""


def members(federal: str, on: date) -> tuple[str, ...]:
    """The regions of a federal district on a day, okrugs within a region included."""
    return tuple(
        region
        for region, its, start, end in _memberships()
        if its == federal and start <= on and (end is None or on <= end)
    )


@cache
def lies_in(inner: str, outer: str) -> bool:
    """Whether one area is, or was, a part of another; of whom a table lists it as well."""
    loaded = _loaded()
    if inner == outer or inner not in loaded or outer not in loaded:
        return False
    area = loaded[inner][0]
    above = {area.parent, area.claimed}
    above |= {federal for region, federal, _, _ in _memberships() if region == inner}
    return any(one == outer or lies_in(one, outer) for one in above if one)


@cache
def _by_key() -> dict[tuple[str, ...], str]:
    """Label key → code; a key that two areas share has none, a printed name beats a derived one."""
    printed: dict[tuple[str, ...], str] = {}
    derived: dict[tuple[str, ...], str] = {}
    for code, (area, its_names) in _loaded().items():
        for name in its_names:
            words = areas_labels.key(areas_labels.bare(name))
            _enter(printed, words, code)
            for spelling in _spellings(words, former=area.valid_to is not None):
                _enter(derived, spelling, code)
            for head, main in (("республика", area.name_ru), ("republic", area.name_en)):
                if head in main.lower() and head not in words and code.startswith("RU-"):
                    _enter(derived, (*words, head), code)
                    _enter(derived, (head, *words), code)
    return derived | printed


@cache
def _by_latin() -> dict[tuple[str, ...], str]:
    """The key of a Russian name in Latin letters → code."""
    found: dict[tuple[str, ...], str] = {}
    for code in _loaded():
        for name in names(code):
            spelt = areas_labels.latin(areas_labels.bare(name))
            if " " in spelt:
                _enter(found, areas_labels.key(spelt), code)
    return found


def _enter(found: dict[tuple[str, ...], str], words: tuple[str, ...], code: str) -> None:
    found[words] = code if found.get(words, code) == code else ""


def _spellings(words: tuple[str, ...], *, former: bool) -> Iterator[tuple[str, ...]]:
    """Words of a name in the other orders and short forms in which labels print it."""
    for head in ("республика", "republic"):
        if words[0] == head and len(words) > 1:
            yield (*words[1:], head)
        if words[-1] == head and len(words) > 1:
            yield (head, *words[:-1])
    if "autonomous" in words:
        yield tuple(word for word in words if word != "autonomous")
    if words[-1] in {"область", "край"}:
        yield (words[-1], *words[:-1])
    if words[-1] in {"oblast", "krai"} and not former:
        for head in ("region", "territory", "oblast"):
            yield (*words[:-1], head)


@cache
def find(label: str) -> str:
    """The code of the area that a stub label names as a whole, or empty.

    Footnote marks, spacing, abbreviations, case and a unit printed behind the name make no
    difference. A row that leaves its okrugs out is an area of its own.
    """
    text = areas_labels.bare(label)
    if not _may_name(text):
        return _code(label)
    if residual := areas_labels.split_residual(text):
        return _residual(*residual)
    if base := areas_labels.split_inclusive(text):
        return _exact(base)
    short = areas_labels.without_unit(text)
    return _exact(text) or _exact(short) or _latin(short) or _code(label)


def _may_name(text: str) -> bool:
    """Whether a bare label holds any word that stands in the name of an area; most hold none."""
    exact, spelt = _words_of_names()
    if not exact.isdisjoint(areas_labels.tokens(text)):
        return True
    return not spelt.isdisjoint(areas_labels.tokens(areas_labels.latin(text)))


@cache
def _words_of_names() -> tuple[frozenset[str], frozenset[str]]:
    """The words of labels that `_exact` and `_latin` know, as labels print them."""
    exact, spelt = (
        areas_labels.as_printed({word for name in found for word in name})
        for found in (_by_key(), _by_latin())
    )
    return exact, spelt


def _exact(text: str) -> str:
    return _by_key().get(areas_labels.key(areas_labels.bare(text)), "") if text else ""


def _latin(text: str) -> str:
    return _by_latin().get(areas_labels.key(areas_labels.latin(text)), "") if text else ""


def _code(label: str) -> str:
    code = label.strip()
    return code if "-" in code and code in _loaded() else ""


def _residual(base: str, left_out: str) -> str:
    code, parts = _RESIDUALS.get(_exact(base), ("", ()))
    named = [re.search(rf"\b(?:{part})", left_out) is not None for part in parts]
    if all(named):
        return code
    if any(named) or _exact(base) == "RU":
        return ""
    return code if _SOME_OKRUG.search(left_out) else ""
