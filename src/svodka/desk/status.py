"""What is held, what could not be read and why, what waits for a person: nothing is left unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from svodka.desk.case import Case
from svodka.desk.current import Part, read_current
from svodka.desk.derive import State
from svodka.desk.holdings import Held, Holdings, many
from svodka.model import Protection
from svodka.recognise.people_shapes import masked_path

COLUMNS = (
    "document",
    "state",
    "reason",
    "hint",
    "media_type",
    "size",
    "by",
    "protection",
    "figures",
    "doubts",
    "remarks",
    "names",
)

WAITING = "not built yet"
_LISTED = 30


@dataclass(frozen=True, slots=True)
class Status:
    """`rows` has one line a document under COLUMNS; `lines` is a summary for a person."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    working_copy: bool


def status_of(case: Case, *, inside: bool) -> Status:
    """Documents by state. Paths, which can name a source, are shown only `inside`."""
    holdings = case.holdings()
    current = read_current(case.places)
    parts = current.by_digest() if current is not None else {}
    rows = tuple(
        _row(held, parts.get(held.document.digest), inside=inside) for held in holdings.documents
    )
    return Status(
        rows=rows,
        lines=tuple(_lines(case, holdings, parts, inside=inside)),
        working_copy=any(
            held.document.protection is not Protection.PUBLIC for held in holdings.documents
        ),
    )


def _row(held: Held, part: Part | None, *, inside: bool) -> tuple[str, ...]:
    document = held.document
    outcome = part.outcome if part is not None else None
    return (
        document.digest if inside else held.label,
        outcome.state.value if outcome else WAITING,
        _reason(part),
        outcome.hint if outcome else "",
        outcome.media_type if outcome else "",
        str(document.size),
        document.by.value,
        document.protection.value,
        str(outcome.figures) if outcome else "",
        str(sum(times for _, times in outcome.doubts)) if outcome else "",
        "; ".join(outcome.remarks) if outcome else "",
        " | ".join(map(masked_path, document.names)) if inside else str(len(document.names)),
    )


def _reason(part: Part | None) -> str:
    if part is None or not part.outcome.reason:
        return ""
    outcome = part.outcome
    return f"{outcome.reason}: {outcome.detail}" if outcome.detail else outcome.reason


def _lines(
    case: Case, holdings: Holdings, parts: dict[str, Part], *, inside: bool
) -> Iterable[str]:
    states = Counter(
        parts[held.document.digest].outcome.state.value
        if held.document.digest in parts
        else WAITING
        for held in holdings.documents
    )
    paths = sum(len(held.document.names) for held in holdings.documents)
    yield f"{many(len(holdings.documents), 'document')}, seen under {many(paths, 'path')}"
    for state in (*(state.value for state in State), WAITING):
        if states[state]:
            yield f"  {states[state]:>6}  {state}"
    classes = Counter(held.document.protection.value for held in holdings.documents)
    voices = Counter(held.document.by.value for held in holdings.documents)
    yield f"protection: {_counted(classes)}"
    yield f"by: {_counted(voices)}"
    yield f"codebook: {holdings.codebook.name if holdings.codebook else 'none adopted'}"
    figures = sum(part.outcome.figures for part in parts.values())
    yield many(figures, "figure")
    yield from _unread(holdings, parts, inside=inside)
    yield from _sealed(holdings, parts)
    yield from _without_figures(holdings, parts)
    yield from _waiting(parts)
    yield from _untaken(holdings, inside=inside)
    if states[WAITING]:
        yield f"next: svodka build {case.places.case}"


def _unread(holdings: Holdings, parts: dict[str, Part], *, inside: bool) -> Iterable[str]:
    listed = [
        (held, parts[held.document.digest])
        for held in holdings.documents
        if held.document.digest in parts and parts[held.document.digest].outcome.reason
    ]
    if listed:
        yield "not read, or not whole:"
    for held, part in listed:
        name = f"  {masked_path(held.document.names[0])}" if inside else ""
        yield f"  {held.label}  {part.outcome.state.value}: {_reason(part)}{name}"
        if part.outcome.hint:
            yield f"          {part.outcome.hint}"


def _sealed(holdings: Holdings, parts: dict[str, Part]) -> Iterable[str]:
    labels: list[str] = []
    for held in holdings.documents:
        outcome = parts[held.document.digest].outcome if held.document.digest in parts else None
        if outcome is not None and outcome.state is State.SEALED:
            labels.append(held.label)
        elif outcome is not None and outcome.state is State.SEALED_PART:
            labels.append(f"{held.label} ({', '.join(outcome.remarks)}; the rest is read)")
    if labels:
        yield f"tables that hold people are sealed in: {', '.join(labels)}"


def _without_figures(holdings: Holdings, parts: dict[str, Part]) -> Iterable[str]:
    """Documents that were read to their end and say nothing: a person may know better."""
    listed = [
        (held.label, outcome.remarks)
        for held in holdings.documents
        if (part := parts.get(held.document.digest)) is not None
        and (outcome := part.outcome).state is State.READ
        and not outcome.figures
    ]
    if listed:
        yield "read, but no figures found:"
    for label, remarks in listed[:_LISTED]:
        yield f"  {label}  {remarks[0]}" if remarks else f"  {label}"
    if len(listed) > _LISTED:
        yield f"  and {len(listed) - _LISTED} more: --format csv lists all, with 0 under figures"


def _waiting(parts: dict[str, Part]) -> Iterable[str]:
    doubts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for part in parts.values():
        for words, times in part.outcome.doubts:
            doubts[words] += times
            documents[words] += 1
    if doubts:
        yield "waits for a person (figures with a doubt):"
    for words, times in sorted(doubts.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {times:>6}  {words}, in {many(documents[words], 'document')}"


def _untaken(holdings: Holdings, *, inside: bool) -> Iterable[str]:
    if not holdings.not_taken:
        return
    reasons = Counter(reason for _, reason in holdings.not_taken)
    yield f"not taken: {_counted(reasons)}"
    if inside:
        for path, reason in holdings.not_taken:
            yield f"  {reason}: {masked_path(path)}"


def _counted(counts: Counter[str]) -> str:
    listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{times} {words}" for words, times in listed) or "none"
