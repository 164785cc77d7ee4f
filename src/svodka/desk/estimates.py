"""Estimates that a person stated in a file and adopted: beside what was reported, never among it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import polars as pl

from svodka.analyse import quotient
from svodka.desk.case import Case
from svodka.desk.estimate_files import HINT, Stated, stated
from svodka.desk.judging import working_copy
from svodka.desk.ledger import ledger_of
from svodka.desk.reckoning import Reckoned, number
from svodka.model import BadArgument, Estimate

ESTIMATES = (
    "name", "measure", "area", "start", "end", "as_of", "formula", "scenario", "inputs", "value", "low", "high",
    "reported", "source", "refused",
)  # fmt: skip
KIND = "estimates"


def adopt_estimates(case: Case, path: Path) -> int:
    """Keep the bytes of a file of estimates and enter that it is in force; how many estimates it states."""
    try:
        data = path.read_bytes()
    except OSError as failure:
        raise BadArgument(
            f"{str(path)!r} cannot be read: {(failure.strerror or '').lower()}", hint=HINT
        ) from failure
    found = stated(data, path.name)
    kept = case.vault.keep(io.BytesIO(data))
    if _in_force(case) != kept.digest:
        case.record.append(KIND, {"digest": kept.digest, "name": path.name, "time": case.time()})
    return len(found)


def _in_force(case: Case) -> str:
    digests = [
        str(entry.payload["digest"])
        for entry in case.record.entries()
        if entry.kind == KIND and entry.payload is not None
    ]
    return digests[-1] if digests else ""


def estimates_of(case: Case) -> Reckoned:
    """One row an estimate and scenario, beside what the case holds reported for its slot."""
    digest = _in_force(case)
    found = stated(case.vault.read(digest), "estimates") if digest else ()
    ledger = ledger_of(case)
    rows = tuple(_row(one, ledger) for one in found)
    lines = [f"{len(rows)} estimates, each under one scenario; nobody reported these numbers"]
    if not digest:
        lines = ["no estimate is stated: svodka rates CASE --state FILE.toml adopts some"]
    return Reckoned(ESTIMATES, rows, tuple(lines), working_copy(case))


def _row(one: Stated, ledger: pl.DataFrame) -> tuple[str, ...]:
    value, why = _over(one, ledger)
    made: Estimate | None = None
    if value is not None:
        made = quotient(
            one.name,
            (one.over, value),
            (one.under, one.low, one.high),
            scenario=one.scenario,
            as_of=one.as_of.isoformat(),
            source=one.source,
        )
    inputs = [
        {"name": one.over, "value": value, "cell": one.cell, "source": one.over_source},
        {"name": one.under, "low": one.low, "high": one.high, "source": one.scenario_source},
    ]
    return (
        one.name,
        one.measure,
        one.area,
        one.start.isoformat() if one.start else "",
        one.end.isoformat() if one.end else "",
        one.as_of.isoformat(),
        f"{one.over} / {one.under}",
        one.scenario,
        json.dumps(inputs, ensure_ascii=False),
        *(number(each) for each in ((made.value, made.low, made.high) if made else (None,) * 3)),
        json.dumps(_reported(one, ledger), ensure_ascii=False),
        one.source,
        why,
    )


def _over(one: Stated, ledger: pl.DataFrame) -> tuple[float | None, str]:
    """What is divided: the value stated, or that of the figure named, if it is one exact number."""
    if not one.cell:
        return one.value, ""
    at = ledger.filter(_named() == one.cell)
    if at.height != 1:
        return None, f"no figure of the case stands at {one.cell}"
    value, sign = at["value"].item(), at["qualifier"].item()
    if value is None or value <= 0:
        return None, f"the figure at {one.cell} is no number above 0"
    return value, "" if sign == "=" else f"the figure at {one.cell} is a bound or about: {sign}"


def _named() -> pl.Expr:
    label = pl.col("document").cast(pl.String).str.zfill(4)
    part = pl.when(pl.col("part") == 1).then(pl.lit("")).otherwise(pl.format(":{}", "part"))
    return pl.format("D-{}:{}{}", label, "anchor", part)


def _reported(one: Stated, ledger: pl.DataFrame) -> list[dict[str, str]]:
    """Reported figures of the same measure and area whose last day is within the estimate's time."""
    if not one.measure:
        return []
    last = pl.coalesce("end", "as_of")
    held = ledger.filter(
        (pl.col("measure") == one.measure)
        & (pl.col("area") == one.area)
        & (pl.col("category") == "")
        & pl.col("value").is_not_null()
        & pl.col("role").is_in(["data", "total"])
        & (last <= (one.end or one.as_of))
        & (last >= (one.start or one.end or one.as_of))
    )
    rows = held.select("voice", "qualifier", "value", _named().alias("cell")).iter_rows()
    return [
        {"origin": voice, "value": f"{'' if sign == '=' else sign}{value:.12g}", "cell": cell}
        for voice, sign, value, cell in rows
    ]
