"""Figures as a data frame with the columns of the contract, in its order; a million cells are no million objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from json.encoder import encode_basestring
from urllib.parse import quote

import polars as pl

from svodka.model import (
    Basis,
    Block,
    GridKind,
    Heading,
    Mark,
    Observation,
    Period,
    Role,
    plain,
)
from svodka.model.anchor import column_letters
from svodka.recognise import slots
from svodka.recognise.figures import Sheaf, sheaf
from svodka.recognise.slots import has_period

COLUMNS = (
    "document", "anchor", "part", "area", "area_label", "start", "end", "as_of", "period_label", "basis", "category",
    "category_label", "measure", "measure_label", "unit", "value", "qualifier", "mark", "role", "raw", "row_path",
    "column_path", "title", "doubt", "method",
)  # fmt: skip
SCHEMA = {name: pl.Int64 if name == "part" else pl.String for name in COLUMNS}
# A word that stands in many rows is kept once, and in each row its number.
CODED = pl.Categorical(pl.Categories("svodka"))
_ALWAYS_OWN = frozenset(("anchor", "part"))
_MOSTLY_OWN = frozenset(("value", "raw"))
_JOIN = "; "
_STATED = Mark.STATED.value
_ROLES = (Role.DATA.value, Role.TOTAL.value, Role.DERIVED.value, Role.NOTE.value)
_RANK = {None: 0, Role.DATA: 0, Role.TOTAL: 1, Role.DERIVED: 2, Role.NOTE: 3}
_ORDER = ("_row", "_column", "part")


def frame(
    document: str, blocks: Sequence[Block], observations: Sequence[Observation], *, method: str
) -> pl.DataFrame:
    """One row for every figure of the blocks, then of `observations`, with COLUMNS as text."""
    return in_words(coded(document, blocks, observations, method=method))


def in_words(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with words that are kept as codes written out in every row."""
    return frame.with_columns(pl.col(CODED).cast(pl.String))


def coded(
    document: str, blocks: Sequence[Block], observations: Sequence[Observation], *, method: str
) -> pl.DataFrame:
    """As `frame`, but words that stand in many rows are categories, with one code each."""
    sheaves = [sheaf(block) for block in blocks]
    cells = sum(len(made.codes) for made in sheaves)
    often = 2 * sum(len(made.raws) for made in sheaves) <= cells
    own = _ALWAYS_OWN if often else _ALWAYS_OWN | _MOSTLY_OWN
    schema = pl.Schema({n: SCHEMA[n] if n in own else CODED for n in COLUMNS})
    frames = [_block_frame(document, made, method, schema) for made in sheaves]
    if observations:
        frames.append(_observed(observations).select(COLUMNS).cast(schema))
    frames = [one for one in frames if one.height]
    return pl.concat(frames) if frames else pl.DataFrame(schema=SCHEMA)


def _block_frame(document: str, sheaf: Sheaf, method: str, schema: pl.Schema) -> pl.DataFrame:
    exceptions = [
        (row, column, one)
        for (row, column), found in sheaf.block.exceptions.items()
        for one in found
    ]
    made = _sheaf_frame(document, sheaf, method, schema, ordered=bool(exceptions))
    if not exceptions:
        return made.select(COLUMNS)
    others = _observed([one for _, _, one in exceptions]).cast(schema)
    others = others.with_columns(
        pl.Series("_row", [row for row, _, _ in exceptions], pl.Int32),
        pl.Series("_column", [column for _, column, _ in exceptions], pl.Int32),
    )
    both = pl.concat([made, others.select(made.columns)])
    return both.sort(_ORDER, maintain_order=True).select(COLUMNS)


def _lists(paths: Iterable[Sequence[str]]) -> list[str]:
    # As json.dumps writes it; a million calls of that took as long as all the rest.
    return [f"[{', '.join(map(encode_basestring, path))}]" for path in paths]


