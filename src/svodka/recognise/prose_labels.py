"""What a number in a sentence counts, in at most six of its words; names of people never stand there."""

from __future__ import annotations

import re

from svodka.lexicon.patterns import expression

_VERB = expression(r"(?:ено|ены|ано|аны|[аеиуя]ли|лись|лось|ил|ал|ся)$")
_WORD = expression(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_JOINING = frozenset({"соответственно", "respectively", "свыше", "более", "около", "менее"})
_LEAD, _MOST = 3, 6


def counted(before: str, own: str, after: str) -> str:
    """The verb before a number and the noun after it.

    `before`, `own` and `after` are the untouched words of its stretch of the sentence: before it,
    of itself with its noun, and after it. Capitalised words stay out: they may name people, and
    areas have a column of their own.
    """
    lead = _plain(before)
    verbs = [index for index, word in enumerate(lead) if _VERB.search(word.lower())]
    lead = lead[verbs[-1] :][:_LEAD] if verbs else lead[-_LEAD:]
    follow = [*_plain(own), *_plain(re.split(r"[,;:(]", after)[0])]
    return " ".join([*lead, *follow][:_MOST])


def _plain(text: str) -> list[str]:
    """Words without those that begin with a capital; the first may do so if it is a verb."""
    found = [word for word in _WORD.findall(text) if word.lower() not in _JOINING]
    first = [word for word in found[:1] if word.islower() or _VERB.search(word.lower())]
    return first + [word for word in found[1:] if word.islower()]
