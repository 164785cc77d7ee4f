"""What a letter states in a sentence is not what the table below it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svodka.recognise.statements import states_counts
from tests.recognise.readings import at, rows_of, sheet


@pytest.mark.parametrize(
    "line",
    [
        "Кроме того, контракт заключили более 140 иностранных граждан.",
        "За месяц к 27 декабря 2023 года на воинский учёт поставлено более 1500 человек.",
        "In FY 2022 the agency booked 1,200 people into detention.",
    ],
)
def test_a_sentence_with_counts_is_a_statement(line: str) -> None:
    assert states_counts(line)


@pytest.mark.parametrize(
    "line",
    [
        "За неделю проконсультировано 55 человек, в том числе:",
        "Направляем сведения о проделанной работе за период с 2 по 8 октября 2023 года.",
        "Организации с численностью работников 15 человек и более.",
        "Таблица 3. Число ДТП за 2022 год.",
        "Число граждан, с которыми проведены беседы, на 1000 человек населения.",
    ],
)
def test_a_title_is_none_nor_is_a_sentence_that_leads_on_to_the_table(line: str) -> None:
    assert not states_counts(line)


def test_the_group_of_a_sentence_above_is_not_that_of_the_table() -> None:
    table = sheet(("Район", "Прошли отбор"), ("Белый район", 3), ("Старый район", 4))
    lines = ("Контракт заключили более 140 иностранных граждан.", "Отбор на службу, 2017 год")
    read = replace(table, grids=(replace(table.grids[0], before=lines),))
    row = at(rows_of(read, "communiques"), "B2")
    assert row["category"] == ""
    assert (row["measure"], row["start"]) == ("passed", "2017-01-01")
