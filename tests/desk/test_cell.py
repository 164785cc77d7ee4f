"""Every figure leads back to its cell, in every format, and nothing sealed is ever shown."""

from __future__ import annotations

import io
import random
from collections import defaultdict
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from svodka.desk.build import build_case
from svodka.desk.case import Case, open_case
from svodka.desk.cell import source_cell
from svodka.desk.derive import State
from svodka.desk.founding import new_case
from svodka.desk.identity import parse_identity, spelled
from svodka.desk.observations import figures_of, observations_of
from svodka.desk.picture import BOX, letters, wrapped
from svodka.desk.picture_prose import Excerpt, draw_prose
from svodka.desk.take import take_in
from svodka.model import Anchor, BadArgument, SvodkaError
from tests.desk.test_build import Silent

Row = dict[str, str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The shipped samples, one heap public and one not, built."""
    top = tmp_path_factory.mktemp("samples")
    samples = resources.files("svodka.desk").joinpath("samples")
    with resources.as_file(samples) as folder:
        new_case(top / "case", str(folder / "zaozerye.toml"))
        with open_case(top / "case") as case:
            list(take_in(case, [folder / "public"], "press", "public"))
            list(take_in(case, [folder / "letter"], None, None))
            build_case(case, 1, None, Silent())
            yield case


@pytest.fixture(scope="module")
def rows(built: Case) -> dict[str, list[Row]]:
    """The figures of each document."""
    found = observations_of(built, inside=False)
    listed: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows():
        listed[row[0]].append(dict(zip(found.columns, row, strict=True)))
    return listed


def samples(rows: dict[str, list[Row]], each: int) -> list[Row]:
    chance = random.Random(11)
    return [
        row for figures in rows.values() for row in chance.sample(figures, min(each, len(figures)))
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


def boxed(picture: Image.Image) -> tuple[int, int, int, int]:
    """The rectangle that the red pixels span."""
    red = ImageColor.getrgb(BOX)
    flat = picture.convert("RGB")
    wide = flat.width
    pixels = flat.tobytes()
    places = [at // 3 for at in range(0, len(pixels), 3) if pixels[at : at + 3] == bytes(red)]
    assert places, "no box is drawn"
    across = [place % wide for place in places]
    down = [place // wide for place in places]
    return min(across), min(down), max(across), max(down)


def test_every_format_of_the_samples_has_figures(built: Case, rows: dict[str, list[Row]]) -> None:
    types = {
        one.part.outcome.media_type.rsplit("/", 1)[-1].rsplit(".", 1)[-1]
        for one in figures_of(built)
        if one.held.label in rows
    }
    assert {"csv", "html", "pdf", "plain", "sheet", "document", "ms-excel"} <= types


def test_the_words_of_every_figure_are_found_in_its_cell(
    built: Case, rows: dict[str, list[Row]]
) -> None:
    for row in samples(rows, 4):
        identity = spelled(row["document"], row["anchor"], row["part"])
        shown = source_cell(built, identity)
        assert shown.lines[0] == identity
        source = squeezed("".join(shown.lines[shown.lines.index("in the source:") :]))
        assert f"[{squeezed(row['raw'])}]" in source, identity


def test_every_picture_has_a_box_with_something_in_it(
    built: Case, rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    for number, row in enumerate(samples(rows, 1)):
        path = tmp_path / f"{number}.png"
        shown = source_cell(built, spelled(row["document"], row["anchor"], "1"), path)
        assert shown.picture is not None
        assert shown.picture == path
        picture = Image.open(shown.picture)
        left, top, right, bottom = boxed(picture)
        assert right - left > 6
        assert bottom - top > 8
        inner = picture.convert("L").crop((left + 4, top + 4, right - 3, bottom - 3))
        low, high = inner.getextrema()
        assert row["mark"] == "blank" or (low, high) != (high, high), row
        assert shown.working_copy is ("Warning" in picture.info)


@pytest.mark.parametrize("name", ["cell.txt", "cell", "none/cell.png"])
def test_a_picture_has_a_name_for_a_picture_in_a_folder_that_is_there(
    name: str, built: Case, rows: dict[str, list[Row]], tmp_path: Path
) -> None:
    row = samples(rows, 1)[0]
    with pytest.raises(BadArgument):
        source_cell(built, spelled(row["document"], row["anchor"], "1"), tmp_path / name)
    assert not any(tmp_path.iterdir())


def test_figures_of_public_documents_carry_no_notice(
    built: Case, rows: dict[str, list[Row]]
) -> None:
    public = {
        held.label for held in built.holdings().documents if held.document.by.value == "press"
    }
    for row in samples(rows, 1):
        shown = source_cell(built, spelled(row["document"], row["anchor"], "1"))
        assert shown.working_copy is (row["document"] not in public)


def test_a_table_that_holds_people_is_never_shown(built: Case, tmp_path: Path) -> None:
    sealed = [one.held.label for one in figures_of(built) if one.part.outcome.state is State.SEALED]
    assert len(sealed) == 1
    for cell in ("A1", "B3", "C4", "D5"):
        for sheet in ("Sheet", "Sheet1", "Лист1", "Список"):
            anchor = Anchor.parse(f"sheet={sheet}&cell={cell}")
            with pytest.raises(SvodkaError, match="sealed"):
                source_cell(built, f"{sealed[0]}:{anchor}", tmp_path / "people.png")
    assert not (tmp_path / "people.png").exists()


def test_an_anchor_alone_will_do_where_it_is_unique(
    built: Case, rows: dict[str, list[Row]]
) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for figures in rows.values():
        for row in figures:
            seen[row["anchor"]].add(row["document"])
    unique = next(anchor for anchor, documents in seen.items() if len(documents) == 1)
    assert source_cell(built, unique).lines[0].startswith(f"{min(seen[unique])}:{unique}")
    shared = next((anchor for anchor, documents in seen.items() if len(documents) > 1), None)
    if shared is not None:
        with pytest.raises(BadArgument, match="stands in") as failure:
            source_cell(built, shared)
        assert f"{min(seen[shared])}:{shared}" in failure.value.hint


def test_a_cell_without_a_figure_is_shown_and_said_to_hold_none(
    built: Case, rows: dict[str, list[Row]]
) -> None:
    row = next(row for figures in rows.values() for row in figures if "sheet=" in row["anchor"])
    sheet, _, _ = row["anchor"].partition("&")
    head = Anchor.parse(f"{sheet}&cell=A1")
    assert source_cell(built, f"{row['document']}:{head}").lines[1] == "  no figure stands here"


@pytest.mark.parametrize(
    "text",
    ["", "D-0001", "D-0001:", "D-0001:A1", "cell=a1", "D-0001:cell=A1:0", "0" * 63 + ":cell=A1"],
)
def test_what_names_no_figure_is_wrong_usage(text: str) -> None:
    with pytest.raises(BadArgument, match="names no figure"):
        parse_identity(text)


@pytest.mark.parametrize(
    ("text", "document", "anchor", "part"),
    [
        ("D-0003:sheet=a%3Ab&cell=C17:2", "D-0003", "sheet=a%3Ab&cell=C17", 2),
        ("d-3:cell=A1", "d-3", "cell=A1", None),
        ("page=1&box=1,2,3,4:3", None, "page=1&box=1,2,3,4", 3),
        (f"{'a' * 64}:chars=1-2", "a" * 64, "chars=1-2", None),
    ],
)
def test_a_figure_is_named_by_document_anchor_and_part(
    text: str, document: str | None, anchor: str, part: int | None
) -> None:
    named = parse_identity(text)
    assert (named.document, str(named.anchor), named.part) == (document, anchor, part)


@pytest.mark.parametrize("absent", ["D-9999:cell=A1", "D-0001:cell=ZZ999", "cell=ZZ999"])
def test_a_figure_that_is_not_there_is_said(built: Case, absent: str) -> None:
    with pytest.raises(SvodkaError, match=r"holds no|nothing is shown|no figure"):
        source_cell(built, absent)


def test_our_letters_hold_russian() -> None:
    font = letters(16)
    assert font.getmask("Щ").getbbox() is not None
    assert font.getmask("Щ").getbbox() != font.getmask("\uffff").getbbox()


def test_wrapped_lines_fit_and_lose_no_word_in_silence() -> None:
    font = letters(13)
    text = "Ханты-Мансийский автономный округ – Югра и ещё " + "о" * 200
    lines = wrapped(text, font, 120, 50)
    assert all(font.getlength(line) <= 120 for line in lines)
    assert squeezed("".join(lines)) == squeezed(text)
    assert wrapped(text, font, 120, 2)[-1].endswith("…")


@pytest.mark.parametrize("where", [0, 500, 3990])
def test_a_passage_in_a_long_text_is_boxed(where: int) -> None:
    text = ("слово " * 700)[:4000]
    picture = draw_prose(Excerpt(text, where, where + 9))
    left, top, right, bottom = boxed(picture)
    assert 0 <= left < right < picture.width
    assert 0 <= top < bottom < picture.height
    picture.save(io.BytesIO(), "PNG")


def test_a_cell_of_a_table_in_plain_text_is_shown_as_a_table(tmp_path: Path) -> None:
    text = (
        "ОБРАЗЕЦ – вымышленные данные\n\n"
        "Район         План   Факт\n"
        "-------------------------\n"
        "Верхний         12      -\n"
        "Нижний           7      5\n"
        "Дальний          3\n"
    )
    letter = tmp_path / "letter.txt"
    letter.write_text(text, "utf-8")
    new_case(tmp_path / "case", None)
    with open_case(tmp_path / "case") as case:
        list(take_in(case, [letter], "press", "public"))
        build_case(case, 1, None, Silent())
        start = text.index("12")
        shown = source_cell(case, f"D-0001:chars={start}-{start + 2}", tmp_path / "cell.png")
        assert "  Верхний | [12] | -" in shown.lines
        left, top, right, bottom = boxed(Image.open(tmp_path / "cell.png"))
        assert right - left < 120
        assert bottom - top < 60
        found = observations_of(case, inside=False)
        listed = [dict(zip(found.columns, row, strict=True)) for row in found.rows()]
        marks = {row["anchor"]: row["mark"] for row in listed}
        blanks = [place for place, mark in marks.items() if mark == "blank"]
        assert len(marks) == 6
        assert len(blanks) == 1
        assert "  Дальний | 3 | []" in source_cell(case, f"D-0001:{blanks[0]}").lines
