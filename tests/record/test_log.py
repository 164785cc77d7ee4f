"""The log is appended to and never changed; it verifies after a payload was destroyed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sql

from svodka.model import BrokenCase, SvodkaError
from svodka.record import SCHEMA, Record
from svodka.record.schema import entries, payloads

SECRET = bytes(range(32))
NAME = "Канарейка-7f3a"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "record.sqlite"
    record = Record.create(place, SECRET)
    for number in range(1, 6):
        assert record.append("document", {"path": f"{NAME}-{number}", "size": number}) == number
    record.close()
    return place


def tamper(path: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement, values)
    connection.close()


def test_entries_come_back_in_order(path: Path) -> None:
    found = Record.open(path, SECRET).entries()
    assert [entry.position for entry in found] == [1, 2, 3, 4, 5]
    assert [entry.payload for entry in found][1] == {"path": f"{NAME}-2", "size": 2}


def test_names_stand_in_payloads_only(path: Path) -> None:
    tamper(path, "DELETE FROM payload")
    tamper(path, "VACUUM")
    assert NAME.encode() not in path.read_bytes()
    assert len(Record.open(path, SECRET).entries()) == 5


def test_a_destroyed_payload_is_gone_and_the_log_still_verifies(path: Path) -> None:
    record = Record.open(path, SECRET)
    record.destroy(3)
    found = record.entries()
    assert found[2].payload is None
    assert len(found[2].commitment) == 32
    assert [entry.payload is None for entry in found].count(True) == 1
    for file in path.parent.iterdir():
        assert f"{NAME}-3".encode() not in file.read_bytes()


def test_a_destroyed_payload_cannot_be_guessed_even_with_the_secret(tmp_path: Path) -> None:
    one = Record.create(tmp_path / "one.sqlite", SECRET)
    other = Record.create(tmp_path / "other.sqlite", SECRET)
    for record in (one, other):
        record.append("count", {"value": "1"})
    assert one.entries()[0].commitment != other.entries()[0].commitment


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE payload SET bytes = ? WHERE position = 2", (b"\x01{}",)),
        ("UPDATE entry SET commitment = ? WHERE position = 2", (bytes(32),)),
        ("UPDATE entry SET kind = ? WHERE position = 2", ("sighting",)),
        ("DELETE FROM entry WHERE position = ?", (2,)),
        ("UPDATE entry SET position = ? WHERE position = 5", (9,)),
    ],
)
def test_every_change_is_found(path: Path, statement: str, values: tuple[object, ...]) -> None:
    tamper(path, statement, *values)
    with pytest.raises(BrokenCase, match=r"entry 2|entry 5"):
        Record.open(path, SECRET).entries()


def test_payloads_that_changed_places_are_found(path: Path) -> None:
    tamper(path, "UPDATE payload SET position = 99 WHERE position = 2")
    tamper(path, "UPDATE payload SET position = 2 WHERE position = 3")
    tamper(path, "UPDATE payload SET position = 3 WHERE position = 99")
    with pytest.raises(BrokenCase, match="entry 2"):
        Record.open(path, SECRET).entries()


def test_another_secret_does_not_open_the_log(path: Path) -> None:
    with pytest.raises(BrokenCase, match="not what was written"):
        Record.open(path, bytes(32)).entries()


def test_a_newer_schema_is_refused(path: Path) -> None:
    tamper(path, "UPDATE about SET value = ?", str(SCHEMA + 1))
    with pytest.raises(BrokenCase, match="newer than this svodka") as failure:
        Record.open(path, SECRET)
    assert "nothing was changed" in failure.value.hint


@pytest.mark.parametrize(
    "data", [b"", b"no database at all, but long enough to be read as one" * 20]
)
def test_a_file_that_is_no_record_is_a_broken_case(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "record.sqlite"
    place.write_bytes(data)
    with pytest.raises(BrokenCase):
        Record.open(place, SECRET)


def test_a_missing_record_is_a_broken_case(tmp_path: Path) -> None:
    with pytest.raises(BrokenCase, match="missing"):
        Record.open(tmp_path / "record.sqlite", SECRET)


def test_a_log_that_may_only_be_read_is_read_and_not_written(path: Path) -> None:
    record = Record.open(path, SECRET, read_only=True)
    assert len(record.entries()) == 5
    with pytest.raises(SvodkaError, match="cannot be written"):
        record.append("document", {})
    assert not path.with_name("record.sqlite-wal").exists()


WRITER = """
import sys
from pathlib import Path
from svodka.record import Record
record = Record.open(Path(sys.argv[1]), bytes(range(32)))
for number in range(40):
    record.append("document", {"who": sys.argv[2], "number": number})
"""


def test_two_writers_lose_nothing(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), who]) for who in ("a", "b")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    found = [entry.payload for entry in Record.open(path, SECRET).entries() if entry.payload]
    for who in ("a", "b"):
        assert [one["number"] for one in found if one.get("who") == who] == list(range(40))


def test_the_statements_are_those_of_postgresql_too() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # untyped in SQLAlchemy
    assert "BYTEA" in str(CreateTable(payloads).compile(dialect=dialect))
    statement = sql.select(sql.func.max(entries.c.position))
    assert "max(entry.position)" in str(statement.compile(dialect=dialect))
