"""One value has one spelling in bytes: sorted keys, UTF-8, NFC, whole numbers and texts, never a float."""

from __future__ import annotations

import json
import unicodedata

VERSION = b"\x01"

# Whole numbers beyond this lose digits in readers that know only doubles (RFC 8259, section 6).
LARGEST = 2**53 - 1

Canonical = (
    None | bool | int | str | list["Canonical"] | tuple["Canonical", ...] | dict[str, "Canonical"]
)


def encode(value: Canonical) -> bytes:
    """The canonical bytes of `value`: a version byte, then JSON without spaces.

    Keys are sorted by code point, texts are in NFC. Decimal numbers go in as texts.

    Raises:
        TypeError: something that has no canonical spelling, such as a float.
        ValueError: a whole number beyond 2**53 - 1, half of a surrogate pair, or two keys
            that are one key in NFC.
    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return VERSION + text.encode("utf-8")


def decode(data: bytes) -> Canonical:
    """The value that `encode` spelled as `data`.

    Raises:
        ValueError: `data` is of another version, or is not the canonical spelling of anything.
    """
    if data[:1] != VERSION:
        raise ValueError("canonical bytes of an unknown version")
    value: Canonical = json.loads(data[1:].decode("utf-8"))
    try:
        same = encode(value) == data
    except TypeError as failure:
        raise ValueError(str(failure)) from failure
    if not same:
        raise ValueError("these bytes are not the canonical spelling of their value")
    return value


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is too large for a number: write it as a text")
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return _mapping(value)
    raise TypeError(f"a {type(value).__name__} has no canonical spelling")


def _text(value: str) -> str:
    text = unicodedata.normalize("NFC", value)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(f"half of a surrogate pair in {value!r}")
    return text


def _mapping(value: dict[object, object]) -> dict[str, object]:
    plain: dict[str, object] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"the key {key!r} is not a text")
        name = _text(key)
        if name in plain:
            raise ValueError(f"the key {name!r} stands twice")
        plain[name] = _plain(item)
    return plain
