"""Entry in, position in the log out: append-only; an entry is a salted commitment, its payload stands beside it."""

from svodka.record.log import Entry, Record
from svodka.record.schema import SCHEMA

__all__ = ["SCHEMA", "Entry", "Record"]
