"""The words of a paragraph, told apart by what they are: printed, hidden, inserted, deleted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from svodka.read.docx_styles import Styles, W, on

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_DELETES = (f"{W}del", f"{W}moveFrom")
_INSERTS = (f"{W}ins", f"{W}moveTo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of one look and one fate."""

    text: str = ""
    deleted: bool = False
    inserted: bool = False
    hidden: bool = False
    bold: bool = False
    raised: bool = False


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds beside its words: comments it bears, text boxes, field codes."""

    stretches: list[Stretch] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    heading: bool = False
    indent: int = 0

    @property
    def text(self) -> str:
        """The words as printed when all changes are accepted."""
        return "".join(s.text for s in self.stretches if not (s.deleted or s.hidden))

    @property
    def inserted(self) -> bool:
        """Is every printed word an insertion?"""
        printed = [s for s in self.stretches if s.text.strip() and not (s.deleted or s.hidden)]
        return bool(printed) and all(s.inserted for s in printed)

    @property
    def bold(self) -> bool:
        printed = [s for s in self.stretches if s.text.strip() and not (s.deleted or s.hidden)]
        return bool(printed) and all(s.bold for s in printed)

    @property
    def raised(self) -> list[tuple[int, int]]:
        """Superscript stretches of the printed words, as half-open offsets; neighbours joined."""
        return self._spans([s.raised and bool(s.text.strip()) for s in self.stretches])

    @property
    def insertions(self) -> list[tuple[int, int]]:
        """Inserted stretches of the printed words, as half-open offsets; neighbours joined."""
        return self._spans([s.inserted for s in self.stretches])

    def _spans(self, chosen: list[bool]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        position = 0
        for stretch, is_chosen in zip(self.stretches, chosen, strict=True):
            if stretch.deleted or stretch.hidden:
                continue
            stop = position + len(stretch.text)
            if is_chosen and spans and spans[-1][1] == position:
                spans[-1] = (spans[-1][0], stop)
            elif is_chosen:
                spans.append((position, stop))
            position = stop
        return spans

    def lost(self) -> list[Stretch]:
        """Deleted and hidden words, neighbours of one fate joined."""
        found: list[Stretch] = []
        before: Stretch | None = None
        for stretch in self.stretches:
            fate = stretch.deleted or stretch.hidden
            if fate and before is not None and before.deleted == stretch.deleted:
                found[-1] = replace(found[-1], text=found[-1].text + stretch.text)
            elif fate:
                found.append(stretch)
            before = stretch if fate else None
        return [stretch for stretch in found if stretch.text.strip()]


class Scribe:
    """Reads paragraphs one after another: a field may begin in one and end in another."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[str] = []

    def paragraph(self, element: etree._Element) -> Paragraph:
        """The words and what hangs on them; a text box within is left to the caller."""
        found = Paragraph()
        look = Stretch()
        properties = element.find(f"{W}pPr")
        if properties is not None:
            style = _value(properties, "pStyle")
            look = Stretch(hidden=style in self._styles.hidden, bold=style in self._styles.bold)
            level = _value(properties, "outlineLvl")
            found.heading = style in self._styles.headings or level not in ("", "9")
            found.indent = _indent(properties)
        self._walk(element, look, found)
        return found

    def _walk(self, element: etree._Element, look: Stretch, found: Paragraph) -> None:
        for child in element.iterchildren(tag=etree.Element):
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, self._look(child, look), found)
            elif tag in _DELETES:
                self._walk(child, replace(look, deleted=True), found)
            elif tag in _INSERTS:
                self._walk(child, replace(look, inserted=True), found)
            elif tag == f"{W}fldSimple":
                found.codes.append(child.get(f"{W}instr", "").strip())
                self._walk(child, look, found)
            elif tag == f"{W}commentRangeStart":
                found.comments.append(child.get(f"{W}id", ""))
            elif tag == f"{MATHS}t":
                self._say(child.text or "", look, found)
            elif tag != f"{W}pPr":
                self._walk(child, look, found)

    def _run(self, run: etree._Element, look: Stretch, found: Paragraph) -> None:
        for child in run.iterchildren(tag=etree.Element):
            tag = child.tag
            if tag in (f"{W}t", f"{W}delText", f"{MATHS}t"):
                self._say(child.text or "", look, found)
            elif tag in _SIGNS:
                self._say(_SIGNS[tag], look, found)
            elif tag == f"{W}sym":
                self._say(_symbol(child), look, found)
            elif tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""), found)
            elif tag in (f"{W}instrText", f"{W}delInstrText"):
                if self._fields and found.codes:
                    found.codes[-1] = (found.codes[-1] + (child.text or "")).strip()
            elif tag == f"{W}commentReference":
                found.comments.append(child.get(f"{W}id", ""))
            elif tag != f"{W}rPr":
                found.boxes.extend(_boxes(child))

    def _field(self, step: str, found: Paragraph) -> None:
        if step == "begin":
            self._fields.append("code")
            found.codes.append("")
        elif step == "separate" and self._fields:
            self._fields[-1] = "result"
        elif step == "end" and self._fields:
            self._fields.pop()

    def _say(self, text: str, look: Stretch, found: Paragraph) -> None:
        if text and "code" not in self._fields:
            found.stretches.append(replace(look, text=text))

    def _look(self, run: etree._Element, look: Stretch) -> Stretch:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return look
        style = _value(properties, "rStyle")
        hidden = on(properties.find(f"{W}vanish"))
        bold = on(properties.find(f"{W}b"))
        return replace(
            look,
            hidden=(look.hidden or style in self._styles.hidden) if hidden is None else hidden,
            bold=(look.bold or style in self._styles.bold) if bold is None else bold,
            raised=_value(properties, "vertAlign") == "superscript",
        )


def _value(properties: etree._Element, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _indent(properties: etree._Element) -> int:
    """Where the first line begins, in twips."""
    indent = properties.find(f"{W}ind")
    if indent is None:
        return 0
    left = indent.get(f"{W}left") or indent.get(f"{W}start") or "0"
    first = indent.get(f"{W}firstLine") or "0"
    hanging = indent.get(f"{W}hanging") or "0"
    try:
        return int(left) + int(first) - int(hanging)
    except ValueError:
        return 0


def _symbol(element: etree._Element) -> str:
    try:
        return chr(int(element.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Text boxes below, outermost only; of two versions of one drawing the first counts."""
    if element.tag == f"{W}txbxContent":
        return [element]
    found: list[etree._Element] = []
    for child in element.iterchildren(tag=etree.Element):
        if child.tag == f"{CHOICES}Fallback" and found:
            continue
        found.extend(_boxes(child))
    return found
