"""What headers give away: values that stand where names should, and names made of two parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from svodka.lexicon.patterns import expression
from svodka.recognise.relational_kinds import MONTH, WEEKDAY, kind_of

_UNNAMED = expression(r"Unnamed: \d+(?:_level_\d+)?", re.IGNORECASE)
_YEAR = expression(r"(?:1[6-9]|20|21)\d\d(?:\.0)?(?:\s*(?:г\.?|год|г))?")
_SPAN = expression(r"(?:1[6-9]|20)\d\d\s*[-–/]\s*(?:\d{4}|\d\d)")
_QUARTER = expression(
    r"(?:Q[1-4]|[1-4]Q|[IV]+ (?:квартал|кв\.?))(?:[\s'-]*\d{2,4})?", re.IGNORECASE
)
_RANGE = expression(
    r"(?:[<>≤≥]=?|under|over|less than|more than|до|от|свыше|менее)?\s*[$€£₽]?\d[\d.,\s]*"
    r"(?:(?:[-–]|to|до)\s*[$€£₽]?\d[\d.,]*|\+|and (?:over|older|more)|и (?:более|старше))?\s*(?:лет|years?)?",
    re.IGNORECASE,
)
_DIGITS = expression(r"\d+")
_STATISTICS = frozenset(
    {"count", "mean", "std", "min", "max", "median", "sum", "n", "total", "average", "avg"}
    | {"standard deviation", "std. dev.", "std dev", "stdev", "minimum", "maximum"}
    | {"var", "variance", "sd", "se", "unique", "top", "freq", "mode", "range", "skew"}
    | {"kurtosis", "25%", "50%", "75%", "5%", "95%", "q1", "q2", "q3"}
    | {"среднее", "минимум", "максимум", "медиана"}
)
_LEVELS = expression(r"\w[_(|/:]\S")


def is_unnamed(header: str) -> bool:
    """A blank header, or the word that a library writes for one."""
    return not header.strip() or _UNNAMED.fullmatch(header.strip()) is not None


def is_statistic(name: str) -> bool:
    """The name of a statistic, as libraries and reports print it beside or above a column."""
    return name.strip().lower() in _STATISTICS


def value_class(header: str) -> str:
    """The class of value that a header is (year, date, month, …), or "" where it is a name."""
    text = " ".join(header.split())
    if is_unnamed(text):
        return ""
    tests: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("year", _YEAR.fullmatch),
        ("span", _SPAN.fullmatch),
        ("quarter", _QUARTER.fullmatch),
        ("month", MONTH.fullmatch),
        ("weekday", WEEKDAY.fullmatch),
    )
    for name, test in tests:
        if test(text):
            return name
    kind = kind_of(text)
    if kind in ("date", "time", "money", "percent", "number"):
        return kind
    return "range" if _RANGE.fullmatch(text) else ""


def shape(header: str) -> str:
    """The header with its digits and months blotted out: alike for Week 1 and Week 2."""
    text = " ".join(header.lower().split())
    text = re.sub(rf"\b{MONTH.pattern}(?=\W|\d|$)", "@", text)
    return _DIGITS.sub("#", text)


Split = Callable[[str], tuple[str, str] | None]


def _by(pattern: str) -> Split:
    compiled = re.compile(pattern)

    def split(header: str) -> tuple[str, str] | None:
        found = compiled.fullmatch(" ".join(header.split()))
        if found is None or found[1].count("(") != found[1].count(")"):
            return None
        return found[1].strip(" _-"), found[2].strip(" _-")

    return split


def _around(header: str) -> tuple[str, str] | None:
    """A number in the middle and the words around it: rank 2001 total."""
    found = re.fullmatch(r"(.*?\D)(\d+)(\D.*)", " ".join(header.split()))
    return (f"{found[1].rstrip(' _.-')}{found[3]}", found[2]) if found else None


SPLITS: tuple[Split, ...] = (
    _by(r"([^\d]+?)[ _.:-]+(\S*\d.*)"),
    _by(r"(.*\D)[ _.#-]*?(\d+)"),
    _by(r"(\d+)[ _.-]*(\D.*)"),
    _by(r"(.*\D\d+)[ _.:-]*(\D.*)"),
    _by(r"(.+)(\([^()]*\)|\(.*\(.*\).*\))"),
    _by(r"(.+?)[_](.+)"),
    _by(r"(.+)[_](.+)"),
    _by(r"(.+?)[.:|/-]\s*(.+)"),
    _by(r"(.+)[.:|/-]\s*(.+)"),
    _by(r"(.+?)\s+(.+)"),
    _by(r"(.+)\s+(.+)"),
)
# tried only where no other split gives groups
LAST_SPLITS: tuple[Split, ...] = (_around, _by(r"(.*[a-zа-яё])([A-ZА-ЯЁ].*)"))


def affixes(headers: Sequence[str]) -> tuple[str, str]:
    """The longest words that all headers begin with and end with, cut at a boundary of words."""
    texts = [" ".join(header.split()) for header in headers]
    prefix = texts[0]
    for text in texts[1:]:
        while not text.startswith(prefix):
            prefix = prefix[:-1]
    suffix = texts[0]
    for text in texts[1:]:
        while not text.endswith(suffix):
            suffix = suffix[1:]
    prefix = re.sub(r"[^\W_]+$", "", prefix) if not _ends_whole(prefix, texts) else prefix
    suffix = re.sub(r"^[^\W_]+", "", suffix) if not _begins_whole(suffix, texts) else suffix
    return prefix, suffix


def _ends_whole(prefix: str, texts: Sequence[str]) -> bool:
    rests = [text[len(prefix) :] for text in texts]
    return all(not rest or not rest[0].isalpha() or rest[0].isupper() for rest in rests)


def _begins_whole(suffix: str, texts: Sequence[str]) -> bool:
    rests = [text[: len(text) - len(suffix)] for text in texts]
    return all(not rest or not rest[-1].isalnum() for rest in rests)


def alike_runs(headers: Sequence[str]) -> list[tuple[int, int, str]]:
    """Runs (start, stop, why) of at least two neighbours that are values of one class or one shape."""
    runs: list[tuple[int, int, str]] = []
    for name, label in (("value", value_class), ("shape", shape)):
        labels = [label(header) for header in headers]
        if name == "shape":
            labels = [
                text if ("#" in text or "@" in text) and not value_class(header) else ""
                for text, header in zip(labels, headers, strict=True)
            ]
        if name == "value":
            labels = _one_class(labels)
            if sum(map(is_statistic, headers)) > 0.5 * len(headers):
                labels = [""] * len(labels)
        start = 0
        for index in range(1, len(labels) + 1):
            if index == len(labels) or labels[index] != labels[start]:
                if labels[start] and index - start > 1:
                    runs.append((start, index, f"{name}:{labels[start]}"))
                start = index
    return runs


def _one_class(labels: Sequence[str]) -> list[str]:
    """Numbers and ranges among each other are one class: 0-4, 5-9, 85 or 1998, 3000."""
    counts = Counter(label for label in labels if label)
    joined = {"year", "number", "range", "span", "money", "percent"}
    present = joined & set(counts)
    if len(present) > 1:
        name = max(present, key=lambda label: (counts[label], label))
        return [name if label in present else label for label in labels]
    return list(labels)


def prefix_runs(headers: Sequence[str]) -> list[tuple[int, int, str]]:
    """Runs of at least three neighbours that share a whole first or last word."""
    runs: list[tuple[int, int, str]] = []
    for why, word in (("prefix", _first_word), ("suffix", _last_word)):
        words = [word(header) for header in headers]
        start = 0
        for index in range(1, len(words) + 1):
            if index == len(words) or words[index] != words[start]:
                if words[start] and index - start > 1:
                    level = why == "prefix" and all(map(_LEVELS.search, headers[start:index]))
                    runs.append((start, index, f"{'level' if level else why}:{words[start]}"))
                start = index
    return runs


def _first_word(header: str) -> str:
    text = " ".join(header.split())
    found = re.match(r"(.+?)(?:[_(:.|/ -]|(?<=[a-zа-я])(?=[A-ZА-Я]))(.+)", text)
    return found[1].lower() if found else ""


def _last_word(header: str) -> str:
    text = " ".join(header.split())
    found = re.match(r"(.+)(?:[_):.|/ -])([^_(:.|/ -]{2,})", text)
    return found[2].lower() if found else ""
