"""Development only: writes every inflected form of the names of areas to a table, by pymorphy3.

    python tools/make_area_forms.py

Reads `areas.tsv`, `areas_world.tsv` and `areas_towns.tsv` of the lexicon and rewrites
`areas_forms.tsv` and `areas_town_forms.tsv`. At run time
nothing is lemmatised: a form that is not in the table names no area.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pymorphy3

from svodka.lexicon.areas_labels import LETTERS
from svodka.lexicon.folding import fold

DATA = Path(__file__).resolve().parent.parent / "src" / "svodka" / "lexicon" / "data"
MORPH = pymorphy3.MorphAnalyzer()

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "loc2")

# The noun of a name that adjectives stand before → how the table names it.
HEADS = {
    "область": "O",
    "край": "K",
    "автономный округ": "AO",
    "автономная область": "AO",
    "федеральный округ": "FO",
    "республика": "R",
    "народная республика": "R",
    "oblast": "O",
    "krai": "K",
    "autonomous okrug": "AO",
    "autonomous oblast": "AO",
    "federal district": "FO",
    "republic": "R",
    "people's republic": "R",
}

# Names that print something else in running text: only after «республика» or not at all.
AFTER_REPUBLIC = {"алтай", "корея", "korea", "саха", "komi", "sakha", "altai", "altay"}
NOT_IN_PROSE = {
    "nenets",
    "khanty-mansi",
    "khanty-mansia",
    "yamalo-nenets",
    "yamal-nenets",
    "moscow city",
    "yevreyskaya",
    "taymyria",
    "khanty-mansiysk",
    "вашингтон",
    "нью-йорк",
    "мэн",
    "чад",
    "того",
    "washington",
    "new york",
    "georgia",
    "georgia (country)",
    "maine",
    "chad",
    "jersey",
    "guinea",
    "джерси",
    "гессен",
    "victoria",
    "доминика",
    "мали",
    "монтана",
    "виргиния",
    "virginia",
    "кампания",
    "галисия",
    "u.s.",
    "oregon",
    "montana",
    "delaware",
}
# Adjectives that mean an area without its noun. "any": whatever follows but a street or a people;
# "office": only before a regional office, because a town or a people has the same adjective;
# "school": only before a place of learning or art: the former name of a city, a people;
# "named": where the text prints the full name elsewhere.
ALONE = {
    "any": {
        "RU-MOW": "московский",
        "RU-SPE": "петербургский санкт-петербургский питерский",
        "UA-40": "севастопольский",
        "UA-43": "крымский",
        "RU-MOS": "подмосковный",
        "RU-SVE": "свердловский",
        "RU-CU": "чувашский",
        "RU-MO": "мордовский",
        "RU-UD": "удмуртский",
        "RU-DA": "дагестанский",
        "RU-TA": "татарстанский",
        "RU-KR": "карельский",
        "RU-SE": "североосетинский северо-осетинский",
        "RU-KB": "кабардино-балкарский",
        "RU-KC": "карачаево-черкесский",
        "RU-AD": "адыгейский",
        "RU-KK": "хакасский",
        "RU-YAN": "ямальский",
        "RU-KHM": "югорский",
        "RU-KEM": "кузбасский",
        "RU-KDA": "кубанский",
        "RU-ZAB": "забайкальский",
        "RU-SAK": "сахалинский",
        "RU-KAM": "камчатский",
        "RU-CHU": "чукотский",
        "RU-BA": "башкортостанский башкирский",
        "RU-SA": "якутский",
        "RU-BU": "бурятский",
        "RU-KL": "калмыцкий",
        "RU-TY": "тувинский",
        "RU-ME": "марийский",
        "RU-IN": "ингушский",
        "RU-CE": "чеченский",
    },
    "office": {"RU-ALT": "алтайский", "RU-TA": "татарский"},
    "named": {"RU-ALT": "алтайский"},
    "school": {"RU-SPE": "ленинградский", "RU-TA": "татарский"},
}

INDECLINABLE = {"коми", "марий эл", "саха", "перу", "чили", "мали", "конго", "сша", "кентукки"}


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a table of the lexicon, without comments."""
    for line in csv.reader(
        (DATA / name).read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
    ):
        if line and not line[0].startswith("#"):
            yield line


def names() -> Iterator[tuple[str, str, str]]:
    """(code, kind, name) of every area and place."""
    for code, kind, _, _, _, _, name_ru, name_en, more in rows("areas.tsv"):
        if kind != "residual" and code != "X-RU-ABROAD":
            for name in (name_ru, name_en, *more.split("|")):
                yield code, kind, name
    for code, kind, _, name_ru, name_en, more in rows("areas_world.tsv"):
        for name in (name_ru, name_en, *more.split("|")):
            yield code, kind, name


