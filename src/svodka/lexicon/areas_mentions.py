"""Every mention of an area in running text, by one pass over a table of forms; never the nearest match."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from svodka.lexicon import areas_around as around
from svodka.lexicon import areas_cut, areas_petersburg, areas_reversed
from svodka.lexicon import areas_heads as heads
from svodka.lexicon.areas_ambiguous import BY_NEIGHBOUR, SHAPES, Ambiguities
from svodka.lexicon.areas_forms import ByFirst, Forms, Name, T, forms
from svodka.lexicon.areas_residual import residual
from svodka.lexicon.areas_text import Words, words
from svodka.lexicon.patterns import expression
from svodka.model import Mention

_BARE_OKRUG = frozenset({"RU-NEN", "RU-CHU", "RU-KHM", "RU-YAN"})
_JOINING = frozenset({"-", "(", "- ", "-(", "/"})
_WITHIN = frozenset({" ", "-", ""})
_ELLIPTIC_AFTER = frozenset({"в", "во", "по", "из"})
_ENDING = 2
_LIST_GAPS = frozenset({",", ";"})
_ELLIPTIC_REACH = 30
_LONGEST_LIST = 100
_BRACKET_REACH = 6
_SHORT = frozenset(shape.lower() for shape in SHAPES)
_FOREIGN_UNITS = ("провинци", "штат", "префектур", "кантон")
_PARTY = ("един", "справедлив")
_LATIN_REPUBLICS = frozenset({"komi", "sakha"})  # peoples too, but not after "in"
_CITY = frozenset({"г", "гор", "город", "города", "городе", "городу"})
_DASH = expression(r" ?[\u2010-\u2015\u2212-] ?")


def mentions(text: str) -> tuple[Mention, ...]:
    """Every mention of an area, in the order of the text: half-open code points, label, code.

    An elliptic list («Воронежской и Курской областях») gives one row for every area. Places
    outside the codebook have an empty code, or that of their country or state. «Область» alone
    is no row: which one it is, is an inference, not a mention.
    """
    return tuple(_Pass(words(text, _known()), forms(), text).run())


@cache
def _known() -> frozenset[str]:
    """The words that begin a form or are the noun of one."""
    table = forms()
    return frozenset(
        table.names.keys() | table.adjectives.keys() | table.alone.keys() | heads.NOUNS
    )


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


def _is_ours(name: Name) -> bool:
    return name.code.startswith(("RU-", "UA-"))


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
        self.ambiguities = Ambiguities(text.folded)
        self.republics = -1  # the word up to which a list after «республики» goes on

    def run(self) -> Iterator[Mention]:
        index = 0
        hits = _known()
        size = len(self.text)
        its_words = self.text.words
        while index < size:
            word = its_words[index]
            if (
                word in hits
                or word in areas_petersburg.NAMES
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
        if self.text.words[index] in heads.NOUNS:
            return self.abbreviated(index) or self.reversed(index) or (index + 1, [])
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
            if not by_head and self.text.gap(after - 1) == " " and following == after:
                following = None  # «Полицейские Тверской области»: no item of a list
            place = after if following is None else following
            if following is None:
                break
        self.no_list = place
        return None

    def adjective(self, index: int) -> tuple[int, dict[str, str]] | None:
        if index >= len(self.text):
            return None
        if found := _longest(self.table.adjectives, self.text, index):
            return (found[0], {}) if around.second_half(self.text, index) else found
        word = self.text.words[index]
        if not heads.is_area_adjective(word) or not self.text.capital(index):
            return None
        return index + 1, {}

    def reversed(self, index: int) -> tuple[int, list[Mention]] | None:
        """«область Тверская», «в областях: Тверской, Псковской»."""
        if self.text.words[index] not in heads.BEFORE_ADJECTIVES:
            return None
        found = areas_reversed.behind(
            self.text, index, lambda at: _longest(self.table.adjectives, self.text, at)
        )
        if found is None:
            return None
        after, items = found
        first = index if len(items) == 1 and self.text.gap(index) != ":" else items[0][0]
        spans = [(first, *items[0][1:]), *items[1:]]
        return after, [self.mention(start, stop - 1, code) for start, stop, code in spans]

    def abbreviated(self, index: int) -> tuple[int, list[Mention]] | None:
        code = areas_cut.before_noun(self.text, index)  # «Свердл. обл.»
        return (index + 1, [self.mention(index - 1, index, code)]) if code else None

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
        """The word after a remark in brackets or a figure: «Тверской (12 человек), Калужской – 8»."""
        if self.text.gap(after - 1) == "-" and self.text.words[after].isdigit():
            place = after + 1
            while place < len(self.text) and self.text.words[place].isdigit():
                place += 1
            return place if self.text.gap(place - 1) in {",", " "} else after
        if not self.text.gap(after - 1).startswith("("):
            return after
        for place in range(after, min(after + _BRACKET_REACH, len(self.text))):
            if self.text.gap(place).startswith(")"):
                return place + 1
        return after

    def area_list(
        self, items: list[tuple[int, int, dict[str, str]]], head: heads.Head
    ) -> tuple[int, list[Mention]] | None:
        ending = self.text.words[items[-1][1] - 1][-_ENDING:]
        items = [  # «Тарковский из Тверской области»: what does not agree is no item
            item for item in items if item[2] or self.text.words[item[1] - 1].endswith(ending)
        ]
        if self.text.words[head.after - 1].isascii() and not head.plural:
            items = items[-1:]  # "Perm and Perm Krai": the town and the krai
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
        code, stop = residual(self.text.folded, self.text.stops[last], code)
        while stop and after < len(self.text) and self.text.starts[after] < stop:
            after += 1
        found.append(self.mention(first, last, code, stop=stop))
        return after, found

    def joined(self, after: int, code: str) -> tuple[int, int]:
        """(next word, last word) with «– Югра», «(Якутия)» taken in."""
        last = after - 1
        if code and after < len(self.text) and self.text.gap(last) in _JOINING:
            other = _longest(self.table.names, self.text, after)
            if other and other[1].code == code and other[1].kind != "abbreviation":
                return other[0], other[0] - 1
        return after, last

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
        code, beyond = residual(self.text.folded, self.text.stops[last], name.code)
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
            shape = _DASH.sub("-", self.text.shape(index, after - 1))
            same = shape == name.shape or (shape.isupper() and shape == name.shape.upper())
            return same and not around.quoted_after(self.text, after)
        before = self.text.words[index - 1] if index else ""
        called = before in heads.REPUBLIC_ONE or before in _CITY
        if (
            not (self.text.capital(index) or called)
            or around.hyphenated_after(self.text, after)
            or around.quoted(self.text, index, after)
            or around.is_club(self.text, index)
            or around.is_company(self.text, index)
            or (_is_ours(name) and self.before_a_state(after))
            or (
                self.text.words[index] == "коми" and self.ambiguities.is_a_surname(index, self.text)
            )
            or around.is_surname(self.text, index, after, name)
        ):
            return False
        if name.after_republic and not (
            before in heads.REPUBLIC_ONE | heads.REPUBLIC_MANY
            or self.in_republics(index)
            or (after < len(self.text) and self.text.words[after] in heads.REPUBLIC_ONE)
            or (self.text.words[index] in _LATIN_REPUBLICS and before in heads.PREPOSITIONS)
        ):
            return False
        if (
            before.startswith(heads.NOT_BEFORE) or before in heads.NOT_BEFORE_WORDS
        ) and self.text.gap(index - 1) in {" ", "."}:
            return False
        return not (name.code == "RU" and before.startswith(_PARTY))

    def before_a_state(self, after: int) -> bool:
        """«Moscow, Idaho»: a town of the same name, in the state that follows."""
        if after >= len(self.text) or self.text.gap(after - 1) != ",":
            return False
        other = _longest(self.table.names, self.text, after)
        return other is not None and other[1].kind == "state" and self.text.words[after].isascii()

    def city(self, index: int) -> tuple[int, list[Mention]] | None:
        """The short and the former name of Saint Petersburg."""
        if not areas_petersburg.names_it(self.text, index):
            return None
        return index + 1, [self.mention(index, index, "RU-SPE")]

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
        if shape not in SHAPES or not index or around.quoted_after(self.text, index + 1):
            return None
        if shape == BY_NEIGHBOUR:
            near = self.text.words[index - 1].startswith(("правительств", "губернатор"))
            return (index + 1, [self.mention(index, index, "RU-MOS")]) if near else None
        code = self.ambiguities.code(shape)
        return (index + 1, [self.mention(index, index, code)]) if code else None

    # Adjectives without a noun of their own

    def elliptic(self, index: int) -> tuple[int, list[Mention]] | None:
        """«в Тверской области – 12, в Калужской – 15»: the noun is the one of the item before."""
        if self.in_republics(index) and self.text.capital(index):
            found = _longest(self.table.adjectives, self.text, index)
            if found and (code := found[1].get("R", "")):
                self.republics = found[0]
                return found[0], [self.mention(index, found[0] - 1, code)]
        if self.head is None or not index:
            return self.counted(index) if index else None
        listed = self.text.gap(index - 1) in _LIST_GAPS  # «Тверской области – 12, Калужской – 15»
        if self.text.words[index - 1] not in _ELLIPTIC_AFTER and not listed:
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
        gap = self.text.gap(after - 1)
        digit = after < len(self.text) and self.text.words[after].isdigit()
        closed = (gap == "-" and digit) if listed else (gap not in {" ", ""} or digit)
        return (after, [self.mention(index, after - 1, code)]) if closed else None

    def counted(self, index: int) -> tuple[int, list[Mention]] | None:
        """«по области – 120, в Липецкой – 40»: a number stands behind, and no noun was named before."""
        found = _longest(self.table.adjectives, self.text, index)
        if found is None or self.text.words[index - 1] not in _ELLIPTIC_AFTER:
            return None
        code = found[1].get("O", "")
        told = bool(code) and areas_cut.stands_before_number(self.text, index, found[0])
        return (found[0], [self.mention(index, found[0] - 1, code)]) if told else None

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

    def before(self, after: int, policy: str) -> bool:
        if policy == "any" or (policy == "named" and self.ambiguities.is_altai_krai()):
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
    if ("O" in head.letters and by_head.get("AO") == "RU-YEV") or head.letters == heads.REGION:
        return by_head.get("AO", "")
    return ""
