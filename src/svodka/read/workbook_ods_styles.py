"""What the styles of an ods workbook say of cells: number format as a code, indent, bold, superscript."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from svodka.read.sheet_formats import GENERAL
from svodka.read.sheet_grid import Look

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
# One step of indent in the program that writes most ods files is 10 points.
_CENTIMETRES_PER_LEVEL = 0.353
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_DATE_PARTS = {
    "year": ("yy", "yyyy"),
    "month": ("m", "mm"),
    "day": ("d", "dd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
}


@dataclass(slots=True)
class OdsStyles:
    """Styles by name; the cell styles are numbered, 0 is the look of a cell without one."""

    looks: list[Look] = field(default_factory=lambda: [Look()])
    numbers: dict[str, int] = field(default_factory=dict)
    hidden_tables: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)


def read_ods_styles(roots: Iterator[etree._Element]) -> OdsStyles:
    """The styles below `roots`: those of styles.xml first, then the automatic ones."""
    named: dict[str, etree._Element] = {}
    codes: dict[str, str] = {}
    found = OdsStyles()
    for root in roots:
        for element in root.iter(f"{STYLE}style"):
            named[element.get(f"{STYLE}name", "")] = element
        for element in root.iter(tag=etree.Element):
            if str(element.tag).startswith(_NUMBER) and element.get(f"{STYLE}name"):
                codes[element.get(f"{STYLE}name", "")] = _code(element)
    for name, element in named.items():
        family = element.get(f"{STYLE}family")
        if family == "table-cell":
            found.numbers[name] = len(found.looks)
            found.looks.append(_look(name, named, codes))
        elif family == "table" and _property(element, "table", f"{TABLE}display") == "false":
            found.hidden_tables.add(name)
        elif family == "text":
            position = _property(element, "text", f"{STYLE}text-position") or ""
            lifted = position.partition(" ")[0]
            if lifted == "super" or (lifted.endswith("%") and lifted[0] not in "-0"):
                found.raised.add(name)
    return found


def _look(name: str, named: Mapping[str, etree._Element], codes: Mapping[str, str]) -> Look:
    line = list(_ancestry(name, named))
    data = next((d for e in line if (d := e.get(f"{STYLE}data-style-name"))), "")
    weight = next((w for e in line if (w := _property(e, "text", f"{_FO}font-weight"))), "")
    margin = next((m for e in line if (m := _property(e, "paragraph", f"{_FO}margin-left"))), "")
    return Look(
        format=codes.get(data, GENERAL), indent=_level(margin), bold=weight in ("bold", "700")
    )


def _ancestry(name: str, named: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    seen: set[str] = set()
    while name in named and name not in seen:
        seen.add(name)
        yield named[name]
        name = named[name].get(f"{STYLE}parent-style-name", "")


def _property(style: etree._Element, kind: str, name: str) -> str | None:
    found = style.find(f"{STYLE}{kind}-properties")
    return None if found is None else found.get(name)


def _level(margin: str) -> int:
    found = _LENGTH.fullmatch(margin)
    if found is None:
        return 0
    return round(float(found[1]) * _CENTIMETRES[found[2]] / _CENTIMETRES_PER_LEVEL)


def _code(style: etree._Element) -> str:
    """A data style as the format code that a spreadsheet of the other family would hold."""
    return "".join(_code_part(part) for part in style.iterchildren(tag=etree.Element)) or GENERAL


def _code_part(part: etree._Element) -> str:
    tag = etree.QName(part).localname
    if tag == "number":
        return _digits(part)
    if tag in _DATE_PARTS:
        if tag == "month" and part.get(f"{_NUMBER}textual") == "true":
            return "mmmm" if part.get(f"{_NUMBER}style") == "long" else "mmm"
        return _DATE_PARTS[tag][part.get(f"{_NUMBER}style") == "long"]
    if tag == "text-content":
        return "@"
    if tag in ("text", "currency-symbol"):
        words = part.text or ""
        return words if words in ("%", ".", "/", "-", " ", ":", "") else f'"{words}"'
    return ""


def _digits(part: etree._Element) -> str:
    whole = part.get(f"{_NUMBER}min-integer-digits", "1")
    decimals = part.get(f"{_NUMBER}decimal-places", "")
    if not decimals.isdecimal():
        return GENERAL
    head = "0" * min(int(whole), 20) if whole.isdecimal() else "0"
    if part.get(f"{_NUMBER}grouping") == "true":
        head = f"#,##{head}"
    return head + ("." + "0" * min(int(decimals), 20) if int(decimals) else "")
