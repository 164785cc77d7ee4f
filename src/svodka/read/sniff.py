"""A media type follows from the bytes alone: signatures first, then containers, then text."""

from __future__ import annotations

from svodka.read import media
from svodka.read.container import ole_type, zip_type
from svodka.read.textual import text_type

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", media.PNG),
    (0, b"\xff\xd8\xff", media.JPEG),
    (0, b"GIF87a", media.GIF),
    (0, b"GIF89a", media.GIF),
    (0, b"II*\x00", media.TIFF),
    (0, b"MM\x00*", media.TIFF),
    (0, b"II+\x00", media.TIFF),
    (0, b"MM\x00+", media.TIFF),
    (0, b"AT&TFORM", media.DJVU),
    (0, b"7z\xbc\xaf\x27\x1c", media.SEVEN_ZIP),
    (0, b"Rar!\x1a\x07", media.RAR),
    (0, b"\x1f\x8b\x08", media.GZIP),
    (0, b"BZh", media.BZIP2),
    (0, b"\xfd7zXZ\x00", media.XZ),
    (0, b"\x28\xb5\x2f\xfd", media.ZSTD),
    (257, b"ustar", media.TAR),
    (0, b"PAR1", media.PARQUET),
    (0, b"SQLite format 3\x00", media.SQLITE),
    (0, b"{\\rtf", media.RTF),
    (0, b"%!PS", media.POSTSCRIPT),
    (0, b"\x7fELF", media.PROGRAM),
    (0, b"ID3", media.MULTIMEDIA),
    (0, b"OggS", media.MULTIMEDIA),
    (0, b"\x1aE\xdf\xa3", media.MULTIMEDIA),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF_WITHOUT_OLE = (
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"\x09\x08\x08\x00\x00\x05\x05\x00",
    b"\x09\x04\x06\x00\x00\x04",
    b"\x09\x02\x06\x00\x00\x00",
    b"\x09\x00\x04\x00\x00\x00",
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
_JUNK_BEFORE_PDF = 1024
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def sniff(data: bytes) -> str:
    """The media type of a document by its content; `media.UNKNOWN` for bytes of no known kind."""
    if not data:
        return media.EMPTY
    if data.startswith(_ZIP):
        return zip_type(data)
    if data.startswith(_OLE):
        return ole_type(data)
    return _by_signature(data) or text_type(data)


def _by_signature(data: bytes) -> str:
    for offset, mark, media_type in _SIGNATURES:
        if data.startswith(mark, offset):
            return media_type
    if data.startswith(_BIFF_WITHOUT_OLE):
        return media.XLS
    if data.startswith(b"RIFF"):
        return media.WEBP if data[8:12] == b"WEBP" else media.MULTIMEDIA
    if data[4:8] == b"ftyp":
        return media.HEIC if data[8:12] in _HEIC_BRANDS else media.MULTIMEDIA
    if data.startswith(b"BM") and b"\x00" in data[:32]:
        return media.BMP
    if data.startswith(b"MZ") and b"\x00" in data[:64]:
        return media.PROGRAM
    # ISO 32000-1, annex H, note 13: readers take a header anywhere in the first 1024 bytes.
    if b"%PDF-" in data[:_JUNK_BEFORE_PDF]:
        return media.PDF
    return ""
