"""A salted commitment binds whoever made it and tells nobody else anything, until salt and bytes are opened."""

from __future__ import annotations

import hmac

from svodka.proof.canonical import Canonical, encode

SECRET_SIZE = 32
_HASH = "sha256"


def salt(secret: bytes, purpose: str, identity: Canonical) -> bytes:
    """32 bytes from the case's secret and what is committed, so that rebuilding gives the same.

    `purpose` keeps salts of different uses apart; `identity` names the thing within its use.
    HMAC-SHA-256 as a pseudo-random function: a salt that was opened tells nothing of another.

    Raises:
        ValueError: the secret is not of 32 bytes.

    Source: RFC 2104; RFC 5869, section 2.3, for deriving keys with HMAC.
    """
    if len(secret) != SECRET_SIZE:
        raise ValueError(f"a secret has {SECRET_SIZE} bytes, not {len(secret)}")
    return hmac.digest(secret, b"svodka/salt\x00" + encode([purpose, identity]), _HASH)


def commit(salted: bytes, payload: bytes) -> bytes:
    """The 32-byte commitment to `payload` under one salt.

    Who does not know the salt cannot test a guess of the payload against it, which matters
    where a payload is a count or a district, or the digest of a copy that somebody else has.
    """
    if len(salted) != SECRET_SIZE:
        raise ValueError(f"a salt has {SECRET_SIZE} bytes, not {len(salted)}")
    return hmac.digest(salted, b"svodka/commitment\x00" + payload, _HASH)


def holds(commitment: bytes, salted: bytes, payload: bytes) -> bool:
    """Whether `payload` is what was committed to."""
    return hmac.compare_digest(commitment, commit(salted, payload))
