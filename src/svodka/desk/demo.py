"""The demonstration: two cases made of documents that the package ships, and one figure led to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from svodka.desk.build import build_case
from svodka.desk.campaign import adopt_codebook, book_in_force
from svodka.desk.case import Case, open_case
from svodka.desk.cell import source_cell
from svodka.desk.charts import picture_grid
from svodka.desk.founding import new_case
from svodka.desk.judging import checked, told, working_copy
from svodka.desk.observations import COLUMNS, figures_of, marked
from svodka.desk.page import Pictured, Russian, Title, write_page
from svodka.desk.reckoning import Reckoned, grid_of
from svodka.desk.status import COLUMNS as STATUS
from svodka.desk.status import status_of
from svodka.desk.take import take_in
from svodka.model import NotBuilt, SvodkaError

DEFAULT = Path("svodka-demo")
INVENTED = "ОБРАЗЕЦ – вымышленные данные"
_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heap:
    """One heap of shipped documents: how it is taken, and which figure is led to its cell."""

    folder: str
    title: Title
    codebook: str
    by: str
    protection: str
    area: str
    measure: str


_HEAPS = (
    _Heap(
        folder="public",
        title=Title(
            russian="Официальные числа, как они опубликованы",
            english="Official counts as published",
        ),
        codebook="communiques",
        by="press",
        protection="public",
        area="RU-VOR",
        measure="signed",
    ),
    _Heap(
        folder="letter",
        title=Title(
            russian="Восемь недельных сводок вымышленной области",
            english="Eight weekly returns of a made-up oblast",
            invented=INVENTED,
        ),
        codebook="zaozerye.toml",
        by="official",
        protection="obtained",
        area="ZAO-KLU",
        measure="approached",
    ),
)


class _Silent:
    """Nobody watches a demonstration's build."""

    def expect(self, total: int) -> None:
        """How many steps there will be."""

    def step(self) -> None:
        """One more is done."""


def demonstrate(folder: Path | None, *, serve: bool, russian: Russian = str) -> Iterator[str]:
    """Build the demonstration cases below `folder` and say what was found, line by line.

    Cases that stand there already are built on: nothing is taken or read twice. `russian` gives
    the Russian words of a message, for the page.

    Raises:
        NotBuilt: the desk in a browser is wanted.
    """
    if serve:
        raise NotBuilt(
            "'svodka demo --serve' is not built yet",
            hint="svodka demo ends with a static page that any browser opens",
        )
    below = folder or DEFAULT
    samples = resources.files("svodka.desk").joinpath("samples")
    with resources.as_file(samples) as source:
        for heap in _HEAPS:
            yield from _shown(heap, source, below / heap.folder, russian)


def _shown(heap: _Heap, source: Path, place: Path, russian: Russian) -> Iterator[str]:
    yield ""
    yield f"== {heap.title.english} · {heap.title.russian} =="
    if heap.title.invented:
        yield heap.title.invented
    if not (place / "case.toml").exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        new_case(place)
    with open_case(place) as case:
        is_path = heap.codebook.endswith(".toml")
        adopt_codebook(case, str(source / heap.codebook) if is_path else heap.codebook)
        for _ in take_in(case, [source / heap.folder], heap.by, heap.protection):
            pass
        built = build_case(case, 1, None, _Silent())
        yield built.summary
        yield from _read(case)
        rows = _rows(case)
        yield from _recognised(rows)
        yield from _doubtful(rows)
        yield from _judged(case, russian)
        cell = _cell(case, heap, rows)
        if cell is not None:
            yield ""
            yield "From a figure to its cell"
            yield from (f"  {line}" for line in cell.words.splitlines())
        page = write_page(case, heap.title, cell, russian)
    yield ""
    yield f"The same on a page: {page}"
    yield f"Go on: svodka observations {place}    svodka status {place}"


def _rows(case: Case) -> list[dict[str, str]]:
    return [
        {**dict(zip(COLUMNS, row, strict=True)), "document": one.held.label}
        for one in figures_of(case)
        for row in one.frame().iter_rows()
    ]


def _read(case: Case) -> Iterator[str]:
    names = {held.label: Path(held.document.names[0]).name for held in case.holdings().documents}
    yield ""
    yield "What was read"
    for row in status_of(case, inside=False).rows:
        said = dict(zip(STATUS, row, strict=True))
        reason = f": {said['reason']}" if said["reason"] else ""
        yield (
            f"  {said['document']}  {names[said['document']]:<22} {said['state']}{reason}"
            f"  {said['figures']} figures, {said['doubts']} doubts"
        )


def _recognised(rows: list[dict[str, str]]) -> Iterator[str]:
    data = [row for row in rows if row["role"] == "data" and row["measure"] and row["value"]]
    roles = Counter(row["role"] for row in rows)
    yield ""
    yield "What was recognised"
    yield "  " + ", ".join(f"{role}: {roles[role]}" for role in sorted(roles))
    step = max(len(data) // _SHOWN, 1)
    for row in data[::step][:_SHOWN]:
        days = row["as_of"] or " – ".join(day for day in (row["start"], row["end"]) if day)
        what = " ".join(word for word in (row["measure"], row["category_label"]) if word)
        yield (
            f"  {row['area_label'] or '?'} [{row['area'] or 'no code'}]  {days or row['period_label']}"
            f"  {what}  {row['qualifier']}{row['value']} {row['unit']}  <- {row['document']} {row['anchor']}"
        )


def _doubtful(rows: list[dict[str, str]]) -> Iterator[str]:
    doubts = Counter(words for row in rows for words in row["doubt"].split("; ") if words)
    yield ""
    yield "What is doubtful"
    for words, times in sorted(doubts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {times:>4} × {words}"
    if not doubts:
        yield "  nothing"


def _judged(case: Case, russian: Russian) -> Iterator[str]:
    yield ""
    yield "What does not add up"
    found = checked(case)
    yield from (f"  {line}" for line in found.lines)
    yield from (f"  {line}" for line in told(found.findings, str))
    grid = grid_of(case, None)
    yield ""
    yield "Who filed what"
    yield from (f"  {line}" for line in grid.lines)
    if book_in_force(case) is not None and any(row[0] for row in grid.rows):
        yield f"  {_drawn(case, grid, russian)}"


def _drawn(case: Case, grid: Reckoned, russian: Russian) -> str:
    """The grid as a picture beside the page; a machine without the packages says so and goes on."""
    path = marked(case.places.out / "page" / "grid.svg", working_copy=grid.working_copy)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path = picture_grid(path, grid, russian)
    except SvodkaError as failure:
        return f"no picture: {failure}"
    return f"picture: {path}"


def _cell(case: Case, heap: _Heap, rows: list[dict[str, str]]) -> Pictured | None:
    """The heap's chosen figure, preferably on a page of a PDF, with the picture of its cell."""
    chosen = sorted(
        (
            row
            for row in rows
            if row["area"] == heap.area and row["measure"] == heap.measure and row["value"]
        ),
        key=lambda row: (not row["anchor"].startswith("page="), row["document"], row["anchor"]),
    )
    if not chosen:
        return None
    identity = f"{chosen[0]['document']}:{chosen[0]['anchor']}"
    png = marked(case.places.out / "page" / "cell.png", working_copy=working_copy(case))
    png.parent.mkdir(parents=True, exist_ok=True)
    found = source_cell(case, identity, png)
    data = found.picture.read_bytes() if found.picture is not None else b""
    return Pictured(identity=identity, words="\n".join(found.lines), png=data)
