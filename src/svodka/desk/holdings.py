"""What is held follows from the record alone; a number once given to a document never moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from svodka.model import Document, Protection, Voice
from svodka.proof import Canonical
from svodka.record import Entry

DOCUMENT = "document"
SIGHTING = "sighting"
NOT_TAKEN = "not taken"
CODEBOOK = "codebook"

_STRICTNESS = (Protection.PUBLIC, Protection.OBTAINED, Protection.SOURCE_CRITICAL)
_NUMBER = re.compile(r"D-0*(\d{1,12})", re.IGNORECASE)


def working_number(number: int) -> str:
    """How a document is called within its case."""
    return f"D-{number:04d}"


def many(times: int, thing: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{times} {thing}" if times == 1 else f"{times} {thing}s"


def parse_number(text: str) -> int | None:
    """412 for D-0412; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Held:
    """A document with its working number."""

    number: int
    document: Document

    @property
    def label(self) -> str:
        return working_number(self.number)


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said of the bytes under one path."""

    by: Voice
    protection: Protection


@dataclass(frozen=True, slots=True)
class Adopted:
    """The codebook in force: its bytes by digest, and the name it was adopted under."""

    digest: str
    name: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """Documents in the order of their numbers, what was not taken and why, the codebook.

    `numbers` counts the numbers ever given; `stated` holds what was said of (digest, path).
    """

    documents: tuple[Held, ...]
    not_taken: tuple[tuple[str, str], ...]
    codebook: Adopted | None
    numbers: int
    stated: Mapping[tuple[str, str], Statement]

    def by_digest(self) -> dict[str, Held]:
        """The documents by their digest."""
        return {held.document.digest: held for held in self.documents}


@dataclass(slots=True)
class _Sightings:
    """What the entries about one document say so far."""

    number: int
    size: int
    received: str
    by: Voice
    paths: dict[str, Statement]


def strictest(classes: Iterable[Protection]) -> Protection:
    """The class that forbids most."""
    return max(classes, key=_STRICTNESS.index)


def fold(entries: Iterable[Entry]) -> Holdings:
    """What the log amounts to.

    A number is given by the place of an entry among those that brought something new, so that
    destroying a payload moves none. Of one path the last statement stands; of several paths the
    strictest protection, and the voice that was stated last.
    """
    seen: dict[str, _Sightings] = {}
    not_taken: dict[tuple[str, str], None] = {}
    codebook: Adopted | None = None
    number = 0
    for entry in entries:
        number += entry.kind == DOCUMENT
        if entry.payload is None:
            continue
        if entry.kind in (DOCUMENT, SIGHTING):
            _sight(seen, number, entry.payload)
        elif entry.kind == NOT_TAKEN:
            not_taken[_text(entry.payload, "path"), _text(entry.payload, "reason")] = None
        elif entry.kind == CODEBOOK:
            codebook = Adopted(_text(entry.payload, "digest"), _text(entry.payload, "name"))
    ordered = sorted(seen.items(), key=lambda item: item[1].number)
    return Holdings(
        documents=tuple(Held(found.number, _document(digest, found)) for digest, found in ordered),
        not_taken=tuple(not_taken),
        codebook=codebook,
        numbers=number,
        stated={
            (digest, path): statement
            for digest, found in ordered
            for path, statement in found.paths.items()
        },
    )


def _sight(seen: dict[str, _Sightings], number: int, payload: Mapping[str, Canonical]) -> None:
    digest = _text(payload, "digest")
    statement = Statement(Voice(_text(payload, "by")), Protection(_text(payload, "protection")))
    found = seen.get(digest)
    if found is None:
        size = payload["size"]
        if not isinstance(size, int):
            raise TypeError("a size is a whole number")
        found = _Sightings(number, size, _text(payload, "time"), statement.by, {})
        seen[digest] = found
    found.by = statement.by
    found.paths[_text(payload, "path")] = statement


def _document(digest: str, found: _Sightings) -> Document:
    return Document(
        digest=digest,
        size=found.size,
        names=tuple(sorted(found.paths)),
        by=found.by,
        protection=strictest(said.protection for said in found.paths.values()),
        received=found.received,
    )


def _text(payload: Mapping[str, Canonical], key: str) -> str:
    value = payload[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is a text")
    return value
