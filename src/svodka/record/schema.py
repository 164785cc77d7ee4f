"""The tables of the log, in words that SQLite and PostgreSQL both speak; a newer schema is refused."""

from __future__ import annotations

import sqlalchemy as sql

from svodka.model import BrokenCase

SCHEMA = 1

tables = sql.MetaData()
about = sql.Table(
    "about",
    tables,
    sql.Column("key", sql.Text, primary_key=True),
    sql.Column("value", sql.Text, nullable=False),
)
entries = sql.Table(
    "entry",
    tables,
    sql.Column("position", sql.BigInteger, primary_key=True, autoincrement=False),
    sql.Column("kind", sql.Text, nullable=False),
    sql.Column("commitment", sql.LargeBinary(32), nullable=False),
)
payloads = sql.Table(
    "payload",
    tables,
    sql.Column(
        "position",
        sql.BigInteger,
        sql.ForeignKey("entry.position"),
        primary_key=True,
        autoincrement=False,
    ),
    sql.Column("bytes", sql.LargeBinary, nullable=False),
)


def check_schema(found: str | None) -> None:
    """Refuse what this version cannot keep whole.

    Raises:
        BrokenCase: the record is of a newer version, or of none.
    """
    if found is None or not found.isdecimal():
        raise BrokenCase(
            "the record does not say of which version it is",
            hint="copy record.sqlite from a backup of the case",
        )
    if int(found) > SCHEMA:
        raise BrokenCase(
            f"the record is of version {found}, newer than this svodka knows ({SCHEMA})",
            hint="install a newer svodka; nothing was changed",
        )
