"""Mentions in running text: every one, with its place, and nothing that only looks like one."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon import areas
from svodka.lexicon.areas_forms import forms
from svodka.lexicon.areas_mentions import mentions

Corpus = Callable[[str], Path]
Floors = dict[str, Any]

CODEBOOK = ("RU-", "UA-", "X-RU-", "KZ-BAY")
CITIES = {"RU-MOW", "RU-SPE", "UA-40"}
PLACES = {"STATE_OR_PROVINCE", "CITY", "LOCATION", "COUNTRY", "DISTRICT"}


def codes(text: str) -> list[str]:
    return [mention.code for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в Воронежской и Курской областях", ["RU-VOR", "RU-KRS"]),
        ("в Омской, Калужской областях, Тыве и ЕАО", ["RU-OMS", "RU-KLU", "RU-TY", "RU-YEV"]),
        ("Тамбовской Тульской, Орловской областях", ["RU-TAM", "RU-TUL", "RU-ORL"]),
        ("республиках Северная Осетия – Алания, Адыгея и Алтай", ["RU-SE", "RU-AD", "RU-AL"]),
        ("Республика Саха (Якутия)", ["RU-SA"]),
        ("Ненецком и Чукотском автономных округах", ["RU-NEN", "RU-CHU"]),
        ("Ханты-Мансийского автономного округа – Югры", ["RU-KHM"]),
        ("Центральном и Южном федеральных округах", ["X-RU-CFO", "X-RU-YUFO"]),
        ("Москва и Московская область", ["RU-MOW", "RU-MOS"]),
        ("Московская городская дума", ["RU-MOW"]),
        ("Свердловский областной суд", ["RU-SVE"]),
        ("тверские чиновники и псковский губернатор", ["RU-TVE", "RU-PSK"]),
        ("наградили свердловских школьников", ["RU-SVE"]),
        ("в ДНР, ЛНР, Запорожской и Херсонской областях", ["UA-14", "UA-09", "UA-23", "UA-65"]),
        ("Архангельская область без Ненецкого автономного округа", ["X-RU-ARK-EXCL-NEN"]),
        ("Тюменской области (без автономных округов)", ["X-RU-TYU-EXCL-KHM-YAN"]),
        ("in Tver Oblast and Moscow Region", ["RU-TVE", "RU-MOS"]),
        ("Тверcкой облаcти", ["RU-TVE"]),
        ("в Тверской области – 12, в Калужской – 15", ["RU-TVE", "RU-KLU"]),
        ("в Тверской (12 человек), Калужской (8) областях", ["RU-TVE", "RU-KLU"]),
        ("Московского Художественного театра", ["RU-MOW"]),
        ("правительство МО", ["RU-MOS"]),
        ("в Костромской, Ивановской, а также Ярославской областях", ["RU-KOS", "RU-IVA", "RU-YAR"]),
        ("Свердл. обл., Челяб. обл., Брян. обл.", ["RU-SVE", "RU-CHE", "RU-BRY"]),
        ("по области в целом – 120, в Липецкой – 40", ["RU-LIP"]),
        ("пермский военкомат", ["RU-PER"]),
        ("в РТ, столица Татарстана", ["RU-TA", "RU-TA"]),
        ("губернатор Алтайского края и алтайские пашни", ["RU-ALT", "RU-ALT"]),
        ("глава Коми", ["RU-KO"]),
        ("Тверской\u00a0обл.", ["RU-TVE"]),
        ("Правительство Республики Коми", ["RU-KO"]),
        ("в Республиках Коми и Карелия", ["RU-KO", "RU-KR"]),
        ("республиках Татарстан, Башкортостан и Чувашской", ["RU-TA", "RU-BA", "RU-CU"]),
        ("в областях: Тверской, Псковской и Новгородской", ["RU-TVE", "RU-PSK", "RU-NGR"]),
        ("в областях Тверской и Псковской прошли рейды", ["RU-TVE", "RU-PSK"]),
        ("край Пермский, г. Новый; обл. Тверская, р-н Новый", ["RU-PER", "RU-TVE"]),
        ("Респ Саха /Якутия/, г Новый", ["RU-SA"]),
        ("Пермского кр.", ["RU-PER"]),
        ("Тамбовской – 12, Липецкой – 15, Орловской области – 3", ["RU-TAM", "RU-LIP", "RU-ORL"]),
        ("Полицейские Ярославской области", ["RU-YAR"]),
        ("республика татарстан, г. москва", ["RU-TA", "RU-MOW"]),
        ("Perm and Perm Krai", ["RU-PER"]),
        ("в Твер-\nской области и Нижего- \nродской об-\nласти", ["RU-TVE", "RU-NIZ"]),
        ("в РСО–Алания", ["RU-SE"]),
        ("Коми-Пермяцкий округ Пермского края", ["RU-PER"]),
        ("Sverdlovskaya oblast, Krasnodarskiy kray", ["RU-SVE", "RU-KDA"]),
        ("Khanty-Mansi region and the Republic of Altai", ["RU-KHM", "RU-AL"]),
        ("Donetsk and Luhansk People's Republics", ["UA-14", "UA-09"]),
        ("in Komi, the siege of Leningrad", ["RU-KO", "RU-SPE"]),
    ],
)
def test_every_mention_has_its_code(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "на Тверской улице",
        "Московский проспект",
        "по московскому времени",
        "река Москва и Москва-река",
        "гостиница «Москва»",
        "крымские татары и крымско-татарский язык",
        "режиссёр Питер Смит",
        "студенты брянских училищ",
        "крымский мост, Крымский полуостров",
        "город Московский",
        "на углу Достоевского и Московской 10",
        "газета «Петербургский дневник»",
        "директор Джеймс Коми и Дж. Коми",
        "David Moscow",
        "клубы «Анжи», Урал и Кубань",
        "в РТ и МО",
        "курс рубля, область печени, край стола",
        "гостиница « Москва »",
        "с космодрома Байконур",
        "ООО « ЛУКОЙЛ-Коми »",
        "область Тверской университет покинул",
        "the Moscow Times",
        "Leningrad nuclear power plant",
        "Крымское соглашение",
        "в Северо-Тверской степи",
    ],
)
def test_what_only_looks_like_an_area_is_none(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "в провинции Хубэй",
        "штат Иллинойс и Калифорния",
        "Moscow, Idaho; Saint Petersburg, Florida",
        "Гомельская и Минская области",
        "в Донецком уезде",
        "Мордовской АССР",
        "Владимирская губерния",
        "на Донбассе",
    ],
)
def test_a_place_elsewhere_never_has_a_code_of_russia(text: str) -> None:
    assert not [code for code in codes(text) if code.startswith(CODEBOOK)]


_CONTEXTS = (
    "Правительство {}",
    "Приказ Минздрава {} от 5 мая",
    "Рейд прошёл в {}, выявлены 12 человек",
    "из {} и ещё двух регионов",
    "суд ({}) решил",
)


def test_every_form_of_every_name_is_found_wherever_it_stands() -> None:
    for its_names in forms().names.values():
        for words, name in its_names:
            if not name.code.startswith(("RU-", "UA-")) or words[0].isascii():
                continue
            form = name.shape or " ".join(word.capitalize() for word in words)
            form = f"Республики {form}" if name.after_republic else form
            if not form.startswith("Кубань"):  # a river and a club, but after a preposition
                for context in _CONTEXTS:
                    assert codes(context.format(form)) == [name.code], context.format(form)


def cost(text: str) -> float:
    """Processor seconds of reading a text: the best of three, other work on the machine is no fault of ours."""
    mentions(text[:1000])
    took = []
    for _ in range(3):
        start = time.process_time()
        mentions(text)
        took.append(time.process_time() - start)
    return min(took)


def test_invisible_characters_do_not_slow_the_reading_down() -> None:
    plain = "В Тверской области прошли отбор десятки, в Туле – никто. " * 4000
    text = "В Твер\u00adской области прошли отбор десятки, в Туле\u0301 – никто. " * 4000
    assert len(mentions(text)) == 4000
    assert cost(text) < 6 * cost(plain)


def test_a_foreign_region_in_a_list_has_an_empty_code() -> None:
    assert codes("в Гомельской и Брянской областях") == ["", "RU-BRY"]


@given(
    st.lists(st.sampled_from(["Тверской области", "ёлки", "Республике Коми", "\u200b", " ", "й"]))
)
def test_a_label_is_the_text_at_its_place_in_any_normal_form(parts: list[str]) -> None:
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, " ".join(parts))
        for mention in mentions(text):
            assert text[mention.start : mention.stop] == mention.label
            assert areas.get(mention.code)


@given(st.text())
def test_any_text_has_mentions_in_order_that_do_not_overlap(text: str) -> None:
    found = mentions(text)
    assert all(one.stop <= other.start for one, other in pairwise(found))


# Accuracy over corpora


@dataclass(frozen=True)
class Truth:
    """A place that people marked; `code` is None where the link says nothing usable."""

    start: int
    stop: int
    kind: str
    code: str | None


def nerel(folder: Path) -> Iterator[tuple[str, list[Truth]]]:
    links: dict[str, Counter[str]] = defaultdict(Counter)
    read = {path: path.read_text("utf-8") for path in sorted(folder.glob("*.ann"))}
    reference = re.compile(r"^N\d+\tReference (T\d+) Wikidata:(\S+)\t?(.*)$", re.M)
    for marks in read.values():
        for _, entity, label in reference.findall(marks):
            links[entity][label] += bool(label)
    for path, marks in read.items():
        entities = {mark: entity for mark, entity, _ in reference.findall(marks)}
        places = [
            Truth(int(start), int(stop), kind, _code(kind, entities.get(mark, ""), links))
            for mark, kind, start, stop in re.findall(r"^(T\d+)\t(\S+) (\d+) (\d+)\t", marks, re.M)
            if kind in PLACES
        ]
        yield path.with_suffix(".txt").read_bytes().decode("utf-8"), places


# Links of the corpus that lead to something else than the city or peninsula that is marked.
MISLINKED = {"NULL", "Q11204", "Q105737722", "Q4381277", "Q7835"}


def _code(kind: str, entity: str, links: dict[str, Counter[str]]) -> str | None:
    if entity in MISLINKED or not links[entity]:
        return None
    code = areas.find(links[entity].most_common(1)[0][0])
    return code if kind in {"STATE_OR_PROVINCE", "LOCATION"} or code in CITIES else ""


def test_mentions_in_news_hold_their_floor(corpus: Corpus, floors: Floors) -> None:
    right = wrong = missed = 0
    for text, places in nerel(corpus("ru-gazetteer") / "nerel-v1.1-test"):
        found = [m for m in mentions(text) if m.code.startswith(CODEBOOK)]
        for mention in found:
            over = [p for p in places if p.start < mention.stop and p.stop > mention.start]
            right += (hit := any(place.code == mention.code for place in over))
            wrong += not hit and not any(place.code is None for place in over)
        for place in places:
            if place.code and place.code.startswith(CODEBOOK) and place.kind != "LOCATION":
                missed += not any(
                    m.start < place.stop and m.stop > place.start and m.code == place.code
                    for m in found
                )
    floor = floors["areas-nerel"]
    assert right / (right + wrong) >= floor["precision"]
    assert right / (right + missed) >= floor["recall"]


# Places and codes read by a person in the weekly releases (row → start, stop, code).
RELEASES = {
    0: (
        "386-395 RU-KIR,397-408 RU-KOS,410-418 RU-AMU,420-439 RU-KGN,441-444 RU-YEV,"
        "446-457 UA-40,460-478 RU-ZAB"
    ),
    1: (
        "346-357 UA-40,359-386 RU-CHU,388-403 UA-43,405-420 RU-KGD,422-432 RU-TAM,433-441 RU-TUL,"
        "443-452 RU-ORL,454-473 RU-KGN,475-503 RU-YEV,505-521 RU-KHA,647-665 RU-ZAB,"
        "667-693 RU-NEN,695-713 RU-BU,715-726 RU-VLG,729-751 RU-ARK,805-829 RU-SE,831-837 RU-AD,"
        "839-847 RU-DA,849-858 RU-IN,860-891 RU-KC,893-901 RU-TVE,903-914 RU-SAR,916-927 RU-KEM,"
        "930-948 RU-RYA,950-963 RU-PER"
    ),
    2: "",
    3: "",
    4: (
        "167-176 KZ-BAY,247-273 RU-NEN,275-281 RU-OMS,283-301 RU-KLU,303-307 RU-TY,310-325 RU-SE,"
        "446-454 RU-TVE,456-465 RU-ORL,467-487 RU-VOR,490-517 RU-CHU"
    ),
}


def test_every_region_of_the_weekly_releases_is_found(corpus: Corpus) -> None:
    path = corpus("ru-official-prose") / "mintrud-weekly-prose" / "weekly.jsonl"
    for row, line in enumerate(path.read_text("utf-8").splitlines()):
        found = [m for m in mentions(json.loads(line)["text"]) if m.code != "RU"]
        assert ",".join(f"{m.start}-{m.stop} {m.code}" for m in found) == RELEASES[row]


def test_cities_and_regions_that_objects_name_are_found(corpus: Corpus, floors: Floors) -> None:
    """factRuEval marks no adjectives: recall only, over its names of one word or phrase."""
    found = missed = 0
    for path in sorted((corpus("ru-gazetteer") / "factrueval-devset").glob("*.objects")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spans = {
            fields[0]: (int(fields[2]), int(fields[2]) + int(fields[3]))
            for line in path.with_suffix(".spans").read_text("utf-8").splitlines()
            if len(fields := line.split()) > 3
        }
        codes_at = {m.start: m.code for m in mentions(text)}
        for line in path.read_text("utf-8").splitlines():
            number, kind, *parts = [*line.partition("#")[0].split(), "", ""][:50]
            places = sorted(spans[part] for part in parts if part in spans)
            if number and kind in {"LocOrg", "Location"} and places:
                label = text[places[0][0] : places[-1][1]]
                code = areas.find(label)
                if code.startswith(CODEBOOK):
                    found += (hit := codes_at.get(places[0][0]) == code)
                    missed += not hit
    assert found / (found + missed) >= floors["areas-factrueval"]["recall"]


def test_the_cost_grows_with_the_length_and_no_faster() -> None:
    sentence = "С начала года в Тверской и Калужской областях прошли отбор десятки. "
    assert cost(sentence * 8000) < 10 * cost(sentence * 2000)
