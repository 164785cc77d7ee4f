"""Entry in, position in the log out: append-only; an entry is a salted commitment, its payload stands beside it."""
