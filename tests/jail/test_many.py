"""Long tuples of our values travel field by field and come out as they went in; nothing else comes out."""

from __future__ import annotations

import pytest

from svodka.jail.parts import NonsenseReceived, columns_of, made_of
from svodka.model import Heading, Role

HEADINGS = tuple(
    Heading(path=(f"Участок {n}",), role=Role.TOTAL if n % 3 else None, doubts=("a",) * (n % 2))
    for n in range(99)
)
NAME = "svodka.model.block:Heading"


def test_what_is_taken_apart_is_made_again() -> None:
    columns = columns_of(HEADINGS)
    assert columns is not None
    assert made_of(*columns) == HEADINGS


def test_values_of_several_types_or_all_alike_are_left() -> None:
    assert columns_of((*HEADINGS, "x")) is None
    assert columns_of((1, 2)) is None
    assert columns_of((HEADINGS[0],) * 9) is None


def test_no_number_of_values_is_believed_that_was_not_sent() -> None:
    columns = columns_of(HEADINGS)
    assert columns is not None
    sent = list(columns[1])
    with pytest.raises(NonsenseReceived):
        made_of(NAME, tuple(("x",) for _ in sent))
    with pytest.raises(NonsenseReceived):
        made_of("os:system", columns[1])
    with pytest.raises(NonsenseReceived):
        made_of("svodka.model.observation:Role", columns[1])
    with pytest.raises(ValueError, match="zip"):
        made_of(NAME, (*sent[:-1], [()]))
