"""A passage is a paragraph at its exact place; no sentence is cut, no character is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.model import Anchor, Grid, Passage, Span
from svodka.read.charset import decode
from svodka.read.long_passages import LONGEST, cut
from svodka.read.markdown import markdown_pieces
from svodka.read.text import text_pieces


def passages(text: str, encoding: str = "utf-8") -> list[Passage]:
    return [one for one in text_pieces(text.encode(encoding)) if isinstance(one, Passage)]


def raws(text: str) -> list[str]:
    return [one.raw for one in passages(text)]


def span(passage: Passage) -> Span:
    assert isinstance(passage.anchor.place, Span)
    return passage.anchor.place


def test_blank_lines_part_paragraphs() -> None:
    assert raws("Первый.\n\n\nВторой.\n") == ["Первый.", "Второй."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "    С 19 сентября по 2 октября на воинский учёт поставлено 80\n"
        "человек, из них трое заключили контракт. Работа в районах\n"
        "продолжается. Отчёт представлен в установленный срок г.\n"
        "Борским районом.\n"
    )
    assert raws(text) == [text.strip()]


def test_justified_lines_are_no_table() -> None:
    text = (
        "В   соответствии   с   Федеральным   законом   от   27    июля\n"
        "2006 г. N 152-ФЗ и постановлением Правительства, регулирующими\n"
        "государственными    или    муниципальными органами    (Собрание\n"
        "законодательства    Российской   Федерации)   порядок    отбора.\n"
    )
    assert raws(text) == [text.strip()]


def test_rows_of_a_drawn_table_stay_apart() -> None:
    text = "Район            План   Факт\nБорский          12     11\nКстовский        7      -\n"
    assert len(raws(text)) == 3


def test_lines_of_a_letter_head_go_on_where_the_sentence_does() -> None:
    assert raws("Главам муниципальных\nобразований области\nО ходе работы\n") == [
        "Главам муниципальных\nобразований области",
        "О ходе работы",
    ]


def test_one_paragraph_a_line_stays_one_paragraph_a_line() -> None:
    long = "Слова " * 40 + "кончились."
    assert raws(f"Заголовок\n{long}\n{long}\n") == ["Заголовок", long, long]


def test_items_of_a_list_stand_alone() -> None:
    assert raws("Итоги:\n- согласились 5 человек;\n- отказались 3 человека.\n") == [
        "Итоги:",
        "- согласились 5 человек;",
        "- отказались 3 человека.",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-r"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_count_code_points_of_the_decoded_file_without_its_mark(
    encoding: str, end: str
) -> None:
    text = f"Первый абзац.{end}{end}  Второй абзац.{end}"
    first, second = passages(text, encoding)
    assert span(first) == Span(0, 13)
    start = text.index("Второй")
    assert span(second) == Span(start, start + 13)


@given(st.text(st.sampled_from("аб Я.,-1\n\r\u0301\u2028|"), max_size=200))
def test_every_character_stands_in_exactly_one_passage(text: str) -> None:
    found = passages(text)
    decoded = decode(text.encode()).text
    assert all(decoded[span(one).start : span(one).stop] == one.raw for one in found)
    ends = [0, *(edge for one in found for edge in (span(one).start, span(one).stop))]
    assert ends == sorted(ends)
    assert sum(len("".join(one.raw.split())) for one in found) == len("".join(decoded.split()))


def test_a_pipe_table_is_a_table_and_the_rest_running_text() -> None:
    text = (
        "# Отчёт\n\nтысяч человек\n\n| Район | План |\n|:---|---:|\n| Борский | 12 |\n"
        "| Кстовский | a \\| b |\n\nПримечание.\n"
    )
    pieces = list(markdown_pieces(text.encode()))
    (grid,) = (piece for piece in pieces if isinstance(piece, Grid))
    assert grid.rows == (("Район", "План"), ("Борский", "12"), ("Кстовский", "a | b"))
    assert grid.before == ("# Отчёт", "тысяч человек")
    assert grid.after == ("Примечание.",)
    kinds = [piece.kind for piece in pieces if isinstance(piece, Passage)]
    assert kinds == ["heading", "text", "text"]


@pytest.mark.parametrize("topic", ["ru-official-prose", "ru-gazetteer"])
def test_real_texts_lose_no_character(topic: str, corpus: Callable[[str], Path]) -> None:
    paths = sorted(corpus(topic).rglob("*.txt"))
    assert paths
    for path in paths:
        data = path.read_bytes()
        decoded = decode(data)
        assert decoded.bad == 0
        found = [one for one in text_pieces(data) if isinstance(one, Passage)]
        assert all(decoded.text[span(one).start : span(one).stop] == one.raw for one in found)
        whole = "".join("".join(one.raw.split()) for one in found)
        assert whole == "".join(decoded.text.split()), path.name


@given(
    st.lists(st.sampled_from(["слово ", "12. ", "\n", " ", "ы", "1,5"]), min_size=1, max_size=60),
    st.integers(1, 2000),
)
def test_a_paragraph_of_any_length_is_cut_without_loss(words: list[str], times: int) -> None:
    raw = "".join(words) * times
    whole = Passage(raw=raw, anchor=Anchor(Span(7, 7 + len(raw))))
    parts = list(cut(whole))
    assert all(raw[span(one).start - 7 : span(one).stop - 7] == one.raw for one in parts)
    assert len(parts) == 1 or all(len(one.raw) <= LONGEST for one in parts)
    assert "".join("".join(one.raw.split()) for one in parts) == "".join(raw.split())
