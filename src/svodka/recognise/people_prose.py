"""Running text that lists persons is left out; a single name in it is blacked out and the rest stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from svodka.model import Passage
from svodka.recognise.people_look import SIGNS
from svodka.recognise.people_marks import PHONE, holds_email, identified
from svodka.recognise.people_names import (
    LONGEST,
    Strength,
    begins_with_name,
    how_many,
    is_named_after,
    masked,
    strength,
)

_ENOUGH = 2
_RUN = 3
_SEVERAL = 3
_A_NAME = 80


def passages_with_people(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The passages that name somebody together with something that identifies them.

    Also those that list names: several in one, or one each in several; who signs lists nobody.
    """
    found = tuple(passages)
    full, listed, lines, sealed = [], [], [], []
    before = ""
    for passage in found:
        text = passage.text
        how = strength_of(text)
        if how >= Strength.INITIALS:
            if identified(text) or _enumerates(text):
                sealed.append(passage)
            elif not _signed(before, text) and begins_with_name(text):
                lines.append(passage)
        if len(text) <= LONGEST and how == Strength.FULL:
            full.append(passage)
        if len(text) <= LONGEST and how >= Strength.PAIR and not SIGNS.search(text):
            listed.append(passage)
        before = text or before
    if len(full) >= _ENOUGH or sealed:
        sealed += full
    if len(lines) >= _ENOUGH:
        sealed += lines
    if len(listed) > _RUN:
        sealed += listed
    kept = {id(one) for one in sealed}
    return tuple(p for p in found if id(p) in kept)


def without_names_said(passage: Passage) -> Passage:
    """The passage with names of persons blacked out; no offset moves."""
    dark = masked(passage.raw)
    return passage if dark == passage.raw else replace(passage, raw=dark)


def names_somebody(text: str) -> bool:
    """Whether a text names a person, in whatever form."""
    return (
        (strength_of(text) >= Strength.PAIR and not is_named_after(text))
        or masked(text) != text
        or bool(PHONE.search(text))
        or holds_email(text)
    )


def is_a_list(passages: Iterable[Passage]) -> bool:
    """Whether passages that were left out name several people: more than one executor's line."""
    held = tuple(passages)
    named = sum(max(1, min(_SEVERAL, how_many(p.text))) + (p.text.count("\n") > 1) for p in held)
    return named >= _ENOUGH


def strength_of(text: str) -> Strength:
    """A long text names somebody only by a patronymic or by initials."""
    how = strength(text)
    return how if len(text) <= LONGEST or how >= Strength.INITIALS else Strength.NOTHING


def _enumerates(text: str) -> bool:
    """Whether names stand so close that little else is said."""
    names = how_many(text)
    return names >= _SEVERAL and len(text) <= _A_NAME * names


def _signed(before: str, text: str) -> bool:
    return bool(SIGNS.search(text) or SIGNS.search(before[-LONGEST:]))
