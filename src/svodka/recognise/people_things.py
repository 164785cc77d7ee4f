"""Words that make of a name a place, a ship or a house that bears it: no person is meant then."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from svodka.lexicon.areas_tables import lines
from svodka.lexicon.patterns import expression

_KINDS = frozenset(
    """
    остров острова полуостров мыс залив бухта пролив озеро река гора пик хребет ледник море
    город города село деревня посёлок поселок станица хутор аул станция разъезд платформа порт аэропорт вокзал
    площадь улица проспект переулок бульвар набережная проезд шоссе тракт мост парк сквер сад роща
    район округ область край республика уезд волость штат графство провинция
    святая святой святого святые сан санта сент великий великая великие
    теплоход пароход судно паром ледокол атомоход крейсер фрегат траулер яхта танкер сухогруз адмирал академик
    храм собор церковь монастырь часовня икона
    школа гимназия лицей колледж институт университет академия больница госпиталь поликлиника диспансер центр
    музей театр библиотека стадион санаторий завод фабрика шахта рудник месторождение
    премия стипендия медаль орден фонд банк болезнь синдром статья раздел группа класс сорт
    министерство служба управление департамент комитет партия газета
    красный красная белый белая новый новая новое старый старая верхний верхняя нижний нижняя большой большая
    малый малая северный южный западный восточный
    всего итого
    island islands county city airport center centre jail prison school university hospital lake river
    san santa santo st saint new north south east west fort port los las el united
    """.split()  # noqa: SIM905
)
# After whom streets and schools are called everywhere, as their tables print them.
STREETS = frozenset(
    """
    ленина кирова гагарина чехова калинина пушкина горького маяковского лермонтова толстого дзержинского свердлова
    фрунзе чапаева куйбышева королева мичурина тургенева некрасова гоголя крупской суворова кутузова жукова
    матросова орджоникидзе чкалова щорса котовского буденного ворошилова менделеева ломоносова циолковского
    достоевского островского есенина крылова грибоедова чернышевского белинского нахимова ушакова невского
    """.split()  # noqa: SIM905
)
# Towns that end as surnames do and are in no table of Russian ones, or stand there with a river.
_LIKE_SURNAMES = frozenset(
    "ростов харьков львов киев чернигов николаев могилев кишинев краков глухов рогачев быхов ржищев обухов".split()  # noqa: SIM905
)
_VESSEL = expression(
    r"(?i:(?:теплоход|пароход|судно|паром|ледокол|атомоход|крейсер|фрегат|траулер|танкер|т/х)\w{0,3}\s*[«\"]?)$"
)
# Places that bear a given name with a father's name or another name: hardly a person is called so.
_PLACES = expression(r"(?i:ерофе[йяюе]\w?\s+павлович\w{0,2}|площад\w+\s+ильича|застав\w+\s+ильича)")


_TOWN = expression(r"\W*[Гг]\.\s*([А-ЯЁа-яё-]+)\W*")


def is_thing(words: Iterable[str]) -> bool:
    """Whether one of the words says that a place, a ship or a house is named."""
    return any(word.lower().rstrip(".") in _KINDS for word in words)


def is_place_called_so(text: str) -> bool:
    """Whether a text is a place that is called as persons are."""
    town = _TOWN.fullmatch(text)
    return bool(_PLACES.search(text)) or (town is not None and town[1].lower() in known_places())


@cache
def known_places() -> frozenset[str]:
    """Towns of Russia and places of the world, in small letters."""
    names = {name.lower() for row in lines("areas_towns.tsv") for name in row[:2]}
    for row in lines("areas_world.tsv"):
        names.update(name.lower() for cell in row[3:] for name in cell.split("|"))
    return _LIKE_SURNAMES | {name.replace("ё", "е") for name in names if name}


def bears_it(before: str) -> bool:
    """Whether what stands before a name says that a vessel is called so."""
    return bool(_VESSEL.search(before))
