"""The past two years and this month, planned: which lots were listed, and which loads left them when."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from exchange.claims.commands import Weigh, Window
from exchange.claims.rules import agrees
from exchange.demonstration.tables import PLACES, told
from exchange.demonstration.timeline import ZONE
from exchange.kernel.time import first_day, following, month_in, months_between
from exchange.kernel.units import GRAMS_PER_KG

MONTHS = 24
_LOADS_PER_LOT = 6
_SPARE = Decimal("1.06")
"""Givers announce a little more than is fetched."""

_LEANEST, _GROWTH = 0.6, 0.6
"""Loads grow from six tenths of what is usual to twelve tenths over the two years."""

_PEAK = 1.5
"""How much larger loads are in the months of a ware's season."""

_RESTING = 8
"""August: nothing leaves unless a ware says so."""

_DAYS, _EARLY_DAYS = (10, 27), (4, 19)
"""Days of a month on which loads are fetched; in this month early, so that it has begun for most."""

_JUST_NOW = timedelta(minutes=10)
_REFUSAL_ODDS = 12
_DECLARED_ODDS = 6
_DISPUTE_ODDS = 25
_STEP_G = 500
"""Scales on a loading dock show half kilograms."""


@dataclass(frozen=True, slots=True)
class Load:
    """One exchange: who asked for how much, when each step was taken, and what the scales showed.

    `settled_at` is when the giver gave in, where the receiver's figure was too far from the giver's.
    """

    receiver: str
    mass_g: int
    asked_at: datetime
    accepted_at: datetime
    scheduled_at: datetime
    window: Window
    handed_over_at: datetime
    confirmed_at: datetime
    settled_at: datetime | None
    given: Weigh
    received: Weigh

    @property
    def ended_at(self) -> datetime:
        """When both sides stood by one figure."""
        return self.settled_at or self.confirmed_at


@dataclass(frozen=True, slots=True)
class PastLot:
    """A lot of the past with its loads, in order; `quantity` is in the ware's unit."""

    ware: Mapping[str, Any]
    published_at: datetime
    closed_at: datetime
    quantity: Decimal
    loads: tuple[Load, ...]


def plan(chance: random.Random, now: datetime) -> Iterator[PastLot]:
    """Yield the lots of two years and of this month so far; the same chance gives the same years."""
    this_month = month_in(now, ZONE.key)
    months = months_between(following(this_month, -MONTHS), this_month)
    for place in PLACES:
        past = told("past", place)
        for ware in past["ware"]:
            since = ware.get("since", past["since"])
            receivers = cycle(ware["receivers"])
            loads = [
                _load(chance, ware, month, next(receivers), months.index(month) / MONTHS, now)
                for month in _months(chance, ware, months[-1 - since :])
            ]
            done = [load for load in loads if load.ended_at < now - _JUST_NOW]
            for start in range(0, len(done), _LOADS_PER_LOT):
                yield _lot(chance, ware, tuple(done[start : start + _LOADS_PER_LOT]), now)


def _months(chance: random.Random, ware: Mapping[str, Any], months: list[int]) -> list[int]:
    """Return the months in which a load of the ware leaves."""
    offset = chance.randrange(ware["every"])
    open_in = ware.get("months") or [month for month in range(1, 13) if month != _RESTING]
    return [
        month
        for place, month in enumerate(months)
        if place % ware["every"] == offset and month % 100 in open_in
    ]


def _lot(chance: random.Random, ware: Mapping[str, Any], loads: tuple[Load, ...], now: datetime) -> PastLot:
    unit_g = _unit_g(ware)
    closed_at = loads[-1].ended_at + timedelta(days=1, minutes=chance.randint(0, 300))
    units = Decimal(sum(load.mass_g for load in loads)) * _SPARE / unit_g
    return PastLot(
        ware=ware,
        published_at=loads[0].asked_at - timedelta(days=chance.randint(2, 6), minutes=chance.randint(0, 300)),
        closed_at=min(closed_at, now - _JUST_NOW / 2),
        quantity=units.to_integral_value(rounding="ROUND_CEILING"),
        loads=loads,
    )


