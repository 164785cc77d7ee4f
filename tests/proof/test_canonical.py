"""One value has one spelling, and no two values share one."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.proof import decode, encode

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def in_nfc(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [in_nfc(item) for item in value]
    if isinstance(value, dict):
        return {in_nfc(key): in_nfc(item) for key, item in value.items()}
    return value


def collides(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(collides, value))
    if isinstance(value, dict):
        return len(in_nfc(value)) < len(value) or any(map(collides, value.values()))
    return False


@given(values)
def test_what_was_encoded_comes_back_in_nfc(value: Any) -> None:
    if collides(value):
        with pytest.raises(ValueError, match="stands twice"):
            encode(value)
    else:
        assert decode(encode(value)) == in_nfc(value)


@given(st.dictionaries(texts.filter(lambda text: text.isascii()), st.integers(0, 9)))
def test_the_order_of_keys_makes_no_difference(value: dict[str, int]) -> None:
    backwards = dict(reversed(value.items()))
    assert encode(dict(backwards)) == encode(dict(value))


@given(values, values)
def test_two_values_never_share_their_bytes(one: Any, other: Any) -> None:
    if collides(one) or collides(other):
        return
    same = repr(in_nfc(one)) == repr(in_nfc(other)) or in_nfc(one) == in_nfc(other)
    if encode(one) == encode(other):
        assert same


def test_spellings_of_one_letter_are_one() -> None:
    assert encode("й") == encode("и\u0306")


def test_the_bytes_begin_with_their_version() -> None:
    assert (
        encode({"б": 1, "а": [True, None, "1.50"]})
        == b'\x01{"\xd0\xb0":[true,null,"1.50"],"\xd0\xb1":1}'
    )


@pytest.mark.parametrize("value", [1.5, 0.0, float("nan"), Decimal("1.5"), {"a": 2.0}, b"a", {1}])
def test_a_float_has_no_spelling(value: Any) -> None:
    with pytest.raises(TypeError, match="no canonical spelling"):
        encode(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800"])
def test_what_other_readers_would_change_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"too large|surrogate"):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\x02{}",
        b'\x01{"a": 1}',
        b'\x01{"b":1,"a":2}',
        b"\x011.0",
        b'\x01"\\u0439"',
        b"\x01{",
        b"\x01\xff",
        b'\x01{"a":1,"a":1}',
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(data)
