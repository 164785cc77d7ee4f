"""Whether a number says by how much something fell or rose."""

from __future__ import annotations

from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.recognise import prose_words as lexicon
from svodka.recognise.prose_counted import Number

_BY = expression(r"(?:(?<![^\W_])на|by) (?:[^\W\d_]+ ){0,2}$|(?:более|менее) чем на $")


# «что меньше уровня предыдущего года на 10 тонн».
_THAN_BY = expression(
    r"(?<![^\W_])(?:(?P<rise>больше|выше)|меньше|ниже)(?: \w+){0,5} на (?:целых )?$"
)


_CLAUSE_END = expression(r"[,;:(.]| (?:и|а|но|при этом|and|but|while) ")
_AFTER, _FAR, _NOWHERE = 80, 250, 999


def change(text: str, number: Number) -> int:
    """-1 or 1 where the number says by how much something fell or rose, else 0."""
    before = text[max(0, number.start - 60) : number.start]
    compared = lexicon.COMPARED.match(text, number.after)
    if compared and not (before.endswith(" на ") or "than" in compared[0]):
        compared = None
    if compared := compared or lexicon.UP_DOWN.search(before):
        return 1 if compared["rise"] else -1
    if than := _THAN_BY.search(before):
        return 1 if than["rise"] else -1
    if not _BY.search(before):
        return 0
    own = _CLAUSE_END.search(text, number.after)
    after = text[number.after : own.start() if own else len(text)][:_AFTER]
    return _nearest(before, after) or _nearest(text[max(0, number.start - _FAR) : number.start], "")


def _nearest(before: str, after: str) -> int:
    """-1 or 1 by the verb nearest to a number: one before it, or one behind it in its clause."""
    falls = [len(before) - found.start() for found in lexicon.FALL.finditer(before)]
    rises = [len(before) - found.start() for found in lexicon.RISE.finditer(before)]
    falls += [found.start() for found in lexicon.FALL.finditer(after)]
    rises += [found.start() for found in lexicon.RISE.finditer(after)]
    if not falls and not rises:
        return 0
    return -1 if min(falls, default=_NOWHERE) < min(rises, default=_NOWHERE) else 1


# «сократилась на 1,06 % (81 человек)», «на 12 %, или 40 человек»: the same change once more.
_AGAIN = expression(r"%? ?(?:\(|,? или|,? то есть) ?(?:на )?")


def change_of(text: str, numbers: Sequence[Number], index: int) -> int:
    """As above, of one of the numbers of a text: a change may be said again in another unit."""
    number = numbers[index]
    own = change(text, number)
    if own or not index or numbers[index - 1].unit != "percent" or number.unit == "percent":
        return own
    before = numbers[index - 1]
    return change(text, before) if _AGAIN.fullmatch(text, before.after, number.start) else 0
