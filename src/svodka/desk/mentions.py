"""Every mention of an area in a document, with its place in the decoded text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svodka import jail, read
from svodka.desk.tidying import Line, file_bytes, refusal, shown
from svodka.lexicon import areas
from svodka.model import Grid, Mention, Passage, Span, Unread
from svodka.read import media
from svodka.read.charset import decode
from svodka.recognise.people import SEALED, judged
from svodka.recognise.people_names import masked
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
        asides=(_sealed_words(shown(path), in_part=bool(found)),) if sealed else (),
    )


def _sealed_words(name: str, *, in_part: bool) -> str:
    return f"svodka: {name}: {SEALED}" + (" in part; the rest is read" if in_part else "")


def _in_text(data: bytes) -> Iterator[Mention]:
    """Nothing is listed of what holds people; other names are blacked out before areas are sought."""
    text = decode(data).text
    spans, lists = _sealed_of(data)
    if lists:
        yield _SEALED
    for found in areas.mentions(masked(text)) if spans is not None else ():
        if not any(_holds(span, found) for span in spans or ()):
            yield found


def _sealed_of(data: bytes) -> tuple[list[Span] | None, int]:
    """Where people stand in a text, all of it where that cannot be told, and how many lists."""
    pieces = list(read.pieces(data))
    spans: list[Span] = []
    lists = 0
    for grid in pieces:
        if isinstance(grid, Grid) and judged(grid) is None:
            lists += 1
            held = list(grid.spans.values())
            if not held:
                return None, lists
            spans.append(Span(min(s.start for s in held), max(s.stop for s in held)))
    lines = [piece for piece in pieces if isinstance(piece, Passage)]
    if read.sniff(data) in _PLAIN - _TABLES:
        sealed = passages_with_people(lines)
        lists += int(is_a_list(sealed))
        spans += [one.anchor.place for one in sealed if isinstance(one.anchor.place, Span)]
    return spans, lists


def _holds(place: Span, found: Mention) -> bool:
    return place.start < found.stop and found.start < place.stop


def _in_passages(data: bytes) -> Iterator[Mention]:
    """Places within passages that have a span; others count the passages joined by line feeds."""
    joined = 0
    pieces = list(read.pieces(data))
    passages = [piece for piece in pieces if isinstance(piece, Passage)]
    people = passages_with_people(passages)
    if is_a_list(people) or any(isinstance(one, Grid) and judged(one) is None for one in pieces):
        yield _SEALED
    sealed = {id(one) for one in people}
    for piece in passages:
        place = piece.anchor.place
        start = place.start if isinstance(place, Span) else joined
        for found in () if id(piece) in sealed else areas.mentions(masked(piece.raw)):
            yield Mention(start + found.start, start + found.stop, found.label, found.code)
        joined += len(piece.raw) + 1