def _load(
    chance: random.Random, ware: Mapping[str, Any], month: int, receiver: str, season: float, now: datetime
) -> Load:
    least, most = ware["load_kg"]
    unit_g = _unit_g(ware)
    peak = _PEAK if month % 100 in ware.get("peak", ()) else 1
    wanted_g = chance.uniform(least, most) * GRAMS_PER_KG * (_LEANEST + _GROWTH * season) * peak
    mass_g = max(1, round(wanted_g / unit_g)) * unit_g
    days = _EARLY_DAYS if month == month_in(now, ZONE.key) else _DAYS
    starts_at = _opening(_weekday(chance, month, days), chance.randint(8, 15))
    handed_over_at = starts_at + timedelta(minutes=chance.randint(5, 100))
    asked_at = starts_at - timedelta(days=chance.randint(4, 9), minutes=chance.randint(0, 240))
    accepted_at = asked_at + timedelta(hours=chance.randint(2, 30), minutes=chance.randint(0, 59))
    given, received = _weighings(chance, ware, mass_g)
    confirmed_at = handed_over_at + timedelta(minutes=chance.randint(15, 1_500))
    is_settled = agrees(_net_g(given), _net_g(received))
    return Load(
        receiver=receiver,
        mass_g=mass_g,
        asked_at=asked_at,
        accepted_at=accepted_at,
        scheduled_at=accepted_at + timedelta(hours=chance.randint(1, 20)),
        window=Window(starts_at, starts_at + timedelta(hours=2)),
        handed_over_at=handed_over_at,
        confirmed_at=confirmed_at,
        settled_at=None if is_settled else confirmed_at + timedelta(hours=chance.randint(3, 40)),
        given=given,
        received=received,
    )


def _weighings(chance: random.Random, ware: Mapping[str, Any], mass_g: int) -> tuple[Weigh, Weigh]:
    """Return what the giver's side and the receiver's side told of one load."""
    method = ware.get("method")
    if method is not None:
        return Weigh(net_g=mass_g, method=method), Weigh(net_g=mass_g, method=method)
    tare_g = chance.choice((18_000, 25_000, 42_000, 120_000))
    net_g = _half_kg(mass_g * chance.uniform(0.965, 1.025))
    given = Weigh(gross_g=net_g + tare_g, tare_g=tare_g)
    if not chance.randrange(_DECLARED_ODDS):
        return given, Weigh(net_g=net_g, method="declared")
    is_disputed = not chance.randrange(_DISPUTE_ODDS)
    seen_g = _half_kg(net_g * (0.93 if is_disputed else chance.uniform(0.992, 1.008)))
    refused_g = _half_kg(seen_g * chance.uniform(0.02, 0.06)) if not chance.randrange(_REFUSAL_ODDS) else 0
    return given, Weigh(gross_g=seen_g + tare_g, tare_g=tare_g, refused_g=refused_g)


def _net_g(weigh: Weigh) -> int:
    return weigh.net_g if weigh.net_g is not None else (weigh.gross_g or 0) - (weigh.tare_g or 0)


def _unit_g(ware: Mapping[str, Any]) -> int:
    """Return the step in which a load is asked for, in grams: a unit, or what a scale shows."""
    return round(ware["kg_per_unit"] * GRAMS_PER_KG) if "kg_per_unit" in ware else GRAMS_PER_KG


def _half_kg(mass_g: float) -> int:
    return max(1, round(mass_g / _STEP_G)) * _STEP_G


def _weekday(chance: random.Random, month: int, days: tuple[int, int]) -> date:
    """Return a working day of a month between two of its days."""
    day = first_day(month) + timedelta(days=chance.randint(*days) - 1)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _opening(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).astimezone(UTC)
