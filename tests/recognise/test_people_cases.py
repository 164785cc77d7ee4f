"""Rows that are people without a name are told by numbers of persons and what is said of each; classes are not."""

from __future__ import annotations

import pytest

from svodka.desk.tidy import opened
from svodka.model import Grid, GridKind
from svodka.recognise.people import holds_people
from tests.desk.made_up import FORMATS, INVENTED, Rows

_SEXES = ("F", "M", "M", "F", "M", "F", "M")
_AGES = ("19", "44", "31", "27", "52", "38", "23")
_RU = ("ж", "м", "м", "ж", "м", "ж", "м")
_FROM = ("Эритрея", "Судан", "Иран", "Сирия", "Судан", "Чад", "Ирак")
_ABROAD = ("Eritrea", "Sudan", "Iran", "Syria", "Sudan", "Chad", "Iraq")
_TOWNS = ("Тверь", "Ржев", "Торжок", "Кашин", "Бежецк", "Ржев", "Тверь")
_ANY = ("a", "b", "a", "c", "b", "a", "c")


def rows_of(head: tuple[str, ...], *columns: tuple[str, ...], title: str = INVENTED) -> Rows:
    return [(title,), head, *zip(*columns, strict=True)]


def numbers(form: str) -> tuple[str, ...]:
    return tuple(form.format(731 * (i + 3), i) for i in range(7))


# Nobody here exists: ОБРАЗЕЦ – вымышленные данные.
LISTS: dict[str, tuple[str, Rows]] = {
    "asylum cases": (
        "xlsx",
        rows_of(
            ("PSN", "Sex", "Ethnicity", "Language", "City", "Immigration Status"),
            numbers("{}"), _SEXES, _ABROAD, _ABROAD, _ANY, _ANY,
        ),
    ),
    "personal files": (
        "xls",
        rows_of(("№ личного дела", "Пол", "Год рождения", "Статья"),
                numbers("{}/2{}"), _RU, tuple(f"19{a}" for a in _AGES), _ANY),
    ),
    "detentions of which one person has several": (
        "csv",
        rows_of(("Unique Identifier", "Gender", "Birth Year", "Citizenship Country", "Detention Facility"),
                ("a91", "a91", "b02", "b02", "c33", "d14", "e55"), ("Male",) * 7,
                tuple(f"19{a}" for a in _AGES), _ABROAD, ("North County Jail",) * 7),
    ),
    "columns named by a machine": (
        "ods",
        rows_of(("client_id", "age_at_entry", "nationality_desc", "disability_flag"),
                numbers("{}"), _AGES, _ABROAD, ("Y", "N", "N", "N", "Y", "N", "N")),
    ),
    "German": (
        "html",
        rows_of(("Aktenzeichen", "Geschlecht", "Geburtsdatum", "Staatsangehörigkeit"),
                numbers("{}/2{}"), ("m", "w", "m", "m", "w", "w", "m"),
                tuple(f"0{i + 1}.04.19{a}" for i, a in enumerate(_AGES)), _ABROAD),
    ),
    "French": (
        "docx",
        rows_of(("Numéro de dossier", "Sexe", "Âge", "Pays d'origine", "Langue"),
                numbers("D-{}"), ("H", "F", "H", "H", "F", "F", "H"), _AGES, _ABROAD, _ANY),
    ),
    "Spanish": (
        "csv",
        rows_of(("Expediente", "Sexo", "Edad", "Nacionalidad", "Delito"),
                numbers("{}"), ("Hombre", "Mujer") * 3 + ("Hombre",), _AGES, _ABROAD, _ANY),
    ),
    "Ukrainian": (
        "xlsx",
        rows_of(("№ справи", "Стать", "Вік", "Громадянство", "Мова"),
                numbers("{}"), ("ч", "ж") * 3 + ("ч",), _AGES, _FROM, _ANY),
    ),
    "Kazakh": (
        "xlsx",
        rows_of(("№", "Жынысы", "Жасы", "Ұлты", "Қала"),
                tuple("1234567"), ("ер", "әйел") * 3 + ("ер",), _AGES, _FROM, _TOWNS),
    ),
    "Polish": (
        "xls",
        rows_of(("Nr sprawy", "Płeć", "Wiek", "Obywatelstwo"),
                numbers("{}"), ("K", "M") * 3 + ("K",), _AGES, _ABROAD),
    ),
    "no number but that of the row": (
        "docx",
        rows_of(("№ п/п", "Пол", "Возраст", "Национальность", "Город"),
                tuple("1234567"), _RU, _AGES, _FROM, _TOWNS),
    ),
    "no number at all": (
        "pdf",
        rows_of(("Пол", "Возраст", "Гражданство", "Город", "Семейное положение"),
                _RU, _AGES, _FROM, _TOWNS, _ANY),
    ),
    "lines of a table without rules": (
        "plain.pdf",
        rows_of(("Case No", "Sex", "Age", "Nationality"), numbers("{}"), _SEXES, _AGES, _ABROAD),
    ),
    "persons as columns": (
        "ods",
        [tuple(line) for line in zip(*rows_of(
            ("Applicant ID", "Sex", "Age", "Nationality"),
            numbers("{}"), _SEXES, _AGES, _ABROAD)[1:], strict=True)],
    ),
}  # fmt: skip

