"""Pictures of a judged case: they stand alone, come out the same twice, and rank nobody."""

from __future__ import annotations

import csv
import importlib.util
import random
import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from svodka.cli import main
from svodka.cli.language import choose, said
from svodka.desk import charts
from svodka.desk.charts import picture_screen, ready, svg_of
from svodka.desk.charts_grid import grid_drawn
from svodka.desk.charts_series import chosen
from svodka.desk.reckoning import GRID
from svodka.desk.screening import Options
from svodka.model import BadArgument, FilingState, SvodkaError

NOTICE = "WORKING COPY – NOT CHECKED FOR PUBLICATION"
FIRST = date(2023, 10, 2)


def plain(message: str) -> str:
    return message


def filing(area: str, week: int, state: str, **more: str) -> tuple[str, ...]:
    start = FIRST + timedelta(7 * week)
    row = dict.fromkeys(GRID, "") | {
        "obligation": "weekly-return",
        "area": area,
        "area_label": f"район {area}",
        "start": start.isoformat(),
        "end": (start + timedelta(6)).isoformat(),
        "due": "certain",
        "state": state,
        **more,
    }
    return tuple(row[name] for name in GRID)


FILINGS = (
    filing("Z-02", 0, "reported", late="1"),
    filing("Z-02", 1, "missing"),
    filing("Z-01", 0, "zero"),
    filing("Z-01", 1, "not_obtained", due="uncertain"),
    filing("Z-03", 0, "blank"),
    filing("Z-03", 1, "reported", version="1", versions="2"),
    filing("Z-03", 1, "reported", version="2", versions="2"),
)


def drawn_grid(rows: tuple[tuple[str, ...], ...] = FILINGS, *, working_copy: bool = True) -> str:
    return svg_of(grid_drawn(GRID, rows, plain), plain, working_copy=working_copy).decode()


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]


def cells(svg: str) -> dict[str, str]:
    """What each cell of the grid says to a screen reader, with how it is filled."""
    found = re.findall(r'aria-label="([^"]+ · [^"]+)"[^>]*? fill="([^"]+)"', svg)
    return {words: fill for words, fill in found if " · 20" in words}


def weekly(path: Path, areas: int = 3, weeks: int = 60) -> Path:
    draw = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["area", "start", "end", "value"])
        for area in range(areas):
            for week in range(weeks):
                start = FIRST + timedelta(7 * week)
                value = "" if week in (20, 21) else str(draw.randint(40, 90))
                if week == 50:
                    value = "400"
                writer.writerow([f"X-{area}", start, start + timedelta(6), value])
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--dir", str(folder)]) == 0
    return folder


def test_every_state_looks_different_without_colour_and_not_obtained_is_not_missing() -> None:
    svg = drawn_grid()
    fills = cells(svg)
    assert len(fills) == 6
    by_state = {
        state: {fill for words, fill in fills.items() if f" · {state.value}" in words}
        for state in FilingState
    }
    assert all(len(one) == 1 for one in by_state.values())
    assert by_state[FilingState.MISSING] != by_state[FilingState.NOT_OBTAINED]
    greys = [fill for one in by_state.values() for fill in one]
    assert all(re.fullmatch(r"#([0-9a-f]{2})\1\1", fill) for fill in greys)
    signs = texts(svg)
    assert signs.count("0") == 2, "in the grid and in the legend"
    assert signs.count("–") == 2
    assert "2" in signs, "two versions"
    heavy = re.findall(r'stroke="#000" stroke-width="2\.6"', svg)
    assert len(heavy) == 4, "a cross in the grid and one in the legend"


def test_areas_stand_in_order_of_names_whatever_they_filed_and_however_late() -> None:
    orders = []
    for rows in (FILINGS, FILINGS[::-1]):
        shown = [text for text in texts(drawn_grid(rows)) if text.startswith("Z-")]
        orders.append(shown)
        assert shown == sorted(shown)
    assert orders[0] == orders[1]
    late = tuple(filing(f"Z-0{at}", 0, "reported", late="01"[at % 2]) for at in range(1, 5))
    assert len(set(cells(drawn_grid(late)).values())) == 1, "lateness has no shade"


def test_an_uncertain_duty_is_marked_and_said() -> None:
    certain = drawn_grid((filing("Z-01", 0, "not_obtained"),))
    uncertain = drawn_grid((filing("Z-01", 0, "not_obtained", due="uncertain"),))
    assert "owed only if" not in "".join(cells(certain))
    assert "owed only if" in "".join(cells(uncertain))
    assert uncertain.count('stroke="#fff"') == certain.count('stroke="#fff"') + 1


