"""A figure as a document tells it: its number with what the words around it allow, its stage and its group.

The codes of the codebook come first; words stand in where a retelling uses others than it knows.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import inf

import polars as pl

from svodka.lexicon.folding import fold
from svodka.model.finding import CellName

PERCENT = "percent"
_OFFSET = re.compile(r"chars=(\d+)-")
_DIGITS = re.compile(r"\d[\d ]*(?:[.,](\d+))?")
_SCALES = (("тыс", 1e3), ("thousand", 1e3), ("млн", 1e6), ("миллион", 1e6), ("million", 1e6))
_UNSURE = 0.1
_NEARLY = 0.499
NOTHING: Mapping[int, str] = {}
NO_STAGES: Mapping[str, str] = {}
_CLAUSE = 90
# How far figures stand from each other on a page, where no offset says it.
_APART = 60

# Stages that retellings put for each other. Members of a family never equal one another.
FAMILIES: dict[str, dict[str, str]] = {
    "counted": {
        "caught": r"пойма|отлов|задержан|caught|detained",
        "registered": r"на (?:воинск\w+ )?учет|registered",
        "found": r"выявл|обнаруж|found|identified",
        "delivered": r"доставл|delivered",
    },
    "sent": {
        "at_front": r"на фронте|на передов|воюют|воюет|служат в зоне|находятся в зоне|at the front|fighting",
        "sent": r"направл|отправл|отбыл|выехал|sent",
        "pending": r"на оформлени|ожидают|pending",
    },
    "joined": {
        "agreed": r"согласил|изъявил|дали согласие|agreed",
        "signed": r"контракт|contract",
        "entered_service": r"поступил\w* на|принят\w* на|зачислен|набран|entered service|accepted",
    },
}
_STAGES = {"unregistered": "found", "volunteers": "entered_service"}
# Words for groups of people; which law or list a group belongs to is not judged here.
GROUPS = {
    "acquired-citizenship": r"(?:получи|приобре)\w*\W+(?:\w+\W+){0,2}гражданств|нов\w+ граждан|натурализован|"
    r"acquired citizenship|new citizens|naturali[sz]ed",
    "migrants": r"мигрант|приезж|migrant",
    "foreigners": r"иностран|foreign",
    "refugees": r"беженц|refugee",
    "volunteers": r"доброволь|volunteer",
    "reservists": r"резервист|reservist",
    "convicts": r"осужден|заключенн|convict|prisoner",
    "under-check": r"подследственн|обвиняем|подозреваем|suspect",
    "debtors": r"должник|debtor",
    "unemployed": r"безработн|unemployed",
    "mobilised": r"мобилизован|mobili[sz]ed",
    "students": r"студент|student",
}
_GROUPS = tuple((code, re.compile(rf"(?<!\w)(?:{words})")) for code, words in GROUPS.items())
_FAMILIES = tuple(
    (family, member, re.compile(rf"(?<!\w)(?:{words})"))
    for family, members in FAMILIES.items()
    for member, words in members.items()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure of the ledger. `before` and `after` are the folded words of its sentence on both sides.

    `says` is what its document says elsewhere, as far as the ledger holds it.
    """

    cell: CellName
    voice: str
    area: str
    start: date | None
    end: date | None
    basis: str
    category: str
    measure: str
    stage: str
    words: str
    unit: str
    value: float
    qualifier: str
    raw: str
    paths: str
    context: str
    before: str
    after: str
    doubt: str
    says: str
    at: int

    @property
    def document(self) -> int:
        """Working number of its document."""
        return self.cell.document

    @property
    def number(self) -> str:
        """The number with its qualifier, as findings print it."""
        sign = "" if self.qualifier in ("", "=") else self.qualifier
        return f"{sign}{self.value:.12g}{' %' if self.unit == PERCENT else ''}"

    @property
    def member(self) -> tuple[str, str]:
        """Family and stage of what is counted; empty where neither code nor words say."""
        return _member(self.measure, self.stage, self.words, _clause(self.after))

    @property
    def group(self) -> str:
        """The group that its own words name, else the category of the codebook."""
        return _group(self.category, self.words, _clause(self.after))


@lru_cache(maxsize=1 << 16)
def _member(measure: str, stage: str, words: str, near: str) -> tuple[str, str]:
    for code in (_STAGES.get(measure, measure), stage):
        for family, members in FAMILIES.items():
            if code in members:
                return family, code
    if not measure:
        for family, member, form in _FAMILIES:
            if form.search(words) or form.search(near):
                return family, member
    return "", measure


@lru_cache(maxsize=1 << 16)
def _group(category: str, words: str, near: str) -> str:
    for text in (near, "" if category else words):
        for code, form in _GROUPS:
            if form.search(text):
                return code
    return category


