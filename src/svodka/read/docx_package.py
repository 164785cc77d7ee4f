"""The parts of a docx package as the file names them; nothing outside the package is ever opened."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from svodka.model import Reason, UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAX_PART = 256 * 1024 * 1024
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of its type, and where it lies."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Styles:
    """Ids of the styles that say more than the looks: headings, hidden and bold text."""

    headings: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    bold: frozenset[str] = frozenset()


class Package:
    """The parts of one docx, parsed on demand.

    Raises:
        UnreadableDocument: no zip archive, a part too large, protected, or no XML.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _damaged(str(error)) from error
        self._names = frozenset(self._zip.namelist())
        main = next(
            (found.target for found in self.relations("") if found.kind == "officeDocument"),
            "word/document.xml",
        )
        if main not in self._names:
            raise _damaged(f"the package lacks {main!r}")
        self.main = main

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None if the package lacks it."""
        if name not in self._names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)
        try:
            return etree.fromstring(self._bytes(name), parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(f"{name}: {error}") from error

    def holds(self, name: str) -> bool:
        return name in self._names

    def relations(self, part: str) -> list[Relation]:
        """What `part` refers to, in the order of the file; `""` is the package itself."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for element in () if root is None else root.iterchildren("{*}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found.append(Relation(element.get("Id", ""), kind, target, external))
        return found

    def part(self, kind: str) -> str:
        """The name of the part that the main part refers to as `kind`; "" if there is none."""
        return next(
            (r.target for r in self.relations(self.main) if r.kind == kind and not r.external), ""
        )

    def styles(self) -> Styles:
        """What the styles say, inherited along `basedOn`."""
        root = self.xml(self.part("styles"))
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
            hidden=chosen({name: run_says(style, "vanish") for name, style in styles.items()}),
            bold=chosen({name: run_says(style, "b") for name, style in styles.items()}),
        )

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(MAX_PART + 1)
        except NotImplementedError as error:
            raise _damaged(f"{name}: {error}") from error
        except RuntimeError as error:
            raise UnreadableDocument(
                Reason.ENCRYPTED, str(error), hint="remove the password and take the file again"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            raise _damaged(f"{name}: {error}") from error
        if len(data) > MAX_PART:
            raise UnreadableDocument(
                Reason.TOO_LARGE, f"{name} holds more than {MAX_PART} bytes of XML"
            )
        if _STRICT in data[:4096]:
            for strict, usual in _STRICT_NAMES:
                data = data.replace(strict, usual)
        return data


def on(element: etree._Element | None) -> bool | None:
    """What a toggle says: `<w:b/>` on, `<w:b w:val="0"/>` off, absent None."""
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in _OFF


def run_says(element: etree._Element, toggle: str) -> bool | None:
    """What the run properties of a style, run or paragraph mark say of one toggle."""
    properties = element.find(f"{W}rPr")
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


def _damaged(message: str) -> UnreadableDocument:
    return UnreadableDocument(
        Reason.DAMAGED, message, hint="open it in the program that wrote it and save it again"
    )