def _days(period: Period | None) -> tuple[str, str, str]:
    if period is None:
        return "", "", ""
    start, end, as_of = period.start, period.end, period.as_of
    return (
        start.isoformat() if start else "",
        end.isoformat() if end else "",
        as_of.isoformat() if as_of else "",
    )


def _observed(observations: Sequence[Observation]) -> pl.DataFrame:
    """Observations one by one as a frame."""
    days = [_days(one.slot.period) for one in observations]
    data: dict[str, list[str] | list[int]] = {
        "document": [one.document for one in observations],
        "anchor": [str(one.anchor) for one in observations],
        "part": [one.part for one in observations],
        "area": [one.slot.area for one in observations],
        "area_label": [one.area_label for one in observations],
        "start": [start for start, _, _ in days],
        "end": [end for _, end, _ in days],
        "as_of": [as_of for _, _, as_of in days],
        "period_label": [one.period_label for one in observations],
        "basis": [one.slot.basis.value for one in observations],
        "category": [one.slot.category for one in observations],
        "category_label": [one.category_label for one in observations],
        "measure": [one.slot.measure for one in observations],
        "measure_label": [one.measure_label for one in observations],
        "unit": [one.slot.unit for one in observations],
        "value": ["" if one.count.value is None else plain(one.count.value) for one in observations],
        "qualifier": ["" if one.count.value is None else one.count.qualifier.value for one in observations],
        "mark": [one.count.mark.value for one in observations],
        "role": [one.role.value for one in observations],
        "raw": [one.raw for one in observations],
        "row_path": _lists(one.row_path for one in observations),
        "column_path": _lists(one.column_path for one in observations),
        "title": _lists(one.title for one in observations),
        "doubt": [_JOIN.join(one.doubt) for one in observations],
        "method": [one.method for one in observations],
    }  # fmt: skip
    return pl.DataFrame(data, schema=SCHEMA)


# What a heading may say, with how to tell that it does: fields that come from one heading together.
_SAYS: tuple[tuple[Callable[[Heading], bool], tuple[str, ...]], ...] = (
    (lambda h: bool(h.area or h.area_label), ("area", "area_label")),
    (has_period, ("start", "end", "as_of", "period_label", "basis")),
    (lambda h: bool(h.unit), ("unit",)),
)


def _fields(heading: Heading, names: tuple[str, ...]) -> tuple[str, ...]:
    if names[0] == "start":
        basis = heading.basis or Basis.UNKNOWN
        return (*_days(heading.period), heading.period_label, basis.value)
    return tuple(getattr(heading, name) for name in names)


