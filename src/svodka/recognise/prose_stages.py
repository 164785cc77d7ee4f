"""The stage of every number of a sentence: in its own stretch, or that of the whole it is a part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svodka.lexicon.patterns import expression
from svodka.model import Codebook
from svodka.recognise import prose_measures
from svodka.recognise.prose_counted import Number
from svodka.recognise.prose_measures import Said

RESPECTIVELY = expression(r"(?<![^\W_])(?:соответственно|respectively)(?![^\W_])")
JOINED = frozenset({"и", "или", "либо", "and", "or"})  # «900 и 1 100 контрактов»
# «70 жителей одной области и более 200 жителей другой подписали»: one verb for both.
_AND_MORE = expression(
    r"(?: (?!и )[^\W\d_]+){0,4} (?:и|and) (?:(?:более|свыше|около|почти|еще|over|about) (?:чем )?)?"
)
_THAT_IS = expression(r"(?:,? то есть|,? или|,? это|,? or|,? that is|\() (?:около |about )?$")
_DENIED = expression(r"(?<![^\W_])(?:did not|didn't|нет|не)(?![^\W_])")
_PART = expression(r"в том числе|из них|из которых|включая|including|of whom|of them")
VERB = expression(
    r"(?:ено|ены|ано|аны|уто|уты|ято|яты|ито|иты|[аеиуя]ли|лись|лось|ил|ал|ся|"
    # «умерло», «прибыло», «выбыли»; not «число», «село», «дело», «начало».
    r"(?<![^\W_])(?!числ|сел|дел|тел|начал|масл)[^\W\d_]{2,}(?:[аеиыуярсгкхп]ло|[ыршгкхп]ли))(?![^\W_])"
)
# «12 из 45 проверенных», "none of the 45 people": the whole that a part is of.
_WHOLE = expression(
    r"(?<![^\W_])(?:из(?: числа)?|(?<!total )(?<!number )(?<!all )of(?: (?:the|these|those))?) "
    r"(?:(?:более|свыше|около|почти|всех|всего|more than|about|all) (?:чем )?)?$"
)
_OF_WHOLE = expression(
    r"(?:,? [^\W\d_]+(?:нных|тых|вших(?:ся)?|щих(?:ся)?)|"
    r" (?:checked|found|summoned|registered|detained|sent)|(?<=contracts) signed)?"
    r"(?: по план\w+| запланированн\w+| (?:на|в) (?:[^\W\d_]+(?:ый|ую|ое|ом|ой|ий) )?[^\W\d_]+)?"
)
_PARTICIPLE = expression(r"(?:нных|тых|вших(?:ся)?|щих(?:ся)?|ed|found|sent)(?![^\W_])")
# «в 14 районах», «на пяти объектах»: where it was, not how many were counted.
_WHERE = expression(r"(?<![^\W_])(?:в|на|при|in|at) $")
_NOT = expression(r"(?<![^\W_])не (?=[^\W\d_])")


def stages(
    text: str,
    numbers: Sequence[Number],
    territories: Sequence[tuple[int, int]],
    codebook: Codebook | None,
) -> list[Said | None]:
    """The stage of each number of a folded sentence, by the words of the codebook.

    A number without a verb («в январе 17») goes on with the stage of the one before it; a share
    between a number and its verb («42, каждый десятый, подписали») takes none of it away.
    """
    if codebook is None:
        return [None] * len(numbers)
    wholes = [_whole(text, number) for number in numbers]
    brackets = _brackets(text, numbers)
    found: list[Said | None] = []
    for index, number in enumerate(numbers):
        said = None
        if not (number.share or number.unit == "percent" or _is_where(text, number)):
            start, stop = _stretch(text, index, numbers, territories, wholes)
            seen = _without(text, number, index, wholes)
            if held := brackets.get(index) or brackets.get(index + 1):
                start, stop, seen = _around_bracket(
                    seen,
                    (start, stop),
                    held[0],
                    inside=index in brackets,
                    territory=territories[held[1]],
                )
            said = prose_measures.measure(seen, start, stop, number.start, codebook)
            start = start if said else _from_percent(text, index, numbers, territories)
            if said is None and start >= 0:
                said = prose_measures.measure(seen, start, stop, number.start, codebook)
            if not wholes[index]:
                own = (
                    (start, min(stop, held[0][1]))
                    if index in brackets and held
                    else territories[index]
                )
                said = said or _before(text, index, numbers, own, found)
        found.append(said)
    return _shared(text, numbers, found)


def _shared(text: str, numbers: Sequence[Number], found: list[Said | None]) -> list[Said | None]:
    """One verb for several numbers: paired ones, and «70 жителей … и более 200 … подписали»."""
    if RESPECTIVELY.search(text):
        return [said or next(filter(None, found), None) for said in found]
    for index in reversed(range(len(found) - 1)):
        between = text[numbers[index].after : numbers[index + 1].start]
        if not found[index] and numbers[index].unit == "person" and _AND_MORE.fullmatch(between):
            found[index] = found[index + 1]
    return found


def _from_percent(
    text: str, index: int, numbers: Sequence[Number], territories: Sequence[tuple[int, int]]
) -> int:
    """Where the words begin that «77 %, то есть 512 человек» shares with its percentage, or -1."""
    if not index or numbers[index - 1].unit != "percent":
        return -1
    lead = text[numbers[index - 1].after : numbers[index].start]
    return territories[index - 1][0] if _THAT_IS.search(lead) else -1


def _whole(text: str, number: Number) -> int:
    """Where the words of a whole end («из 200 поступивших на службу»), or 0 for any other number."""
    if not _WHOLE.search(text[max(0, number.start - _FAR) : number.start]) or number.unit not in {
        "",
        "person",
    }:
        return 0
    found = _OF_WHOLE.match(text, number.after)
    own = _PARTICIPLE.search(text, number.stop, number.after)
    behind = found is not None and (own or _PARTICIPLE.search(found[0]) or "план" in found[0])
    return found.end() if found and behind else number.after


def _is_where(text: str, number: Number) -> bool:
    return (
        number.unit in {"", "region"}
        and _WHERE.search(text[max(0, number.start - _FAR) : number.start]) is not None
        and (
            re.match(r" [^\W\d_]+(?:ах|ях|ts|ns|s)(?![^\W_])", text[number.stop : number.stop + 40])
            is not None
        )
    )


def _stretch(
    text: str,
    index: int,
    numbers: Sequence[Number],
    territories: Sequence[tuple[int, int]],
    wholes: Sequence[int],
) -> tuple[int, int]:
    """Where the words of a number's stage may stand."""
    start, stop = territories[index]
    number = numbers[index]
    if wholes[index]:
        following = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
        return number.start, max(number.after, min(wholes[index], following))
    if index + 1 < len(numbers):
        other = numbers[index + 1]
        lead = text[number.after : other.start]
        joined = lead.strip() in JOINED
        if (wholes[index + 1] and len(lead) < _NEAR) or other.share or joined:
            stop = territories[index + 1][1]
    return start, stop


