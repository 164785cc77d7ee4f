"""Whether a label says a word of a codebook: as a phrase of its own, or as the head of what it names."""

from __future__ import annotations

from functools import lru_cache

from svodka.lexicon.patterns import expression

_WORD = expression(r"[^\W_]+")
_NEGATED = expression(r"(?:^|[^\w-])(?:не|ни|без|кроме|not|non|no|without|except|other than)[ -]$")
_LEAD = expression(
    r"^[\W\d_]*(?:(?:общ\w+ |total )?(?:числ[оа]|количеств[оа]|численност[ьи]|number of|count of)|"
    r"в том числе|в т\. ?ч\.|из них|из общего числа|including|of which|of whom)[\s:,]*"
)
_BETWEEN = frozenset(
    "по в на за от к с со о об для из при без до у над под и или for of in by to from on at with per as and or".split()  # noqa: SIM905 - a line of words
)
_PERSONS = expression(
    r"чел\b|человек|лиц|граждан|мужчин|женщин|мигрант|иностран|военнослужащ|доброволь|жител|гастарбайтер|"
    r"persons?\b|people|individual|alien|detainee|participant|citizen|migrant|inmate|resident|men\b|women\b"
)
_NEAR = 3


@lru_cache(maxsize=1 << 16)
def says(word: str, flat: str) -> bool:
    """Whether the folded label `flat` says `word` of a codebook, and does not deny it.

    Several words are a phrase wherever they stand. A single one must be what the label names:
    «План на 2023 год», "Final releases by month", but neither «План мероприятий» nor
    "releases of pollutants".
    """
    start = flat.find(word)
    while start >= 0:
        stop = start + len(word)
        before, after = flat[:start], flat[stop:]
        apart = not (_goes_on(before[-1:]) or _goes_on(after[:1]))
        if apart and not _NEGATED.search(before) and (" " in word or _is_head(before, after)):
            return True
        start = flat.find(word, start + 1)
    return False


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "-"


def _is_head(before: str, after: str) -> bool:
    """Whether what stands around a word leaves it the head: no noun after it but of persons."""
    outer = _WORD.findall(_LEAD.sub("", before))
    if _BETWEEN.intersection(outer):
        return False
    rest = after.lstrip()
    if not rest or not rest[0].isalpha():
        return True
    following = _WORD.findall(rest)[: _NEAR + 1]
    if following[0] in _BETWEEN and following[0] != "of":
        return True
    return any(_PERSONS.match(word) for word in following[:_NEAR])
