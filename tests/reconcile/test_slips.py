"""How people and scanners err: every slip leads back to what was meant, and the likelier is cheaper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svodka.reconcile.slips import explained, slips

counts = st.integers(0, 10**9)


def kinds(reported: int, meant: int) -> str:
    return explained(reported, meant, {}).kind


def test_a_slip_is_named_by_what_it_did() -> None:
    assert kinds(161, 116) == "adjacent digits swapped"
    assert kinds(19979, 1979) == "digit doubled"
    assert kinds(12, 123) == "digit dropped"
    assert kinds(471, 411) == "digit misread"
    assert kinds(421, 411) == "one digit wrong"
    assert kinds(4215, 415) == "digit too many"
    assert kinds(-7, 7) == "sign turned"
    assert kinds(15, 15_000) == "thousands for units"
    assert kinds(15_000, 15) == "units for thousands"
    assert kinds(0, 4136) == "nothing written, taken as zero"
    assert kinds(8765, 1234) == ""


def test_swapping_back_is_likelier_than_any_other_single_digit() -> None:
    assert slips(161)[0].value in {116, 611}
    assert explained(161, 116, {}).bits < explained(161, 162, {}).bits


def test_what_stands_beside_may_have_been_copied() -> None:
    slip = explained(731, 12, {"the cell to the left": 731.0, "last week's value": 40.0})
    assert slip.kind == "the cell to the left"


@given(counts, st.data())
def test_swapped_digits_lead_back_to_the_number(meant: int, data: st.DataObject) -> None:
    text = str(meant)
    at = data.draw(st.integers(0, max(0, len(text) - 2)))
    written = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    if int(written) != meant and not written.startswith("0"):
        assert meant in {slip.value for slip in slips(int(written))}


@given(counts, st.data())
def test_a_dropped_or_doubled_digit_leads_back_to_the_number(
    meant: int, data: st.DataObject
) -> None:
    text = str(meant)
    at = data.draw(st.integers(0, len(text) - 1))
    doubled, dropped = text[: at + 1] + text[at:], text[:at] + text[at + 1 :]
    if int(doubled) != meant:
        assert meant in {slip.value for slip in slips(int(doubled))}
    if dropped and not dropped.startswith("0"):
        assert meant in {slip.value for slip in slips(int(dropped))}


@given(st.integers(-(10**12), 10**12), counts)
def test_no_slip_turns_a_value_into_itself_and_every_price_is_above_nothing(
    reported: int, meant: int
) -> None:
    assert all(slip.value != reported and slip.bits > 0 for slip in slips(reported))
    assert explained(reported, meant, {}).bits > 0
