"""What a zip or OLE container holds is told by its directory; a broken one by the names left in it."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile

from svodka.read import media

_MAIN_PARTS = (
    (b"spreadsheetml.sheet.main", media.XLSX),
    (b"spreadsheetml.template.main", media.XLSX),
    (b"ms-excel.sheet.macroEnabled.main", media.XLSM),
    (b"ms-excel.template.macroEnabled.main", media.XLSM),
    (b"ms-excel.sheet.binary.macroEnabled.main", media.XLSB),
    (b"wordprocessingml.document.main", media.DOCX),
    (b"wordprocessingml.template.main", media.DOCX),
    (b"ms-word.document.macroEnabledMain", media.DOCM),
    (b"ms-word.template.macroEnabledTemplate", media.DOCM),
    (b"presentationml", media.PPTX),
)
_MIMETYPES = {
    media.ODS: media.ODS,
    media.ODS + "-template": media.ODS,
    media.ODT: media.ODT,
    media.ODT + "-template": media.ODT,
    media.ODP: media.ODP,
    media.EPUB: media.EPUB,
}
_FOLDERS = (("xl/", media.XLSX), ("word/", media.DOCX), ("ppt/", media.PPTX))
_MANIFEST = "meta-inf/manifest.xml"
_WHOLE_PACKAGE = re.compile(rb'<[^<>]*full-path="/"[^<>]*>')
_DECLARED = "[content_types].xml"
_LONGEST_DECLARATION = 1 << 20
_LOCAL_HEADER = b"PK\x03\x04"
_MOST_HEADERS = 2000
_STREAMS = (
    ("EncryptedPackage", media.OLE_ENCRYPTED),
    ("WordDocument", media.DOC),
    ("Workbook", media.XLS),
    ("Book", media.XLS),
    ("WORKBOOK", media.XLS),
    ("BOOK", media.XLS),
    ("PowerPoint Document", media.PPT),
    ("__properties_version1.0", media.MSG),
)
_OLE_ENTRY = 128


def zip_type(data: bytes) -> str:
    """Type of a zip container: by the main part it declares, else by its folders, else an archive."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {name.lower(): name for name in archive.namelist()}
            if found := _declared(archive, names):
                return found
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        names = dict.fromkeys(_local_names(data), "")
    return _by_names(tuple(names))


def _declared(archive: ZipFile, names: dict[str, str]) -> str:
    if "mimetype" in names:
        kind = _opening(archive, names["mimetype"]).strip().decode("ascii", "replace")
        if kind in _MIMETYPES:
            return _MIMETYPES[kind]
    if _MANIFEST in names:
        whole = _WHOLE_PACKAGE.search(_opening(archive, names[_MANIFEST]))
        for kind in (media.ODS, media.ODP, media.ODT):
            if whole and f'"{kind}"'.encode() in whole[0]:
                return kind
    if _DECLARED in names:
        declaration = _opening(archive, names[_DECLARED])
        if b"\x00" in declaration[:4]:
            declaration = declaration.decode("utf-16", "replace").encode()
        for mark, media_type in _MAIN_PARTS:
            if mark in declaration:
                return media_type
    return ""


def _opening(archive: ZipFile, name: str) -> bytes:
    """The first bytes of a member; nothing where it cannot be inflated."""
    try:
        with archive.open(name) as member:
            return member.read(_LONGEST_DECLARATION)
    except (
        BadZipFile,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        zlib.error,
        LZMAError,
    ):
        return b""


def _by_names(names: tuple[str, ...]) -> str:
    if "xl/workbook.bin" in names:
        return media.XLSB
    for folder, media_type in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return media_type
    if "content.xml" in names and _MANIFEST in names:
        return media.ODT
    return media.ZIP


def _local_names(data: bytes) -> list[str]:
    """Names in the local headers of an archive whose directory is lost."""
    names: list[str] = []
    at = data.find(_LOCAL_HEADER)
    while at >= 0 and len(names) < _MOST_HEADERS:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace").lower())
        at = data.find(_LOCAL_HEADER, at + 30)
    return names


def ole_type(data: bytes) -> str:
    """Type of an OLE container by the streams at its root, or, if broken, by any stream name."""
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as container:
            present = {entry[0] for entry in container.listdir(streams=True) if len(entry) == 1}
    except (OSError, ValueError, IndexError, KeyError, TypeError, RecursionError, struct.error):
        present = set()
    for name, media_type in _STREAMS:
        if name in present:
            return media_type
    for name, media_type in _STREAMS:
        if _has_entry(data, name):
            return media_type
    return media.OLE


def _has_entry(data: bytes, name: str) -> bool:
    """Does a directory entry of this name stand anywhere? Entries lie on multiples of 128 bytes."""
    mark = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(mark)
    while at >= 0:
        if at % _OLE_ENTRY == 0:
            return True
        at = data.find(mark, at + 2)
    return False