def _around_bracket(
    text: str,
    stretch: tuple[int, int],
    bracket: tuple[int, int],
    *,
    inside: bool,
    territory: tuple[int, int],
) -> tuple[int, int, str]:
    """«60 студентов (12 из них иностранцы) изъявили желание»: a bracket keeps its words, no others'.

    `territory` is that of the last number in the bracket.
    """
    start, stop = stretch
    if inside:
        return max(start, bracket[0]), min(stop, bracket[1]), text
    seen = text[: bracket[0]] + " " * (bracket[1] - bracket[0]) + text[bracket[1] :]
    return start, max(stop, territory[1]), seen


def _brackets(text: str, numbers: Sequence[Number]) -> dict[int, tuple[tuple[int, int], int]]:
    """Number in a bracket → the bracket's place and the last number in it."""
    found: dict[int, tuple[tuple[int, int], int]] = {}
    place = 0
    for bracket in _BRACKET.finditer(text):
        while place < len(numbers) and numbers[place].start < bracket.start():
            place += 1
        first = place
        while place < len(numbers) and numbers[place].start < bracket.end():
            place += 1
        found.update({index: (bracket.span(), place - 1) for index in range(first, place)})
    return found


_BRACKET = expression(r"\([^()]*\)")
_NEAR, _FAR = 20, 40


def _without(text: str, number: Number, index: int, wholes: Sequence[int]) -> str:
    """The sentence without the words of the whole that follows, and a none without its second «не»."""
    seen = text
    if index + 1 < len(wholes) and wholes[index + 1]:
        stop = wholes[index + 1]
        seen = seen[: number.after] + " " * (stop - number.after) + seen[stop:]
    return _NOT.sub("   ", seen) if number.none else seen


def _before(
    text: str,
    index: int,
    numbers: Sequence[Number],
    territory: tuple[int, int],
    found: Sequence[Said | None],
) -> Said | None:
    """The stage of the number before, where this one goes on with it."""
    before = next((place for place in reversed(range(index)) if not numbers[place].share), None)
    if before is None or not found[before] or (numbers[index].noun and not numbers[index].unit):
        return None
    own = text[slice(*territory)]
    alone = numbers[index].unit in {"", "person"} and not (VERB.search(own) or _DENIED.search(own))
    between = text[numbers[before].after : numbers[index].start]
    return found[before] if alone or _PART.search(between) else None
