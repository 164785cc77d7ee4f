"""An expression that is compiled late does what a compiled one does; a gate before one turns no find away."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from svodka.lexicon.patterns import compile_all, expression
from svodka.lexicon.periods_phrases import _A_FIGURE, _A_MONTH, _GRAMMAR

GATED = [(pattern, needs) for pattern, _, needs in _GRAMMAR if needs]


@given(st.text("ab1 ", max_size=12))
def test_an_expression_does_what_a_compiled_pattern_does(text: str) -> None:
    late, made = (
        expression("(?P<word>a+)(B)?", re.IGNORECASE),
        re.compile("(?P<word>a+)(B)?", re.IGNORECASE),
    )
    assert (late.search(text) is None) == (made.search(text) is None)
    assert [found.groupdict() for found in late.finditer(text)] == [
        found.groupdict() for found in made.finditer(text)
    ]
    assert late.sub("-", text) == made.sub("-", text)
    assert late.findall(text) == made.findall(text)
    assert late.pattern == made.pattern
    assert late.groupindex == made.groupindex


def test_what_waits_to_be_compiled_is_compiled_once() -> None:
    late = expression("a")
    compile_all()
    assert "search" in vars(late)


@given(st.data())
def test_a_phrase_that_needs_a_month_or_a_figure_has_one_wherever_it_is_found(
    data: st.DataObject,
) -> None:
    pattern, needs = data.draw(st.sampled_from(GATED))
    text = data.draw(st.from_regex(pattern.pattern))
    assert _A_MONTH.search(text) or not needs & 1
    assert _A_FIGURE.search(text) or not needs & 2
