"""What the documents say and no codebook knows, as a codebook that can be adopted as it stands.

Nothing is guessed: a word gets a code of its own, never the code of another; where a date or an
order was found stands in comments, for a person to judge.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from svodka.desk.holdings import many
from svodka.lexicon.folding import fold

# A person reads a draft to its end: what is rarest on a mixed heap is counted, not listed.
MOST = 40
_PLACES = 3
_LONGEST = 160
_UNKNOWN_UNIT = "unknown"
_CODE = re.compile(r"draft-(?:area-|order-)?(\d+)")

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DAY = rf"(?:\d{{1,2}}\.\d{{1,2}}\.\d{{4}}|[«\"]?\d{{1,2}}[»\"]?\s+(?:{_MONTHS})\s+\d{{4}})"
_ORDER = re.compile(
    r"\b(?:приказ|распоряжени|указани|указ|постановлени|поручени|письм|решени|протокол|директив|телеграмм)\w*"
    rf"[^.;\n]{{0,90}}?\bот\s+{_DAY}(?:\s*(?:г\.|года))?(?:\s*№\s*[\w/.-]*\w)?",
    re.IGNORECASE,
)
_ENGLISH_ORDER = re.compile(
    r"\b(?:order|decree|directive|instruction|resolution|letter)\s+(?:No\.?\s*[\w/-]+\s+)?of\s+"
    r"(?:\d{1,2}\s+\w+\s+\d{4}|\w+\s+\d{1,2},\s+\d{4})",
    re.IGNORECASE,
)
_WEEK = 6


# Words that name a kind of territory; a label with one of them is taken for an area.
_PLACE = re.compile(
    r"\b(?:район|округ|город|село|посел|поселок|сельсовет|волость|станица|деревня|область|край|"
    r"республика|county|district|municipality|borough|parish|town|city|village)\w*|\b(?:г|с|пос|пгт)\. "
)
# Stages of a return are printed as what was done («охвачено», «согласились») or as what is counted.
_DONE = re.compile(
    r"\b\w+(?:ано|яно|ено|ыто|ято|или|ыли|али|яли|ились|ались|ялись|лось|ены|аны)\b|"
    r"^(?:из них )?(?:план|задани|наряд|числ|количеств|численност|дол[яи]|объем|сумм|процент|%|"
    r"выполнени|number|share|total|count|rate)|\b\w+ed\b"
)


@dataclass(slots=True)
class Heard:
    """How often words were met, and the first places where."""

    printed: str
    times: int = 0
    places: list[str] = field(default_factory=list)
    units: Counter[str] = field(default_factory=Counter)

    def add(self, place: str, unit: str = "", times: int = 1) -> None:
        self.times += times
        self.units[unit] += times
        if len(self.places) < _PLACES and place not in self.places:
            self.places.append(place)


@dataclass(frozen=True, slots=True)
class Findings:
    """What a person may want to code: folded words to where they were heard."""

    areas: Mapping[str, Heard]
    categories: Mapping[str, Heard]
    measures: Mapping[str, Heard]
    titles: Mapping[str, Heard]
    orders: Mapping[str, Heard]
    earliest: str
    latest: str
    week_ends: Mapping[int, int]


class Listener:
    """Gathers the words of heads, stubs and running text; `known` says what needs no code."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._areas: dict[str, Heard] = {}
        self._categories: dict[str, Heard] = {}
        self._measures: dict[str, Heard] = {}
        self._titles: dict[str, Heard] = {}
        self._orders: dict[str, Heard] = {}
        self._days: set[str] = set()
        self._week_ends: Counter[int] = Counter()

    def head(self, place: str, words: str, unit: str, times: int) -> None:
        """A text that governs figures: of a row, or of a column."""
        folded = fold(words)
        if not any(letter.isalpha() for letter in folded) or self._known(words):
            return
        if _PLACE.search(folded):
            heard = self._areas
        elif _DONE.search(folded):
            heard = self._measures
        else:
            heard = self._categories
        heard.setdefault(folded, Heard(words)).add(place, unit, times)

    def title(self, place: str, words: str, times: int) -> None:
        """Words above a table that nothing was recognised in."""
        self._titles.setdefault(fold(words), Heard(words)).add(place, "", times)

    def period(self, row: Mapping[str, str], times: int) -> None:
        """The dates of figures."""
        self._days |= {row[name] for name in ("start", "end", "as_of") if row[name]}
        if row["basis"] == "flow" and row["start"] and row["end"]:
            start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            if (end - start).days == _WEEK:
                self._week_ends[end.isoweekday()] += times

    def text(self, place: str, text: str) -> None:
        """A piece of running text, or the words of a row."""
        for pattern in (_ORDER, _ENGLISH_ORDER):
            for found in pattern.finditer(text):
                words = " ".join(found[0].split())
                self._orders.setdefault(fold(words), Heard(words)).add(place)

    def findings(self) -> Findings:
        """Everything heard."""
        return Findings(
            areas=self._areas,
            categories=self._categories,
            measures=self._measures,
            titles=self._titles,
            orders=self._orders,
            earliest=min(self._days, default=""),
            latest=max(self._days, default=""),
            week_ends=dict(sorted(self._week_ends.items())),
        )


