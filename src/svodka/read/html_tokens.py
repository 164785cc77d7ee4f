"""HTML as tags and text with their places in the source; nothing is repaired, nothing is fetched.

Parsers of HTML do not say where a text stands in the file, so the source is cut here, once, by
the rules of the HTML standard (13.2.5) as far as they matter for text and tables.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[!?][^>]*(?:>|\Z)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)"
    r"(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<(?P<bad_end>/?)(?P<bad_name>[A-Za-z][^\s/>]*)[^>]*>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'<>/=]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+)))?"
)
_NO_MARKUP = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed"})


class Tag(NamedTuple):
    """An opening or closing tag. `start` and `stop` are code points of the decoded file."""

    name: str
    closing: bool
    attributes: str
    start: int
    stop: int

    def attribute(self, name: str) -> str:
        """The value of an attribute, "" if it is absent; a bare attribute has its own name."""
        for found in _ATTRIBUTE.finditer(self.attributes):
            if found["name"].lower() == name:
                value = found["double"] or found["single"] or found["bare"]
                return html.unescape(value) if value else name
        return ""


class Words(NamedTuple):
    """Text between tags. `text` has its character references resolved."""

    text: str
    start: int
    stop: int
    raw_of: str = ""


Token = Tag | Words


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts of a source in order; comments and declarations are left out."""
    at = 0
    while found := _TOKEN.search(source, at):
        if found.start() > at:
            yield _words(source, at, found.start())
        at = found.end()
        name = (found["name"] or found["bad_name"] or "").lower()
        if not name:
            continue
        closing = bool(found["end"] or found["bad_end"])
        yield Tag(name, closing, found["attributes"] or "", found.start(), at)
        if name in _NO_MARKUP and not closing:
            end = _end_of(source, name, at)
            yield Words(html.unescape(source[at:end]), at, end, raw_of=name)
            at = end
    if at < len(source):
        yield _words(source, at, len(source))


def _words(source: str, start: int, stop: int) -> Words:
    text = source[start:stop]
    return Words(html.unescape(text) if "&" in text else text, start, stop)


def _end_of(source: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)
