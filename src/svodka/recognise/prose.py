"""Figures in sentences: number, noun, stage, area and time of each; what the words leave open is a doubt."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from svodka.lexicon.areas_text import Words
from svodka.lexicon.patterns import expression
from svodka.model import (
    Anchor,
    Basis,
    Codebook,
    Count,
    Mark,
    Mention,
    Observation,
    PageBox,
    Passage,
    Period,
    Role,
    Slot,
    Span,
)
from svodka.recognise import prose_areas, prose_labels, prose_measures
from svodka.recognise import prose_words as lexicon
from svodka.recognise.prose_changes import change_of
from svodka.recognise.prose_counted import WHOLE_AND_PART, Number
from svodka.recognise.prose_measures import Said
from svodka.recognise.prose_moments import PERIOD_UNKNOWN, START_UNKNOWN, Now, Time
from svodka.recognise.prose_numbers import numbers
from svodka.recognise.prose_passages import Read, country
from svodka.recognise.prose_sentences import sentences, single_spaced, territories
from svodka.recognise.prose_stages import JOINED, RESPECTIVELY, VERB, stages
from svodka.recognise.prose_times import one_of, times, year_before, years_printed

PERIOD_FROM_BEFORE = "period from an earlier sentence"
UNIT_UNKNOWN = "unit unknown"
UNIT_FROM_BEFORE = "unit from an earlier sentence"
_READ = frozenset({"text", "heading", "inserted"})


@dataclass(slots=True)
class _Document:
    """What earlier sentences said and later ones refer to."""

    now: Now
    memory: prose_areas.Memory
    parts: Counter[Anchor]
    time: Time | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """A folded sentence with its numbers, times and mentions, all by its own offsets.

    `folded` has single spaces; `places` are the offsets of its letters in the passage.
    """

    passage: Passage
    text: Words
    places: range | tuple[int, ...]
    folded: str
    numbers: tuple[Number, ...]
    times: tuple[Time, ...]
    mentions: tuple[Mention, ...]
    territories: tuple[tuple[int, int], ...]

    def raw(self, start: int, stop: int) -> str:
        """The untouched text of a stretch of the sentence."""
        return self.passage.raw[slice(*self.raw_span(start, stop))]

    def raw_span(self, start: int, stop: int) -> tuple[int, int]:
        """Offsets of the untouched passage."""
        last = self.places[stop - 1] + 1
        return self.text.raw_place(self.places[start]), self.text.raw_place(last)


def prose(
    passages: Iterable[Passage],
    codebook: Codebook | None,
    *,
    document: str,
    method: str,
    published: date | None = None,
) -> Iterator[Observation]:
    """Every figure in running text, in its order.

    A figure has the area named nearest before it in its sentence, else the one named last, and
    the time likewise; a year that is not printed is taken from `published`, with a doubt. Dates,
    ages, telephones, numbers of orders and articles are no figures.
    """
    read = [Read(passage) for passage in passages if passage.kind in _READ]
    memory = prose_areas.Memory(elsewhere=country(read))
    state = _Document(Now(published=published), memory, Counter())
    for one in read:
        for sentence in _sentences(one, state):
            for index, said in enumerate(
                stages(sentence.folded, sentence.numbers, sentence.territories, codebook)
            ):
                figure = _figure(sentence, index, said, state, codebook)
                if figure is not None:
                    yield replace(figure, document=document, method=method)
            _remember(sentence, state)


def _sentences(one: Read, state: _Document) -> Iterator[_Sentence]:
    text = one.text
    for start, stop in sentences(text.shown, text.folded):
        folded, kept = single_spaced(text.folded[start:stop])
        places = range(start, stop + 1) if kept is None else tuple(start + place for place in kept)
        found = tuple(numbers(folded))
        yield _Sentence(
            passage=one.passage,
            text=text,
            places=places,
            folded=folded,
            numbers=found,
            times=times(folded, state.now),
            mentions=tuple(
                replace(m, start=bisect_left(places, m.start), stop=bisect_left(places, m.stop))
                for m in one.mentions
                if start <= m.start < stop and prose_areas.is_where(text.folded, m)
            ),
            territories=territories(folded, found),
        )


def _remember(sentence: _Sentence, state: _Document) -> None:
    starts = [number.start for number in sentence.numbers]
    state.memory.note(
        [m for m in sentence.mentions if prose_areas.goes_on(sentence.folded, m, starts)]
    )
    counted = [number.unit for number in sentence.numbers if number.unit in {"person", "event"}]
    state.unit = counted[-1] if counted else state.unit
    said = [
        time
        for time in sentence.times
        if not time.earlier
        and prose_areas.reaches(sentence.folded, time.start, len(sentence.folded), starts)
    ]
    if said:
        state.time = said[-1]
    if years := years_printed(sentence.folded):
        state.now = replace(state.now, year=years[-1])


def _figure(
    sentence: _Sentence,
    index: int,
    said: Said | None,
    state: _Document,
    codebook: Codebook | None,
) -> Observation | None:
    """The figure that a number states; None for a number of which nothing says what it counts."""
    number = sentence.numbers[index]
    territory = sentence.territories[index]
    change = change_of(sentence.folded, sentence.numbers, index)
    said = None if change else said
    unit, unit_doubts = _unit(sentence, index, said, state)
    if number.none and not number.unit and not said:
        return None
    if not (unit or change or number.noun or _stated(sentence, number)):
        return None
    time, doubts = _time(sentence, number, territory, state)
    area = _area(sentence, number, territory, state)
    kind = codebook and prose_measures.category(sentence.folded, *territory, number.start, codebook)
    period, basis, more = _settled(sentence, number, time, said, changing=bool(change))
    anchor = _anchor(sentence, number)
    state.parts[anchor] += 1
    return Observation(
        document="",
        anchor=anchor,
        part=state.parts[anchor],
        slot=Slot(
            area=area.code,
            period=period,
            category=kind.code if kind else "",
            measure=said.code if said else "",
            unit=unit,
            basis=basis,
        ),
        count=Count(_signed(number.value, change), number.mark, number.qualifier),
        role=Role.DERIVED if number.share or number.unit == "times" else Role.DATA,
        raw=sentence.raw(number.start, number.stop),
        area_label=area.label,
        period_label=sentence.raw(time.start, time.stop) if time and time in sentence.times else "",
        category_label=sentence.raw(kind.start, kind.stop) if kind else "",
        measure_label=(_printed(sentence, said) if said else _counted(sentence, territory, number)),
        doubt=tuple(dict.fromkeys((*number.doubts, *area.doubts, *doubts, *more, *unit_doubts))),
        method="",
    )


def _stated(sentence: _Sentence, number: Number) -> bool:
    """«… и достигло 460», «Тверская область – 50»: what stands right before a number without a noun."""
    if any(0 <= number.start - mention.stop <= _BESIDE for mention in sentence.mentions):
        return True
    before = sentence.folded[max(0, number.start - _FAR) : number.start]
    return (
        lexicon.STATED.search(before) is not None
        or any(
            WHOLE_AND_PART.search(sentence.folded[:stop]) for stop in (number.stop, number.stop + 3)
        )
        or lexicon.OF_MORE.match(sentence.folded, number.stop) is not None
    )


_BESIDE, _FAR = 3, 80


def _paired(sentence: _Sentence) -> bool:
    """«в A и B – 10 и 5 человек соответственно»: as many numbers as areas, in one order."""
    listed = [mention for mention in sentence.mentions if mention.code != prose_areas.COUNTRY]
    return (
        len(listed) > 1
        and len(listed) == len(sentence.numbers) == len(sentence.mentions)
        and RESPECTIVELY.search(sentence.folded) is not None
    )


def _area(
    sentence: _Sentence, number: Number, territory: tuple[int, int], state: _Document
) -> prose_areas.Governing:
    if _paired(sentence):
        mention = sentence.mentions[sentence.numbers.index(number)]
        return prose_areas.Governing(mention.code, mention.label)
    counts_areas = any(other.unit == "region" for other in sentence.numbers)
    named = any(mention.code != prose_areas.COUNTRY for mention in sentence.mentions)
    if number.unit == "region" or (counts_areas and not named):
        return prose_areas.whole(sentence.mentions, state.memory)
    return prose_areas.governing(
        sentence.folded,
        sentence.mentions,
        number.start,
        territory,
        state.memory,
        [other.start for other in sentence.numbers],
    )


def _signed(value: Decimal | None, change: int) -> Decimal | None:
    return -value if value is not None and change < 0 else value


_MORE = expression(r"(?<![^\W_])(?:еще|also|another) $")


def _unit(
    sentence: _Sentence, index: int, said: Said | None, state: _Document
) -> tuple[str, tuple[str, ...]]:
    """What is counted: the noun's unit; else that of the stage; else that of the number before."""
    number = sentence.numbers[index]
    if number.unit:
        return number.unit, ()
    if number.noun:
        return "", (UNIT_UNKNOWN,)
    if said:
        return said.unit, ()
    if _paired(sentence):
        return sentence.numbers[-1].unit, ()
    if index and not VERB.search(sentence.folded[slice(*sentence.territories[index])]):
        before = next((one.unit for one in reversed(sentence.numbers[:index]) if one.unit), "")
        return before if before in {"person", "event"} else "", ()
    if number.mark is Mark.STATED and _counted_beside(sentence, index):
        return "person", (UNIT_FROM_BEFORE,)
    if state.unit and _MORE.search(sentence.folded[: number.start]):
        return state.unit, (UNIT_FROM_BEFORE,)
    return "", (UNIT_UNKNOWN,)


