"""Every shift of a lot's mass keeps the balance, and nothing falls below zero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.listings import rules
from exchange.listings.errors import LostExceedsRest, RefusedExceedsNet
from exchange.listings.rules import Shift

mass = st.integers(min_value=0, max_value=10**13)


@st.composite
def handovers(draw: st.DrawFn) -> tuple[int, int, int, int, int]:
    held, net, remaining = draw(mass), draw(mass), draw(mass)
    refused = draw(st.integers(0, net))
    lost = draw(st.integers(0, max(held - net, 0) + refused))
    return held, net, refused, lost, remaining


@given(handovers())
def test_a_confirmed_handover_keeps_the_balance_and_nothing_falls_below_zero(
    handover: tuple[int, int, int, int, int],
) -> None:
    held, net, refused, lost, remaining = handover
    shift = rules.settle(held, net, refused, lost, remaining)
    after = Shift(initial_g=held + remaining, held_g=held, remaining_g=remaining) + shift
    assert shift.is_balanced
    assert after.is_balanced
    assert after.held_g == 0
    assert after.collected_g == net - refused
    assert after.removed_g == lost
    assert after.remaining_g >= 0
    assert after.adjusted_g >= 0


@given(handovers())
def test_weighing_more_than_was_there_adds_exactly_what_was_missing(
    handover: tuple[int, int, int, int, int],
) -> None:
    held, net, refused, lost, remaining = handover
    shift = rules.settle(held, net, refused, lost, remaining)
    assert shift.adjusted_g == max(0, net - held - remaining)


@given(mass, mass, mass)
def test_holding_and_releasing_brings_all_back_but_what_was_lost(total: int, part: int, lost: int) -> None:
    part, lost = min(part, total), min(lost, part, total)
    before = rules.listed(total)
    held = before + rules.hold(part)
    after = held + rules.release(part, lost)
    assert held.is_balanced
    assert after.is_balanced
    assert (after.remaining_g, after.held_g, after.removed_g) == (total - lost, 0, lost)


@given(mass, st.integers(-(10**13), 10**13), mass)
def test_corrections_and_removals_are_balanced(total: int, delta: int, gone: int) -> None:
    after = rules.listed(total) + rules.adjust(delta) + rules.remove(gone)
    assert after.is_balanced
    assert after.remaining_g == total + delta - gone


@pytest.mark.parametrize(
    ("held", "net", "refused", "lost", "remaining", "expected"),
    [
        (100, 100, 0, 0, 50, Shift(held_g=-100, collected_g=100)),
        (100, 80, 0, 0, 50, Shift(held_g=-100, collected_g=80, remaining_g=20)),
        (100, 80, 0, 15, 50, Shift(held_g=-100, collected_g=80, remaining_g=5, removed_g=15)),
        (100, 130, 0, 0, 50, Shift(held_g=-100, collected_g=130, remaining_g=-30)),
        (100, 170, 0, 0, 50, Shift(held_g=-100, collected_g=170, remaining_g=-50, adjusted_g=20)),
        (100, 100, 40, 0, 0, Shift(held_g=-100, collected_g=60, remaining_g=40)),
        (100, 100, 40, 40, 0, Shift(held_g=-100, collected_g=60, removed_g=40)),
        (100, 0, 0, 0, 0, Shift(held_g=-100, remaining_g=100)),
        (100, 0, 0, 100, 0, Shift(held_g=-100, removed_g=100)),
    ],
)
def test_each_kind_of_handover_moves_what_it_should(
    held: int, net: int, refused: int, lost: int, remaining: int, expected: Shift
) -> None:
    assert rules.settle(held, net, refused, lost, remaining) == expected


def test_more_cannot_be_refused_than_was_weighed() -> None:
    with pytest.raises(RefusedExceedsNet):
        rules.settle(100, 50, 51, 0, 0)


def test_more_cannot_be_lost_than_was_left() -> None:
    with pytest.raises(LostExceedsRest):
        rules.settle(100, 90, 5, 16, 0)
    with pytest.raises(LostExceedsRest):
        rules.release(10, 11)


def test_a_negative_mass_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="negative"):
        rules.settle(-1, 0, 0, 0, 0)


@given(st.integers(1, 10**9), st.sampled_from(["kg", "t"]))
def test_a_typed_mass_is_exact_in_grams(thousandths: int, unit: str) -> None:
    weight = rules.weight_of(unit, None)
    assert weight is not None
    try:
        found = rules.mass_of(thousandths, unit, weight)
    except ValueError:
        assert thousandths * weight > 10**16 - 1
    else:
        assert found * 1_000 == thousandths * weight


def test_twelve_pallets_of_25_kg_weigh_300_kg() -> None:
    assert rules.mass_of(12_000, "pallet", 25_000) == 300_000
