"""Letters, orders and contracts: what is counted becomes figures; sums in words, clauses and accounts do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from svodka.model import Anchor, Observation, Passage, Span
from svodka.recognise import headings
from svodka.recognise.prose import prose
from svodka.recognise.prose_numbers import numbers
from tests.recognise.readings import blocks_of, sheet


def said(text: str) -> list[Observation]:
    """What is read of a letter that is this one sentence."""
    passage = Passage(raw=text, anchor=Anchor(Span(0, len(text))))
    return list(prose([passage], None, document="", method=""))


# Made up: ОБРАЗЕЦ – вымышленные данные.
COUNTED = {
    "Из 2 тысяч 53 согласились заключить контракт.": (2000, 53),
    "Из 3 тысяч 110 дали согласие.": (3000, 110),
    "Всего в районе проживает 18 тыс. 420 человек.": (18420,),
    "Одиннадцать граждан отказались от подписи, двадцать один согласился.": (11, 21),
    "Четверо согласились, один отказался.": (4, 1),
    "К рассмотрению принято 56 обращений, отказано по 14, удовлетворено 42.": (56, 14, 42),
    "Кворум имеется: присутствуют 7 из 9 членов комиссии.": (7, 9),
    "Двести семнадцать обращений рассмотрено в срок.": (217,),
    "Количество заявок – 0.": (0,),
    "Сумма НДС составляет 6378 рублей 27 копеек (шесть тысяч триста семьдесят восемь рублей 27 копеек).": (
        Decimal("6378.27"),
    ),
    "Цена составляет 1 250 000 (один миллион двести пятьдесят тысяч) рублей 27 копеек.": (
        1_250_000,
    ),
    "В пункт отбора направлено 10 (десять) человек.": (10,),
    "Явились все вызванные (двадцать один человек).": (21,),
}
NOT_COUNTED = (
    "Поставщик обязан поставить товар в течение 10 (десяти) рабочих дней с момента подписания договора.",
    "5.1 Стороны несут ответственность за неисполнение обязательств.",
    "Товар поставляется партиями не позднее 10 числа каждого месяца.",
    "В соответствии с п. 4 ч. 1 ст. 93 Федерального закона № 44-ФЗ.",
    "ИНН 7701234567, КПП 770101001, р/с 40702810900000012345 в ПАО «Банк», БИК 044525225.",
    "р/с –, к/с –, БИК –",
    "Факс 8-800-200-11-22 (круглосуточно).",
    "Неустойка начисляется в размере 1/300 ключевой ставки.",
)


@pytest.mark.parametrize("sentence", COUNTED)
def test_what_a_letter_counts_is_read(sentence: str) -> None:
    assert tuple(one.count.value for one in said(sentence)) == COUNTED[sentence]


@pytest.mark.parametrize("sentence", NOT_COUNTED)
def test_what_a_contract_numbers_is_no_figure(sentence: str) -> None:
    assert not said(sentence)


def test_a_number_again_in_words_is_one_only_in_its_brackets() -> None:
    assert [n.value for n in numbers("прибыло 25 человек (трое отказались)")] == [25, 3]


def test_bank_details_count_nothing() -> None:
    for label in (
        "Расчётный счёт",
        "Кор.счет",
        "р/с",
        "л/с",
        "БИК",
        "ИНН/КПП",
        "Наименование банка",
    ):
        assert headings.is_account(label)
    assert not any(map(headings.is_account, ("Рост", "Класс", "Количество счетов", "Банкроты")))


def test_where_goods_come_from_is_not_where_they_were_counted() -> None:
    reading = sheet(
        ("Наименование", "Количество", "Цена", "Информация о стране происхождения товара"),
        ("Молоко", 2100.0, 33.41, "Россия"),
        ("Кефир", 300.0, 41.0, "Беларусь"),
    )
    assert not any(row.area for block in blocks_of(reading) for row in block.rows)
