"""A codebook is a TOML file; what is wrong in one is said with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from importlib import resources
from typing import Any, TypeVar

from svodka.lexicon.codebook_rules import contradictions
from svodka.model import (
    Area,
    AreaKind,
    BrokenCodebook,
    Category,
    Codebook,
    Measure,
    Obligation,
    Route,
)

_T = TypeVar("_T")
_E = TypeVar("_E", AreaKind, Route)

_FOLDER = "data/codebooks"
_TABLES = ("obligation", "area", "category", "measure")
_TOP = ("name", "title", "route", "period", "categories", "defaults", *_TABLES)


def shipped() -> tuple[str, ...]:
    """Names of the codebooks that come with the package, in order of name."""
    folder = resources.files("svodka.lexicon").joinpath(_FOLDER)
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")))


def source(name: str) -> bytes:
    """The bytes of a shipped codebook.

    Raises:
        BrokenCodebook: no codebook of that name is shipped.
    """
    if name not in shipped():
        raise BrokenCodebook(
            f"no codebook named {name!r}",
            hint=f"shipped: {', '.join(shipped())}; a value with '/' or ending in .toml is a path",
        )
    return resources.files("svodka.lexicon").joinpath(f"{_FOLDER}/{name}.toml").read_bytes()


def load(name: str) -> Codebook:
    """The shipped codebook of that name."""
    return parse(source(name), f"{name}.toml")


def parse(data: bytes, label: str = "codebook") -> Codebook:
    """The codebook that TOML bytes describe; `label` names the file in errors.

    Raises:
        BrokenCodebook: no TOML, an unknown key, a value of the wrong kind, a code that stands
            twice; the message names line and key.
    """
    try:
        text = data.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BrokenCodebook(
            f"{label!r} is not UTF-8 at byte {error.start}", hint="save the file as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise BrokenCodebook(f"{label!r} is no TOML: {error}", hint="mend that line") from error
    return _Source(text, label).codebook(raw)


class _Source:
    """One TOML text, able to say on which line a key stands."""

    def __init__(self, text: str, label: str) -> None:
        self.lines = text.splitlines()
        self.label = label

    def line(self, table: str, number: int, key: str) -> int:
        """1-based line of `key` in the `number`-th (0-based) table of that name."""
        seen, current = -1, ""
        head = 0
        for index, line in enumerate(self.lines, 1):
            if found := re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?", line):
                current = found[1]
                seen += current == table
                if current == table and seen == number:
                    head = index
                # A table that no codebook has is where its own head stands.
                if not table and current == key:
                    return index
            elif current == table and (not table or seen == number) and self._is(line, key):
                return index
        return head or 1

    @staticmethod
    def _is(line: str, key: str) -> bool:
        return bool(re.match(rf'\s*"?{re.escape(key)}"?\s*=', line))

    def wrong(self, table: str, number: int, key: str, expected: str) -> BrokenCodebook:
        line = self.line(table, number, key)
        where = f"{table}.{key}" if table else key
        return BrokenCodebook(
            f"{self.label!r}, line {line}, key {where!r}: expected {expected}",
            hint="docs/codebooks.md lists every key of a codebook",
        )

    def codebook(self, raw: dict[str, Any]) -> Codebook:
        for key in raw:
            if key not in _TOP:
                raise self.wrong("", 0, key, f"one of {', '.join(_TOP)}")
        top = _Fields(self, "", 0, raw)
        period = _Fields(self, "period", 0, top.table("period"))
        categories = _Fields(self, "categories", 0, top.table("categories"))
        defaults = _Fields(self, "defaults", 0, top.table("defaults"))
        areas = tuple(self._each(raw, "area", _area))
        book = Codebook(
            name=top.text("name", required=True),
            title=top.text("title"),
            route=top.member("route", Route),
            week_ends=period.number("week_ends", 1, 7),
            due_days=period.number("due_days", 0, 366),
            fiscal_year_starts=period.number("fiscal_year_starts", 1, 12) or 1,
            obligations=tuple(self._each(raw, "obligation", _obligation)),
            areas=tuple(area for area, _ in areas),
            area_words=tuple((area.code, words) for area, words in areas),
            categories=tuple(self._each(raw, "category", _category)),
            measures=tuple(self._each(raw, "measure", _measure)),
            unknown_categories=categories.texts("unknown"),
            default_measure=defaults.text("measure"),
            default_unit=defaults.text("unit"),
        )
        period.nothing_else("week_ends", "due_days", "fiscal_year_starts")
        categories.nothing_else("unknown")
        defaults.nothing_else("measure", "unit")
        self._codes_stand_once(book)
        for table, number, key, expected in contradictions(book):
            raise self.wrong(table, number, key, expected)
        return book

    def _each(self, raw: dict[str, Any], name: str, make: Callable[[_Fields], _T]) -> Iterator[_T]:
        tables = raw.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise self.wrong(name, 0, name, f"tables that begin with [[{name}]]")
        for number, table in enumerate(tables):
            yield make(_Fields(self, name, number, table))

    def _codes_stand_once(self, book: Codebook) -> None:
        seen: set[str] = set()
        for number, category in enumerate(book.categories):
            if category.code in seen or category.code in book.unknown_categories:
                raise self.wrong("category", number, "code", f"{category.code!r} only once")
            seen.add(category.code)
        pairs: set[tuple[str, str]] = set()
        for number, measure in enumerate(book.measures):
            if (measure.code, measure.unit) in pairs:
                raise self.wrong(
                    "measure", number, "code", f"{measure.code!r} in {measure.unit!r} only once"
                )
            pairs.add((measure.code, measure.unit))


class _Fields:
    """The keys of one TOML table, each taken with its kind checked."""

    def __init__(self, source: _Source, table: str, number: int, raw: dict[str, Any]) -> None:
        self.source, self.name, self.index, self.raw = source, table, number, raw

    def wrong(self, key: str, expected: str) -> BrokenCodebook:
        return self.source.wrong(self.name, self.index, key, expected)

    def nothing_else(self, *known: str) -> None:
        for key in self.raw:
            if key not in known:
                raise self.wrong(key, f"one of {', '.join(known)}")

    def table(self, key: str) -> dict[str, Any]:
        found = self.raw.get(key, {})
        if not isinstance(found, dict):
            raise self.wrong(key, "a table")
        return found

    def text(self, key: str, *, required: bool = False) -> str:
        found = self.raw.get(key, "")
        if not isinstance(found, str) or (required and not found.strip()):
            raise self.wrong(key, "a text")
        return found

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        found = self.raw.get(key, [])
        if not isinstance(found, list) or not all(isinstance(x, str) and x for x in found):
            raise self.wrong(key, "a list of texts")
        if required and not found:
            raise self.wrong(key, "at least one text")
        return tuple(found)

    def flag(self, key: str, *, default: bool) -> bool:
        found = self.raw.get(key, default)
        if not isinstance(found, bool):
            raise self.wrong(key, "true or false")
        return found

    def number(self, key: str, low: int, high: int) -> int | None:
        found = self.raw.get(key)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
            raise self.wrong(key, f"a whole number from {low} to {high}")
        return found

    def day(self, key: str) -> date | None:
        found = self.raw.get(key)
        if found is not None and type(found) is not date:
            raise self.wrong(key, "a date such as 2023-03-01")
        return found

    def member(self, key: str, kind: type[_E]) -> _E | None:
        found = self.raw.get(key)
        if found is None:
            return None
        words = [member.value for member in kind]
        if found not in words:
            raise self.wrong(key, f"one of {', '.join(words)}")
        return kind(found)


def _obligation(fields: _Fields) -> Obligation:
    made = Obligation(
        code=fields.text("code", required=True),
        issuer=fields.text("issuer"),
        addressees=fields.text("addressees"),
        frequency=fields.text("frequency"),
        since_earliest=fields.day("since_earliest"),
        since_latest=fields.day("since_latest"),
        basis_stated=fields.text("basis_stated"),
    )
    fields.nothing_else(*Obligation.__dataclass_fields__)
    return made


def _area(fields: _Fields) -> tuple[Area, tuple[str, ...]]:
    made = Area(
        code=fields.text("code", required=True),
        kind=fields.member("kind", AreaKind) or AreaKind.MUNICIPALITY,
        name_ru=fields.text("name_ru", required=True),
        name_en=fields.text("name_en"),
        parent=fields.text("parent"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
    )
    words = (made.name_ru, *((made.name_en,) if made.name_en else ()), *fields.texts("words"))
    fields.nothing_else(*(set(Area.__dataclass_fields__) - {"claimed"}), "words")
    return made, words


def _category(fields: _Fields) -> Category:
    made = Category(
        code=fields.text("code", required=True),
        words=fields.texts("words", required=True),
        agency=fields.text("agency"),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        overlaps=fields.flag("overlaps", default=True),
    )
    fields.nothing_else(*Category.__dataclass_fields__)
    return made


def _measure(fields: _Fields) -> Measure:
    made = Measure(
        code=fields.text("code", required=True),
        unit=fields.text("unit", required=True),
        words=fields.texts("words", required=True),
        stage=fields.text("stage"),
        derived=fields.flag("derived", default=False),
        target=fields.flag("target", default=False),
    )
    fields.nothing_else(*Measure.__dataclass_fields__)
    return made
