"""A text is read in the code page in which it is Russian, whatever it says of itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.read.charset import decode, decode_text

PAGES = ("cp1251", "cp866", "koi8-r", "iso8859-5")
SENTENCES = (
    "За неделю на воинский учёт поставлено 80 человек, трое заключили контракт.",
    "Всего по району;12;15",
    "ОТЧЁТ О ВЫПОЛНЕНИИ ПЛАНА",
    "Приволжский федеральный округ",
    "план, факт, процент",
    "Щёлковский район: объявлено, объяснено, съехались",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_cyrillic_page_is_told_by_its_letters(page: str, sentence: str) -> None:
    found = decode(sentence.encode(page))
    assert (found.text, found.encoding, found.bad) == (sentence, page, 0)


@pytest.mark.parametrize("page", ["cp1251", "koi8-r", "cp866"])
def test_a_declaration_that_lies_is_not_believed(page: str) -> None:
    for lie in ("utf-8", "windows-1252", "koi8-r", "windows-1251", "no-such-charset", ""):
        assert decode(SENTENCES[0].encode(page), lie).text == SENTENCES[0]


def test_a_declaration_that_fits_is_believed() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2").text == "Łódź"


def test_western_accents_are_no_russian() -> None:
    text = "Le résumé du café: 25 °C – £5, «déjà vu» à Orléans"
    assert decode(text.encode("cp1252")).text == text


def test_a_table_drawn_in_cp866_keeps_its_lines() -> None:
    text = "┌────────┬─────┐\n│ Район  │ 15  │\n└────────┴─────┘\n"
    assert decode(text.encode("cp866")).text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-8"]
)
def test_a_mark_is_no_part_of_the_text(encoding: str) -> None:
    assert decode(("план;факт\n" * 10).encode(encoding)).text == "план;факт\n" * 10


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), min_size=1))
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text


@given(st.binary())
def test_any_bytes_decode_to_something(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


def test_bytes_that_are_no_text_are_told_apart() -> None:
    assert decode_text(bytes(range(32)) * 4) is None


def test_what_cannot_be_decoded_is_counted() -> None:
    assert decode(b"\xff\xfe" + "план".encode("utf-16-le") + b"\x00\xd8").bad == 1
