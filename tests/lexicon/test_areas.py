"""A label names an area as a whole or it names none; areas nest and live in time."""

from __future__ import annotations

import csv
import runpy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon import areas
from svodka.model import AreaKind

Corpus = Callable[[str], Path]

RUSSIAN_CODES = 83  # subjects with an ISO 3166-2:RU code


def test_every_subject_has_the_code_that_iso_assigns() -> None:
    regions = [a for a in areas.all_areas() if a.kind is AreaKind.REGION]
    assert sum(a.code.startswith("RU-") for a in regions) == RUSSIAN_CODES
    claimed = {a.code for a in regions if a.code.startswith("UA-")}
    assert claimed == {"UA-43", "UA-40", "UA-14", "UA-09", "UA-23", "UA-65"}
    assert all(areas.get(code).claimed == "RU" for code in claimed)


def test_every_name_finds_its_own_area() -> None:
    for area in areas.all_areas():
        assert areas.find(area.name_ru) == area.code
        assert areas.find(area.name_en) == area.code


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("г.Москва", "RU-MOW"),
        ("г. Москва", "RU-MOW"),
        ("Московская обл.", "RU-MOS"),
        ("Ханты-Мансийский авт. округ - Югра", "RU-KHM"),
        ("Ханты-Мансийский     автономный округ – Югра", "RU-KHM"),
        ("ХМАО", "RU-KHM"),
        ("Респ. Татарстан", "RU-TA"),
        ("Республика Адыгея (Адыгея)", "RU-AD"),
        ("Кемеровская область – Кузбасс", "RU-KEM"),
        ("Воpонежская область", "RU-VOR"),
        ("в том числе Ненецкий авт.округ", "RU-NEN"),
        ("Российская Федерация, млн. кв. метров 1", "RU"),
        ("Южный    федеральный округ2);3)", "X-RU-YUFO"),
        ("Тюменская область", "RU-TYU"),
        ("Тюменская область без авт. округов 3", "X-RU-TYU-EXCL-KHM-YAN"),
        ("Архангельская область без автономии", "X-RU-ARK-EXCL-NEN"),
        ("Архангельская область (кроме Ненецкого автономного округа)", "X-RU-ARK-EXCL-NEN"),
        ("Архангельская область без данных по Ненецкому автономному округу", "X-RU-ARK-EXCL-NEN"),
        ("Донецкая Народная Республика", "UA-14"),
        ("Tver Oblast", "RU-TVE"),
        ("Tver region", "RU-TVE"),
        ("Tverskaya oblast", "RU-TVE"),
        ("Altai Krai", "RU-ALT"),
        ("Altai Republic", "RU-AL"),
        ("Perm Region", "RU-PER"),
        ("Perm Oblast", "X-RU-PERM-OBL"),
        ("RU-TVE", "RU-TVE"),
    ],
)
def test_a_label_has_its_code_however_it_is_printed(label: str, code: str) -> None:
    assert areas.find(label) == code


@pytest.mark.parametrize(
    "label",
    [
        "",
        "Всего",
        "г. Москва и Московская область",
        "Москва, Московская область",
        "Казань, Республика Татарстан",
        "Тюменская область без Ханты-Мансийского автономного округа",
        "Центральный федеральный округ без Москвы",
        "Altai",
        "Верхоланье",
        "Московский",
        "Тверская улица",
    ],
)
def test_what_is_not_wholly_one_area_has_no_code(label: str) -> None:
    assert areas.find(label) == ""


@given(st.sampled_from([a.name_ru for a in areas.all_areas()]), st.integers(1, 9))
def test_a_footnote_mark_changes_no_code(name: str, note: int) -> None:
    for printed in (
        f"{name}{note})",
        f"{name} {note}",
        f"{name}{note}",
        f"{name} {note});2)",
        f"{name}*",
    ):
        assert areas.find(printed) == areas.find(name)


def test_districts_live_in_time() -> None:
    assert areas.district("RU-STA", date(2010, 1, 18)) == "X-RU-YUFO"
    assert areas.district("RU-STA", date(2010, 1, 19)) == "X-RU-SKFO"
    assert areas.district("RU-BU", date(2018, 11, 2)) == "X-RU-SFO"
    assert areas.district("RU-ZAB", date(2018, 11, 3)) == "X-RU-DFO"
    assert areas.district("UA-43", date(2015, 1, 1)) == "X-RU-KFO"
    assert areas.district("RU-PER", date(2005, 1, 1)) == ""


def test_the_central_district_has_eighteen_regions() -> None:
    assert len(areas.members("X-RU-CFO", date(2023, 3, 1))) == 18


def test_every_label_of_the_gazetteers_has_its_code(corpus: Corpus) -> None:
    table = corpus("ru-gazetteer") / "hflabs-region" / "region.csv"
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        assert areas.find(row["name_with_type"]) == row["iso_code"]


def test_the_two_languages_of_a_map_agree(corpus: Corpus) -> None:
    for table in (corpus("ru-covid-bulletins") / "region-name-maps").glob("*.csv"):
        for row in csv.DictReader(table.read_text("utf-8").splitlines()):
            assert areas.find(row["RegionEn"]) == areas.find(row["RegionRu"]) != ""


def test_the_table_of_forms_is_what_its_generator_writes() -> None:
    tool = Path(__file__).resolve().parents[2] / "tools" / "make_area_forms.py"
    generator = runpy.run_path(str(tool))
    lines = {"\t".join(entry) for entry in (*generator["entries"](), *generator["alone"]())}
    towns = {"\t".join(entry) for entry in generator["towns"]()}
    for name, written in (("areas_forms.tsv", lines), ("areas_town_forms.tsv", towns)):
        table = (generator["DATA"] / name).read_text("utf-8").splitlines()
        assert {line for line in table if not line.startswith("#")} == written