def alone() -> Iterator[tuple[str, str, str, str]]:
    """Adjectives without a noun, and those of every other oblast and krai before its offices."""
    listed = set()
    for policy, by_code in ALONE.items():
        for code, adjectives_of in by_code.items():
            for adjective in adjectives_of.split(" "):
                listed.add("" if policy == "school" else code)
                for form in sorted(adjective_forms(adjective)):
                    yield "S", form, code, policy
    for code, _, name_ru, *_ in ((r[0], r[1], r[6]) for r in rows("areas.tsv")):
        head = split_head(fold(name_ru.split(" - ")[0]))
        if head and head[1] in "OK" and code.startswith("RU-") and code not in listed:
            for form in sorted(adjective_forms(head[0])):
                yield "S", form, code, "office"


def adjective_forms(adjective: str) -> set[str]:
    """Every form of an adjective given in any gender, all numbers."""
    prefix, _, last = adjective.rpartition("-")
    parse = next((p for p in MORPH.parse(last) if "ADJF" in p.tag), None)
    if parse is None:
        raise ValueError(f"no adjective: {adjective!r}")
    forms = {form.word.replace("ё", "е") for form in parse.lexeme if "ADJF" in form.tag}
    return {f"{prefix}-{form}" if prefix else form for form in forms}


def agreeing_forms(adjectives: list[str]) -> set[str]:
    """Forms of several adjectives that agree with each other."""
    found: set[str] = set()
    parses = [
        next(p for p in MORPH.parse(word.rpartition("-")[2]) if "ADJF" in p.tag)
        for word in adjectives
    ]
    for form in parses[0].lexeme:
        if "ADJF" not in form.tag:
            continue
        grammemes = {g for g in (form.tag.case, form.tag.number, form.tag.gender) if g}
        words = []
        for word, parse in zip(adjectives, parses, strict=True):
            other = parse.inflect(grammemes)
            words.append(
                word.rpartition("-")[0] + ("-" if "-" in word else "") + (other or parse).word
            )
        found.add(" ".join(words).replace("ё", "е"))
    return found


def noun_parse(word: str) -> pymorphy3.analyzer.Parse | None:
    """The reading of a name in the nominative: a geographic one if there is one."""
    readings = [p for p in MORPH.parse(word) if "NOUN" in p.tag and p.tag.case == "nomn"]
    geographic = [p for p in readings if "Geox" in p.tag]
    return (geographic or readings or [None])[0]


def noun_forms(word: str) -> dict[str, set[str]]:
    """Case → forms of a name given in the nominative."""
    if word in INDECLINABLE:
        return {case: {word} for case in CASES}
    parse = noun_parse(word)
    if word.endswith("ье") and not word.endswith("чье"):
        stem = word[:-1]
        endings = zip(CASES, ("е", "я", "ю", "е", "ем", "е", "е"), strict=True)
        return {case: {stem + ending} for case, ending in endings}
    if parse is None or "Fixd" in parse.tag:
        return {case: {word} for case in CASES}
    found: dict[str, set[str]] = {case: set() for case in CASES}
    for form in parse.lexeme:
        if form.tag.number == parse.tag.number and form.tag.case in found:
            found[form.tag.case].add(form.word.replace("ё", "е"))
    return found


def phrase_forms(phrase: str) -> set[str]:
    """Forms of a Russian name: adjectives agree with the noun that ends the first part."""
    if phrase in INDECLINABLE:
        return {phrase}
    words = phrase.split(" ")
    if len(words) == 1:
        return set().union(*noun_forms(words[0]).values()) | {phrase}
    noun = noun_parse(words[-1])
    parses = [
        next((p for p in MORPH.parse(w) if "ADJF" in p.tag or "PRTF" in p.tag), None)
        for w in words[:-1]
    ]
    if noun is None or None in parses:
        return {phrase}
    found = {phrase}
    for case in CASES[:-1]:
        for form in noun_forms(words[-1])[case]:
            wanted = {case, noun.tag.number}
            if noun.tag.number == "sing":
                wanted.add(noun.tag.gender)
            agreeing = [p.inflect(wanted) for p in parses if p]
            if all(agreeing):
                found.add(" ".join([*(p.word for p in agreeing if p), form]).replace("ё", "е"))
    return found


def hyphenated_forms(phrase: str) -> set[str]:
    """Forms of «северная осетия-алания», «саха-якутия»: both parts inflect, or only the first."""
    first, _, second = phrase.rpartition("-")
    if " " not in first:
        return phrase_forms(phrase)
    return {f"{form}-{other}" for form in phrase_forms(first) for other in phrase_forms(second)}


def split_head(name: str) -> tuple[str, str] | None:
    """(«тверская», "O") of «тверская область»."""
    for head, letter in sorted(HEADS.items(), key=lambda item: -len(item[0])):
        if name.endswith(f" {head}"):
            return name[: -len(head) - 1], letter
    return None


def is_russian(text: str) -> bool:
    """Whether a name is written in Cyrillic letters."""
    return re.search("[а-я]", text) is not None


