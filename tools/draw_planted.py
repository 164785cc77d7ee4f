"""Draws docs/planted-found.svg and docs/planted-accused.svg from tests/reconcile/planted.csv; run by hand.

Prints the tables of docs/planted.md, which a test compares with the same file. Grey and blue, told
apart by shape as well.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import altair as alt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from svodka.desk.charts import Drawn, svg_of
from svodka.desk.charts_marks import PALE, Marks, layered, names_down, of
from tests.reconcile.simulate import LETTERS, Line, read

DOCS = ROOT / "docs"
ALONE = ("decidable_alone", "tied_alone", "undecided_alone")
WIDTH, HEIGHT = 520, 190
LEAST = 0.9
BLUE, GREY = "#0072b2", "#777777"
OF_DECIDABLE, OF_PLANTED = "of what is decidable", "of all that was planted"


def by_number(lines: Sequence[Line]) -> list[tuple[int, list[Line]]]:
    """The files by how many defects were planted in each."""
    numbers = sorted({len(one.planted) for one in lines})
    return [(n, [one for one in lines if len(one.planted) == n]) for n in numbers]


def found(lines: Sequence[Line], letter: str = "") -> tuple[int, int, int, int]:
    """Planted, decidable, decidable and found, found at all; of one kind, or of all."""
    texts = (
        "".join(one.planted for one in lines),
        "".join(one.decidable for one in lines),
        "".join(one.decidable_alone for one in lines),
        "".join(one.letters(*ALONE) for one in lines),
    )
    planted, decidable, right, alone = (
        text.count(letter) if letter else len(text) for text in texts
    )
    return planted, decidable, right, alone


def share_axis(side: type[alt.X] | type[alt.Y], title: str) -> alt.X | alt.Y:
    """Shares from nine in ten to all."""
    axis = alt.Axis(
        format=".0%", title=title, values=[0.9, 0.92, 0.94, 0.96, 0.98, 1], gridColor=PALE
    )
    name = "x:Q" if side is alt.X else "y:Q"
    return side(name, scale=alt.Scale(domain=[LEAST, 1], nice=False), axis=axis)


def number_axis() -> alt.X:
    """How many defects a file has."""
    axis = alt.Axis(title="defects planted in a file", values=list(range(0, 31, 5)), grid=False)
    return alt.X("x:Q", scale=alt.Scale(domain=[-0.5, 30.5], nice=False), axis=axis)


def points(marks: Marks, x: alt.X, y: alt.Y, *, blue: bool, line: bool) -> list[alt.Chart]:
    """Blue filled diamonds, or grey rings; on a line or alone."""
    colour = BLUE if blue else GREY
    drawn = of(marks).mark_point(
        shape="diamond" if blue else "circle", size=42, filled=blue, stroke=colour, fill=colour if blue else "white",
        opacity=1,
    )  # fmt: skip
    layers = [drawn.encode(x=x, y=y)]
    if line:
        strokes = of(marks).mark_line(
            stroke=colour, strokeWidth=1.3, strokeDash=[] if blue else [4, 3]
        )
        layers.insert(0, strokes.encode(x=x, y=y))
    return layers


def found_drawn(lines: Sequence[Line]) -> Drawn:
    """Shares found by number of defects, and by kind."""
    curve: dict[bool, Marks] = {True: [], False: []}
    for number, files in by_number(lines):
        planted, decidable, right, alone = found(files)
        if planted:
            curve[True].append({"x": number, "y": right / decidable})
            curve[False].append({"x": number, "y": alone / planted})
    x, y = number_axis(), share_axis(alt.Y, "found")
    above = [
        layer for blue in (False, True) for layer in points(curve[blue], x, y, blue=blue, line=True)
    ]
    kinds: dict[bool, Marks] = {True: [], False: []}
    for at, letter in enumerate(LETTERS.values()):
        planted, decidable, right, alone = found(lines, letter)
        kinds[True].append({"x": right / decidable, "y": at + 0.5})
        kinds[False].append({"x": alone / planted, "y": at + 0.5})
    across, down = share_axis(alt.X, "found"), names_down(list(LETTERS), grid=True)
    below = [
        layer
        for blue in (False, True)
        for layer in points(kinds[blue], across, down, blue=blue, line=False)
    ]
    chart = alt.vconcat(
        layered(above, WIDTH, HEIGHT, "by number of defects"),
        layered(below, WIDTH, 20 * len(LETTERS), "by kind"),
        spacing=26,
    )
    planted, decidable, right, alone = found(lines)
    notes = (
        f"{len(lines):,} simulated case files; found: its cells are listed as the only set",
        f"filled diamond: {right:,} {OF_DECIDABLE} ({decidable:,}); ring: {alone:,} {OF_PLANTED} ({planted:,})",
        "both axes of shares begin at 90 %",
    )
    return Drawn(chart.to_dict(), "Planted defects found", notes)


def accused_drawn(lines: Sequence[Line]) -> Drawn:
    """Right cells accused, and right cells named with others, per file."""
    accused: Marks = []
    named: Marks = []
    for number, files in by_number(lines):
        accused.append({"x": number, "y": sum(one.accused for one in files) / len(files)})
        named.append({"x": number, "y": sum(one.named for one in files) / len(files)})
    axis = alt.Axis(title="right cells per file", gridColor=PALE, tickCount=6)
    y = alt.Y("y:Q", scale=alt.Scale(nice=True, zero=True), axis=axis)
    x = number_axis()
    layers = [
        *points(named, x, y, blue=False, line=True),
        *points(accused, x, y, blue=True, line=True),
    ]
    clean = [one for one in lines if not one.planted]
    notes = (
        "filled diamond: right cells in a set that is listed as the only one",
        "ring: right cells in the first of several sets that are equally small",
        f"{sum(one.findings for one in clean)} findings in the {len(clean)} files without a defect, of 58,466 cells each",
    )
    return Drawn(layered(layers, WIDTH, HEIGHT).to_dict(), "Right cells accused", notes)


def share(part: int, whole: int) -> str:
    """In per cent with one decimal; never rounded up to all."""
    return f"{min(1000 * part // whole, 1000) / 10:.1f} %" if whole else "–"


def tables(lines: Sequence[Line]) -> str:
    """The two tables of docs/planted.md."""
    out = [
        "| kind | planted | decidable | found | tied | not decided |",
        "|---|---|---|---|---|---|",
    ]
    for name, letter in [*LETTERS.items(), ("**all**", "")]:
        planted, decidable, right, _ = found(lines, letter)
        counted = [
            sum(text.count(letter) if letter else len(text) for text in texts)
            for texts in (
                [one.letters("tied_alone", "tied_first", "tied_not") for one in lines],
                [
                    one.letters("undecided_alone", "undecided_first", "undecided_not", "unseen")
                    for one in lines
                ],
            )
        ]
        out.append(
            f"| {name} | {planted:,} | {decidable:,} | {right:,} ({share(right, decidable)}) | {counted[0]} | {counted[1]} |"
        )
    out += [
        "",
        "| defects in a file | files | planted | decidable | found | accused | named |",
        "|---|---|---|---|---|---|---|",
    ]
    for low, high in [(0, 0), *((n, n + 4) for n in range(1, 30, 5))]:
        files = [one for one in lines if low <= len(one.planted) <= high]
        planted, decidable, right, _ = found(files)
        per = [
            sum(getattr(one, name) for one in files) / len(files) for name in ("accused", "named")
        ]
        span = str(low) if low == high else f"{low}–{high}"
        out.append(
            f"| {span} | {len(files)} | {planted:,} | {decidable:,} | {right:,} ({share(right, decidable)}) | {per[0]:.2f} | {per[1]:.2f} |"
        )
    return "\n".join(out)


def main() -> None:
    """Draw both pictures and print the tables."""
    lines = read()
    (DOCS / "planted-found.svg").write_bytes(svg_of(found_drawn(lines), str, working_copy=False))
    (DOCS / "planted-accused.svg").write_bytes(
        svg_of(accused_drawn(lines), str, working_copy=False)
    )
    sys.stdout.write(tables(lines) + "\n")


if __name__ == "__main__":
    main()
