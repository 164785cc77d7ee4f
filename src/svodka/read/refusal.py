"""A format that is not read ends as a reason with a next step, never in silence."""

from __future__ import annotations

from svodka.model import Reason, UnreadableDocument
from svodka.read import media

_SAVE_AS = "open it in the program that made it and save it as {}"
_UNPACK = "unpack it and give the files in it"
_TABLE = _SAVE_AS.format("xlsx or csv")
_TEXT = _SAVE_AS.format("docx or pdf")

_REFUSALS: dict[str, tuple[Reason, str, str]] = {
    media.EMPTY: (Reason.EMPTY, "the file holds no bytes", "ask for the file again"),
    media.OLE_ENCRYPTED: (
        Reason.ENCRYPTED,
        "an office document in an encrypted package",
        "remove the password and give the file again",
    ),
    media.XLSB: (Reason.UNSUPPORTED, "a binary workbook (xlsb)", _TABLE),
    media.DOC: (Reason.LEGACY_WORD, "a Word 97–2003 document", _SAVE_AS.format("docx")),
    media.MSG: (Reason.MAIL, "a message saved by Outlook", "save text and attachments as files"),
    media.MAIL: (Reason.MAIL, "a mail message", "save text and attachments as files"),
    media.MBOX: (Reason.MAIL, "a mailbox", "save text and attachments as files"),
    media.RTF: (Reason.UNSUPPORTED, "a rich text document (rtf)", _SAVE_AS.format("docx")),
    media.ODT: (Reason.UNSUPPORTED, "an OpenDocument text", _SAVE_AS.format("docx")),
    media.ODP: (Reason.UNSUPPORTED, "a presentation", _SAVE_AS.format("pdf")),
    media.PPTX: (Reason.UNSUPPORTED, "a presentation", _SAVE_AS.format("pdf")),
    media.PPT: (Reason.UNSUPPORTED, "a presentation", _SAVE_AS.format("pdf")),
    media.EPUB: (Reason.UNSUPPORTED, "an electronic book", _SAVE_AS.format("html or pdf")),
    media.POSTSCRIPT: (Reason.UNSUPPORTED, "a PostScript document", _SAVE_AS.format("pdf")),
    media.DJVU: (Reason.PICTURE, "a scan in DjVu", "text recognition is not built yet"),
    media.XML: (Reason.UNSUPPORTED, "an XML document", _TEXT),
    media.JSON: (Reason.UNSUPPORTED, "JSON data", "turn it into csv"),
    media.PARQUET: (Reason.UNSUPPORTED, "a Parquet table", "turn it into csv"),
    media.SQLITE: (Reason.UNSUPPORTED, "an SQLite database", "export its tables as csv"),
    media.DBF: (Reason.UNSUPPORTED, "a dBase table", _TABLE),
    media.MULTIMEDIA: (Reason.UNSUPPORTED, "sound or film", "write down what it says"),
    media.PROGRAM: (Reason.UNSUPPORTED, "a program", "programs are not read"),
    media.OLE: (Reason.UNSUPPORTED, "a compound document of no known kind", _TEXT),
    media.UNKNOWN: (Reason.UNSUPPORTED, "bytes of no known format", _TEXT),
}
_PICTURES = (
    media.PNG,
    media.JPEG,
    media.GIF,
    media.TIFF,
    media.WEBP,
    media.BMP,
    media.HEIC,
)
_ARCHIVES = (
    media.ZIP,
    media.GZIP,
    media.BZIP2,
    media.XZ,
    media.ZSTD,
    media.SEVEN_ZIP,
    media.RAR,
    media.TAR,
)


def refusal(media_type: str) -> UnreadableDocument:
    """Why no reader takes documents of this type, and what a person can do."""
    if media_type in _PICTURES:
        return UnreadableDocument(
            Reason.PICTURE, f"a picture ({media_type})", hint="text recognition is not built yet"
        )
    if media_type in _ARCHIVES:
        return UnreadableDocument(Reason.ARCHIVE, f"an archive ({media_type})", hint=_UNPACK)
    reason, message, hint = _REFUSALS.get(
        media_type, (Reason.UNSUPPORTED, f"no reader for {media_type!r}", _TEXT)
    )
    return UnreadableDocument(reason, message, hint=hint)
