"""A sentence that states counts of its own stands above a table and says nothing of what the table counts."""

from __future__ import annotations

from functools import lru_cache

from svodka.lexicon.folding import fold
from svodka.lexicon.patterns import expression
from svodka.model import Anchor, Passage, Role, Span
from svodka.recognise.prose_stages import VERB

_ENGLISH_VERB = expression(r"(?<![^\W_])(?:was|were|has|have|had|[a-z]{2,}ed)(?![^\W_])")
_DIGIT = expression(r"\d")


@lru_cache(maxsize=1 << 10)
def states_counts(line: str) -> bool:
    """Whether words are a whole sentence that says how many, of something, did something.

    A line that ends otherwise («…, в том числе:») leads on to the table, and governs it.
    """
    if not line.rstrip().endswith(".") or not _DIGIT.search(line):
        return False
    folded = fold(line)
    if not (VERB.search(folded) or _ENGLISH_VERB.search(folded)):
        return False
    from svodka.recognise.prose import prose

    passage = Passage(raw=line, anchor=Anchor(Span(0, len(line))))
    found = prose([passage], None, document="", method="")
    return any(one.role is Role.DATA and one.slot.unit in ("person", "event") for one in found)
