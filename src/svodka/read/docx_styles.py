"""What the styles of a Word document say beyond the looks: headings, hidden and bold text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Ids of the styles that say more than the looks."""

    headings: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    bold: frozenset[str] = frozenset()


def read_styles(root: etree._Element | None) -> Styles:
    """What the styles part says, inherited along `basedOn`."""
    if root is None:
        return Styles()
    styles = {style.get(f"{W}styleId", ""): style for style in root.iterchildren(f"{W}style")}
    lines = {name: _ancestry(name, styles) for name in styles}

    def chosen(says: Mapping[str, bool | None]) -> frozenset[str]:
        return frozenset(
            name
            for name, line in lines.items()
            if next((says[up] for up in line if says[up] is not None), False)
        )

    return Styles(
        headings=chosen({name: _is_heading(style) for name, style in styles.items()}),
        hidden=chosen({name: _run_says(style, "vanish") for name, style in styles.items()}),
        bold=chosen({name: _run_says(style, "b") for name, style in styles.items()}),
    )


def on(element: etree._Element | None) -> bool | None:
    """What a toggle says: `<w:b/>` on, `<w:b w:val="0"/>` off, absent None."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in _OFF


def _run_says(style: etree._Element, toggle: str) -> bool | None:
    properties = style.find(f"{W}rPr")
    return None if properties is None else on(properties.find(f"{W}{toggle}"))


def _is_heading(style: etree._Element) -> bool | None:
    name = style.find(f"{W}name")
    words = "" if name is None else name.get(f"{W}val", "").lower()
    if words.startswith("heading") or words == "title":
        return True
    level = style.find(f"{W}pPr/{W}outlineLvl")
    return None if level is None else level.get(f"{W}val", "9") != "9"


def _ancestry(name: str, styles: Mapping[str, etree._Element]) -> list[str]:
    line: list[str] = []
    while name in styles and name not in line:
        line.append(name)
        based = styles[name].find(f"{W}basedOn")
        name = "" if based is None else based.get(f"{W}val", "")
    return line