_TOGETHER = frozenset({"из", "of", "of the", *JOINED})


def _counted_beside(sentence: _Sentence, index: int) -> bool:
    """Whether persons are counted by the numbers around one without a noun."""
    behind = sentence.numbers[index + 1 : index + 2]
    part = behind and sentence.folded[sentence.numbers[index].after : behind[0].start].strip()
    if part in _TOGETHER and behind[0].unit == "person":
        return True
    counted = (other.unit for other in reversed(sentence.numbers[:index]) if other.unit)
    return next(counted, "") in {"person", "event"}


def _time(
    sentence: _Sentence, number: Number, territory: tuple[int, int], state: _Document
) -> tuple[Time | None, tuple[str, ...]]:
    """The time that governs a number, and what is doubtful about it."""
    starts = [one.start for one in sentence.numbers]
    said = [
        t
        for t in sentence.times
        if prose_areas.reaches(sentence.folded, t.start, number.start, starts)
    ]
    near = sentence.folded[max(0, number.start - _FAR) : number.start]
    if lexicon.BASE_NUMBER.search(near):
        return None, (PERIOD_UNKNOWN,)
    own = [t for t in said if territory[0] <= t.start < territory[1]]
    if any(time.earlier for time in own):
        return _year_ago(sentence, state)
    if lexicon.THEN.search(sentence.folded) and not said:
        return None, (PERIOD_UNKNOWN,)
    plain = [time for time in said if not time.earlier]
    before = [t for t in own if t.start < number.start and not t.earlier] or [
        t for t in plain if t.start < number.start
    ]
    if chosen := before[-1:] or own[:1] or plain[:1]:
        if RESPECTIVELY.search(sentence.folded) and not _paired(sentence):
            place = sentence.numbers.index(number)
            return one_of(chosen[0], sentence.folded, place, len(sentence.numbers))
        return chosen[0], chosen[0].doubts
    if state.time is not None:
        return state.time, (*state.time.doubts, PERIOD_FROM_BEFORE)
    return None, (PERIOD_UNKNOWN,)


