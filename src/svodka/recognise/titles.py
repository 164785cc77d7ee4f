"""Words above a table are its title; words below it that explain it are its notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from svodka.lexicon.patterns import expression
from svodka.model import Grid
from svodka.recognise.labels import note_mark, tidy_words, words_of
from svodka.recognise.notes import is_note
from svodka.recognise.segments import Segment

_PAIR = expression(
    r".*:|(?:дата|период|отч[её]т\w*|организаци\w*|учреждени\w*|район|област\w*|регион|муниципал\w*|"
    r"территори\w*|исполнител\w*|date|period|region|reporting|organi[sz]ation|agency|area|as of)\b.*",
    re.IGNORECASE,
)
_MOST_PAIRS = 10
_NUMBERED = expression(r"\s*(\d{1,2})[.)]\s+\S")
_SECOND = 2
# Links of a workbook to its own sheets are no words about a table.
_LEADS_AWAY = expression(
    r"\W*(?:(?:back|return|go) to (?:the )?(?:table of )?(?:contents?|index|top|menu|summary|list of tables)"
    r"|(?:вернуться |назад |перейти )?к (?:оглавлению|содержанию|перечню (?:таблиц|показателей))"
    r"|(?:вернуться |назад )?в (?:оглавление|содержание))\W*",
    re.IGNORECASE,
)


def marks_of(lines: Iterable[str]) -> frozenset[str]:
    """The marks that footnote lines explain; digits only as far as they count up from 1."""
    found = {mark for line in lines for mark in _marks_in(line)}
    digits = {int(mark) for mark in found if mark.isdigit()}
    last = 0
    for digit in sorted(digits):
        if digit > last + 2:
            break
        last = digit
    return frozenset(mark for mark in found if not mark.isdigit() or int(mark) <= last)


def _marks_in(line: str) -> list[str]:
    """The mark a line begins with, and others that go on in the same line («1) … 2) …»)."""
    first = note_mark(line)
    if not first:
        return []
    return [first, *re.findall(r"(?<=[.;»)\s])\s(\d{1,2})\)\s", line)]


def words_around(
    grid: Grid, segments: Sequence[Segment]
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Title and notes of every segment with a body; empty for segments of words.

    Words above the first table govern all tables of the grid; words between tables the next
    one, unless they read as notes: then they belong to the one before.
    """
    whole = [line for text in grid.before if (line := tidy_words(text))]
    pending: list[str] = []
    titles: list[tuple[str, ...]] = [()] * len(segments)
    notes: list[list[str]] = [[] for _ in segments]
    last = -1
    for index, segment in enumerate(segments):
        above = _lines(grid, segment, segment.above)
        if not segment.body:
            last_notes = notes[last] if last >= 0 else []
            for line in above:
                goes_on = last >= 0 and _numbers_on(line, titles[last], last_notes)
                if last >= 0 and (is_note(line) or last_notes) and not (pending or goes_on):
                    last_notes.append(line)
                elif last >= 0:
                    pending.append(line)
                else:
                    whole.append(line)
            continue
        while (
            last >= 0
            and not pending
            and above
            and is_note(above[0])
            and not _numbers_on(above[0], titles[last], notes[last])
        ):
            notes[last].append(above.pop(0))
        titles[index] = (*whole, *pending, *above)
        pending = []
        notes[index].extend(_lines(grid, segment, segment.below))
        last = index
    if last >= 0:
        notes[last].extend([*pending, *(line for text in grid.after if (line := tidy_words(text)))])
    return titles, [tuple(lines) for lines in notes]


def _numbers_on(line: str, title: Sequence[str], notes: Sequence[str]) -> bool:
    """Whether «2. …» under a table titled «1. …» is the next title, and no second note."""
    found = _NUMBERED.match(line)
    if found is None or int(found[1]) < _SECOND:
        return False
    before = str(int(found[1]) - 1)

    def has(lines: Sequence[str]) -> bool:
        return any(one[1] == before for text in lines if (one := _NUMBERED.match(text)))

    return has(title) and not has(notes)


def form_heads_as_words(grid: Grid, segments: Sequence[Segment]) -> list[Segment]:
    """The segments, where a few pairs of words above a table are words and no table of their own."""
    return [
        replace(
            segment,
            above=tuple(sorted({*segment.above, *segment.head, *segment.body})),
            head=(),
            body=(),
        )
        if _is_form_head(grid, segments, index)
        else segment
        for index, segment in enumerate(segments)
    ]


def _is_form_head(grid: Grid, segments: Sequence[Segment], index: int) -> bool:
    """Whether a few lines of two words each above a table say what it is about («Период: январь»)."""
    segment = segments[index]
    rows = (*segment.above, *segment.head, *segment.body)
    if segment.columns.values or len(rows) > _MOST_PAIRS:
        return False
    if not any(other.columns.values for other in segments[index + 1 :]):
        return False
    firsts = []
    for row in rows:
        words = [words_of(v) for v in grid.rows[row][segment.block.left : segment.block.right]]
        words = [word for word in words if word]
        if len(words) > 2:
            return False
        firsts.extend(words[:1])
    return any(_PAIR.fullmatch(word) for word in firsts)


def _lines(grid: Grid, segment: Segment, rows: Sequence[int]) -> list[str]:
    """The words of rows, a line for each run of cells that touch."""
    lines: list[str] = []
    for row in rows:
        cells = grid.rows[row][segment.block.left : segment.block.right]
        together: list[str] = []
        for word in (*map(words_of, cells), ""):
            if word:
                together.append(word)
            elif together:
                lines.append(" ".join(together))
                together = []
    return [line for line in lines if not _LEADS_AWAY.fullmatch(line)]
