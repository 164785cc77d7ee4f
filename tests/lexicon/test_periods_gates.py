"""The gates before the searches for time are necessary conditions: what they refuse holds nothing of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon import periods, periods_phrases
from svodka.lexicon.folding import fold
from svodka.lexicon.periods_gates import may_hold_cue, may_say_time

_PIECES = re.findall(
    r"\w+",
    " ".join(p.pattern for p in (*periods._CUES, periods_phrases._ANY)).replace("\\", " "),
)
_labels = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*_PIECES, "%", "2016", "3", "1.2", "-", "на", "к"]), max_size=6).map(
        " ".join
    ),
)


def _is_refused_rightly(pattern: re.Pattern[str], flat: str, *, passes: bool) -> bool:
    return passes or pattern.search(flat) is None


@given(label=_labels)
def test_a_label_that_the_gate_of_time_refuses_holds_no_word_of_time(label: str) -> None:
    flat = fold(label)
    assert _is_refused_rightly(periods_phrases._ANY, flat, passes=may_say_time(flat))


@given(label=_labels)
def test_a_label_that_the_gate_of_cues_refuses_holds_no_cue(label: str) -> None:
    flat = fold(label)
    for cue in periods._CUES:
        assert _is_refused_rightly(cue, flat, passes=may_hold_cue(flat)), cue.pattern


@given(data=st.data())
def test_whatever_the_search_for_time_finds_passes_its_gate(data: st.DataObject) -> None:
    flat = data.draw(st.from_regex(periods_phrases._ANY.pattern))
    assert may_say_time(flat)


@pytest.mark.parametrize("cue", periods._CUES, ids=lambda cue: cue.pattern[:20])
@given(data=st.data())
def test_whatever_a_cue_finds_passes_the_gate_of_cues(
    cue: re.Pattern[str], data: st.DataObject
) -> None:
    assert may_hold_cue(data.draw(st.from_regex(cue.pattern)))
