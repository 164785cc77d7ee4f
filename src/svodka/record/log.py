"""Entries are appended and never changed; a payload can be destroyed, and the log still stands.

Nothing of an entry but its position, its kind and a salted commitment stands in the log itself:
names, times and words are in the payload. Every payload carries random words of its own, so that
after its destruction not even who knows the case's secret can test a guess against the commitment.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import IntegrityError

from svodka.model import BrokenCase, SvodkaError
from svodka.proof import Canonical, commit, decode, encode, holds, salt
from svodka.record.database import Access, clear, engine_for, fold, writing
from svodka.record.schema import SCHEMA, about, check_schema, entries, payloads, tables

_PURPOSE = "record"
_BLIND = "blind"
_ATTEMPTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log. `payload` is None once it was destroyed."""

    position: int
    kind: str
    commitment: bytes
    payload: dict[str, Canonical] | None


class Record:
    """The log of one case, on SQLite; the statements are those of PostgreSQL too."""

    def __init__(self, path: Path, engine: sql.Engine, secret: bytes) -> None:
        self._path = path
        self._engine = engine
        self._secret = secret

    @classmethod
    def create(cls, path: Path, secret: bytes) -> Record:
        """A new, empty log in a file that does not exist yet."""
        engine = engine_for(path, Access.CREATE)
        with clear(path), writing(engine) as connection:
            tables.create_all(connection)
            connection.execute(about.insert().values(key="schema", value=str(SCHEMA)))
        return cls(path, engine, secret)

    @classmethod
    def open(cls, path: Path, secret: bytes, *, read_only: bool = False) -> Record:
        """The log in a file.

        Raises:
            BrokenCase: there is none, it is damaged, or a newer svodka wrote it.
        """
        if not path.is_file():
            raise BrokenCase(
                f"the case has no record: {str(path)!r} is missing",
                hint="copy the whole case folder, record.sqlite included",
            )
        engine = engine_for(path, Access.READ if read_only else Access.WRITE)
        with clear(path), engine.connect() as connection:
            statement = sql.select(about.c.value).where(about.c.key == "schema")
            found = connection.execute(statement).scalar_one_or_none()
        check_schema(found)
        return cls(path, engine, secret)

    def append(self, kind: str, payload: dict[str, Canonical]) -> int:
        """Add an entry and return its position (1, 2, …) once it is durable.

        Raises:
            ValueError: the payload has no canonical spelling.
            SvodkaError: the log cannot be written.
        """
        data = encode({**payload, _BLIND: secrets.token_hex(16)})
        with clear(self._path):
            for _ in range(_ATTEMPTS):
                try:
                    return self._append(kind, data)
                except IntegrityError:
                    continue  # another process took the position: the next one is free
        raise SvodkaError("the record is too busy", hint="give the same command again")

    def _append(self, kind: str, data: bytes) -> int:
        with writing(self._engine) as connection:
            last: int | None = connection.execute(
                sql.select(sql.func.max(entries.c.position))
            ).scalar()
            position = (last or 0) + 1
            commitment = commit(self._salt(position, kind), data)
            connection.execute(
                entries.insert().values(position=position, kind=kind, commitment=commitment)
            )
            connection.execute(payloads.insert().values(position=position, bytes=data))
        return position

    def entries(self) -> list[Entry]:
        """Every entry in order, each payload held against its commitment.

        Raises:
            BrokenCase: a payload is not what was committed to, or an entry is missing.
        """
        return list(self._read())

    def _read(self) -> Iterator[Entry]:
        statement = (
            sql.select(entries, payloads.c.bytes)
            .select_from(entries.outerjoin(payloads))
            .order_by(entries.c.position)
        )
        with clear(self._path), self._engine.connect() as connection:
            for expected, row in enumerate(connection.execute(statement), 1):
                yield self._entry(expected, row)

    def _entry(self, expected: int, row: sql.Row[Any]) -> Entry:
        position, kind, commitment, data = tuple(row)
        if position != expected:
            raise _tampered(f"entry {expected} of the record is missing")
        payload = None if data is None else self._payload(position, kind, commitment, data)
        return Entry(position=position, kind=kind, commitment=commitment, payload=payload)

    def _payload(
        self, position: int, kind: str, commitment: bytes, data: bytes
    ) -> dict[str, Canonical]:
        wrong = f"entry {position} of the record is not what was written"
        if not holds(commitment, self._salt(position, kind), data):
            raise _tampered(wrong)
        value = decode(data)
        if not isinstance(value, dict):
            raise _tampered(wrong)
        value.pop(_BLIND, None)
        return value

    def destroy(self, position: int) -> None:
        """Destroy the payload of one entry; the entry and its commitment stay."""
        with clear(self._path):
            with writing(self._engine) as connection:
                connection.execute(payloads.delete().where(payloads.c.position == position))
            fold(self._engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _salt(self, position: int, kind: str) -> bytes:
        return salt(self._secret, _PURPOSE, [position, kind])


def _tampered(message: str) -> BrokenCase:
    return BrokenCase(
        message, hint="somebody or the disk changed it: compare with a backup of the case"
    )