_REGIONS = ("Тверская область", "Псковская область", "Калужская область")
_FLAT: Rows = [
    (region, sex, age, year, str(1000 + 7 * k + 3 * len(region)))
    for region in _REGIONS
    for sex in ("мужской", "женский")
    for age in ("18", "19", "20")
    for k, year in enumerate(("2021", "2022"))
]
CLASSES: dict[str, Rows] = {
    "regions by sex": [("Регион", "Мужчины", "Женщины"), *((r, "10", "20") for r in _REGIONS)],
    "flat data with a value": [("Регион", "Пол", "Возраст", "Год", "Значение"), *_FLAT],
    "flat data, the measure called by its name": [
        ("Id", "City", "Sex", "Age", "Status", "Earnings"),
        *((str(i), r, s, a, y, v) for i, (r, s, a, y, v) in enumerate(_FLAT)),
    ],
    "flat data with totals": [
        ("Nationality", "Sex", "Age", "Visa", "Applications"),
        *((n, s, a, "all", "9") for n in _ABROAD[:4] for s in ("Male", "Female", "Total") for a in _AGES),
    ],
    "counts by citizenship and status": [
        ("№ п/п", "Гражданство", "Статус", "Всего"),
        *((str(i), c, s, "7") for i, (c, s) in enumerate(zip(_FROM, _ANY, strict=True))),
    ],
    "facilities": [
        ("ID", "Name", "Address", "City", "Sex", "Status", "Capacity"),
        *((str(i), f"County Jail {i}", "1 Main Street", t, "Male", "open", "90") for i, t in enumerate(_ABROAD)),
    ],
    "schools": [
        ("ID", "School", "Gender", "Age", "Religion", "Town", "Status"),
        *((str(i), f"School No {i}", "Male", "11", "None", t, "open") for i, t in enumerate(_ABROAD)),
    ],
    "a codebook": [
        ("Variable", "Type", "Description"),
        ("psn", "text", "person number"), ("sex", "text", "sex of the applicant"),
        ("age", "number", "age in years"), ("nationality", "text", "nationality declared"),
    ],
    "a codebook of codes": [
        ("Code", "Sex", "Age"), ("1", "Male", "0-17"), ("2", "Female", "18-64"), ("3", "Unknown", "65+"),
    ],
    "weights of a survey": [
        ("Id", "Region", "Sex", "Age", "Weight"),
        *((str(i), r, s, a, "0.97") for i, (r, s, a, _, _) in enumerate(_FLAT)),
    ],
    "wares": [
        ("ID", "Title", "Gender", "Age group", "Country of origin", "Language", "Status"),
        *((str(i), f"Coat {i}", "male", "adult", c, "en", "new") for i, c in enumerate(_ABROAD)),
    ],
    "sportsmen": [
        ("ID", "Sex", "Age", "Team", "Nationality", "City", "Medal"),
        *((str(i), "Male", a, "x", n, "Rio", "gold") for i, (a, n) in enumerate(zip(_AGES, _ABROAD, strict=True))),
    ],
    "cases of courts without persons": [
        ("Case No", "City", "Status", "Decision"),
        *((n, t, "open", "a") for n, t in zip(numbers("{}"), _ABROAD, strict=True)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_cases_is_sealed_in_every_format(name: str) -> None:
    form, rows = LISTS[name]
    found = opened(FORMATS[form](rows))
    assert found.sealed
    assert not found.reading.grids


@pytest.mark.parametrize("name", CLASSES)
def test_a_table_of_classes_of_people_is_not_sealed(name: str) -> None:
    rows = CLASSES[name]
    assert not holds_people(Grid(kind=GridKind.CSV, rows=tuple(rows)))


@pytest.mark.parametrize("title", ["Prisoners", "Recruit", "Names"])
def test_a_film_called_as_persons_are_is_no_head(title: str) -> None:
    rows = (
        ("title", "director", "contract"),
        ("Long Road", "James Sample", "a"),
        (title, "Mary Sample", "b"),
        ("Green Hill", "Sampson Brook Company", "c"),
        ("Long Hill", "Sample & Brook", "c"),
        ("Green Road", "Brook Sisters", "c"),
    )
    assert not holds_people(Grid(kind=GridKind.CSV, rows=rows))


def test_names_of_the_west_below_the_word_for_a_person_are_a_list() -> None:
    rows = (("Detainee", "Outcome"), ("James Sample", "agreed"), ("Mary Sample", "refused"))
    assert holds_people(Grid(kind=GridKind.CSV, rows=rows))
    across = tuple(zip(*rows, strict=True))
    assert holds_people(Grid(kind=GridKind.CSV, rows=across))
