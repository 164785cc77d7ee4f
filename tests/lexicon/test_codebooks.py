"""Laws of codebooks: what is shipped loads, and what is wrong is said with line and key."""

from __future__ import annotations

import pytest

from svodka.lexicon import codebooks
from svodka.model import BrokenCodebook, Route


def test_the_four_codebooks_of_the_architecture_are_shipped() -> None:
    assert codebooks.shipped() == ("communiques", "detention-us", "letter-2023", "regions-ru")


@pytest.mark.parametrize("name", codebooks.shipped())
def test_a_shipped_codebook_loads_under_its_own_name(name: str) -> None:
    assert codebooks.load(name).name == name


def test_the_letter_names_thirteen_categories_and_leaves_nine_unknown() -> None:
    book = codebooks.load("letter-2023")
    assert len(book.categories) == 13
    assert len(book.unknown_categories) == 9
    assert book.route is Route.CONTRACT
    assert book.week_ends is None, "nobody has published which day ends the week"


def test_the_letter_names_the_stages_that_are_judged_by_their_codes() -> None:
    codes = {measure.code for measure in codebooks.load("letter-2023").measures}
    assert codes >= {"plan", "fulfilment", "approached", "consulted", "agreed", "signed", "sent"}


def test_consulted_in_persons_and_in_events_are_two_measures() -> None:
    units = {m.unit for m in codebooks.load("letter-2023").measures if m.code == "consulted"}
    assert units == {"person", "event"}


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("name = 'x'\ntitel = 'y'\n", "line 2, key 'titel'"),
        (
            "name = 'x'\n[[measure]]\ncode = 'a'\nunit = 7\nwords = ['b']\n",
            "line 4, key 'measure.unit'",
        ),
        (
            "name = 'x'\n[[category]]\ncode = 'a'\nwords = ['b']\n[[category]]\ncode = 'a'\nwords = ['c']\n",
            "line 6, key 'category.code'",
        ),
        ("name = 'x'\n\n[[measures]]\ncode = 'a'\n", "line 3, key 'measures'"),
        ("name = 'x'\n[period]\nweek_ends = 8\n", "line 3, key 'period.week_ends'"),
        ("name = 'x'\n[[obligation]]\ncode = 'a'\nsince_latest = 'March'\n", "line 4"),
        (
            "name = 'x'\n[[obligation]]\ncode = 'a'\nsince_earliest = 2023-10-03\nsince_latest = 2023-03-01\n",
            "line 4, key 'obligation.since_earliest'",
        ),
        ("name = 'x'\n[[obligation]]\ncode = 'a'\n[[obligation]]\ncode = 'a'\n", "line 5"),
        (
            "name = 'x'\n[[area]]\ncode = 'a'\nname_ru = 'б'\nvalid_from = 2024-01-01\nvalid_to = 2023-01-01\n",
            "line 5, key 'area.valid_from'",
        ),
        (
            "name = 'x'\n[[area]]\ncode = 'a'\nname_ru = 'б'\n[[area]]\ncode = 'a'\nname_ru = 'в'\n",
            "line 6, key 'area.code'",
        ),
        (
            "name = 'x'\n[[area]]\ncode = 'a'\nname_ru = 'б'\nparent = 'b'\n"
            "[[area]]\ncode = 'b'\nname_ru = 'в'\nparent = 'a'\n",
            "line 5, key 'area.parent'",
        ),
        (
            "name = 'x'\n[[category]]\ncode = 'a'\nwords = ['Ёж']\n[[category]]\ncode = 'b'\nwords = ['еж']\n",
            "line 7, key 'category.words'",
        ),
        ("name = \n", "line 1"),
        ("title = 'x'\n", "key 'name'"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_key(toml: str, said: str) -> None:
    with pytest.raises(BrokenCodebook, match="codebook") as caught:
        codebooks.parse(toml.encode())
    assert said in str(caught.value)
    assert caught.value.hint


def test_an_area_may_stand_twice_where_its_times_do_not_meet() -> None:
    text = (
        "name = 'x'\n[[area]]\ncode = 'a'\nname_ru = 'район'\nvalid_to = 2023-06-30\n"
        "[[area]]\ncode = 'a'\nname_ru = 'округ'\nvalid_from = 2023-07-01\n"
    )
    assert len(codebooks.parse(text.encode()).areas) == 2


def test_an_unknown_name_lists_what_is_shipped() -> None:
    with pytest.raises(BrokenCodebook) as caught:
        codebooks.load("nothing")
    assert "letter-2023" in caught.value.hint
