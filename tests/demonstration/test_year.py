from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime

import pytest

from exchange.claims.rules import agrees, measure
from exchange.demonstration.cast import told
from exchange.demonstration.timeline import ZONE
from exchange.demonstration.year import PastLot, plan
from exchange.kernel.time import first_day, following, month_in

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def year(seed: int = 2026, now: datetime = NOW) -> list[PastLot]:
    return list(plan(random.Random(seed), now))


def test_the_same_seed_plans_the_same_year() -> None:
    assert year() == year()
    assert year() != year(seed=1)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 20])
def test_a_year_reaches_to_this_month_and_never_beyond_now(month: int, day: int) -> None:
    now = datetime(2026, month, day, 0, 30, tzinfo=UTC)
    this_month = month_in(now, ZONE.key)
    lots = year(now=now)
    loads = [load for lot in lots for load in lot.loads]

    months = {month_in(load.handed_over_at, ZONE.key) for load in loads}

    assert 95 <= len(loads) <= 140
    assert months <= {following(this_month, -back) for back in range(13)}
    assert max(load.confirmed_at for load in loads) < now
    assert max(lot.closed_at for lot in lots) < now


@pytest.mark.parametrize("month", [1, 2, 3, 4, 5, 6, 9, 10, 11, 12])
def test_late_in_a_month_of_work_enough_has_happened_for_its_figure_to_be_read(month: int) -> None:
    now = datetime(2026, month, 20, 10, tzinfo=UTC)
    abroad = {entry["slug"] for entry in told("cast")["organisation"] if entry["country"] != "FR"}
    loads = [
        (lot.ware["giver"], load.receiver)
        for lot in year(now=now)
        for load in lot.loads
        if month_in(load.handed_over_at, ZONE.key) == 202600 + month and lot.ware["giver"] not in abroad
    ]

    assert len({giver for giver, _ in loads}) >= 3
    assert len({receiver for _, receiver in loads}) >= 3


def test_each_load_follows_its_steps_and_the_loads_of_a_lot_one_another() -> None:
    for lot in year():
        instants = [lot.published_at]
        for load in lot.loads:
            instants += [load.asked_at, load.accepted_at, load.scheduled_at]
            instants += [load.handed_over_at, load.confirmed_at]
            assert load.window.starts_at < load.handed_over_at < load.window.ends_at
        assert [*instants, lot.closed_at] == sorted([*instants, lot.closed_at])


def test_both_scales_of_a_load_agree() -> None:
    for load in (load for lot in year() for load in lot.loads):
        given = measure(load.given, "giver", load.mass_g)
        received = measure(load.received, "receiver", load.mass_g)
        assert agrees(given.net_g, received.net_g)


def test_nothing_leaves_in_a_month_of_rest() -> None:
    for lot in year():
        for load in lot.loads:
            assert month_in(load.handed_over_at, ZONE.key) % 100 not in lot.ware["resting"]


def test_some_months_can_be_shown_to_everybody_and_one_cannot() -> None:
    givers: dict[int, set[str]] = defaultdict(set)
    receivers: dict[int, set[str]] = defaultdict(set)
    abroad = {entry["slug"] for entry in told("cast")["organisation"] if entry["country"] != "FR"}
    for lot in year():
        if lot.ware["giver"] in abroad:
            continue
        for load in lot.loads:
            month = month_in(load.handed_over_at, ZONE.key)
            givers[month].add(lot.ware["giver"])
            receivers[month].add(load.receiver)

    shown = {month for month in givers if len(givers[month]) >= 3 and len(receivers[month]) >= 3}

    assert len(shown) >= 8
    assert {first_day(month).month for month in set(givers) - shown} >= {8}
