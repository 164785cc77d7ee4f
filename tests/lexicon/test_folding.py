"""Folding makes spellings of one word equal, and folding twice changes nothing more."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon.folding import _folded, fold, fold_in_place


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aАвсОёЙ й\u0306\u00a0\u200b-–«» \u2009PpКkİ", max_size=12))
def test_folding_twice_is_folding_once_on_hard_letters(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_in_place_moves_no_offset(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)


@given(st.text())
def test_the_normal_form_of_the_text_makes_no_difference(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold(unicodedata.normalize("NFD", composed)) == fold(composed)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Орёл", "орел"),
        ("г.\u00a0Москва", "г. москва"),
        ("январь-    май", "январь-май"),
        ("Северная\u2009Осетия – Алания", "северная осетия-алания"),
        ("Южный     федеральный округ", "южный федеральный округ"),
        ("«Заря»", '"заря"'),
        ("Воpонежская", "воронежская"),
        ("Сalifornia", "california"),
        ("\u200bТверь\ufeff", "тверь"),
        ("  5 – 10  ", "5-10"),
        ("– 5", "- 5"),
        ("COVID", "covid"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_a_latin_word_beside_a_cyrillic_one_stays_latin() -> None:
    assert fold("IT-отдел, PRO Москва") == "it-отдел, pro москва"


@given(
    st.one_of(st.text(max_size=20), st.text(alphabet="aАвyУ .,5(ёЙй\u0306KİßPp-% ", max_size=10))
)
def test_the_short_way_of_plain_texts_folds_them_no_otherwise(text: str) -> None:
    assert fold(text) == _folded(text)
