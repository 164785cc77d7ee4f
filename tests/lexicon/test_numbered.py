"""Labels that differ in a running number only say the same of unit, time, total and footnotes."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from svodka.lexicon import periods, units
from svodka.lexicon.numbered import stand_in, stands_in
from svodka.recognise import headings, namings
from svodka.recognise.labels import Footnotes

WORDS = (
    *("Участок", "Домохозяйство", "Household", "Договор от", "в % к", "Всего по форме", "Total unit"),
    *("Итого, тыс. руб.", "из них участок", "на", "per", "Рейс Москва", "м", "тонн", "Ф.И.О.", "р/с"),
    *("Форма № 1 участок", "2016 год участок", "январь", "за неделю", "код", "2) участок", "Site", "км"),
)  # fmt: skip
labels = st.builds(
    lambda words, number, tail: f"{words} {number}{tail}",
    st.sampled_from(WORDS) | st.text("абвгдuntis %.,-()№", min_size=1, max_size=12),
    st.integers(0, 10**9) | st.sampled_from((1000, 100000, 2016, 20160131, 777, 365)),
    st.sampled_from(("", "", "", " ", "*", ")", " шт")),
)
NOTES = Footnotes(near=frozenset(("1", "2")), far=frozenset(("3",)), plain=frozenset(WORDS))


@given(labels)
@example("Участок 10000")
@example("май 2016")
def test_what_is_judged_of_the_stand_in_holds_of_the_label(label: str) -> None:
    like = stand_in(label)
    assert units.whole(label) == units.whole(like)
    assert units.within(label) == units.within(like)
    assert units.alone(label) == units.alone(like)
    assert bool(periods.telling((label,))) == bool(periods.telling((like,)))
    assert headings.is_total(label) == headings.is_total(like)
    assert headings.is_only_time(label) == headings.is_only_time(like)
    assert headings.is_account(label) == headings.is_account(like)
    assert namings._is_spent.__wrapped__(label) == namings._is_spent.__wrapped__(like)


@given(labels)
def test_footnote_marks_are_those_that_the_label_itself_has(label: str) -> None:
    assert NOTES.part(label) == NOTES._part(label)


def test_numbers_that_may_mean_something_stay() -> None:
    for label in (
        "2016",
        "год 2016",
        "на 1000",
        "Участок 12",
        "январь 345",
        "код 007",
        "на 10 345",
    ):
        assert stand_in(label) == label
    assert stands_in(("Участок 345", "Участок 346")) == ("Участок 777",) * 2
