"""Areas of a list of labels: what most labels are, the others are too, or they are doubted; none is guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from svodka.lexicon.areas_mentions import mentions
from svodka.lexicon.folding import fold
from svodka.lexicon.numbered import stand_in
from svodka.lexicon.patterns import expression
from svodka.model import Table
from svodka.recognise import headings
from svodka.recognise.aggregates import is_aggregate
from svodka.recognise.headings import Words
from svodka.recognise.labels import words_of
from svodka.recognise.places import place_of, under_heads

UNKNOWN_AREA = "unknown area"
_MANY, _FEW = 0.4, 3
_LONG = 10
_SAYS_WHAT = expression(
    r"област|обл\b|край|края|крае|республик|округ|район|федерац|город|\bг\.|oblast|krai|republic|region|district|"
    r"county"
    r"|state|territory|province"
)
# Places of the United Kingdom as its statistical offices count them: «E06000047».
_PLACE_CODE = expression(r"[EWSNKJ]\d{8}")
_BARE_CODE = expression(r"[A-Z]{2}-[A-Z0-9-]+")
_KINDS = ("oblast", "krai", "republic", "область", "край", "автономный округ")


@dataclass(frozen=True, slots=True)
class Named:
    """The area that a path names: code, words as printed, doubt."""

    code: str = ""
    label: str = ""
    doubt: str = ""


def areas_of(paths: Sequence[tuple[str, ...]], words: Words) -> list[Named]:
    """The area of each path; in a list of areas a label that is none of them is a doubt."""
    looked = headings.speaking(paths, lambda text: bool(headings.area_of(text, words)))
    place = _place(looked, words)
    found = [_area(path, words) for path in looked]
    labels = {path[place] for path in looked if len(path) > place >= 0}
    named = {area.label for area in found if area.code and area.label in labels}
    if len(named) >= _FEW and len(named) >= _MANY * len(labels):
        return [
            area if area.code or area.doubt else _in_list(path[place : place + 1])
            for area, path in zip(found, looked, strict=True)
        ]
    if len(labels) > _LONG:
        return [area if _SAYS_WHAT.search(fold(area.label)) else Named() for area in found]
    return found


def placed(table: Table) -> Sequence[tuple[str, ...]]:
    """Row paths without the countries that goods come from, which say nothing of where was counted."""
    grid = table.grid
    origins = [
        column
        for column in table.stub_columns
        if any(headings.is_origin(words_of(grid.rows[row][column])) for row in table.head_rows)
    ]
    if not origins:
        return table.row_paths
    told = [{words_of(grid.rows[row][column]) for column in origins} for row in table.body_rows]
    return [
        tuple(text for text in path if text not in texts)
        for path, texts in zip(table.row_paths, told, strict=True)
    ]


def with_places(table: Table, found: Sequence[Named], words: Words) -> list[Named]:
    """The areas of rows, those that a head or their own words call places among them.

    A place that a row names and nobody knows is not the area around it: it has its label and no
    code. It is doubted where a codebook names the areas that there are.
    """
    doubt = UNKNOWN_AREA if words.areas else ""
    labels = under_heads(table, words)
    made = [
        one if one.code or one.label or not label else _bare(label, doubt)
        for one, label in zip(_coded(table, found), labels, strict=True)
    ]
    return [_with_inner(one, path) for one, path in zip(made, table.row_paths, strict=True)]


def with_own_words(paths: Sequence[tuple[str, ...]], found: Sequence[Named]) -> list[Named]:
    """The areas of columns, those that their own words call places among them."""
    return [_with_inner(one, path) for one, path in zip(found, paths, strict=True)]


def _bare(label: str, doubt: str) -> Named:
    """A label under a head of places that is no area of the codebook: itself, never the nearest."""
    return Named() if _names_nothing(stand_in(label)) else Named("", label, doubt)


def _with_inner(one: Named, path: tuple[str, ...]) -> Named:
    """The place further inside a path that calls itself one, where it is not the area found."""
    label = place_of(path)
    if not label or one.label == label or (one.label in path and _is_inside(path, one, label)):
        return one
    return one if one.code and not one.label else Named("", label, one.doubt)


def _is_inside(path: tuple[str, ...], one: Named, label: str) -> bool:
    """Whether the area found stands further inside a path than a place does."""
    return path.index(one.label) > path.index(label)


def _coded(table: Table, found: Sequence[Named]) -> list[Named]:
    """The areas of rows; beside codes of places the names that no codebook holds are places too."""
    rows, stub = table.grid.rows, table.stub_columns
    for left, right in pairwise(stub):
        codes = [words_of(rows[row][left]) for row in table.body_rows]
        if len(codes) < _FEW or sum(map(bool, map(_PLACE_CODE.fullmatch, codes))) * 2 < len(codes):
            continue
        names = [words_of(rows[row][right]) for row in table.body_rows]
        return [
            one if one.label else Named("", name) if _PLACE_CODE.fullmatch(code) else one
            for one, name, code in zip(found, names, codes, strict=True)
        ]
    return list(found)


def _place(paths: Sequence[tuple[str, ...]], words: Words) -> int:
    """At which place of the paths areas stand; words stand before codes, or -1 for nowhere."""
    seen: Counter[int] = Counter()
    for path in set(paths):
        for index, text in enumerate(path):
            if headings.area_of(text, words):
                seen[index] += 1 if any(char.islower() for char in text) else 0
                seen[index] += 1
    return min(seen, key=lambda index: (-seen[index], index)) if seen else -1


def _area(path: tuple[str, ...], words: Words) -> Named:
    """The innermost area of a path; names stand before bare codes of the same."""
    found = [
        Named(code, text) for text in reversed(path) if (code := headings.area_of(text, words))
    ]
    if not found:
        return Named()
    inner = path[-1]
    if found[0].label != inner and headings.is_of_which(inner) and _SAYS_WHAT.search(fold(inner)):
        return Named("", inner, UNKNOWN_AREA)
    named = [
        area
        for area in found
        if area.code == found[0].code and not _BARE_CODE.fullmatch(area.label)
    ]
    return (named or found)[0]


def _names_nothing(label: str) -> bool:
    """Whether a label in a list of places is a total, an average or a time, or no words at all."""
    if not headings.without_of_which(label) or headings.is_total(label):
        return True
    return headings.is_only_time(label) or headings.is_average(label)


def _in_list(path: tuple[str, ...]) -> Named:
    """A label among areas that prints none as a whole: a bare or inflected name of one, or doubted."""
    label = path[0] if path else ""
    if _names_nothing(label):
        return Named()
    bare = headings.without_of_which(label)
    if is_aggregate(label):
        return Named("", label)
    codes = {code for kind in _KINDS if (code := headings.area_of(f"{bare} {kind}"))}
    # "Perm" in a list of today's areas is the one that took the place of the former one.
    codes = {code for code in codes if not headings.is_former(code)} or codes
    if len(codes) == 1:
        return Named(codes.pop(), label)
    said = [
        mention for mention in mentions(label) if mention.stop - mention.start >= len(label) - 1
    ]
    if len(said) == 1 and said[0].code:
        return Named(said[0].code, label)
    return Named("", label, UNKNOWN_AREA)