class _Meeting:
    """Rows and columns of a sheaf meeting: gathers what each of them says to every cell."""

    def __init__(self, made: Sheaf) -> None:
        self.block = made.block
        self.i = pl.Series("_i", made.rows)
        self.j = pl.Series("_j", made.columns)
        self.height = len(made.codes)

    def same(self, text: str) -> pl.Series:
        """One text for every cell."""
        return pl.Series([text], dtype=CODED).new_from_index(0, self.height)

    def of_rows(self, texts: Sequence[str]) -> pl.Series:
        return self.gathered(texts, self.i)

    def of_columns(self, texts: Sequence[str]) -> pl.Series:
        return self.gathered(texts, self.j)

    def gathered(self, texts: Sequence[str], index: pl.Series) -> pl.Series:
        """The text of each cell by its index."""
        if len(set(texts)) == 1:
            return self.same(texts[0])
        return pl.Series(texts, dtype=CODED).gather(index)

    def written(self, texts: Sequence[str], index: pl.Series) -> pl.Series:
        """As `gathered`, for words of which most cells have their own."""
        return pl.Series(texts, dtype=pl.String).gather(index)

    def numbers(self, values: Sequence[int], index: pl.Series) -> pl.Series:
        return pl.Series(values, dtype=pl.Int32).gather(index)

    def chosen(
        self, says: Callable[[Heading], bool], names: tuple[str, ...]
    ) -> dict[str, pl.Series]:
        """Fields of the column where it says them, else of the row, else of the title."""
        whole, rows, columns = self.block.whole, self.block.rows, self.block.columns
        said = [says(column) for column in columns]
        otherwise = _fields(whole, names)
        inner = [_fields(row, names) if says(row) else otherwise for row in rows]
        outer = [_fields(column, names) for column in columns]
        found = {}
        mask = (
            None if all(said) or not any(said) else pl.Series(said, dtype=pl.Boolean).gather(self.j)
        )
        for k, name in enumerate(names):
            if said and all(said):
                found[name] = self.of_columns([fields[k] for fields in outer])
            elif mask is None:
                found[name] = self.of_rows([fields[k] for fields in inner])
            else:
                theirs = self.of_columns([fields[k] for fields in outer])
                found[name] = theirs.zip_with(mask, self.of_rows([fields[k] for fields in inner]))
        return found

    def codes(self) -> dict[str, pl.Series]:
        """Codes of category and measure."""
        rows, columns, whole = self.block.rows, self.block.columns, self.block.whole
        sides: list[pl.Series] = []
        for of in (slots.category_code, slots.measure_code):
            kinds = list({_codes(row): row for row in rows}.values())
            where = {_codes(row): k for k, row in enumerate(kinds)}
            texts = [of(row, column, whole) for row in kinds for column in columns]
            if len(set(texts)) == 1:
                sides.append(self.same(texts[0]))
                continue
            firsts = [where[_codes(row)] * len(columns) for row in rows]
            sides.append(self.gathered(texts, self.numbers(firsts, self.i) + self.j))
        return {"category": sides[0], "measure": sides[1]}

    def labels(self) -> dict[str, pl.Series]:
        """Labels of category and measure: the words of row and column, else of the title."""
        rows, columns, whole = self.block.rows, self.block.columns, self.block.whole
        coded = bool(whole.measure)
        mine = [
            [slots.words_of_row(h, column_codes=by, whole_codes=coded) for h in rows]
            for by in (False, True)
        ]
        theirs = [
            [slots.words_of_column(h, row_codes=by, whole_codes=coded) for h in columns]
            for by in (False, True)
        ]
        by_column = [bool(h.measure) for h in columns]
        by_row = [bool(h.measure) for h in rows]
        return {
            name: self._joined(
                self._either(self.of_rows, [[w[k] for w in side] for side in mine], by_column, self.j),
                self._either(self.of_columns, [[w[k] for w in side] for side in theirs], by_row, self.i),
                getattr(whole, name),
            )
            for k, name in enumerate(("category_label", "measure_label"))
        }  # fmt: skip

    def _either(
        self,
        gather: Callable[[Sequence[str]], pl.Series],
        texts: Sequence[Sequence[str]],
        second: Sequence[bool],
        index: pl.Series,
    ) -> pl.Series | None:
        """The texts of the first list, of the second where the other side has a code; or nothing."""
        some = [any(side) for side in texts]
        if texts[0] == texts[1] or len(set(second)) <= 1:
            which = bool(second and second[0])
            return gather(texts[which]) if some[which] else None
        if not any(some):
            return None
        mask = pl.Series(second, dtype=pl.Boolean).gather(index)
        return gather(texts[1]).zip_with(mask, gather(texts[0]))

    def _joined(self, left: pl.Series | None, right: pl.Series | None, instead: str) -> pl.Series:
        """As `slots.joined`, cell by cell; `instead` where neither says anything."""
        if left is None and right is None:
            return self.same(instead)
        if left is None or right is None:
            made = left if right is None else right
            assert made is not None
        else:
            left, right = left.cast(pl.String), right.cast(pl.String)
            alone = (right == "") | (left == right)
            made = right.zip_with(left == "", left.zip_with(alone, left + slots.JOIN + right))
            made = made.cast(CODED)
        if instead:
            made = made.zip_with(made.cast(pl.String) != "", self.same(instead))
        return made

    def doubts(self) -> pl.Series:
        """Doubts of the column and of the row, and of the title where time comes from it."""
        rows, columns, whole = self.block.rows, self.block.columns, self.block.whole
        kinds = sorted({(h.doubts, has_period(h)) for h in rows})
        where = {kind: index for index, kind in enumerate(kinds)}
        texts = []
        for doubts, timed in kinds:
            for column in columns:
                late = () if timed or has_period(column) else whole.doubts
                texts.append(_JOIN.join(dict.fromkeys(column.doubts + doubts + late)))
        at = (
            self.numbers([where[h.doubts, has_period(h)] * len(columns) for h in rows], self.i)
            + self.j
        )
        return self.gathered(texts, at)

    def roles(self) -> pl.Series:
        """The weightier role of row and column."""
        rows = [_RANK[heading.role] for heading in self.block.rows]
        columns = [_RANK[heading.role] for heading in self.block.columns]
        if len({*rows, *columns}) == 1:
            return self.same(_ROLES[rows[0]])
        theirs, ours = self.numbers(columns, self.j), self.numbers(rows, self.i)
        return pl.Series(_ROLES, dtype=CODED).gather(theirs.zip_with(theirs > ours, ours))

    def anchors(self) -> pl.Series:
        """The place of every cell as the file addresses it."""
        table = self.block.table
        grid = table.grid
        if grid.kind in (GridKind.PAGE, GridKind.TEXT):
            at = zip(self.i.to_list(), self.j.to_list(), strict=True)
            places = [str(grid.anchor(table.body_rows[i], table.body_columns[j])) for i, j in at]
            return pl.Series(places, dtype=pl.String)
        numbers = [str(grid.top + row) for row in table.body_rows]
        if grid.kind is GridKind.TABLE:
            start = f"table={'.'.join(map(str, grid.table))}&cell="
            first = self.written([f"{start}{number}," for number in numbers], self.i)
            places = [str(grid.left + column) for column in table.body_columns]
            return first + self.written(places, self.j)
        start = f"sheet={quote(grid.name, safe='')}&cell=" if grid.name else "cell="
        letters = [start + column_letters(grid.left + column) for column in table.body_columns]
        return self.written(letters, self.j) + self.written(numbers, self.i)


