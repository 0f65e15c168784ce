from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from statistics import mean

import pytest

from exchange.claims.rules import agrees, measure, settled
from exchange.demonstration.past import MONTHS, PastLot, plan
from exchange.demonstration.tables import PLACES, everywhere, told
from exchange.demonstration.timeline import ZONE
from exchange.kernel.time import following, month_in

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def years(seed: int = 2026, now: datetime = NOW) -> list[PastLot]:
    return list(plan(random.Random(seed), now))


def cast_of(place: str) -> set[str]:
    return {entry["slug"] for entry in told("cast", place)["organisation"]}


def sides_by_month(place: str, lots: list[PastLot]) -> dict[int, tuple[set[str], set[str]]]:
    """Return who gave in a territory, and who received of them, by month (YYYYMM)."""
    here = cast_of(place)
    sides: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for lot in lots:
        for load in lot.loads:
            if lot.ware["giver"] in here:
                givers, receivers = sides[month_in(load.handed_over_at, ZONE.key)]
                givers.add(lot.ware["giver"])
                receivers.add(load.receiver)
    return sides


def test_the_same_seed_plans_the_same_years() -> None:
    assert years() == years()
    assert years() != years(seed=1)


@pytest.mark.parametrize("month", [1, 3, 7, 8, 12])
@pytest.mark.parametrize("day", [1, 20])
def test_two_years_reach_to_this_month_and_never_beyond_now(month: int, day: int) -> None:
    now = datetime(2026, month, day, 0, 30, tzinfo=UTC)
    this_month = month_in(now, ZONE.key)
    lots = years(now=now)
    loads = [load for lot in lots for load in lot.loads]

    months = {month_in(load.handed_over_at, ZONE.key) for load in loads}

    assert 500 <= len(loads) <= 700
    assert months <= {following(this_month, -back) for back in range(MONTHS + 1)}
    assert len(months) >= MONTHS
    assert max(load.ended_at for load in loads) < now
    assert max(lot.closed_at for lot in lots) < now


@pytest.mark.parametrize("month", [1, 2, 3, 4, 5, 6, 9, 10, 11, 12])
def test_late_in_a_month_of_work_enough_has_happened_for_its_figure_to_be_read(month: int) -> None:
    now = datetime(2026, month, 20, 10, tzinfo=UTC)

    givers, receivers = sides_by_month("strasbourg", years(now=now))[202600 + month]

    assert len(givers) >= 3
    assert len(receivers) >= 3


@pytest.mark.parametrize("place", PLACES)
def test_most_months_of_a_territory_can_be_shown_to_everybody_and_august_of_none(place: str) -> None:
    sides = sides_by_month(place, years())
    shown = {month for month, pair in sides.items() if min(map(len, pair)) >= 3}

    assert len(shown) >= len(sides) * 3 / 4
    assert all(month % 100 != 8 for month in shown)


def test_exchanges_grow_in_number_and_in_mass_and_cross_two_borders() -> None:
    countries = {entry["slug"]: entry["country"] for entry in everywhere("cast", "organisation")}
    loads = [(lot.ware["giver"], load) for lot in years() for load in lot.loads]
    middle = NOW - timedelta(days=365)
    earlier = [load for _, load in loads if load.handed_over_at < middle]
    later = [load for _, load in loads if load.handed_over_at >= middle]
    crossed = {(countries[giver], countries[load.receiver]) for giver, load in loads}

    assert len(later) > 1.3 * len(earlier)
    assert sum(load.mass_g for load in later) > 1.5 * sum(load.mass_g for load in earlier)
    assert crossed >= {("FR", "DE"), ("DE", "FR"), ("FR", "LU"), ("LU", "FR")}


def test_wares_have_their_seasons() -> None:
    masses: dict[tuple[str, bool], list[float]] = defaultdict(list)
    for lot in years():
        peak = lot.ware.get("peak", ())
        for load in lot.loads if peak else ():
            month = month_in(load.handed_over_at, ZONE.key)
            masses["all", month % 100 in peak].append(load.mass_g / (1_000 * sum(lot.ware["load_kg"])))
        if lot.ware.get("months") == [7]:
            assert {month_in(load.handed_over_at, ZONE.key) % 100 for load in lot.loads} == {7}

    assert mean(masses["all", True]) > 1.25 * mean(masses["all", False])


def test_each_load_follows_its_steps_and_the_loads_of_a_lot_one_another() -> None:
    for lot in years():
        instants = [lot.published_at]
        for load in lot.loads:
            instants += [load.asked_at, load.accepted_at, load.scheduled_at]
            instants += [load.handed_over_at, load.confirmed_at, load.ended_at]
            assert load.window.starts_at < load.handed_over_at < load.window.ends_at
        assert [*instants, lot.closed_at] == sorted([*instants, lot.closed_at])


def test_both_sides_of_a_load_agree_or_the_giver_gives_in() -> None:
    loads = [load for lot in years() for load in lot.loads]
    grades = set()
    for load in loads:
        given = measure(load.given, "giver", load.mass_g)
        received = measure(load.received, "receiver", load.mass_g)
        assert agrees(given.net_g, received.net_g) is (load.settled_at is None)
        if load.settled_at is None:
            grades.add(settled(given, received, load.mass_g).grade)

    assert grades == {"A", "B", "C", "D"}
    assert 0 < sum(load.settled_at is not None for load in loads) < len(loads) / 20
    assert 0 < sum(load.received.refused_g > 0 for load in loads) < len(loads) / 8


def test_nothing_leaves_in_a_month_of_rest() -> None:
    for lot in years():
        for load in lot.loads:
            month = month_in(load.handed_over_at, ZONE.key) % 100
            assert month in lot.ware.get("months", set(range(1, 13)) - {8})