def _clause(after: str) -> str:
    """What follows a number up to the next one: its own noun and what is said of it."""
    return re.split(r"\d|[.;]", after, maxsplit=1)[0][:_CLAUSE]


def spoken(figures: pl.DataFrame) -> dict[int, str]:
    """What each document says around its figures, folded; a column `says` may hold more of it."""
    held = [name for name in ("context", "title", "says") if name in figures.columns]
    words = figures.group_by("document").agg(
        pl.concat_str(
            [pl.col(name).unique(maintain_order=True).str.join(" ") for name in held],
            separator=" ",
        )
    )
    return {document: fold(text) for document, text in words.iter_rows()}


def told(
    rows: pl.DataFrame,
    says: Mapping[int, str] = NOTHING,
    stages: Mapping[str, str] = NO_STAGES,
) -> Iterator[Told]:
    """Every stated figure of these rows of the ledger, which are in the order of their documents."""
    left = Counter(rows.select("document", "context", "raw").iter_rows())
    for place, row in enumerate(rows.iter_rows(named=True)):
        key = row["document"], row["context"], row["raw"]
        nth, left[key] = left[key], left[key] - 1
        if row["value"] is None:
            continue
        found = _OFFSET.search(row["anchor"])
        before, after = _sides(fold(row["context"]), fold(row["raw"]), nth)
        paths = [*json.loads(row["row_path"] or "[]"), *json.loads(row["column_path"] or "[]")]
        yield Told(
            cell=CellName(row["document"], row["anchor"], row["part"]),
            voice=row["voice"],
            area=row["area"] or "",
            start=row["start"] or row["as_of"],
            end=row["end"] or row["as_of"],
            basis=row["basis"] or "",
            category=row["category"] or "",
            measure=row["measure"] or "",
            stage=stages.get(row["measure"] or "", ""),
            words=fold(f"{row['measure_label'] or ''} {row['category_label'] or ''}"),
            unit=row["unit"] or "",
            value=row["value"],
            qualifier=row["qualifier"] or "",
            raw=fold(row["raw"]),
            paths=fold(" / ".join(map(str, paths))),
            context=fold(row["context"]),
            before=before,
            after=after,
            doubt=row["doubt"] or "",
            says=says.get(row["document"], ""),
            at=int(found[1]) if found else place * _APART,
        )


def _sides(context: str, raw: str, nth: int) -> tuple[str, str]:
    """The context before and behind the number, which is the nth last one like it there."""
    alone = places(context, raw) if context and raw else []
    if not alone:
        return context, ""
    start, stop = alone[-min(nth, len(alone))]
    return context[:start], context[stop:]


def places(context: str, raw: str) -> list[tuple[int, int]]:
    """Where a number stands in a text by itself, not inside another one."""
    alone = re.compile(rf"(?<![\w.,]){re.escape(raw)}(?!\w)")
    return [found.span() for found in alone.finditer(context)]


def between(one: Told, other: Told) -> str | None:
    """The words between two figures of one text, the first one given first; None where they are not near."""
    alone = places(other.before, one.raw)
    return other.before[alone[-1][1] :] if alone else None


def bounds(one: Told) -> tuple[float, float]:
    """What a figure leaves open: half a unit of its last printed digit, and its qualifier."""
    digits = _DIGITS.search(one.raw)
    decimals = len(digits[1] or "") if digits else 0
    scale = next((factor for word, factor in _SCALES if word in one.raw), 1.0)
    half = _NEARLY * scale * 10.0**-decimals
    if one.qualifier in (">", ">="):
        return one.value - half, inf
    if one.qualifier in ("<", "<="):
        return -inf, one.value + half
    if one.qualifier == "~":
        half = max(half, _UNSURE * abs(one.value))
    return one.value - half, one.value + half


def agree(one: Told, other: Told) -> bool:
    """Whether one true number could lie behind both figures as they are printed."""
    low, high = bounds(one)
    least, most = bounds(other)
    return max(low, least) <= min(high, most)


def same_place(one: Told, other: Told) -> bool:
    """Whether nothing says that they speak of different places."""
    return not one.area or not other.area or one.area == other.area


def same_time(one: Told, other: Told) -> bool:
    """Whether nothing says that they speak of different times."""
    if one.end is None or other.end is None:
        return True
    return (one.start or date.min) <= other.end and (other.start or date.min) <= one.end


def same_days(one: Told, other: Told) -> bool:
    """Whether both are said of one period, known for both."""
    return one.end is not None and (one.start, one.end) == (other.start, other.end)


def name(document: int) -> str:
    """A document as findings call it."""
    return f"D-{document:04d}"
