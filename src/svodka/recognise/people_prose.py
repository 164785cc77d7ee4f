"""Running text that lists persons is left out; a single name in it is blacked out and the rest stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from svodka.lexicon.patterns import expression
from svodka.model import Grid, GridKind, PageBox, Passage
from svodka.recognise.people import holds_people
from svodka.recognise.people_look import BODY, SIGNS
from svodka.recognise.people_marks import PHONE, holds_email, identified, is_of_somebody
from svodka.recognise.people_names import (
    LONGEST,
    Strength,
    begins_with_name,
    how_many,
    is_named_after,
    masked,
    strength,
)
from svodka.recognise.people_shapes import is_list_by_shape

_ENOUGH = 2
# How many lines of a kind make a list.
_AT_LEAST = {"full": 2, "begins": 2, "numbered": 3, "listed": 4}
_SEVERAL = 3
_A_NAME = 80
_CELL = 60
_PROSE = "–"
# Two words in capitals, or one with initials, before what is said of whom they name.
_NAME_FIRST = expression(
    r"((?:\d+[.)]\s*)?[^\W\d_a-zа-яё][\w'’-]+,?(?:\s+[^\W\d_a-zа-яё](?:[\w'’-]*|\.)){1,3})[\s,;–-]+[\da-zа-яё]"
)
_AFTER = expression(r"[,;]\s|\s[–-]\s|\s(?=\d)")
_CUT = expression(r"\s{2,}|\t|\s*[;|]\s*")


def passages_with_people(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages that name somebody together with something that identifies them.

    Also those that list names: several in one, or one each in several; who signs lists nobody.
    """
    found = tuple(passages)
    kinds: dict[str, list[Passage]] = {kind: [] for kind in ("sealed", *_AT_LEAST)}
    before = ""
    for passage in found:
        for kind in _kinds(passage.text, before):
            kinds[kind].append(passage)
        before = passage.text or before
    least = _AT_LEAST | ({"full": 1} if kinds["sealed"] else {})
    kept = {id(one) for run in _runs(found) if _is_table_of_people(run) for one in run}
    kept |= {
        id(one) for kind, ones in kinds.items() if len(ones) >= least.get(kind, 0) for one in ones
    }
    return tuple(p for p in found if id(p) in kept)


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Short lines one below another, as a table without rules is read."""
    run: list[Passage] = []
    for passage in passages:
        if max(map(len, passage.text.splitlines()), default=0) <= LONGEST:
            run.append(passage)
            continue
        yield run
        run = []
    yield run


def _is_table_of_people(run: Sequence[Passage]) -> bool:
    """Whether lines, cut where a table is cut, hold people; what stands level on a page is a row."""
    lines: dict[object, list[str]] = {}
    for index, passage in enumerate(run):
        place = passage.anchor.place
        level = (place.page, place.top) if isinstance(place, PageBox) else index
        for number, line in enumerate(passage.text.splitlines()):
            lines.setdefault((level, number), []).extend(_CUT.split(line.strip()))
    # What is longer than a name with a number speaks of somebody and lists nobody.
    rows = [tuple(c if len(c) <= _CELL else _PROSE for c in cells) for cells in lines.values()]
    firsts = [_first(cells[0]) for cells in rows if cells[0]]
    if len(firsts) > _ENOUGH and is_list_by_shape(firsts):
        return True
    if len(rows) <= _ENOUGH or not (_is_tabular(rows) or _names_in(rows) >= _SEVERAL):
        return False
    width = max(map(len, rows))
    padded = tuple((*cells, *(None,) * (width - len(cells))) for cells in rows)
    return holds_people(Grid(kind=GridKind.TEXT, rows=padded))


def _first(line: str) -> str:
    """What may be a name at the beginning of a line: words in capitals, with something behind them."""
    found = _NAME_FIRST.match(line)
    return found[1] if found else _AFTER.split(line, maxsplit=1)[0]


def _is_tabular(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether most lines are cut into the same number of cells, at commas where nothing else cuts."""
    ways = ([len(cells) for cells in rows], [", ".join(cells).count(",") + 1 for cells in rows])
    return any(
        2 * times > len(rows) and cells > 1
        for counts in ways
        for cells, times in Counter(counts).most_common(1)
    )


def _names_in(rows: Sequence[tuple[str, ...]]) -> int:
    return sum(strength_of(cell) >= Strength.PAIR for cells in rows for cell in cells)


def _kinds(text: str, before: str) -> Iterator[str]:
    """What a passage is: sealed for itself, or a line that is sealed among several of its kind."""
    how = strength_of(text)
    short = len(text) <= LONGEST
    telling = how >= Strength.INITIALS or (short and how >= Strength.PAIR)
    numbered = is_of_somebody(text)
    signed = (telling or numbered) and SIGNS.search(text) is not None
    if how >= Strength.INITIALS:
        if identified(text) or _enumerates(text):
            yield "sealed"
        elif not signed and not SIGNS.search(before[-LONGEST:]) and begins_with_name(text):
            yield "begins"
    if short and how == Strength.FULL:
        yield "full"
    if short and how >= Strength.PAIR and not signed:
        yield "listed"
    if numbered and not signed and not BODY.search(text):
        yield "numbered"


def without_names_said(passage: Passage) -> Passage:
    """The passage with names of persons blacked out; no offset moves."""
    dark = masked(passage.raw)
    return passage if dark == passage.raw else replace(passage, raw=dark)


def names_somebody(text: str) -> bool:
    """Whether a text names a person, in whatever form."""
    return (
        (strength_of(text) >= Strength.PAIR and not is_named_after(text))
        or masked(text) != text
        or bool(PHONE.search(text))
        or holds_email(text)
    )


def is_a_list(passages: Iterable[Passage]) -> bool:
    """Whether passages that were left out name several people: more than one executor's line."""
    held = tuple(passages)
    named = sum(max(1, min(_SEVERAL, how_many(p.text))) + (p.text.count("\n") > 1) for p in held)
    return named >= _ENOUGH


def strength_of(text: str) -> Strength:
    """A long text names somebody only by a patronymic or by initials."""
    how = strength(text)
    return how if len(text) <= LONGEST or how >= Strength.INITIALS else Strength.NOTHING


def _enumerates(text: str) -> bool:
    """Whether names stand so close that little else is said."""
    names = how_many(text)
    return names >= _SEVERAL and len(text) <= _A_NAME * names
