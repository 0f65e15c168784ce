from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.claims.commands import Weigh, Window
from exchange.claims.errors import (
    MassNegative,
    MethodUnknown,
    NetImplausible,
    RefusedByGiver,
    SlotsMiscounted,
    TareAboveGross,
    WeighingNeeded,
    WeighingTwice,
    WindowDisordered,
    WindowHalf,
    WindowPast,
    WindowTooFar,
    WindowTooLong,
)
from exchange.claims.rules import (
    FARTHEST,
    LONGEST_WINDOW,
    METHODS,
    MOST_SLOTS,
    Measure,
    agrees,
    is_offered,
    measure,
    proposal,
    settled,
    sound,
    wished,
    yielded,
)
from exchange.kernel.errors import Refusal
from exchange.kernel.units import MASS_LIMIT_G
from exchange.listings.errors import RefusedExceedsNet
from exchange.listings.rules import settle
from tests.houses import NOW

HOUR = timedelta(hours=1)
SCALE = Measure("giver", "scale", 1_000, 0, 1_000)


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        (100_000, 98_000, True),
        (100_000, 97_999, False),
        (100_000, 102_000, True),
        (100_000, 102_001, False),
        (1_000, 500, True),
        (1_000, 499, False),
        (0, 500, True),
        (0, 501, False),
        (25_000, 24_500, True),
        (25_000, 24_499, False),
    ],
)
def test_figures_agree_within_two_percent_or_half_a_kilogram(first: int, second: int, agreed: bool) -> None:
    assert agrees(first, second) is agreed


def test_the_net_is_gross_less_tare_and_a_scale_is_meant() -> None:
    assert measure(Weigh(gross_g=1_200, tare_g=200), "giver", 1_000) == Measure(
        "giver", "scale", 1_200, 200, 1_000
    )


def test_a_net_alone_is_declared_unless_said_otherwise() -> None:
    assert measure(Weigh(net_g=0), "receiver", 1_000).method == "declared"
    assert measure(Weigh(net_g=5, method="units"), "receiver", 1_000).method == "units"


