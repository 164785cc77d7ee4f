"""Every mention of an area in running text, by one pass over a table of forms; never the nearest match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svodka.lexicon import areas_around as around
from svodka.lexicon import areas_heads as heads
from svodka.lexicon import areas_labels
from svodka.lexicon.areas_forms import ByFirst, Forms, Name, T, forms
from svodka.lexicon.areas_text import Words, words
from svodka.model import Mention

_BARE_OKRUG = frozenset({"RU-NEN", "RU-CHU", "RU-KHM", "RU-YAN"})
_WITHIN = frozenset({" ", "-", ""})
_ELLIPTIC_AFTER = frozenset({"в", "во", "по", "из"})
_ELLIPTIC_REACH = 30
_LONGEST_LIST = 100
_BRACKET_REACH = 6
_AMBIGUOUS: dict[str, tuple[tuple[str, str], ...]] = {
    "МО": (),
    "РТ": (("татар", "RU-TA"), ("республика тыва", "RU-TY"), ("таджик", "")),
    "РБ": (("башк", "RU-BA"), ("бурят", "RU-BU"), ("белар", ""), ("белорус", "")),
    "ЧР": (("чуваш", "RU-CU"), ("чеч", "RU-CE"), ("чехи", "")),
    "РД": (("дагестан", "RU-DA"),),
    "РМ": (("мордов", "RU-MO"), ("молдов", "")),
    "РК": (
        ("карел", "RU-KR"),
        ("крым", "UA-43"),
        ("республика коми", "RU-KO"),
        ("казах", ""),
        ("калмык", "RU-KL"),
    ),
    "УР": (("удмурт", "RU-UD"),),
    "РХ": (("хакас", "RU-KK"),),
    "РИ": (("ингуш", "RU-IN"),),
}
_SHORT = frozenset(shape.lower() for shape in _AMBIGUOUS)
_FOREIGN_UNITS = ("провинци", "штат", "префектур", "кантон")
_PARTY = ("един", "справедлив")
_IN_PITER = frozenset({"в", "из", "под", "до", "для", "по", "о"})
_PITER = frozenset({"питер", "питера", "питере", "питеру", "питером"})
_LENINGRAD = frozenset({"ленинград", "ленинграда", "ленинграде", "ленинграду", "ленинградом"})
_RESIDUAL = re.compile(
    r"[ ,(]*(?:без|кроме|за исключением|не включая|без данных по)(?: данных| учета)?(?: по)? "
    r"(?:(?:ненецк\w+|ханты-мансийск\w+|ямало-ненецк\w+|и|югр\w+)[ ,-]*)*"
    r"(?:авт\w*\.? ?(?:окр\w*\.?)?|автономи\w+|ао|нао|хмао(?:-югр\w+)?(?: и янао)?|янао)\b\)?"
)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every mention of an area, in the order of the text: half-open code points, label, code.

    An elliptic list («Воронежской и Курской областях») gives one row for every area. Places
    outside the codebook have an empty code, or that of their country or state. «Область» alone
    is no row: which one it is, is an inference, not a mention.
    """
    return tuple(_Pass(words(text), forms(), text).run())


def _longest(entries: ByFirst[T], text: Words, index: int) -> tuple[int, T] | None:
    """The word after the longest form that begins at a word, and what it means."""
    for its_words, meaning in entries.get(text.words[index], ()):
        last = index + len(its_words)
        if text.words[index:last] == its_words and all(
            text.gap(place) in _WITHIN or (text.gap(place) == "." and len(its_words) > 1)
            for place in range(index, last - 1)
        ):
            return last, meaning
    return None


