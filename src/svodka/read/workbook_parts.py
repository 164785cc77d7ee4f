"""What the parts of an xlsx package say around the cells: sheets, styles, comments, what else it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from lxml import etree

from svodka.model import Anchor, Remark, SheetCell
from svodka.read.office_package import RELATION_ID, Package
from svodka.read.sheet_formats import BUILT_IN, GENERAL
from svodka.read.sheet_grid import Look
from svodka.read.sheet_maps import Place
from svodka.read.sheet_scan import place
from svodka.read.workbook_numbers import plain_styles

Raised = Mapping[Place, tuple[tuple[int, int], ...]]
_TRUE = ("1", "true", "on")
_STRING = re.compile(
    rb'<c\b(?=[^>]*\bt="s")[^>]*\br="([A-Z]+\d+)"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(\d+)</v>'
)
_PAGE_WORDS = re.compile(rb"<((?:odd|even|first)(?:Header|Footer))>([^<]*)<")
_PAGE_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
_THREAD = "[Threaded comment]"


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet as the workbook lists it: its part, "worksheet" or another kind, and its state."""

    name: str
    part: str
    kind: str
    state: str


class Parts:
    """The parts of one xlsx package around its cells."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.main = package.main("xl/workbook.xml")
        self._related = package.relations(self.main)
        styles = self._related_xml("styles")
        self.looks = tuple(_looks(styles))
        self.plain = plain_styles(styles)
        self._raised_strings = dict(self._superscripts())

    def sheets(self) -> list[Part]:
        """The sheets in the order of the workbook."""
        root = self._package.xml(self.main)
        targets = {found.id: found for found in self._related}
        sheets = []
        for sheet in () if root is None else root.iterfind("{*}sheets/{*}sheet"):
            found = targets.get(sheet.get(RELATION_ID, ""))
            sheets.append(
                Part(
                    sheet.get("name", ""),
                    "" if found is None else found.target,
                    "" if found is None else found.kind,
                    sheet.get("state", "visible"),
                )
            )
        return sheets

    def comments(self, part: str) -> dict[Place, str]:
        """Comments of a sheet by place, without their authors; a thread as its lines."""
        said: dict[Place, str] = {}
        threads: dict[Place, list[str]] = {}
        for found in self._package.relations(part):
            if found.kind == "comments":
                said.update(_notes(self._package.xml(found.target)))
            elif found.kind == "threadedComment":
                for where, words in _threads(self._package.xml(found.target)):
                    threads.setdefault(where, []).append(words)
        for where, lines in threads.items():
            if where not in said or said[where].startswith(_THREAD):
                said[where] = "\n".join(lines)
        return said

    def boxes(self, part: Part) -> Iterator[Remark]:
        """Words of text boxes and shapes that lie on a sheet, at the cell where each begins."""
        for found in self._package.relations(part.part):
            root = self._package.xml(found.target) if found.kind == "drawing" else None
            for shape in () if root is None else root.iterchildren(tag=etree.Element):
                lines = (
                    "".join(run.text or "" for run in line.iter("{*}t"))
                    for line in shape.iterfind(".//{*}txBody/{*}p")
                )
                words = "\n".join(lines).strip()
                if words:
                    yield Remark(f"text box: {words!r}", _begins(part, shape))

    def raised(self, xml: bytes) -> Raised:
        """Superscript stretches of the texts of a sheet, by place."""
        if not self._raised_strings:
            return {}
        found = {}
        for match in _STRING.finditer(xml):
            stretches = self._raised_strings.get(int(match[2]))
            where = place(match[1].decode())
            if stretches and where:
                found[where] = stretches
        return found

    def remarks(self) -> Iterator[Remark]:
        """What the package holds that is not read as a sheet."""
        names = [name.lower() for name in self._package.names]
        if any(name.endswith("vbaproject.bin") for name in names):
            yield Remark("holds macros: not run")
        for folder, words in (
            ("externallinks/externallink", "outside workbooks: not opened, stored results kept"),
            ("embeddings/", "embedded objects: not read"),
            ("media/", "pictures: not read"),
            ("charts/chart", "charts: their sources are read, they are not"),
            ("pivottables/pivottable", "pivot tables: what they show is read, their cache is not"),
            ("querytables/", "queries of outside data: not run"),
        ):
            number = sum(f"/{folder}" in f"/{name}" and "_rels" not in name for name in names)
            if number:
                yield Remark(f"holds {number} {words}")

    def _related_xml(self, kind: str) -> etree._Element | None:
        named = (r.target for r in self._related if r.kind == kind and not r.external)
        return self._package.xml(next(named, ""))

    def _superscripts(self) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
        """Which shared strings hold superscript stretches, and where."""
        named = (r.target for r in self._related if r.kind == "sharedStrings")
        data = self._package.bytes(next(named, ""))
        if data is None or b"superscript" not in data:
            return
        root = self._related_xml("sharedStrings")
        for index, item in enumerate(() if root is None else root.iterchildren("{*}si")):
            stretches = tuple(_stretches(item))
            if stretches:
                yield index, stretches


def page_words(part: Part, xml: bytes) -> Iterator[Remark]:
    """What is printed above and below every page of a sheet, codes for looks removed."""
    for match in _PAGE_WORDS.finditer(xml, max(xml.rfind(b"</sheetData>"), 0)):
        words = _PAGE_CODE.sub(" ", unescape(match[2].decode("utf-8", "replace"))).strip()
        if words:
            place = "header" if match[1].endswith(b"Header") else "footer"
            yield Remark(f"page {place}: {words!r}", Anchor(SheetCell(part.name, 1, 1)))


def _begins(part: Part, shape: etree._Element) -> Anchor:
    row = shape.findtext("{*}from/{*}row", "0")
    column = shape.findtext("{*}from/{*}col", "0")
    inside = row.isdecimal() and column.isdecimal()
    return Anchor(
        SheetCell(part.name, int(row) + 1 if inside else 1, int(column) + 1 if inside else 1)
    )


def _stretches(item: etree._Element) -> Iterator[tuple[int, int]]:
    position = 0
    for run in item.iterchildren("{*}r"):
        text = run.findtext("{*}t") or ""
        stop = position + len(text)
        mark = run.find("{*}rPr/{*}vertAlign")
        if mark is not None and mark.get("val") == "superscript" and text.strip():
            yield position, stop
        position = stop


def _looks(root: etree._Element | None) -> Iterator[Look]:
    """One look for each cell format (`cellXfs`), in order."""
    if root is None:
        return
    codes = dict(BUILT_IN)
    for found in root.iterfind("{*}numFmts/{*}numFmt"):
        number = found.get("numFmtId", "")
        if number.isdecimal():
            codes[int(number)] = unescape(found.get("formatCode", GENERAL))
    bold = [_is_bold(font) for font in root.iterfind("{*}fonts/{*}font")]
    for form in root.iterfind("{*}cellXfs/{*}xf"):
        alignment = form.find("{*}alignment")
        indent = "0" if alignment is None else alignment.get("indent", "0")
        font = form.get("fontId", "0")
        number = form.get("numFmtId", "0")
        yield Look(
            format=codes.get(int(number), GENERAL) if number.isdecimal() else GENERAL,
            indent=int(indent) if indent.isdecimal() else 0,
            bold=font.isdecimal() and int(font) < len(bold) and bold[int(font)],
        )


def _is_bold(font: etree._Element) -> bool:
    found = font.find("{*}b")
    return found is not None and found.get("val", "1") in _TRUE


def _notes(root: etree._Element | None) -> Iterator[tuple[Place, str]]:
    for note in () if root is None else root.iter("{*}comment"):
        where = place(note.get("ref", ""))
        text = note.find("{*}text")
        if where is not None and text is not None:
            direct = text.iterfind("{*}t")
            runs = text.iterfind("{*}r/{*}t")
            yield where, "".join(words.text or "" for words in (*direct, *runs))


def _threads(root: etree._Element | None) -> Iterator[tuple[Place, str]]:
    for note in () if root is None else root.iter("{*}threadedComment"):
        where = place(note.get("ref", ""))
        text = note.find("{*}text")
        if where is not None and text is not None:
            yield where, text.text or ""