@pytest.mark.parametrize(
    ("weigh", "refusal", "field"),
    [
        (Weigh(), WeighingNeeded, "gross_kg"),
        (Weigh(tare_g=5), WeighingNeeded, "gross_kg"),
        (Weigh(gross_g=5, net_g=5), WeighingTwice, "net_kg"),
        (Weigh(tare_g=5, net_g=5), WeighingTwice, "net_kg"),
        (Weigh(gross_g=-1), MassNegative, "gross_kg"),
        (Weigh(net_g=-1), MassNegative, "net_kg"),
        (Weigh(gross_g=5, tare_g=-1), MassNegative, "tare_kg"),
        (Weigh(net_g=5, refused_g=-1), MassNegative, "refused_kg"),
        (Weigh(net_g=5, lost_g=-1), MassNegative, "lost_kg"),
        (Weigh(gross_g=5, tare_g=6), TareAboveGross, "tare_kg"),
        (Weigh(gross_g=10_001, tare_g=0), NetImplausible, "gross_kg"),
        (Weigh(net_g=10_001), NetImplausible, "net_kg"),
        (Weigh(gross_g=MASS_LIMIT_G + 1, tare_g=MASS_LIMIT_G), NetImplausible, "gross_kg"),
        (Weigh(net_g=5, method="guess"), MethodUnknown, "method"),
        (Weigh(net_g=5, refused_g=6), RefusedExceedsNet, "refused_kg"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused_at_its_field(
    weigh: Weigh, refusal: type[Refusal], field: str
) -> None:
    with pytest.raises(refusal) as caught:
        measure(weigh, "receiver", 1_000)
    assert caught.value.at == field


def test_ten_times_what_was_agreed_is_still_believed() -> None:
    assert measure(Weigh(net_g=10_000), "giver", 1_000).net_g == 10_000


def test_the_giver_refuses_nothing() -> None:
    with pytest.raises(RefusedByGiver):
        measure(Weigh(net_g=5, refused_g=1), "giver", 1_000)


@pytest.mark.parametrize(
    ("giver", "receiver", "grade"),
    [
        ("scale", "scale", "A"),
        ("scale", "declared", "B"),
        ("units", "scale", "B"),
        ("units", "units", "C"),
        ("declared", "units", "C"),
        ("units", "volume", "D"),
        ("volume", "declared", "E"),
    ],
)
def test_the_grade_tells_who_weighed_and_how(giver: str, receiver: str, grade: str) -> None:
    first = replace(SCALE, method=giver)
    second = replace(SCALE, side="receiver", method=receiver)
    assert settled(first, second, 1_000).grade == grade
    assert settled(second, first, 1_000).grade == grade


@pytest.mark.parametrize(
    ("method", "grade"), [("scale", "B"), ("units", "C"), ("volume", "D"), ("declared", "E")]
)
def test_a_figure_given_in_to_rests_on_one_side_alone(method: str, grade: str) -> None:
    assert yielded(replace(SCALE, method=method), 0, 1_000).grade == grade


def test_what_the_receiver_refused_holds_where_the_givers_figure_stands() -> None:
    settlement = yielded(SCALE, 300, 1_000)
    assert (settlement.net_g, settlement.refused_g, settlement.diverted_g) == (1_000, 300, 700)
    with pytest.raises(RefusedExceedsNet):
        yielded(SCALE, 1_001, 1_000)


masses = st.integers(0, 5_000)


@given(masses, masses, masses, masses, st.integers(1, 5_000), masses, st.sampled_from(METHODS))
def test_every_settlement_can_be_booked(
    given_g: int, taken_g: int, refused_g: int, told_lost_g: int, held_g: int, remaining_g: int, method: str
) -> None:
    refused_g = min(refused_g, taken_g)
    first = Measure("giver", "scale", given_g, 0, given_g, lost_g=told_lost_g)
    second = Measure("receiver", method, taken_g, 0, taken_g, refused_g)
    for settlement in (settled(first, second, held_g), yielded(second, 0, held_g)):
        shift = settle(held_g, settlement.net_g, settlement.refused_g, settlement.lost_g, remaining_g)
        assert shift.is_balanced
        assert shift.collected_g == settlement.diverted_g == taken_g - refused_g


def test_no_wish_is_no_window() -> None:
    assert wished(None, None, NOW) is None


@pytest.mark.parametrize(
    ("first", "last", "field"), [(NOW, None, "pickup_until"), (None, NOW, "pickup_from")]
)
def test_half_a_window_is_refused_at_the_missing_half(first: object, last: object, field: str) -> None:
    with pytest.raises(WindowHalf) as caught:
        wished(first, last, NOW)  # type: ignore[arg-type]
    assert caught.value.at == field


@pytest.mark.parametrize(
    ("starts", "ends", "refusal"),
    [
        (HOUR, HOUR, WindowDisordered),
        (2 * HOUR, HOUR, WindowDisordered),
        (-2 * HOUR, timedelta(0), WindowPast),
        (-HOUR, timedelta(microseconds=1), None),
        (HOUR, HOUR + LONGEST_WINDOW, None),
        (HOUR, HOUR + LONGEST_WINDOW + timedelta(microseconds=1), WindowTooLong),
        (FARTHEST, FARTHEST + HOUR, None),
        (FARTHEST + timedelta(microseconds=1), FARTHEST + HOUR, WindowTooFar),
    ],
)
def test_a_window_is_one_in_which_people_can_meet(
    starts: timedelta, ends: timedelta, refusal: type[Refusal] | None
) -> None:
    window = Window(NOW + starts, NOW + ends)
    if refusal is None:
        assert sound(window, NOW) == window
        return
    with pytest.raises(refusal):
        sound(window, NOW)


def test_a_proposal_is_in_order_and_without_repeats() -> None:
    one, other = Window(NOW + HOUR, NOW + 2 * HOUR), Window(NOW + 3 * HOUR, NOW + 4 * HOUR)
    assert proposal([other, one, other], NOW) == (one, other)


@pytest.mark.parametrize("count", [0, MOST_SLOTS + 1])
def test_a_proposal_holds_one_to_five_slots(count: int) -> None:
    slots = [Window(NOW + number * HOUR, NOW + (number + 1) * HOUR) for number in range(1, count + 1)]
    with pytest.raises(SlotsMiscounted):
        proposal(slots, NOW)


def test_a_faulty_slot_is_named_by_its_number() -> None:
    with pytest.raises(WindowPast) as caught:
        proposal([Window(NOW + HOUR, NOW + 2 * HOUR), Window(NOW - 2 * HOUR, NOW - HOUR)], NOW)
    assert caught.value.at == "slot_2_until"


def test_an_appointment_lies_within_one_offer() -> None:
    offers = [Window(NOW, NOW + HOUR), Window(NOW + HOUR, NOW + 2 * HOUR)]
    assert is_offered(Window(NOW, NOW + HOUR), offers)
    assert not is_offered(Window(NOW, NOW + 2 * HOUR), offers)
    assert not is_offered(Window(NOW, NOW + HOUR), [])
