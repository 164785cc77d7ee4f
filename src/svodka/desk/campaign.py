"""A codebook is adopted through the record, its bytes in the vault; a draft says what nobody coded yet."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from svodka.desk.case import Case
from svodka.desk.holdings import CODEBOOK
from svodka.lexicon import codebooks
from svodka.model import BrokenCodebook, Codebook


def codebook_bytes(name: str) -> tuple[str, bytes]:
    """Name and bytes of a codebook: a path where it has '/' or ends in .toml, else a shipped name.

    Raises:
        BrokenCodebook: there is none of that name or path, or it cannot be used.
    """
    if "/" not in name and not name.endswith(".toml"):
        return name, codebooks.source(name)
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as failure:
        raise BrokenCodebook(
            f"the codebook {name!r} cannot be read: {(failure.strerror or '').lower()}",
            hint="a value with '/' or ending in .toml is a path, else a shipped name",
        ) from failure
    return codebooks.parse(data, path.name).name, data


def adopt_codebook(case: Case, name: str) -> str:
    """Adopt a shipped codebook or a file; returns the name that it carries."""
    label, data = codebook_bytes(name)
    adopt_bytes(case, label, data)
    return label


def adopt_bytes(case: Case, label: str, data: bytes) -> None:
    """Keep the bytes of a codebook and enter that it is in force; the same again enters nothing."""
    codebooks.parse(data, label)
    kept = case.vault.keep(io.BytesIO(data))
    before = case.holdings().codebook
    if before is None or (before.digest, before.name) != (kept.digest, label):
        case.record.append(CODEBOOK, {"digest": kept.digest, "name": label, "time": case.time()})


@dataclass(frozen=True, slots=True)
class InForce:
    """The codebook that the record says is in force."""

    digest: str
    name: str
    data: bytes


def codebook_in_force(case: Case) -> InForce | None:
    """The codebook in force, or None.

    Raises:
        BrokenCodebook: this version cannot use what an earlier one adopted.
    """
    adopted = case.holdings().codebook
    if adopted is None:
        return None
    data = case.vault.read(adopted.digest)
    codebooks.parse(data, adopted.name)
    return InForce(adopted.digest, adopted.name, data)


def book_in_force(case: Case) -> Codebook | None:
    """What the codebook in force says, or None.

    Raises:
        BrokenCodebook: this version cannot use what an earlier one adopted.
    """
    found = codebook_in_force(case)
    return codebooks.parse(found.data, found.name) if found is not None else None


def adopted(case: Case) -> str:
    """One line for a person: which codebook is in force."""
    found = case.holdings().codebook
    if found is None:
        return "no codebook is adopted: areas, periods and structure are recognised, nothing else"
    return f"adopted: {found.name}"
