"""A passage of running text with its words and the areas it names, looked for when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from svodka.lexicon import areas
from svodka.lexicon.areas_text import Words, words
from svodka.lexicon.areas_towns import places
from svodka.lexicon.patterns import expression
from svodka.model import Mention, Passage
from svodka.recognise import prose_areas


class Read:
    """A passage; its words and the areas that it names are looked for when they are asked for."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    @cached_property
    def text(self) -> Words:
        """Its words."""
        return words(self.passage.raw)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """What it names, in its order."""
        text = self.text
        found = areas.mentions(text.shown)
        taken = {place for mention in found for place in range(mention.start, mention.stop)}
        towns = (
            Mention(start, stop, text.shown[start:stop], "")
            for start, stop in places(text)
            if start not in taken and stop - 1 not in taken
        )
        return tuple(sorted((*found, *towns), key=lambda m: m.start))


# In every name of the country; where it is missing nobody looks for one in a text of a hundred pages.
_OF_COUNTRY = expression(r"[рp]\W*(?:[фf]|[оo]\W*[сc]\W*[сc])|r\W*u\W*s")


def country(read: Iterable[Read]) -> str:
    """The first name of the country in the whole text."""
    likely = (one for one in read if _OF_COUNTRY.search(one.passage.raw.lower()))
    named = (
        m.label
        for one in likely
        for m in one.mentions
        if m.code == prose_areas.COUNTRY and prose_areas.is_where(one.text.folded, m)
    )
    return next(named, "")