def _codes(row: Heading) -> tuple[str, str, str]:
    return row.category, row.measure, row.unit


def _sheaf_frame(
    document: str, made: Sheaf, method: str, schema: pl.Schema, *, ordered: bool
) -> pl.DataFrame:
    block, table = made.block, made.block.table
    if not made.codes.size:
        return pl.DataFrame(schema={**schema, "_row": pl.Int32, "_column": pl.Int32})
    meeting = _Meeting(made)
    codes = pl.Series("_code", made.codes)
    values, raws = (
        meeting.gathered(texts, codes) if schema["raw"] == CODED else meeting.written(texts, codes)
        for texts in (made.values, made.raws)
    )
    columns: dict[str, pl.Series] = {
        "document": meeting.same(document),
        "title": meeting.same(_lists([table.title])[0]),
        "method": meeting.same(method),
        "anchor": meeting.anchors(),
        "part": pl.Series([1], dtype=pl.Int64).new_from_index(0, meeting.height),
        "value": values,
        "mark": meeting.gathered(made.marks, codes),
        "qualifier": meeting.gathered(["=" if m == _STATED else "" for m in made.marks], codes),
        "raw": raws,
        "role": meeting.roles(),
        "doubt": meeting.doubts(),
        "row_path": meeting.of_rows(_lists(table.row_paths)),
        "column_path": meeting.of_columns(_lists(table.column_paths)),
    }
    for says, names in _SAYS:
        columns |= meeting.chosen(says, names)
    columns |= meeting.codes() | meeting.labels()
    if ordered:
        columns["_row"] = meeting.numbers(table.body_rows, meeting.i)
        columns["_column"] = meeting.numbers(table.body_columns, meeting.j)
    assert len(block.rows) == len(table.body_rows)
    return pl.DataFrame(columns)
