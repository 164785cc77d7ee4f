"""Every mention of an area in a document, with its place in the decoded text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svodka import jail, read
from svodka.desk.tidying import Line, file_bytes, refusal, shown
from svodka.lexicon import areas
from svodka.model import Anchor, Grid, Mention, Passage, Span, Unread
from svodka.read import media
from svodka.read.charset import decode
from svodka.recognise.people import SEALED, holds_people
from svodka.recognise.people_prose import is_a_list, passages_with_people

COLUMNS = ("start", "stop", "label", "code")
SECONDS = 13.0
_PLAIN = {media.TEXT, media.MARKDOWN, media.CSV, media.TSV, media.JSON, media.XML}
_TABLES = {media.CSV, media.TSV}
_SEALED = Mention(-1, -1, "", "")
_OTHER = "code points count the text as it was read, its paragraphs joined by line feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Rows of `COLUMNS`, and what is to be said of the file."""

    rows: tuple[tuple[str, str, str, str], ...] = ()
    refusals: tuple[Line, ...] = ()
    remark: str = ""
    asides: tuple[str, ...] = ()


def mentions_in(path: Path) -> Mentions:
    """Every mention of an area in a file, in the order of the text.

    In a text the places count code points of the decoded file, 0-based, half open.
    """
    data = file_bytes(path)
    if isinstance(data, Unread):
        return Mentions(refusals=(refusal(shown(path), data),))
    plain = read.sniff(data) in _PLAIN
    work = _in_text if plain else _in_passages
    outcome = jail.run(work, data, jail.Limits(total=SECONDS))
    sealed = any(item == _SEALED for item in outcome.items)
    found = sorted(item for item in outcome.items if item != _SEALED)
    return Mentions(
        rows=tuple((str(m.start), str(m.stop), m.label, m.code) for m in found),
        refusals=(refusal(shown(path), outcome.unread),) if outcome.unread else (),
        remark="" if plain else _OTHER,
        asides=(f"svodka: {shown(path)}: {SEALED}",) if sealed else (),
    )


def _in_text(data: bytes) -> Iterator[Mention]:
    """Nothing is listed of lines that hold people, and nothing at all of a table of people."""
    text = decode(data).text
    if _is_table_of_people(data):
        yield _SEALED
        return
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Passage(raw=line, anchor=Anchor(Span(start, start + len(line)))))
        start += len(line)
    sealed = passages_with_people(lines)
    if is_a_list(sealed):
        yield _SEALED
    spans = [line.anchor.place for line in sealed]
    for found in areas.mentions(text):
        if not any(_holds(span, found) for span in spans):
            yield found


def _is_table_of_people(data: bytes) -> bool:
    if read.sniff(data) not in _TABLES:
        return False
    return any(isinstance(piece, Grid) and holds_people(piece) for piece in read.pieces(data))


def _holds(place: object, found: Mention) -> bool:
    return isinstance(place, Span) and place.start < found.stop and found.start < place.stop


def _in_passages(data: bytes) -> Iterator[Mention]:
    """Places within passages that have a span; others count the passages joined by line feeds."""
    joined = 0
    passages = [piece for piece in read.pieces(data) if isinstance(piece, Passage)]
    people = passages_with_people(passages)
    if is_a_list(people):
        yield _SEALED
    sealed = {id(one) for one in people}
    for piece in passages:
        place = piece.anchor.place
        start = place.start if isinstance(place, Span) else joined
        for found in () if id(piece) in sealed else areas.mentions(piece.raw):
            yield Mention(start + found.start, start + found.stop, found.label, found.code)
        joined += len(piece.raw) + 1
