"""The parts of an office package as the file names them; nothing outside the package is ever opened."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from svodka.model import Reason, UnreadableDocument

MAX_PART = 512 * 1024 * 1024
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMES = tuple(
    (
        b"http://purl.oclc.org/ooxml/" + name,
        b"http://schemas.openxmlformats.org/" + usual,
    )
    for name, usual in (
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    )
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another: the last word of its type, and where it lies."""

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of one docx, xlsx or ods, read on demand; names match whatever their case.

    Raises:
        UnreadableDocument: no zip archive, a part too large, protected, or no XML.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE) and _ENCRYPTED in data:
            raise UnreadableDocument(
                Reason.ENCRYPTED,
                "an office document in an encrypted package",
                hint="remove the password and give the file again",
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            reason = Reason.TRUNCATED if _is_cut(data) else Reason.DAMAGED
            raise UnreadableDocument(
                reason, str(error).lower(), hint="ask for the file again"
            ) from error
        self.names = tuple(name.replace("\\", "/") for name in self._zip.namelist())
        self._stored = {
            name.lower(): stored
            for name, stored in zip(self.names, self._zip.namelist(), strict=True)
        }

    def main(self, usual: str) -> str:
        """The name of the part that the package itself names first.

        Raises:
            UnreadableDocument: the package lacks it.
        """
        named = (found.target for found in self.relations("") if found.kind == "officeDocument")
        main = next(named, usual)
        for name in (main, usual):
            if self.holds(name):
                return name
        raise damaged(f"the package lacks {main!r}")

    def holds(self, name: str) -> bool:
        return name.lower() in self._stored

    def stored(self, name: str) -> str:
        """How the archive itself spells the name of a part."""
        return self._stored.get(name.lower(), name)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None if the package lacks it."""
        data = self.bytes(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_pis=True, remove_comments=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise damaged(f"{name}: {error}") from error

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

    def bytes(self, name: str) -> bytes | None:
        """The bytes of a part, strict names made usual; None if the package lacks it."""
        stored = self._stored.get(name.lower())
        if stored is None:
            return None
        try:
            with self._zip.open(stored) as part:
                data = part.read(MAX_PART + 1)
        except NotImplementedError as error:
            raise damaged(f"{name}: {error}") from error
        except RuntimeError as error:
            raise UnreadableDocument(
                Reason.ENCRYPTED, str(error), hint="remove the password and give the file again"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
            raise damaged(f"{name}: {error}") from error
        if len(data) > MAX_PART:
            raise UnreadableDocument(
                Reason.TOO_LARGE, f"{name} holds more than {MAX_PART} bytes of XML"
            )
        if _STRICT in data[:4096]:
            for strict, usual in _STRICT_NAMES:
                data = data.replace(strict, usual)
        return data


def damaged(message: str) -> UnreadableDocument:
    """The failure of a file that some program may still be able to mend."""
    return UnreadableDocument(
        Reason.DAMAGED, message, hint="open it in the program that wrote it and save it again"
    )


def _is_cut(data: bytes) -> bool:
    """Does it begin like an archive and lack the end of one?"""
    return data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data
