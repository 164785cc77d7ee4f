"""One document's bytes become figures or the reason why not: a function of bytes, codebook and version alone."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from svodka.lexicon import codebooks
from svodka.lexicon.patterns import compile_all
from svodka.model import Reason, Remark

if TYPE_CHECKING:
    import polars as pl

STEP = "figures"

# What the machine could not do another machine, or this one on a quieter day, may manage.
PASSING = frozenset({Reason.TIME.value, Reason.MEMORY.value, Reason.CRASHED.value})


class State(Enum):
    """How reading a document ended; the values are the words on disk."""

    READ = "read"
    PARTLY = "partly read"
    NOT_READ = "not read"
    SEALED = "holds people: sealed"
    SEALED_PART = "holds people: sealed in part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """What was made of one document. `frame` is Parquet, empty where there are no figures."""

    state: State
    media_type: str = ""
    reason: str = ""
    detail: str = ""
    hint: str = ""
    remarks: tuple[str, ...] = ()
    frame: bytes = b""
    figures: int = 0
    doubts: tuple[tuple[str, int], ...] = field(default=())


def derive(data: bytes, codebook: bytes | None, name: str) -> Derived:
    """Read and recognise a document; `codebook` is TOML that was held valid before.

    `name` is what the document was called, for the doubt about a name of another year. Nothing
    of a sealed table is in the answer but the number of its sheet, its page or its table.
    """
    from svodka.desk.pace import IN_A_CASE
    from svodka.desk.tidy import figures

    # A child is forked for every document: what is compiled before is compiled once.
    compile_all()
    parsed = codebooks.parse(codebook) if codebook is not None else None
    tidied = figures(data, parsed, name=name, pace=IN_A_CASE)
    unread, frame = tidied.unread, tidied.frame
    sealed = bool(tidied.sealed)
    state = _state(sealed=sealed, rows=frame.height, unread=unread is not None)
    remarks = tuple(_remark(remark) for remark in tidied.remarks)
    return Derived(
        state=state,
        media_type=tidied.media_type,
        reason=unread.reason.value if unread else "",
        detail=unread.detail if unread and not sealed else "",
        hint=unread.hint if unread else "",
        remarks=tidied.sealed or remarks,
        frame=packed(frame),
        figures=frame.height,
        doubts=doubts_of(frame),
    )


def packed(frame: pl.DataFrame) -> bytes:
    """The frame as Parquet: the same frame gives the same bytes."""
    if frame.is_empty():
        return b""
    out = io.BytesIO()
    frame.write_parquet(out, compression="zstd", compression_level=3, row_group_size=1 << 17)
    return out.getvalue()


def doubts_of(frame: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    """Each doubt with how many figures carry it, in order of words."""
    if frame.is_empty():
        return ()
    import polars as pl

    counts: Counter[str] = Counter()
    grouped = frame.lazy().filter(pl.col("doubt") != "").group_by("doubt").len().collect()
    for joined, times in grouped.iter_rows():
        for doubt in joined.split("; "):
            counts[doubt] += times
    return tuple(sorted(counts.items()))


def _state(*, sealed: bool, rows: int, unread: bool) -> State:
    if sealed:
        return State.SEALED_PART if rows else State.SEALED
    if not unread:
        return State.READ
    return State.PARTLY if rows else State.NOT_READ


def _remark(remark: Remark) -> str:
    return f"{remark.text} ({remark.anchor})" if remark.anchor is not None else remark.text
