"""Which area governs a number: the nearest one before it in its sentence, else the one named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from svodka.lexicon.patterns import expression
from svodka.model import Mention

UNKNOWN = "unknown area"
WITHIN = "a place within the area"
SEVERAL = "several areas"
FROM_ELSEWHERE = "area from elsewhere in the text"
FROM_LATER = "area from later in the sentence"
FROM_BEFORE = "area from an earlier sentence"
COUNTRY = "RU"
# Before the country's name: then the words name an office or a citizenship, not where it was.
_ATTRIBUTE = expression(
    r"(?:граждан\w*|гражданств\w*|мин\w+|мвд|мчс|фсб|фсин|ск|росгварди\w*|министерств\w+[^,.]{0,40}|закон\w*|"
    r"президент\w*|правительств\w*|паспорт\w*|кодекс\w*|ук|коап|вс|вооруженн\w+ сил\w*|новост\w+|банк\w*|"
    r"citizens? of|citizenship of|ministry of) $"
)
# What is called after a law or an order of the country says nothing of where anything was counted.
_PAPER = expression(
    r"(?<![^\W_])(?:кодекс\w*|закон\w*|конституци\w*|[унтгб]к|коап|"
    r"(?:указ|постановлени|распоряжени|поручени|послани|приказ)\w* [^,.\d]{0,60})[ \"]+$"
)
_IN = expression(r"(?<![^\W_])(?:в|во|по|на|in|across) (?:[^\W\d_]+ )?$")
_PEOPLE_OF = expression(
    r"[\d ,]*(?:[^\W\d_]+ )?(?:жител|граждан|урожен|мужчин|призывник)[^\W\d_]* "
)
_TO = expression(r"(?:ую|юю)(?![^\W_])")  # «направлены в Тверскую область»: where to
_INSIDE = expression(r",? (?:of |the |in |в )*(?:\()?(?:район\w* |муниципальн\w+ район\w* )?$")
_PART = expression(
    r"в том числе|из них|из которых|в частности|including|of whom|of them|among them"
)
# «выше, чем по России», «против 19,4 % по России»: what a figure is compared with is elsewhere.
_VERSUS = (
    r"(?<![^\W_])(?:чем|против|превос\w+|превыша\w+|по сравнению|сопостав\w+|при \d|than|against|compared)"
    r"(?![^\W_])"
)
_NOT_BEYOND = expression(rf"{_PART.pattern}|{_VERSUS}")
_COMPARED = expression(rf"{_VERSUS}[^.;]{{0,60}}$")
_HEADS = expression(r"(?:^|[(;,] ?)$")
_FIGURE_NEXT = expression(r" ?(?:[-:] ?)?\d")
_BRACKET = expression(r"\([^()]*\)")
_CLAUSE = expression(r"[,;]| (?:и|а|но|and|but|while) ")
_JOINER = expression(r"[\s,]*(?:(?:и|или|а также|в|во|на|по|and|in)\s+)*$")


@dataclass(slots=True)
class Memory:
    """The areas named so far in a document: what a later sentence without one refers to."""

    regions: list[Mention] = field(default_factory=list)
    country: Mention | None = None
    elsewhere: str = ""  # the country's name where only later words print it

    def note(self, mentions: Sequence[Mention]) -> None:
        """Take in the mentions of a sentence that was read."""
        self.regions.extend(m for m in mentions if m.code != COUNTRY)
        self.country = next((m for m in mentions if m.code == COUNTRY), self.country)


@dataclass(frozen=True, slots=True)
class Governing:
    """The area of a figure with its words as printed and doubts."""

    code: str = ""
    label: str = ""
    doubts: tuple[str, ...] = ()


def is_where(text: str, mention: Mention) -> bool:
    """Whether a mention may govern figures: «Бюджетного кодекса Российской Федерации» may not."""
    return mention.code != COUNTRY or not _PAPER.search(text, 0, mention.start)


def governing(
    text: str,
    mentions: Sequence[Mention],
    place: int,
    territory: tuple[int, int],
    memory: Memory,
    others: Sequence[int] = (),
) -> Governing:
    """The area of the number at an offset of a folded sentence; mentions have its offsets.

    `others` are the offsets of all its numbers: an area named behind another of them, in another
    clause, is doubtful.
    """
    mentions = [m for m in mentions if reaches(text, m.start, place, others)]
    regions = [m for m in mentions if m.code != COUNTRY or _is_place(text, m)]
    own = [m for m in regions if territory[0] <= m.start < territory[1]]
    before = [m for m in own if m.start < place]
    behind = [m for m in own if m.start > place and _is_where_of(text, place, m)]
    before = before or behind[:1] or [m for m in regions if m.start < place]
    chosen = before[-1:] or own[:1]
    if chosen:
        return _unless_list(text, regions, chosen[0])
    if regions and not _NOT_BEYOND.search(text, place, regions[0].start):
        later = _unless_list(text, regions, regions[0])
        between = [other for other in others if place < other < regions[0].start]
        apart = any(_CLAUSE.search(text, place, other) for other in between)
        return replace(later, doubts=(*later.doubts, FROM_LATER)) if apart else later
    country = next(
        (m for m in mentions if m.code == COUNTRY and not _NOT_BEYOND.search(text, place, m.start)),
        None,
    )
    if country and not _ATTRIBUTE.search(text[: country.start]):
        return Governing(COUNTRY, country.label)
    return _remembered(memory, country)


def reaches(text: str, start: int, place: int, numbers: Sequence[int]) -> bool:
    """Whether what stands at an offset may govern the number at another: brackets keep their words.

    A bracket without a number of its own speaks of what stands around it.
    """
    for bracket in _BRACKET.finditer(text):
        if bracket.start() < start < bracket.end():
            own = any(bracket.start() < number < bracket.end() for number in numbers)
            return not own or bracket.start() < place < bracket.end()
    return True


def goes_on(text: str, mention: Mention, numbers: Sequence[int]) -> bool:
    """Whether later sentences may speak of an area: not of one that another was compared with."""
    compared = _COMPARED.search(text, 0, mention.start) is not None
    return not compared and reaches(text, mention.start, len(text), numbers)


def _is_place(text: str, mention: Mention) -> bool:
    """Whether the country is named as where: «по России – 26 %», «(Россия – 9 %)»."""
    before = text[: mention.start]
    if _ATTRIBUTE.search(before) or before.count('"') % 2:
        return False
    return _IN.search(before) is not None or (
        _HEADS.search(before) is not None and _FIGURE_NEXT.match(text, mention.stop) is not None
    )


def _is_where_of(text: str, place: int, mention: Mention) -> bool:
    """«95 in Kaluga Oblast», «200 жителей Кубани»; not «направлены в Тверскую область»."""
    if _PEOPLE_OF.fullmatch(text, place, mention.start):
        return True
    if _NOT_BEYOND.search(text, place, mention.start):
        return False
    return _IN.search(text[: mention.start]) is not None and not _TO.search(
        text[mention.start : mention.stop]
    )


def _unless_list(text: str, regions: Sequence[Mention], chosen: Mention) -> Governing:
    """An elliptic list of areas governs a figure together: which one it is of, nobody says.

    A town or municipality has no code; with its region beside it, it is a part of that.
    """
    index = regions.index(chosen)
    place = _place(text, regions, index)
    if place is not None:
        return place
    for one, other in ((index - 1, index), (index, index + 1)):
        if one >= 0 and other < len(regions):
            between = text[regions[one].stop : regions[other].start]
            if _JOINER.fullmatch(between):
                return Governing("", "", (SEVERAL,))
    return Governing(chosen.code, chosen.label)


def _place(text: str, regions: Sequence[Mention], index: int) -> Governing | None:
    """What a place without a code governs: its region if that is named right behind it."""
    chosen = regions[index]
    first, last = (index, index + 1) if not chosen.code else (index - 1, index)
    if first >= 0 and last < len(regions) and not regions[first].code and regions[last].code:
        one, other = regions[first], regions[last]
        if _INSIDE.fullmatch(text[one.stop : other.start]):
            return Governing(other.code, other.label, (WITHIN,))
    return None if chosen.code else Governing("", chosen.label, (UNKNOWN,))


def _remembered(memory: Memory, country: Mention | None) -> Governing:
    if memory.regions:
        last = memory.regions[-1]
        if not last.code:
            return Governing("", last.label, (UNKNOWN,))
        alone = len({mention.code for mention in memory.regions}) == 1
        return Governing(last.code, last.label, () if alone else (FROM_BEFORE,))
    country = country or memory.country
    if country:
        return Governing(COUNTRY, country.label)
    if memory.elsewhere:
        return Governing(COUNTRY, memory.elsewhere, (FROM_ELSEWHERE,))
    return Governing()


def whole(mentions: Sequence[Mention], memory: Memory) -> Governing:
    """The area of a figure that counts areas («в 22 регионах»): the country or a district."""
    for mention in (*mentions, *reversed(memory.regions)):
        if mention.code == COUNTRY or mention.code.endswith("FO"):
            return Governing(mention.code, mention.label)
    country = memory.country.label if memory.country else ""
    if country or memory.elsewhere:
        return Governing(COUNTRY, country or memory.elsewhere, () if country else (FROM_ELSEWHERE,))
    return Governing()