def entries() -> Iterator[tuple[str, str, str, str]]:
    """(class, form, code, note) of every form.

    A: an adjective with its head, N: a name, U: an abbreviation, P: a name only after
    «республика», S: an adjective alone.
    """
    for code, kind, printed in names():
        name = fold(re.sub(r"\s*[(/].*", "", printed))
        name = re.sub(r"^(?:the|республика|republic of|город|city of) ", "", name)
        if fold(printed) == f"republic of {name}" and name in AFTER_REPUBLIC:
            yield "N", f"republic of {name}", code, kind
        joined = re.search(r"(?:округ|область|республика|republic|okrug|oblast)-", name)
        if (len(name) < 3 and name not in {"рф", "uk"}) or name in NOT_IN_PROSE or joined:
            continue
        if re.fullmatch(r"[A-ZА-ЯЁ-]{2,}[a-zа-я]?[A-ZА-ЯЁ]*(?:-[А-Я][а-я]*)?|УрФО", printed):
            yield "U", name, code, printed
        elif head := split_head(name):
            yield from adjectives(code, *head)
        elif name.endswith((" ао", " ao", " region", " city")):
            continue
        elif is_russian(name):
            for form in hyphenated_forms(name) if "-" in name else phrase_forms(name):
                yield ("P" if name in AFTER_REPUBLIC else "N"), form, code, kind
        else:
            yield ("P" if name in AFTER_REPUBLIC else "N"), name, code, kind


def adjectives(code: str, words: str, head: str) -> Iterator[tuple[str, str, str, str]]:
    """The forms of the adjectives before a head noun."""
    if not is_russian(words):
        yield "A", words, code, head
        return
    each = words.split(" ")
    forms = adjective_forms(each[0]) if len(each) == 1 else agreeing_forms(each)
    for form in forms:
        yield "A", form, code, head
    if len(each) == 1 and code.startswith("RU-"):
        for form in latin_forms(words):
            yield "A", form, code, head


LATIN_ENDINGS = {"ая": ("aya", "aia", "aja"), "ий": ("iy", "y", "ii", "ij")}


def latin_forms(adjective: str) -> set[str]:
    """«тверская» in Latin letters, as maps and registers spell it: "tverskaya", "tverskaia"."""
    stem, ending = adjective[:-2], adjective[-2:]
    spelt = "".join(LETTERS.get(letter, letter) for letter in stem)
    stems = {spelt, spelt.replace("yu", "iu").replace("ya", "ia"), spelt.replace("iy", "y")}
    return {each + other for each in stems for other in LATIN_ENDINGS.get(ending, ())}


UNDECLINED = ("ово", "ево", "ино", "сочи", "тольятти", "удэ")
WHERE = ("gent", "datv", "ablt", "loct", "loc2")


def towns() -> Iterator[tuple[str, str]]:
    """(class, form): W where a preposition may stand before it, T of any case."""
    for name_ru, *english in rows("areas_towns.tsv"):
        town = fold(name_ru)
        by_case = town_forms(town)
        where = set().union(*(by_case[case] for case in WHERE))
        if town.endswith(UNDECLINED):
            where.add(town)
        yield from (("W", form) for form in where)
        yield from (("T", form) for form in set().union({town}, *by_case.values()) - where)
        yield from (("W", fold(name)) for name in english if name)


def town_forms(town: str) -> dict[str, set[str]]:
    """Case → forms: every adjective and the last noun of a name agree; «-на-Дону» stays."""
    town, _, behind = town.partition("-на-")
    words = re.split("[ -]", town)
    joiner = "-" if "-" in town else " "
    noun = next((w for w in reversed(words) if not is_adjective(w)), "")
    found: dict[str, set[str]] = {}
    for case in CASES:
        for ending in noun_forms(noun)[case] if noun else {""}:
            spelt = [ending if word == noun else agreeing(word, case) for word in words]
            form = joiner.join(spelt) + (f"-на-{behind}" if behind else "")
            found.setdefault(case, set()).add(form.replace("ё", "е"))
        found.setdefault(case, set())
    return found


def is_adjective(word: str) -> bool:
    """Whether a word of a town's name is declined as an adjective."""
    return word.endswith(("ий", "ый", "ые", "ие"))


def agreeing(word: str, case: str) -> str:
    """An adjective of a town's name in a case; «улан-» and «горно-» stay as they are."""
    if not is_adjective(word):
        return word
    parse = next(p for p in MORPH.parse(word) if "ADJF" in p.tag)
    plural = word.endswith("е")
    wanted = {case, "plur"} if plural else {case, "sing", "masc"}
    if case == "accs":
        wanted = {"nomn"} | (wanted - {"accs"})
    if case == "loc2":
        wanted = {"loct"} | (wanted - {"loc2"})
    inflected = parse.inflect(wanted)
    return inflected.word if inflected else word


def write(name: str, header: str, found: set[str]) -> None:
    """Rewrite a table, its lines in order."""
    lead = f"# Written by tools/make_area_forms.py; do not edit.\n{header}\n"
    (DATA / name).write_text(lead + "\n".join(sorted(found)) + "\n", "utf-8")


def main() -> None:
    """Rewrite the tables."""
    forms = {"\t".join(entry) for entry in (*entries(), *alone())}
    write("areas_forms.tsv", "#class\tform\tcode\tnote", forms)
    write("areas_town_forms.tsv", "#class\tform", {"\t".join(entry) for entry in towns()})


if __name__ == "__main__":
    main()