def _year_ago(sentence: _Sentence, state: _Document) -> tuple[Time | None, tuple[str, ...]]:
    base = next((t for t in sentence.times if not t.earlier), state.time)
    marker = next(time for time in sentence.times if time.earlier)
    if base is None:
        return marker, (PERIOD_UNKNOWN,)
    moved = replace(year_before(base), start=marker.start, stop=marker.stop)
    return moved, moved.doubts


def _settled(
    sentence: _Sentence, number: Number, time: Time | None, said: Said | None, *, changing: bool
) -> tuple[Period, Basis, tuple[str, ...]]:
    """Period, basis and doubts of a figure.

    What «численность … составила» states at the end of a stretch is a stock; what was done by a
    day («на 20 мая поставлено») is counted to date, since nobody says when.
    """
    if time is None:
        return Period(), Basis.TARGET if said and said.target else Basis.UNKNOWN, ()
    period, basis = time.period, time.basis
    if said and said.target:
        return period, Basis.TARGET, ()
    if said and basis is Basis.AS_OF and VERB.search(sentence.folded[said.start : said.stop]):
        return Period(end=period.as_of), Basis.TO_DATE, (START_UNKNOWN,)
    if said is None and lexicon.PLANNED.search(sentence.folded):
        return period, Basis.TARGET, ()
    stock = (
        said is None
        and not changing
        and number.unit == "person"
        and not lexicon.MEAN.search(sentence.folded, 0, number.start)
        and lexicon.STOCK_VERB.search(sentence.folded, 0, number.start)
        and (lexicon.STOCK.search(sentence.folded) or "показател" in sentence.folded)
    )
    if stock and basis in {Basis.FLOW, Basis.UNKNOWN}:
        return (Period(as_of=period.end) if period.end else period), Basis.AS_OF, ()
    return period, basis, ()


def _printed(sentence: _Sentence, said: Said) -> str:
    """The words of the stage as printed."""
    return " ".join(sentence.raw(said.start, said.stop).split()).strip(" ,;:–—-.")


def _counted(sentence: _Sentence, territory: tuple[int, int], number: Number) -> str:
    """Without a codebook: the verb and what is counted, as printed."""
    start, stop = territory
    before = sentence.raw(start, number.start) if number.start > start else ""
    own = sentence.raw(number.start, number.after) if number.after > number.start else ""
    after = sentence.raw(number.after, stop) if number.after < stop else ""
    return prose_labels.counted(before, own, after)


def _anchor(sentence: _Sentence, number: Number) -> Anchor:
    """Where the number stands: code points of the file, or the boxes of its words on the page."""
    start, stop = sentence.raw_span(number.start, number.stop)
    place = sentence.passage.anchor.place
    if isinstance(place, Span):
        return Anchor(Span(place.start + start, place.start + stop))
    boxes = [w.box for w in sentence.passage.words if w.start < stop and w.stop > start]
    if isinstance(place, PageBox) and boxes:
        return Anchor(
            PageBox(
                page=place.page,
                left=min(box.left for box in boxes),
                top=min(box.top for box in boxes),
                right=max(box.right for box in boxes),
                bottom=max(box.bottom for box in boxes),
            )
        )
    return sentence.passage.anchor
