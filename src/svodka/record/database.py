"""SQLite so that what was committed stays: WAL, full sync; its failures become errors with a next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from svodka.model import BrokenCase, SvodkaError

_BUSY_SECONDS = 30


class Access(Enum):
    """What may be done with the file."""

    CREATE = "rwc"
    WRITE = "rw"
    READ = "ro"


def engine_for(path: Path, access: Access) -> sql.Engine:
    """An engine with one connection for its life, so that the last commit folds the WAL only once."""
    uri = f"{path.absolute().as_uri()}?mode={access.value}"
    if access is Access.READ and not path.with_name(f"{path.name}-wal").exists():
        # Nothing is pending, and `immutable` lets SQLite read where it may not make lock files.
        uri += "&immutable=1"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
        )
        if access is not Access.READ:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA foreign_keys=ON")
        return connection

    engine = sql.create_engine("sqlite://", creator=connect, poolclass=StaticPool)

    @sql.event.listens_for(engine, "begin")
    def begin(connection: sql.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: sql.Engine) -> Iterator[sql.Connection]:
    """A transaction that takes the write lock at once, so that it never has to start over."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def fold(engine: sql.Engine) -> None:
    """Bring what stands in the write-ahead log into the file, so that nothing deleted is left there."""
    with sqlite_connection(engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def sqlite_connection(engine: sql.Engine) -> Iterator[Any]:
    """The driver's own connection, outside any transaction."""
    connection = engine.raw_connection()
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def clear(path: Path) -> Iterator[None]:
    """Turn a failure of the database into an error that says the next step.

    Raises:
        BrokenCase: the file is damaged or no record.
        SvodkaError: it cannot be written: full or read-only disk, or somebody else is writing.
    """
    try:
        yield
    except DBAPIError as failure:
        raise _said(path, str(failure.orig)) from failure
    except sqlite3.Error as failure:
        raise _said(path, str(failure)) from failure


def _said(path: Path, words: str) -> SvodkaError:
    name = str(path)
    if "full" in words or "disk I/O" in words:
        return SvodkaError(
            f"no space left for the record {name!r}, or its disk fails ({words})",
            hint="make room and give the same command again: nothing acknowledged was lost",
        )
    if "readonly" in words or "unable to open" in words:
        return SvodkaError(
            f"the record cannot be written: {name!r}",
            hint="check who owns the case folder, or copy it to a disk that can be written",
        )
    if "locked" in words or "busy" in words:
        return SvodkaError(
            "somebody else is writing to the record", hint="wait and give the same command again"
        )
    return BrokenCase(
        f"the record is damaged: {name!r} ({words})",
        hint="copy record.sqlite and its -wal file from a backup of the case",
    )