class _Pass:
    """One reading of one text from left to right."""

    def __init__(self, text: Words, table: Forms, raw: str) -> None:
        self.text = text
        self.table = table
        self.raw = raw
        self.head: tuple[heads.Head, int] | None = (
            None  # the last noun after adjectives, and its place
        )
        self.no_list = 0  # up to here a list of adjectives ends without a noun
        self.resolved: dict[str, str] = {}
        self.republics = -1  # the word up to which a list after «республики» goes on

    def run(self) -> Iterator[Mention]:
        index = 0
        table = self.table
        hits = table.names.keys() | table.adjectives.keys() | table.alone.keys()
        size = len(self.text)
        its_words = self.text.words
        while index < size:
            word = its_words[index]
            if (
                word in hits
                or word in _PITER
                or word in _LENINGRAD
                or word in _SHORT
                or word.startswith(_FOREIGN_UNITS)
                or heads.is_area_adjective(word)
            ):
                after, found = self.at(index)
                yield from found
                index = after
            else:
                index += 1

    def at(self, index: int) -> tuple[int, list[Mention]]:
        """The mentions that begin at a word, and the word to go on from."""
        if around.hyphenated_before(self.text, index):
            return index + 1, []
        return (
            self.adjectives(index)
            or self.name(index)
            or self.alone(index)
            or self.elliptic(index)
            or self.ambiguous(index)
            or self.foreign(index)
            or self.city(index)
            or (index + 1, [])
        )

    def mention(self, first: int, last: int, code: str, *, stop: int = 0) -> Mention:
        """Words `first` … `last`, both included, as a mention; `stop` is a folded offset beyond."""
        start = self.text.raw_place(self.text.starts[first])
        end = self.text.raw_place(stop or self.text.stops[last])
        return Mention(start, end, self.raw[start:end], code)

    # Adjectives with their noun

    def adjectives(self, index: int) -> tuple[int, list[Mention]] | None:
        """«Тверской области», «Кировской, Костромской и Амурской областях»."""
        items: list[tuple[int, int, dict[str, str]]] = []
        place = index
        if index < self.no_list:
            return None
        while len(items) < _LONGEST_LIST and (item := self.adjective(place)) is not None:
            after, by_head = item
            items.append((place, after, by_head))
            beyond = self.past_bracket(after)
            if self.text.gap(beyond - 1).lstrip(") ") in {"", "-"} and (
                head := heads.head(self.text, beyond)
            ):
                return self.area_list(items, head)
            following = self.next_item(after)
            place = after if following is None else following
            if following is None:
                break
        self.no_list = place
        return None

    def adjective(self, index: int) -> tuple[int, dict[str, str]] | None:
        if index >= len(self.text):
            return None
        if found := _longest(self.table.adjectives, self.text, index):
            return found
        word = self.text.words[index]
        if not heads.is_area_adjective(word) or not self.text.capital(index):
            return None
        return index + 1, {}

    def next_item(self, after: int) -> int | None:
        """The word at which the next item of a list may begin: after a comma, «и», or nothing."""
        place = self.past_bracket(after)
        gap = self.text.gap(place - 1).lstrip(") ") or " "
        if place >= len(self.text) or gap not in {",", " ", "-"}:
            return None
        while (
            place < len(self.text) and self.text.words[place] in heads.JOINERS | heads.PREPOSITIONS
        ):
            if self.text.gap(place) != " ":
                return None
            place += 1
        return place

    def past_bracket(self, after: int) -> int:
        """The word after a remark in brackets: «Тверской (12 человек), Калужской (8) областях»."""
        if not self.text.gap(after - 1).startswith("("):
            return after
        for place in range(after, min(after + _BRACKET_REACH, len(self.text))):
            if self.text.gap(place).startswith(")"):
                return place + 1
        return after

    def area_list(
        self, items: list[tuple[int, int, dict[str, str]]], head: heads.Head
    ) -> tuple[int, list[Mention]] | None:
        codes = [_code(by_head, head) for _, _, by_head in items]
        self.head = (head, head.after)
        if head.letters == ("округ",) and not all(codes):
            return None
        if any(not by_head and not self.text.capital(first) for first, _, by_head in items):
            return None
        found = [
            self.mention(first, after - 1, code)
            for (first, after, _), code in zip(items[:-1], codes[:-1], strict=True)
        ]
        first, code = items[-1][0], codes[-1]
        after, last = self.joined(head.after, code)
        code, stop = self.residual(last, code)
        while stop and after < len(self.text) and self.text.starts[after] < stop:
            after += 1
        found.append(self.mention(first, last, code, stop=stop))
        return after, found

    def joined(self, after: int, code: str) -> tuple[int, int]:
        """(next word, last word) with «– Югра», «(Якутия)» taken in."""
        last = after - 1
        if code and after < len(self.text) and self.text.gap(last) in {"-", "(", "- ", "-("}:
            other = _longest(self.table.names, self.text, after)
            if other and other[1].code == code and other[1].kind != "abbreviation":
                return other[0], other[0] - 1
        return after, last

    def residual(self, last: int, code: str) -> tuple[str, int]:
        """The code of a region without its okrugs, and where its words end (0: no such words)."""
        if code not in {"RU-ARK", "RU-TYU"}:
            return code, 0
        found = _RESIDUAL.match(self.text.folded, self.text.stops[last])
        if found is None:
            return code, 0
        named = areas_labels.split_residual(f"x {found[0].strip(' ,()')}")
        whole = {"RU-ARK": "X-RU-ARK-EXCL-NEN", "RU-TYU": "X-RU-TYU-EXCL-KHM-YAN"}[code]
        if (
            code == "RU-TYU"
            and named
            and bool(re.search("хант|хмао", named[1])) != bool(re.search("ямал|янао", named[1]))
        ):
            return "", found.end()
        return whole, found.end()

    # Names

    def name(self, index: int) -> tuple[int, list[Mention]] | None:
        """«Татарстан», «Республика Саха (Якутия)», «ХМАО»."""
        found = _longest(self.table.names, self.text, index)
        if found is None or not self.stands(index, *found):
            return None
        after, name = found
        first = index
        if self.republic_before(index):
            first = index - 1
            self.republics = after
        elif self.text.words[index - 1] in heads.REPUBLIC_MANY or self.in_republics(index):
            self.republics = after
        after, last = self.joined(after, name.code)
        stop = self.text.stops[last]
        if "(" in self.text.folded[self.text.starts[index] : stop]:
            stop += self.text.folded[stop : stop + 1] == ")"
        code, beyond = self.residual(last, name.code)
        return after, [self.mention(first, last, code, stop=beyond or stop)]

    def republic_before(self, index: int) -> bool:
        return (
            index > 0
            and self.text.words[index - 1] in heads.REPUBLIC_ONE
            and self.text.gap(index - 1) in {" ", "."}
        )

    def in_republics(self, index: int) -> bool:
        """Whether a list that «республиках» began goes on here."""
        if self.republics < 0 or index - self.republics > 1:
            return False
        return self.text.gap(index - 1) in {",", " "} and (
            index == self.republics or self.text.words[index - 1] in heads.JOINERS
        )

    def stands(self, index: int, after: int, name: Name) -> bool:
        """Whether a name in the table is one here, by what stands around it."""
        if name.shape:
            return self.text.shape(index, after - 1) == name.shape and not around.quoted_after(
                self.text, after
            )
        if (
            not self.text.capital(index)
            or around.hyphenated_after(self.text, after)
            or around.quoted(self.text, index, after)
            or around.is_club(self.text, index)
            or around.is_surname(self.text, index, after, name)
        ):
            return False
        before = self.text.words[index - 1] if index else ""
        if name.after_republic and not (
            before in heads.REPUBLIC_ONE | heads.REPUBLIC_MANY or self.in_republics(index)
        ):
            return False
        if (
            before.startswith(heads.NOT_BEFORE) or before in heads.NOT_BEFORE_WORDS
        ) and self.text.gap(index - 1) in {" ", "."}:
            return False
        return not (name.code == "RU" and before.startswith(_PARTY))

    def city(self, index: int) -> tuple[int, list[Mention]] | None:
        """The short and the former name of Saint Petersburg; the short one is also a first name."""
        word = self.text.words[index]
        before = self.text.words[index - 1] if index else ""
        followed = self.text.gap(index) == " " and self.text.capital(
            min(index + 1, len(self.text) - 1)
        )
        if not self.text.capital(index) or around.quoted(self.text, index, index + 1):
            return None
        if word in _LENINGRAD or (word in _PITER and before in _IN_PITER and not followed):
            return index + 1, [self.mention(index, index, "RU-SPE")]
        return None

    def foreign(self, index: int) -> tuple[int, list[Mention]] | None:
        """«провинция Верчелли», «штат Нью-Йорк»: a first-level place elsewhere, without a code."""
        after = index + 1
        if not self.text.words[index].startswith(_FOREIGN_UNITS) or after >= len(self.text):
            return None
        if self.text.gap(index) != " " or not self.text.capital(after) or self.name(after):
            return None
        last = after
        while self.text.gap(last) == "-" and self.text.capital(min(last + 1, len(self.text) - 1)):
            last += 1
        return last + 1, [self.mention(after, last, "")]

    def ambiguous(self, index: int) -> tuple[int, list[Mention]] | None:
        """«РТ», «МО»: an abbreviation of several areas is the one that the rest of the text names."""
        shape = self.text.shape(index, index)
        if shape not in _AMBIGUOUS or not index or around.quoted_after(self.text, index + 1):
            return None
        if shape == "МО":
            near = self.text.words[index - 1].startswith(("правительств", "губернатор"))
            return (index + 1, [self.mention(index, index, "RU-MOS")]) if near else None
        code = self.resolved.get(shape)
        if code is None:
            named = {code for stem, code in _AMBIGUOUS[shape] if stem in self.text.folded}
            code = self.resolved[shape] = named.pop() if len(named) == 1 else ""
        return (index + 1, [self.mention(index, index, code)]) if code else None

    # Adjectives without a noun of their own

    def elliptic(self, index: int) -> tuple[int, list[Mention]] | None:
        """«в Тверской области – 12, в Калужской – 15»: the noun is the one of the item before."""
        if self.head is None or not index or self.text.words[index - 1] not in _ELLIPTIC_AFTER:
            return None
        head, place = self.head
        found = _longest(self.table.adjectives, self.text, index)
        if found is None or not self.text.capital(index) or index - place > _ELLIPTIC_REACH:
            return None
        after, by_head = found
        between = self.text.folded[self.text.stops[place - 1] : self.text.starts[index]]
        code = _code(by_head, head)
        if not code or ". " in between or "\n" in between:
            return None
        closed = self.text.gap(after - 1) not in {" ", ""} or self.text.words[after].isdigit()
        return (after, [self.mention(index, after - 1, code)]) if closed else None

    def alone(self, index: int) -> tuple[int, list[Mention]] | None:
        """«свердловским школьникам», «тверской губернатор»."""
        found = _longest(self.table.alone, self.text, index)
        if found is None:
            return None
        after, meanings = found
        if after >= len(self.text) or around.hyphenated_after(self.text, after):
            return None
        if not around.may_stand_alone(self.text, index, after):
            return None
        for code, policy in meanings:
            if self.before(after, policy):
                return after, [self.mention(index, after - 1, code)]
        return None

    def named_krai(self) -> bool:
        """Whether the text speaks of the krai and never of the republic of the same adjective."""
        if "krai" not in self.resolved:
            folded = self.text.folded
            republic = re.search(r"республик\w* алтай", folded) is not None
            self.resolved["krai"] = "named" if "алтайского кра" in folded and not republic else ""
        return bool(self.resolved["krai"])

    def before(self, after: int, policy: str) -> bool:
        if policy == "any" or (policy == "named" and self.named_krai()):
            return around.before_anything(self.text, after)
        return around.before_noun(
            self.text, after, heads.OFFICE if policy == "office" else heads.SCHOOL
        )


def _code(by_head: dict[str, str], head: heads.Head) -> str:
    """The code that an adjective has before a head noun."""
    for letter in head.letters:
        if letter == "округ":
            code = by_head.get("AO", "")
            return code if code in _BARE_OKRUG else ""
        if code := by_head.get(letter, ""):
            return code
    if "O" in head.letters and by_head.get("AO") == "RU-YEV":
        return "RU-YEV"
    return ""
