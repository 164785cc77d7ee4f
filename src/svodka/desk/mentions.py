"""Every mention of an area in a document, with its place in the decoded text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svodka import jail, read
from svodka.desk.tidying import Line, file_bytes, refusal
from svodka.lexicon import areas
from svodka.model import Mention, Passage, Span, Unread
from svodka.read import media
from svodka.read.charset import decode

COLUMNS = ("start", "stop", "label", "code")
SECONDS = 13.0
_PLAIN = {media.TEXT, media.MARKDOWN, media.CSV, media.TSV, media.JSON, media.XML}
_OTHER = "code points count the text as it was read, its paragraphs joined by line feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Rows of `COLUMNS`, and what is to be said of the file."""

    rows: tuple[tuple[str, str, str, str], ...] = ()
    refusals: tuple[Line, ...] = ()
    remark: str = ""


def mentions_in(path: Path) -> Mentions:
    """Every mention of an area in a file, in the order of the text.

    In a text the places count code points of the decoded file, 0-based, half open.
    """
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Mentions(refusals=(refusal(str(path), data),))
    plain = read.sniff(data) in _PLAIN
    outcome = jail.run(_in_text if plain else _in_passages, data, jail.Limits(total=SECONDS))
    found = sorted(item for item in outcome.items)
    return Mentions(
        rows=tuple((str(m.start), str(m.stop), m.label, m.code) for m in found),
        refusals=(refusal(str(path), outcome.unread),) if outcome.unread else (),
        remark="" if plain else _OTHER,
    )


def _in_text(data: bytes) -> Iterator[Mention]:
    yield from areas.mentions(decode(data).text)


def _in_passages(data: bytes) -> Iterator[Mention]:
    """Places within passages that have a span; others count the passages joined by line feeds."""
    joined = 0
    for piece in read.pieces(data):
        if not isinstance(piece, Passage):
            continue
        place = piece.anchor.place
        start = place.start if isinstance(place, Span) else joined
        for found in areas.mentions(piece.raw):
            yield Mention(start + found.start, start + found.stop, found.label, found.code)
        joined += len(piece.raw) + 1
