"""One slot in several documents: figures that differ, channels that are one feed, origins side by side.

A slot is joined only where codes of area, measure and time are known, and where a document states
it once: what a document states twice is told apart there by something that has no code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter

import polars as pl

from svodka.model.finding import Finding, Kind
from svodka.reconcile.order import order
from svodka.reconcile.told import Told, agree, name, told

_SLOT = ("area", "start", "end", "as_of", "basis", "category", "category_label", "measure", "unit")
# Agreement of fewer slots could be chance or the only thing that both had to say.
_FEW = 20
_ONE_FEED = 0.99
_SHOWN = 6
SEES = {
    "official": "official figures show what offices file, not what they leave out",
    "press": "press shows what it was given, not how it was counted",
    "reply": "a reply shows what was asked, not what was not",
    "monitor": "monitors show who came to them, not who did not",
}
_UNSURE = "unknown|inferred from|ambiguous"


def same_slots(figures: pl.DataFrame, says: Mapping[int, str]) -> Iterator[Finding]:
    """Findings about slots that two documents or more state."""
    yield from _compared(joined_slots(figures), says)


def joined_slots(figures: pl.DataFrame) -> pl.DataFrame:
    """Stated figures whose slot is known and stands in more than one document, once in each."""
    known = figures.filter(
        pl.col("value").is_not_null()
        & pl.col("role").is_in(["data", "total"])
        & (pl.col("area") != "")
        & (pl.col("measure") != "")
        & (pl.col("end").is_not_null() | pl.col("as_of").is_not_null())
        & ~pl.col("doubt").str.contains(_UNSURE)
    ).with_columns(
        # Where the category has a code its words may differ.
        category_label=pl.when(pl.col("category") == "")
        .then(pl.col("category_label").str.to_lowercase())
        .otherwise(pl.lit(""))
    )
    # A running total, a stock and a flow that name the same days are told apart by their basis.
    once = known.with_columns(
        _values=pl.col("value").n_unique().over("document", *_SLOT),
    ).filter(pl.col("_values") == 1)
    once = once.unique(subset=["document", *_SLOT], keep="first", maintain_order=True)
    return once.filter(pl.len().over(_SLOT) > 1)


def _compared(joined: pl.DataFrame, says: Mapping[int, str]) -> Iterator[Finding]:
    yield from _feeds(joined)
    # Of what all state alike there is nothing to say but who states it.
    open_ = joined.filter(
        (pl.col("value").n_unique().over(_SLOT) > 1) | (pl.col("voice").n_unique().over(_SLOT) > 1)
    ).with_columns(_slot=pl.struct(_SLOT).rank("dense"))
    open_ = open_.sort("_slot", "document", "anchor", "part")
    for _, group in groupby(zip(open_["_slot"], told(open_, says), strict=True), itemgetter(0)):
        held = [one for _, one in group]
        pairs = [
            (one, other)
            for one, other in combinations(held, 2)
            if not _versions(one, other) and not agree(one, other)
        ]
        if pairs:
            yield _differs(held, pairs[0])
        if len({one.voice for one in held}) > 1:
            yield _beside(held)


def _versions(one: Told, other: Told) -> bool:
    """One cell of one form filed twice: versions of a return are compared elsewhere."""
    return bool(one.paths) and one.paths == other.paths and one.voice == other.voice


def _differs(held: Sequence[Told], pair: tuple[Told, Told]) -> Finding:
    first, second = pair
    return Finding(
        kind=Kind.SOURCES,
        words=f"{first.number} in {name(first.document)} differs from {second.number} in "
        f"{name(second.document)}; {order(first, second)}",
        cells=tuple(one.cell for one in held),
        area=first.area,
        start=str(first.start or ""),
        end=str(first.end or ""),
        category=first.category,
        measure=first.measure,
        among=len(held),
    )


def _beside(held: Sequence[Told]) -> Finding:
    """Figures of different origin beside each other; agreeing confirms none of them."""
    values = ", ".join(f"{one.voice} {one.number}" for one in held[:_SHOWN])
    sees = "; ".join(SEES[voice] for voice in sorted({one.voice for one in held}))
    return Finding(
        kind=Kind.SOURCES,
        words=f"origins side by side: {values}; {sees}",
        cells=tuple(one.cell for one in held),
        area=held[0].area,
        start=str(held[0].start or ""),
        end=str(held[0].end or ""),
        category=held[0].category,
        measure=held[0].measure,
        flagged=False,
        among=len(held),
    )


def _feeds(joined: pl.DataFrame) -> Iterator[Finding]:
    """Channels of one voice, told by the heads of their columns, that agree in nearly all that both state."""
    heads = joined.group_by("document", maintain_order=True).agg(
        pl.col("measure_label").unique().sort().str.join(" | ").alias("_heads"),
        pl.col("voice").first().alias("_voice"),
    )
    channels = {document: (voice, head) for document, head, voice in heads.iter_rows()}
    if len(set(channels.values())) < 2:
        return
    tables = joined.filter(pl.col("row_path") != "[]")
    pairs = tables.join(tables, on=list(_SLOT), nulls_equal=True).filter(
        pl.col("document") < pl.col("document_right")
    )
    counted: dict[tuple[tuple[str, str], ...], list[tuple[int, int, bool]]] = defaultdict(list)
    for one, other, value, right in pairs.select(
        "document", "document_right", "value", "value_right"
    ).iter_rows():
        key = tuple(sorted((channels[one], channels[other])))
        if key[0] != key[1] and key[0][0] == key[1][0]:
            counted[key].append((one, other, value == right))
    for key, found in sorted(counted.items()):
        same = sum(equal for _, _, equal in found)
        if len(found) < _FEW or same < _ONE_FEED * len(found):
            continue
        documents = sorted({number for one, other, _ in found for number in (one, other)})
        cells = tables.filter(pl.col("document").is_in(documents)).unique(
            subset="document", keep="first", maintain_order=True
        )
        yield Finding(
            kind=Kind.SOURCES,
            words=f"reported by the same office or copied: {key[0][1]} and {key[1][1]} agree in {same} of "
            f"{len(found)} slots; one feed, so the second confirms nothing",
            cells=tuple(one.cell for one in told(cells)),
            flagged=False,
            among=len(found),
        )
