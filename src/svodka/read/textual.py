"""Bytes without a signature are text if they decode to print; which text, its first lines say."""

from __future__ import annotations

import re

from svodka.lexicon.patterns import expression
from svodka.read import media
from svodka.read.charset import decode_text
from svodka.read.delimiter import find_delimiter, is_column

_HEAD = 1 << 16
_MOST_CONTROL = 0.02
_HTML = expression(
    r"<!doctype\s+html|<html[\s>]|<(head|body|table|div|p|span|meta|title|h1|br|ul|tr)\b[^<>]*>",
    re.IGNORECASE,
)
_HTML_ROOT = expression(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
# What was matched is never given back: thousands of comments would be parted in endless ways.
_HTML_START = expression(
    r"\s*+(?:<!--(?>.*?-->)\s*+)*+<(!doctype\s+html|html|head|body|table|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = expression(r"\s*<(\?xml|!doctype|[A-Za-z_][\w.:-]*[\s/>])", re.IGNORECASE)
_HEADER_LINE = expression(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?.*|[ \t]+\S.*")
_MAIL_FIELDS = frozenset(
    {"from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version"}
)
_FEWEST_MAIL_FIELDS = 3
_MARKDOWN = (
    expression(r"^#{1,6} \S", re.MULTILINE),
    expression(r"^\|?[ \t]*:?-{3,}:?[ \t]*(\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE),
    expression(r"^```", re.MULTILINE),
    expression(r"\[[^\[\]\n]+\]\([^()\s]+\)"),
)


def text_type(data: bytes) -> str:
    """The type of bytes that carry no signature."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return media.EMPTY
    head = data[:_HEAD]
    decoded = decode_text(head)
    if decoded is None:
        return _buried(data)
    text = decoded.text
    strange = sum(letter < " " and letter not in "\t\r\n\f\v\x1a" for letter in text)
    if strange > _MOST_CONTROL * len(text):
        return _buried(data)
    return _markup_type(text) or _mail_type(text) or _plain_type(text, data)


def _buried(data: bytes) -> str:
    """Formats whose mark may stand late or is damaged, known by their other marks."""
    return media.PDF if _is_pdf(data) else media.UNKNOWN


def _is_pdf(data: bytes) -> bool:
    """A PDF whose header is lost or damaged still has objects and a trailer, or one of them."""
    marks = (
        b" 0 obj" in data,
        b"startxref" in data,
        b"trailer" in data,
        b"%PDF" in data[:64],
    )
    return sum(map(bool, marks)) > 1


def _markup_type(text: str) -> str:
    if _HTML_START.match(text):
        return media.HTML
    if _XML_START.match(text):
        opening = text[:4096]
        # XML may have tables of its own; only a page calls itself html.
        shown = _HTML_ROOT if opening.lstrip()[:5].lower() == "<?xml" else _HTML
        return media.HTML if shown.search(opening) else media.XML
    if re.match(r"\s*(\{\s*[\"}]|\[\s*[\[{\"])", text):
        return media.JSON
    return ""


def _mail_type(text: str) -> str:
    if text.startswith("From ") and re.match(r"From \S+ .*\d{4}", text):
        return media.MBOX
    fields: set[str] = set()
    for line in text.lstrip("\r\n").splitlines():
        found = _HEADER_LINE.fullmatch(line)
        if not found:
            break
        if found[1]:
            fields.add(found[1].lower())
    return media.MAIL if len(fields & _MAIL_FIELDS) >= _FEWEST_MAIL_FIELDS else ""


def _plain_type(text: str, data: bytes) -> str:
    if _is_pdf(data):
        return media.PDF
    if _MARKDOWN[1].search(text) or sum(bool(mark.search(text)) for mark in _MARKDOWN) > 1:
        return media.MARKDOWN
    if is_column(text):
        return media.CSV
    delimiter = find_delimiter(text)
    if delimiter:
        return media.TSV if delimiter == "\t" else media.CSV
    return media.MARKDOWN if _MARKDOWN[0].search(text) else media.TEXT