_Body = Callable[[int, Heard], list[str]]


def drafted(base: str, found: Findings, documents: int, notice: str) -> str:
    """The codebook in force, if any, and below it what was found: TOML that can be adopted."""
    lines = [f"# {notice}"] if notice and not base.startswith(f"# {notice}") else []
    lines += [base.rstrip()] if base else [*_top(found)]
    lines += [
        "",
        f"# Drafted by svodka from {many(documents, 'document')}. Nothing of it is in force before",
        "# svodka campaign CASE --adopt FILE. Every code that begins with draft- is only a name",
        "# for words that no codebook knew; give it a better one, or delete what is no category.",
    ]
    lines += _dates(found)
    next_code = 1 + max((int(code) for code in _CODE.findall(base)), default=0)
    for table in (_orders, _measures, _categories, _areas):
        made = table(found, next_code)
        lines += made.lines
        next_code = made.next_code
    lines += _titles(found)
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Made:
    lines: list[str]
    next_code: int


def _top(found: Findings) -> Iterator[str]:
    yield 'name = "draft"'
    if len(found.week_ends) == 1:
        yield "\n[period]"
        yield f"week_ends = {next(iter(found.week_ends))}"


def _dates(found: Findings) -> list[str]:
    lines = []
    if found.earliest:
        lines.append(f"# Dates that figures state: {found.earliest} to {found.latest}.")
    for day, times in found.week_ends.items():
        lines.append(
            f"# {times} figures of seven-day periods end on ISO weekday {day} ([period] week_ends)."
        )
    return lines


def _titles(found: Findings) -> list[str]:
    """Titles stay comments: which of their words is the measure is for a person to say."""
    if not found.titles:
        return []
    lines = ["", f"# Titles of tables that name no known measure: {len(found.titles)}."]
    ranked = sorted(found.titles.items(), key=lambda item: (-item[1].times, item[0]))
    for _, one in ranked[:MOST]:
        lines.append(f"#   {_times(one.times)}, first at {_comment(one.places[0])}:")
        lines.append(f"#     {_comment(one.printed)}")
    if len(ranked) > MOST:
        lines.append(f"#   and {len(ranked) - MOST} more, none of them more often.")
    return lines


def _orders(found: Findings, code: int) -> _Made:
    def body(number: int, heard: Heard) -> list[str]:
        return [
            "[[obligation]]",
            f'code = "draft-order-{number}"',
            f"basis_stated = {_quoted(heard.printed)}",
        ]

    return _tables("Orders and letters that the documents name", found.orders, code, body)


def _measures(found: Findings, code: int) -> _Made:
    def body(number: int, heard: Heard) -> list[str]:
        unit = next((unit for unit, _ in _ranked(heard.units) if unit), _UNKNOWN_UNIT)
        return [
            "[[measure]]",
            f'code = "draft-{number}"',
            f"unit = {_quoted(unit)}",
            f"words = [{_quoted(fold(heard.printed))}]",
        ]

    return _tables("Measures that no codebook knows", found.measures, code, body)


def _categories(found: Findings, code: int) -> _Made:
    def body(number: int, heard: Heard) -> list[str]:
        return [
            "[[category]]",
            f'code = "draft-{number}"',
            f"words = [{_quoted(fold(heard.printed))}]",
        ]

    return _tables("Categories that no codebook knows", found.categories, code, body)


def _areas(found: Findings, code: int) -> _Made:
    def body(number: int, heard: Heard) -> list[str]:
        return [
            "[[area]]",
            f'code = "draft-area-{number}"',
            f"name_ru = {_quoted(heard.printed)}",
        ]

    return _tables("Areas that no codebook knows", found.areas, code, body)


def _tables(title: str, heard: Mapping[str, Heard], code: int, body: _Body) -> _Made:
    ranked = sorted(heard.items(), key=lambda item: (-item[1].times, item[0]))
    usable = [(words, one) for words, one in ranked if words and len(words) <= _LONGEST]
    lines = ["", f"# {title}: {len(heard)}."] if heard else []
    for number, (_, one) in enumerate(usable[:MOST], code):
        lines += ["", f"# {_times(one.times)}, first at {_comment(', '.join(one.places))}"]
        lines += body(number, one)
    left_out = len(heard) - len(usable[:MOST])
    if left_out:
        lines += ["", f"# and {left_out} more, rarer or too long for a name: {_coverage(usable)}"]
    return _Made(lines, code + len(usable[:MOST]))


def _coverage(usable: Sequence[tuple[str, Heard]]) -> str:
    """How much of what was met the list above holds, so that one knows when to stop."""
    met = sum(one.times for _, one in usable)
    shown = sum(one.times for _, one in usable[:MOST])
    return f"those above stand at {shown} of {many(met, 'place')}."


def _times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _quoted(text: str) -> str:
    """A TOML basic string (TOML 1.0: JSON's escapes, and the delete character escaped too)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