def test_a_picture_stands_alone_and_comes_out_the_same_twice() -> None:
    svg = drawn_grid()
    assert svg == drawn_grid()
    assert not re.search(r"<script|<image|<style|@font-face|<use|href|javascript|\son\w+=", svg)
    assert set(re.findall(r"https?://[^\"' >]*", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    root = ElementTree.fromstring(svg)
    title, desc = root[0], root[1]
    assert title.tag.endswith("title")
    assert title.text == "Who filed what for when"
    assert desc.text is not None
    assert "4 of 6 slots are in hand" in desc.text


def test_the_notice_is_drawn_for_what_is_not_public_only() -> None:
    assert NOTICE in texts(drawn_grid())
    assert NOTICE not in drawn_grid(working_copy=False)


def test_title_and_notes_are_in_the_language_in_force() -> None:
    choose("ru")
    try:
        svg = svg_of(grid_drawn(GRID, FILINGS, said), said, working_copy=True).decode()
    finally:
        choose(None)
    assert "Кто что подал" in svg
    assert "на руках позиций: 4 из 6" in svg
    assert NOTICE in svg
    ours = [text for text in texts(svg) if re.search(r"[a-z]{4}", text)]
    assert all(
        re.search("[а-я]", text) or "weekly" in text or "obtained" in text for text in ours
    ), ours


@pytest.mark.parametrize("tests", [("ears-c1", "cusum"), ("last-digit",), ("underdispersion",)])
def test_every_note_of_a_picture_has_russian_words(tests: tuple[str, ...], tmp_path: Path) -> None:
    choose("ru")
    try:
        path = tmp_path / "picture.svg"
        picture_screen(path, weekly(tmp_path / "w.csv"), Options(tests=tests), "X-1", said)
    finally:
        choose(None)
    shown = texts(path.read_text("utf-8"))
    english = [text for text in shown if re.search(r"[a-z]{4}", text)]
    assert not [t for t in english if not re.search("[а-я]", t) and t not in (*tests, "X-1")]


def test_what_an_area_is_called_cannot_leave_its_text() -> None:
    name = """</text><script>alert('1')</script> "\\'"""
    svg = drawn_grid((filing("Z-01", 0, "reported", area_label=name),))
    root = ElementTree.fromstring(svg)
    assert not [node for node in root.iter() if node.tag.endswith("script")]


def test_alarms_gaps_and_periods_without_a_bound_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "series.svg"
    options = Options(tests=("ears-c1",))
    picture_screen(path, weekly(tmp_path / "w.csv"), options, "X-2", plain)
    svg = path.read_text("utf-8")
    shown = texts(svg)
    assert (
        "58 of 60 periods are in hand; counts are of what was reported, not of what happened"
        in shown
    )
    (line,) = [text for text in shown if text.startswith("ears-c1: ")]
    alarms, _, without = map(int, re.findall(r"\d+", line.partition(": ")[2]))
    assert alarms >= 1
    assert shown.count("?") == without
    assert len(re.findall('stroke="#d55e00"', svg)) == alarms
    assert len(re.findall('fill="#dcdcdc"', svg)) == 2


def test_no_line_crosses_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "series.svg"
    picture_screen(path, weekly(tmp_path / "w.csv"), Options(tests=("ears-c1",)), "1", plain)
    lines = re.findall(r'<path[^>]*stroke="#000"[^>]*stroke-width="1\.2"', path.read_text("utf-8"))
    assert len(lines) == 2


@pytest.mark.parametrize("test", ["last-digit", "evenness", "underdispersion"])
def test_regularity_comes_with_its_null_its_innocent_causes_and_no_verdict(
    test: str, tmp_path: Path
) -> None:
    path = tmp_path / "picture.svg"
    file = weekly(tmp_path / "w.csv")
    picture_screen(path, file, Options(tests=(test,)), None, plain)
    first = path.read_bytes()
    picture_screen(path, file, Options(tests=(test,)), None, plain)
    assert path.read_bytes() == first
    svg = first.decode()
    assert "by chance would mean" in svg
    assert "innocent causes" in svg
    assert "fabricat" not in svg
    assert "174 of 180 slots are in hand" in svg


@pytest.mark.parametrize(
    ("name", "said_of"),
    [("grid.png", "is an SVG"), ("grid", "is an SVG"), ("no/grid.svg", "no folder")],
)
def test_a_name_that_cannot_be_a_picture_is_refused(
    name: str, said_of: str, tmp_path: Path
) -> None:
    with pytest.raises(BadArgument, match=said_of):
        ready(tmp_path / name)


@pytest.mark.parametrize("absent", charts.PACKAGES)
def test_without_the_packages_that_draw_the_error_says_what_to_install(
    absent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *more: None if name == absent else real(name, *more),
    )
    with pytest.raises(SvodkaError, match="vl-convert-python"):
        ready(tmp_path / "grid.svg")
    file, picture = weekly(tmp_path / "w.csv"), tmp_path / "p.svg"
    assert main(["screen", str(file), "--test", "last-digit", "--picture", str(picture)]) == 1
    assert "svodka[pictures]" in capsys.readouterr().err
    assert not picture.exists()
    assert main(["screen", str(file), "--test", "last-digit"]) == 0


def test_a_series_is_meant_by_number_name_or_words_and_never_guessed() -> None:
    names = ["A · agreed", "A · 4 · agreed", "B · agreed"]
    assert [chosen(names, "1"), chosen(names, "A · 4 · agreed"), chosen(names, "agreed b")] == [
        0,
        1,
        2,
    ]
    assert chosen(names, "a agreed") == 0, "the one with no further words"
    for asked in (None, "agreed", "0", "4", "C"):
        with pytest.raises(BadArgument, match="one series makes a picture"):
            chosen(names, asked)
    with pytest.raises(SvodkaError, match="no series"):
        chosen([], None)


def test_more_slots_than_a_picture_holds_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("svodka.desk.charts_grid.MOST_SLOTS", 3)
    with pytest.raises(BadArgument, match="too many for one picture"):
        grid_drawn(GRID, FILINGS, plain)
    with pytest.raises(SvodkaError, match="nothing to draw"):
        grid_drawn(GRID, (), plain)


def test_the_commands_draw_the_demonstration_case(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(demo / "letter")
    asked: dict[str, tuple[str, ...]] = {
        "grid": ("grid", case),
        "weeks": ("checks", case),
        "series": ("signals", case, "--series", "X-ZAO agreed"),
    }
    for name, command in asked.items():
        path = tmp_path / f"{name}.svg"
        assert main([*command, "--picture", str(path)]) == 0, capsys.readouterr().err
        said_on = capsys.readouterr().err
        svg = path.read_text("utf-8")
        assert NOTICE in texts(svg)
        assert "in hand" in svg
        assert f"picture: {path}" in said_on
        assert f"warning: {NOTICE}" in said_on
    public = tmp_path / "public.svg"
    assert main(["grid", str(demo / "public"), "--picture", str(public)]) == 0
    assert NOTICE not in public.read_text("utf-8")


def test_stages_stand_apart_in_the_picture_of_steps(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "weeks.svg"
    assert main(["checks", str(demo / "letter"), "--picture", str(path)]) == 0
    shown = texts(path.read_text("utf-8"))
    agreed, approached = shown.index("agreed"), shown.index("approached")
    assert agreed != approached
    rows = [text for text in shown if re.search(r" · 20\d\d-\d\d-\d\d$", text)]
    assert len(rows) > 40
    assert not [text for text in rows if "agreed" in text or "approached" in text]
    areas = [text.split(" · ")[0] for text in rows]
    turns = [at for at in range(1, len(areas)) if areas[at] < areas[at - 1]]
    assert len(turns) == 1, "areas in order of names, once for each of two stages"


def test_series_too_short_for_a_test_of_regularity_are_said_not_drawn(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for of in ("digits", "dispersion"):
        path = tmp_path / f"{of}.svg"
        command = ["checks", str(demo / "letter"), "--of", of, "--picture", str(path)]
        if main(command):
            assert "nothing to draw" in capsys.readouterr().err
            assert not path.exists()


def test_versions_that_differ_in_state_share_the_cell() -> None:
    rows = (filing("Z-01", 0, "reported", version="1"), filing("Z-01", 0, "blank", version="2"))
    (words,) = {words for words in cells(drawn_grid(rows))}
    assert words.endswith("reported, blank")
    boxes = re.findall(r'aria-label="[^"]* · 2023-10-02[^"]*"', drawn_grid(rows))
    assert len(boxes) == 2


def test_a_public_case_without_a_series_says_so(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(demo / "public")
    for command in (["signals", case], ["checks", case]):
        path = tmp_path / "none.svg"
        code = main([*command, "--picture", str(path)])
        assert (code == 0) == path.exists()
        if code:
            assert "svodka: error: " in capsys.readouterr().err
