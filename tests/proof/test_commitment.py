"""A commitment binds to one payload and tells nothing without its salt."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from svodka.proof import Canonical, commit, holds, salt

secrets = st.binary(min_size=32, max_size=32)
payloads = st.binary(max_size=80)


@given(secrets, payloads)
def test_a_payload_holds_against_its_own_commitment(secret: bytes, payload: bytes) -> None:
    salted = salt(secret, "cell", ["D", 1])
    assert holds(commit(salted, payload), salted, payload)


@given(secrets, payloads, payloads)
def test_another_payload_does_not_hold(secret: bytes, one: bytes, other: bytes) -> None:
    assume(one != other)
    salted = salt(secret, "cell", ["D", 1])
    assert not holds(commit(salted, one), salted, other)


@given(secrets, secrets, payloads)
def test_without_the_secret_a_right_guess_cannot_be_tested(
    secret: bytes, guessed: bytes, payload: bytes
) -> None:
    assume(secret != guessed)
    commitment = commit(salt(secret, "cell", ["D", 1]), payload)
    assert not holds(commitment, salt(guessed, "cell", ["D", 1]), payload)


@given(secrets)
def test_every_thing_and_every_use_has_a_salt_of_its_own(secret: bytes) -> None:
    identities: list[Canonical] = [["D", 1], ["D1"], ["D", "1"], "D1", [["D"], 1]]
    salts = {
        salt(secret, purpose, identity) for purpose in ("cell", "record") for identity in identities
    }
    assert len(salts) == 10


def test_rebuilding_gives_the_same_bytes() -> None:
    salted = salt(bytes(32), "record", [1, "document"])
    assert commit(salted, b"payload").hex() == (
        "ebbc49ed9280b3dd4ebfad2674309af3f5f7271947a461fa8876fa2517ac75e8"
    )


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_short_secret_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        salt(bytes(size), "record", 1)
    with pytest.raises(ValueError, match="32 bytes"):
        commit(bytes(size), b"")
