"""Before a parser sees a container, what it really holds is counted; no size written in it is believed."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from svodka.model import Reason, UnreadableDocument
from svodka.read import media

_PACKAGES = frozenset(
    (
        media.XLSX,
        media.XLSM,
        media.XLSB,
        media.DOCX,
        media.DOCM,
        media.PPTX,
        media.ODS,
        media.ODT,
        media.ODP,
        media.EPUB,
    )
)
_MOST_BYTES = 1 << 29
_MOST_MEMBERS = 20_000
_MOST_INFLATED = 1 << 29
_RATIO = 150
_NO_BOMB = 1 << 26
_CHUNK = 1 << 20
_MARKUP = (".xml", ".rels", ".vml", ".bin", ".rdf")
_ENCRYPTED = 1
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENTITY = re.compile(rb"<!ENTITY\s|<\0!\0E\0N\0T\0I\0T\0Y\0|\0<\0!\0E\0N\0T\0I\0T\0Y")
_BOMB_HINT = "it may be made to do harm; ask for the figures in another format"
_PASSWORD_HINT = "remove the password and give the file again"
_AGAIN_HINT = "ask for the file again, or repair it with the program that made it"
_FIB_ENCRYPTED = 0x0100


def guard(data: bytes, media_type: str) -> None:
    """Let pass what a parser can take.

    Raises:
        UnreadableDocument: too large, an expansion bomb, protected by a password, cut off, or
            with parts that declare entities (which office formats forbid: ECMA-376 part 2,
            8.1.4; OpenDocument 1.3 part 2, 3.2).
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableDocument(
            Reason.TOO_LARGE,
            f"{len(data)} bytes, at most {_MOST_BYTES} are read",
            hint="split the document",
        )
    if media_type in _PACKAGES:
        _guard_package(data)
    elif media_type == media.ZIP:
        _guard_archive(data)
    elif media_type == media.DOC and _doc_is_encrypted(data):
        raise protected()


def protected() -> UnreadableDocument:
    """The document cannot be opened without its password."""
    return UnreadableDocument(Reason.ENCRYPTED, "the document is encrypted", hint=_PASSWORD_HINT)


def _guard_archive(data: bytes) -> None:
    """An archive is not unpacked; but whether it could be is told."""
    members = _members(data)
    if not members:
        raise UnreadableDocument(
            Reason.EMPTY, "an archive without files", hint="ask for the file again"
        )
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise protected()


def _guard_package(data: bytes) -> None:
    members = _members(data)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise protected()
    if len(members) > _MOST_MEMBERS:
        raise _bomb(f"{len(members)} parts")
    stored = sum(member.compress_size for member in members)
    if stored > len(data) + _NO_BOMB:
        raise _bomb("parts that lie over each other")
    inflated = 0
    for member in members:
        if not member.filename.lower().endswith(_MARKUP):
            continue
        own = 0
        for number, chunk in enumerate(_inflated(data, member)):
            own += len(chunk)
            if not number and _ENTITY.search(chunk):
                raise UnreadableDocument(
                    Reason.DAMAGED, f"{member.filename!r} declares entities", hint=_BOMB_HINT
                )
            if own > _NO_BOMB and own > _RATIO * max(1, member.compress_size):
                raise _bomb(f"{member.filename!r} inflates more than {_RATIO} times")
            if inflated + own > _MOST_INFLATED:
                raise _bomb(f"more than {_MOST_INFLATED >> 20} MB when inflated")
        inflated += own


def _members(data: bytes) -> list[ZipInfo]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        # Without the directory at its end an archive was cut off: that comes last.
        cut = b"PK\x05\x06" not in data[-66_000:]
        reason = Reason.TRUNCATED if cut else Reason.DAMAGED
        raise UnreadableDocument(
            reason, "the directory of the archive is lost", hint=_AGAIN_HINT
        ) from error


def _inflated(data: bytes, member: ZipInfo) -> Iterator[bytes]:
    """What the member really inflates to, chunk by chunk, up to its first damage."""
    header = data[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size:
        return
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = member.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    body = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == ZIP_STORED:
        yield bytes(body[:_CHUNK])
        yield from (bytes(body[at : at + _CHUNK]) for at in range(_CHUNK, len(body), _CHUNK))
    elif member.compress_type == ZIP_DEFLATED:
        yield from _deflated(body)


def _deflated(body: memoryview) -> Iterator[bytes]:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = body
    while not machine.eof:
        try:
            chunk = machine.decompress(rest, _CHUNK)
        except zlib.error:
            return
        if not chunk:
            return
        yield chunk
        rest = machine.unconsumed_tail


def _bomb(what: str) -> UnreadableDocument:
    return UnreadableDocument(Reason.TOO_LARGE, what, hint=_BOMB_HINT)


def _doc_is_encrypted(data: bytes) -> bool:
    """Bit fEncrypted of the file information block ([MS-DOC] 2.5.2)."""
    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as container, container.openstream("WordDocument") as stream:
            opening = stream.read(12)
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error):
        return False
    return len(opening) == 12 and bool(int.from_bytes(opening[10:12], "little") & _FIB_ENCRYPTED)
