"""What a number in a sentence counts: the noun behind or before it, or the verb that stands for one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from svodka.lexicon import units
from svodka.lexicon.patterns import expression
from svodka.model import Mark, Qualifier
from svodka.recognise import prose_ids
from svodka.recognise import prose_words as words

NEAR = 40  # letters before a number in which its sign or verb stands
_YEAR = expression(r"(?:19|20)\d\d")
_OPEN_AFTER = expression(
    r"\W*(?:$|[,;.()–—:-]|(?:из|и|или|либо|а|в|на|по|с|за|до|к|and|or|of|in|were|was|who|have|had|did)(?![^\W_]))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in folded text: where it stands, what it says, what it counts.

    `stop` is the end of number and scale, `after` the end of its noun. `unit` is empty where no
    noun tells; `noun` is the noun as folded. `share` says that words name a part of a whole.
    `part` counts the two numbers of a range. `none` says that words deny that there was any.
    """

    start: int
    stop: int
    after: int
    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT
    mark: Mark = Mark.STATED
    unit: str = ""
    noun: str = ""
    share: bool = False
    part: int = 1
    none: bool = False
    doubts: tuple[str, ...] = ()


def counting(text: str, number: Number) -> Number | None:
    """The number with its noun."""
    if number.unit:
        lasting = words.DURATION.match(text, number.stop + 1)
        return None if lasting and not number.share else number
    again = prose_ids.AGAIN.match(text, number.stop)
    stop = again.end() if again else number.stop
    place = stop + (text[stop : stop + 1] == " ")
    if words.WORK_TIME.match(text, place) or words.DURATION.match(text, place):
        return None
    noun = words.BETWEEN.match(text, place)
    for at in (place, noun.end() if noun else place):
        unit = unit_of(text, at)
        if unit and (number.mark is not Mark.WORDED or unit != "region"):
            stop = _word_end(text, at)
            return replace(number, after=stop, unit=unit, noun=text[at:stop])
    found = _CHECKED.match(text, place)
    of = re.search(r"(?<![^\W_])(?:из|среди|у|для|от) $", text[: number.start])
    if found and (of or number.none) and not _THINGS.match(text, found.end()):
        return replace(number, after=found.end(), unit="person", noun=found[0])
    beside = units.beside(text[stop : stop + 40])
    if beside.unit and beside.unit not in {
        "day",
        "month",
        "year",
        "hour",
        "times",
        "index",
        "place",
    }:
        return replace(
            number,
            after=_word_end(text, place),
            unit=beside.unit,
            noun=text[place : _word_end(text, place)],
        )
    if beside.unit == "times" and re.search(r"(?<![^\W_])в $", text[: number.start]):
        return replace(number, after=_word_end(text, place), unit="times", noun="раз")
    return None if beside.unit == "place" else _alone(text, number, place)


def _alone(text: str, number: Number, place: int) -> Number | None:
    """A number with no noun that is known: what closes it or the verb behind it lets it stand."""
    if number.none:
        return number
    if number.mark is not Mark.WORDED and (unit := _named_before(text, number.start)):
        return replace(number, unit=unit)
    if _YEAR.fullmatch(text[number.start : number.stop]):
        return None
    if number.mark is Mark.STATED and WHOLE_AND_PART.search(text[: number.stop + 3]):
        return number
    closed = _OPEN_AFTER.match(text, number.stop) or words.COMPARED.match(text, number.stop)
    if number.mark is not Mark.WORDED and closed:
        return number
    return _before(text, number, place)


# «из 2 тысяч 53 согласились»: of how many, right before how many did.
WHOLE_AND_PART = expression(r"(?<![^\W_])(?:из|of) [\d ,.]*\d(?: [^\W\d_]+\.?)? \d+$")
_LABEL = expression(r"((?:[^\W\d_]+ ){0,3}[^\W\d_]+) ?[-:] ?$")


def _named_before(text: str, start: int) -> str:
    """«консультаций – 64»: the unit of a noun before the dash or colon that a number follows."""
    found = _LABEL.search(text, max(0, start - NEAR), start)
    if found is None or found.end() != start:
        return ""
    places = [found.start(1) + word.start() for word in re.finditer(r"[^\W\d_]+", found[1])]
    units = (unit_of(text, place) for place in reversed(places))
    return next((unit for unit in units if unit in {"person", "event"}), "")


# «из 300 проверенных»: a participle that stands for people.
_CHECKED = expression(r"[^\W\d_]{3,}(?:енных|анных|ятых|ившихся|авшихся|ивших|авших)(?![^\W_])")


# «из 300 проверенных объектов»: the participle is not of people.
_THINGS = expression(r" (?:[^\W\d_]+(?:ов|ев|[её]к|ок|ий|ей)|школ|машин|мест|дел)(?![^\W_])")


# «двести семнадцать обращений»: behind a number in words only what is sure to be counted.
_MANY = 5
_OF_MANY = expression(r"[а-яё]{3,}(?:[оеё]в|ей|[иь]й)")


def _before(text: str, number: Number, place: int) -> Number | None:
    """A number before a word of a stage («80 поставлено на учёт») counts what the stage counts."""
    word = text[place : _word_end(text, place)].rstrip(".")
    verb = re.fullmatch(
        r"не|\w{3,}(?:ено|ены|ано|аны|ято|яты|[аеиуя]ли|[бгзксш]ли|лись|лось|ят|ют|ed)", word
    )
    if verb or words.ONE_DONE.fullmatch(word):
        return number
    said = number.value is not None and number.value >= _MANY and _OF_MANY.fullmatch(word)
    if said or (text[number.start].isdigit() and words.GENITIVE.fullmatch(word)):
        return replace(number, after=place + len(word), noun=word)
    return None


def unit_of(text: str, at: int) -> str:
    """The unit that a noun at an offset counts."""
    if words.PERSON.match(text, at):
        return "person"
    if words.EVENT.match(text, at):
        return "event"
    if words.PERSON_BY_VERB.match(text, at):
        return "person"
    return "region" if words.AREA_NOUN.match(text, at) else ""


def _word_end(text: str, at: int) -> int:
    found = re.compile(r"[^\W\d_]+\.?|%").match(text, at)
    return found.end() if found else at
