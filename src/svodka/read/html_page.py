"""The tags of a page drive one state: the paragraph and the table cell that are open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from svodka.model import Anchor, Passage, Span
from svodka.read.html_table import RAISED, HtmlTable, new_cell, tidied
from svodka.read.html_tokens import Tag, Words

_VOID = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body center dd details dialog div dl dt "
        "fieldset figcaption figure footer form head header hr html legend li main nav ol "
        "option p pre section select summary table title ul ",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title", "legend"))
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
_CELLS = frozenset(("td", "th"))
_OF_TABLE = _SECTIONS | _CELLS | {"tr", "table", "caption"}
_IN_CELL = _CELLS | {"table", "caption"}
_CLOSED_BY = {
    "td": _CELLS,
    "th": _CELLS,
    "tr": frozenset(("tr", "caption")),
    "thead": _SECTIONS | {"caption"},
    "tbody": _SECTIONS | {"caption"},
    "tfoot": _SECTIONS | {"caption"},
    "li": frozenset(("li",)),
    "option": frozenset(("option",)),
    "dd": frozenset(("dd", "dt")),
    "dt": frozenset(("dd", "dt")),
}
_NEVER_SHOWN = frozenset(("script", "style", "iframe", "noembed"))
_TEMPLATES = frozenset(("template", "datalist"))
_LOADED = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "frame": "src",
    "embed": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "input": "src",
    "object": "data",
    "link": "href",
    "body": "background",
    "table": "background",
    "td": "background",
}
_REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_PERHAPS_HIDDEN = re.compile("hidden|display|visibility", re.IGNORECASE)
_SPANS = re.compile("(?:row|col)span", re.IGNORECASE)
_SET_HIGH = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    hidden: bool
    raised: bool


_OUTSIDE = _Open("", hidden=False, raised=False)


@dataclass(slots=True)
class _Paragraph:
    """Text outside tables while it is being collected."""

    parts: list[str] = field(default_factory=list)
    start: int = -1
    stop: int = -1
    hidden: bool = False


class HtmlPage:
    """Collects passages and tables in `found`, each where it begins."""

    def __init__(self) -> None:
        self.found: list[Passage | HtmlTable] = []
        self.remote = 0
        self._open: list[_Open] = []
        self._tables: list[HtmlTable] = []
        self._counted = 0
        self._paragraph = _Paragraph()
        self._kind = "text"

    @property
    def ends_in_table(self) -> bool:
        """Is a table still open?"""
        return bool(self._tables)

    def take(self, token: Tag | Words, source: str) -> None:
        """The next token of the page."""
        if isinstance(token, Words):
            self._take_words(token, source)
        elif token.closing:
            self._take_end(token.name)
        else:
            self._take_start(token)

    def end_paragraph(self) -> None:
        """What follows is another paragraph."""
        paragraph = self._paragraph
        raw = tidied(paragraph.parts)
        if raw:
            self.found.append(
                Passage(
                    raw=raw,
                    anchor=Anchor(Span(paragraph.start, paragraph.stop)),
                    kind=self._kind,
                    hidden=paragraph.hidden,
                )
            )
        self._paragraph = _Paragraph()

    def _take_words(self, words: Words, source: str) -> None:
        if words.raw_of in _NEVER_SHOWN:
            return
        inside = self._open[-1] if self._open else _OUTSIDE
        text = _BLANKS.sub(" ", words.text)
        table = self._tables[-1] if self._tables else None
        if table and table.in_caption:
            table.caption.append(text)
        elif table and table.cell:
            table.cell.take(text, raised=inside.raised)
        elif text != " " or self._paragraph.parts:
            self._lengthen(text.translate(RAISED) if inside.raised else text, words, source)

    def _lengthen(self, text: str, words: Words, source: str) -> None:
        hidden = bool(self._open) and self._open[-1].hidden
        if text.strip(" ") and hidden != self._paragraph.hidden:
            self.end_paragraph()
            self._paragraph.hidden = hidden
        paragraph = self._paragraph
        paragraph.parts.append(text)
        written = source[words.start : words.stop]
        if written.strip():
            if paragraph.start < 0:
                paragraph.start = words.stop - len(written.lstrip())
            paragraph.stop = words.start + len(written.rstrip())

    def _take_start(self, tag: Tag) -> None:
        name = tag.name
        if "//" in tag.attributes and name in _LOADED:
            self.remote += bool(_REMOTE.match(tag.attribute(_LOADED[name])))
        if name == "br":
            self._break()
            return
        if name in _BLOCKS or name in _HEADINGS:
            self._part()
        if name in _VOID:
            return
        if name in _CLOSED_BY:
            self._close(_CLOSED_BY[name], frozenset(("table", "ul", "ol", "dl", "select")))
        elif name in _BLOCKS and self._open and self._open[-1].name == "p":
            self._open.pop()
        outer = self._open[-1] if self._open else _OUTSIDE
        hidden = outer.hidden or name in _TEMPLATES or _is_hidden(tag)
        raised = name == "sup" or outer.raised or bool(_SET_HIGH.search(tag.attributes))
        self._open.append(_Open(name, hidden, raised and name not in _BLOCKS))
        if name in _HEADINGS and not self._in_cell():
            self._kind = "heading"
        if name in _OF_TABLE:
            self._begin(tag, hidden=hidden)

    def _begin(self, tag: Tag, *, hidden: bool) -> None:
        """A table or a part of it begins."""
        if tag.name == "table":
            self.end_paragraph()
            self._begin_table(hidden=hidden)
            return
        if not self._tables:
            self.end_paragraph()
            return
        table = self._tables[-1]
        table.in_caption = tag.name == "caption"
        if tag.name == "tr":
            table.begin_row(hidden=hidden)
        elif tag.name in _SECTIONS:
            table.end_section()
        elif tag.name in _CELLS:
            rows, columns = ("", "")
            if _SPANS.search(tag.attributes):
                rows, columns = tag.attribute("rowspan"), tag.attribute("colspan")
            header = tag.name == "th"
            table.begin_cell(new_cell(rows, columns, hidden=hidden, header=header))

    def _begin_table(self, *, hidden: bool) -> None:
        if self._tables:
            outer = self._tables[-1]
            outer.nested += 1
            number = (*outer.number, outer.nested)
        else:
            self._counted += 1
            number = (self._counted,)
        table = HtmlTable(number, hidden=hidden)
        self._tables.append(table)
        self.found.append(table)

    def _take_end(self, name: str) -> None:
        if name in ("br", "p") and name not in {item.name for item in self._open}:
            self._break()
            return
        if name in _BLOCKS or name in _HEADINGS:
            self._part()
        if name in _HEADINGS:
            self._kind = "text"
        if name == "table":
            self._end_table()
        elif name in _OF_TABLE:
            self._close(frozenset((name,)), frozenset(("table",)))
            self._end_part(name)
        else:
            self._close(frozenset((name,)), _IN_CELL)

    def _end_table(self) -> None:
        self._close(frozenset(("table",)), frozenset())
        if self._tables:
            self.end_paragraph()
            self._tables.pop().end_section()

    def _end_part(self, name: str) -> None:
        if not self._tables:
            self.end_paragraph()
            return
        table = self._tables[-1]
        if name == "caption":
            table.in_caption = False
        elif name in _SECTIONS:
            table.end_section()
        elif name == "tr":
            table.end_row()
        else:
            table.cell = None

    def _close(self, names: frozenset[str], boundary: frozenset[str]) -> None:
        """Close the innermost open element of these names, unless a boundary stands between."""
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index].name
            if name in names:
                del self._open[index:]
                return
            if name in boundary:
                return

    def _in_cell(self) -> bool:
        return bool(self._tables) and self._tables[-1].cell is not None

    def _part(self) -> None:
        """A block begins or ends: another paragraph, or another line of the cell."""
        if not self._tables:
            self.end_paragraph()
            return
        table = self._tables[-1]
        if table.in_caption:
            table.caption.append("\n")
        elif table.cell:
            table.cell.take("\n")
        else:
            self.end_paragraph()

    def _break(self) -> None:
        """A line break; two together part paragraphs."""
        if self._tables and (self._tables[-1].cell or self._tables[-1].in_caption):
            self._part()
            return
        parts = self._paragraph.parts
        said = [part for part in parts if part != " "]
        if said and said[-1] == "\n":
            self.end_paragraph()
        elif said:
            parts.append("\n")


def _is_hidden(tag: Tag) -> bool:
    if not _PERHAPS_HIDDEN.search(tag.attributes):
        return False
    return bool(_UNSEEN.search(tag.attribute("style"))) or bool(tag.attribute("hidden"))
