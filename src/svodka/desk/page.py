"""A case on one static page: no script, no other file, no connection; Russian and English side by side."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import jinja2

from svodka.analyse import CAUTIONS
from svodka.desk.case import Case
from svodka.desk.judging import checked, in_words, working_copy
from svodka.desk.observations import COLUMNS, figures_of, marked
from svodka.desk.places import write_whole
from svodka.desk.status import COLUMNS as STATUS
from svodka.desk.status import status_of
from svodka.model import Finding, Protection
from svodka.read import formats

NOTICE = "WORKING COPY – NOT CHECKED FOR PUBLICATION"
MOST = 2000
_CELLS = 4

Russian = Callable[[str], str]

_STATES = {
    "read": "прочитан",
    "partly read": "прочитан частично",
    "not read": "не прочитан",
    "holds people: sealed": "список людей: запечатан",
    "holds people: sealed in part": "список людей: запечатан, остальное прочитано",
}
_MARKS = {
    "dash": "– (прочерк, dash)",
    "blank": "(пусто, blank)",
    "withheld": "(скрыто, withheld)",
    "not_available": "… (нет данных, not available)",
    "unreadable": "(не читается, unreadable)",
    "worded": "(словами, in words)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What the page is called in both languages, and what must stand on it."""

    russian: str
    english: str
    invented: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """One figure with the words and the picture of its source cell; `png` may be empty."""

    identity: str
    words: str
    png: bytes = b""


def write_page(case: Case, title: Title, cell: Pictured | None, russian: Russian = str) -> Path:
    """Write the page into the case's `out/page` and return its path.

    `russian` gives the Russian words of a message.
    """
    path = case.places.out / "page" / "index.html"
    write_whole(path, rendered(case, title, cell, russian).encode())
    return path


def rendered(case: Case, title: Title, cell: Pictured | None, russian: Russian = str) -> str:
    """The page as HTML."""
    loader = jinja2.PackageLoader("svodka.desk", "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, undefined=jinja2.StrictUndefined
    )
    rows = [
        dict(zip(COLUMNS, row, strict=True)) | {"document": one.held.label}
        for one in figures_of(case)
        for row in one.frame().iter_rows()
    ]
    doubts = Counter(words for row in rows for words in row["doubt"].split("; ") if words)
    return environment.get_template("page.html").render(
        title_ru=title.russian,
        title_en=title.english,
        invented=title.invented,
        notice=NOTICE,
        working_copy=any(
            held.document.protection is not Protection.PUBLIC for held in case.holdings().documents
        ),
        documents=[_document(row, russian) for row in status_of(case, inside=False).rows],
        cell=_pictured(cell),
        grid=_grid(case),
        findings=[_finding(one, russian) for one in checked(case).findings],
        doubts=[
            (russian(words), words, times)
            for words, times in sorted(doubts.items(), key=lambda item: (-item[1], item[0]))
        ],
        figures=[_figure(row, russian) for row in rows[:MOST]],
        shown=MOST,
        left_out=len(rows) > MOST,
    )


def _document(row: tuple[str, ...], russian: Russian) -> dict[str, str]:
    said = dict(zip(STATUS, row, strict=True))
    names = {reader.media_type: reader.name for reader in formats()}
    return {
        **said,
        "label": said["document"],
        "state_ru": _STATES.get(said["state"], ""),
        "protection_ru": russian(said["protection"]),
        "media_type": names.get(said["media_type"], said["media_type"]),
    }


def _grid(case: Case) -> str:
    """The picture of who filed what, where one was drawn, as it can stand within the page."""
    path = marked(case.places.out / "page" / "grid.svg", working_copy=working_copy(case))
    return base64.b64encode(path.read_bytes()).decode() if path.is_file() else ""


def _finding(one: Finding, russian: Russian) -> dict[str, str]:
    caution = CAUTIONS.get(one.test)
    cells = [unquote(str(cell)) for cell in one.cells]
    days = " – ".join(dict.fromkeys(day for day in (one.start, one.end) if day))
    return {
        "kind": one.kind.value,
        "kind_ru": russian(one.kind.value),
        "where": " · ".join(word for word in (one.area, days, one.category, one.measure) if word),
        "words": unquote(one.words),
        "words_ru": unquote(in_words(one.words, russian)),
        "cells": ", ".join(cells[:_CELLS]),
        "more": str(len(cells) - _CELLS) if len(cells) > _CELLS else "",
        "harmless": caution.harmless if caution else "",
        "harmless_ru": russian(caution.harmless) if caution else "",
    }


def _pictured(cell: Pictured | None) -> dict[str, str] | None:
    if cell is None:
        return None
    return {
        "identity": cell.identity,
        "words": cell.words,
        "picture": base64.b64encode(cell.png).decode(),
        "alt": f"Ячейка обведена. The cell is boxed: {cell.identity}",
    }


def _figure(row: Mapping[str, str], russian: Russian) -> dict[str, str]:
    sign = "" if row["qualifier"] in ("", "=") else f"{row['qualifier']}\N{NO-BREAK SPACE}"
    value = f"{sign}{row['value']}" if row["value"] else _MARKS.get(row["mark"], row["mark"])
    return {
        "document": row["document"],
        "anchor": row["anchor"],
        "area": _worded(row, "area"),
        "period": _period(row),
        "measure": _worded(row, "measure") + (f", {row['unit']}" if row["unit"] else ""),
        "category": _worded(row, "category"),
        "value": value,
        "role": row["role"],
        "role_ru": russian(row["role"]),
        "doubt": row["doubt"],
        "doubt_ru": "; ".join(map(russian, filter(None, row["doubt"].split("; ")))),
    }


def _worded(row: Mapping[str, str], name: str) -> str:
    code, label = row[name], row[f"{name}_label"]
    return f"{label} [{code}]" if code and label else label or code


def _period(row: Mapping[str, str]) -> str:
    days = row["as_of"] or " – ".join(day for day in (row["start"], row["end"]) if day)
    return f"{days} ({row['basis']})" if days else row["period_label"]
