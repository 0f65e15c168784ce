"""Stories of exchanges: what each side did when, through the same actions as everyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from exchange.claims.actions import answering, closing, meeting, requesting, weighing
from exchange.claims.commands import HandOver, RequestClaim, Weigh, Window
from exchange.demonstration.cast import Cast
from exchange.demonstration.past import PastLot
from exchange.demonstration.timeline import ZONE, Story, at_work, spread
from exchange.demonstration.wares import Shelf
from exchange.kernel.actor import Actor
from exchange.kernel.time import day_in
from exchange.kernel.units import grams_of_kg
from exchange.listings.actions import steps

_LISTED_FOR = timedelta(days=45)
_TARE_G = 42_000
_LATER = timedelta(hours=2)
_PICKUP = timedelta(hours=3)
_JUST_BEFORE = timedelta(minutes=5)
_SOONEST_DAYS, _SLOTS = 2, 3
_PROMISED = "Ce lot est déjà promis à une autre association."
_BROKEN_DOWN = "Notre camion est en panne cette semaine."

_PATHS: Mapping[str, tuple[str, ...]] = {
    "requested": (),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
    "accepted": ("accept",),
    "cancelled": ("accept", "cancel"),
    "proposed": ("accept", "propose"),
    "scheduled": ("accept", "schedule"),
    "handed_over": ("accept", "schedule", "hand_over"),
    "disputed": ("accept", "schedule", "hand_over", "contradict"),
    "confirmed": ("accept", "schedule", "hand_over", "confirm"),
}
"""The steps that led a claim of today from its request to its stage."""


def of_the_past(past: PastLot, cast: Cast, shelf: Shelf) -> Story:
    """Tell of a lot of the past: listed, fetched in several loads, closed."""
    giver = cast.managers[past.ware["giver"]]
    yield past.published_at
    until = day_in(past.closed_at + _LISTED_FOR, ZONE.key)
    listing, lot = _listed(shelf, past.ware, past.quantity, until, past.published_at)
    for load in past.loads:
        receiver = cast.managers[load.receiver]
        yield load.asked_at
        asked = RequestClaim(
            lot=lot,
            mass_g=load.mass_g,
            purpose=past.ware["purpose"],
            pickup_from=load.window.starts_at,
            pickup_until=load.window.ends_at,
        )
        claim = requesting.request(receiver, asked, now=load.asked_at)
        yield load.accepted_at
        answering.accept(giver, claim, now=load.accepted_at)
        yield load.scheduled_at
        meeting.schedule(giver, claim, load.window, now=load.scheduled_at)
        yield load.handed_over_at
        weighing.hand_over(giver, claim, HandOver(load.given), now=load.handed_over_at)
        yield load.confirmed_at
        weighing.confirm(receiver, claim, load.received, now=load.confirmed_at)
        if load.settled_at is not None:
            yield load.settled_at
            weighing.resolve(giver, claim, now=load.settled_at)
    yield past.closed_at
    closing.close_listing(giver, listing, now=past.closed_at)


@dataclass(slots=True)
class Offer:
    """A listing of today as its stories share it: the lot is known once it is published."""

    ware: Mapping[str, Any]
    raised_at: datetime
    lot: str = ""


def of_today(ware: Mapping[str, Any], cast: Cast, shelf: Shelf, now: datetime) -> Iterator[Story]:
    """Yield the stories of a listing of today: its own, and one for each claim on it."""
    offer = Offer(ware, now - timedelta(days=ware.get("published", 2)))
    yield _offered(offer, cast, shelf, now)
    for place, claim in enumerate(ware.get("claim", ())):
        yield _claimed(offer, claim, cast, now, place)


def _offered(offer: Offer, cast: Cast, shelf: Shelf, now: datetime) -> Story:
    ware, state = offer.ware, offer.ware.get("state", "published")
    giver = cast.managers[ware["giver"]]
    raised_at = at_work(offer.raised_at, now)
    yield raised_at
    until = None if "until" not in ware else day_in(now, ZONE.key) + timedelta(days=ware["until"])
    quantity = Decimal(ware["quantity"])
    if state == "draft":
        shelf.draft(ware, quantity, day_in(now, ZONE.key), until, raised_at)
        return
    listing, offer.lot = _listed(shelf, ware, quantity, until, raised_at)
    if state == "expired":
        yield now - _JUST_BEFORE
        steps.expire_due(now - _JUST_BEFORE)
    elif state != "published":
        (ends_at,) = spread(offer.raised_at, now, 1)
        yield ends_at
        {"paused": steps.pause, "closed": steps.close}[state](giver, listing, now=ends_at)


def _listed(
    shelf: Shelf, ware: Mapping[str, Any], quantity: Decimal, until: Any, now: datetime
) -> tuple[str, str]:
    listing = shelf.draft(ware, quantity, day_in(now, ZONE.key), until, now)
    return listing, shelf.publish(ware, listing, now)


def _claimed(offer: Offer, told: Mapping[str, Any], cast: Cast, now: datetime, place: int) -> Story:
    path = _PATHS[told["stage"]]
    if offer.ware.get("allocation") == "first_come":
        path = tuple(step for step in path if step != "accept")
    asked_at, *then = spread(offer.raised_at + _LATER * place, now, len(path) + 1)
    window = _window(then[path.index("hand_over")] if "hand_over" in path else None, place, now)
    yield asked_at
    sides = Sides(
        giver=cast.managers[offer.ware["giver"]],
        receiver=cast.managers[told["receiver"]],
        mass_g=grams_of_kg(told["kg"]),
        window=window,
    )
    claim = requesting.request(
        sides.receiver,
        RequestClaim(offer.lot, sides.mass_g, told["purpose"], window.starts_at, window.ends_at),
        now=asked_at,
    )
    for step, instant in zip(path, then, strict=True):
        yield instant
        sides.take(step, claim, instant)


@dataclass(frozen=True, slots=True)
class Sides:
    """The two who deal with one another, the mass they agreed on, and when it may be fetched."""

    giver: Actor
    receiver: Actor
    mass_g: int
    window: Window

    def take(self, step: str, claim: str, now: datetime) -> None:
        """Take a step of the paths as the side whose turn it is."""
        match step:
            case "accept":
                answering.accept(self.giver, claim, now=now)
            case "decline":
                answering.decline(
                    self.giver, claim, "Ce lot est déjà promis à une autre association.", now=now
                )
            case "withdraw":
                answering.withdraw(self.receiver, claim, now=now)
            case "cancel":
                answering.cancel(self.receiver, claim, _BROKEN_DOWN, now=now)
            case "propose":
                meeting.propose(self.giver, claim, self._slots(), now=now)
            case "schedule":
                meeting.schedule(self.giver, claim, self.window, now=now)
            case "hand_over":
                load = Weigh(gross_g=self.mass_g + _TARE_G, tare_g=_TARE_G)
                weighing.hand_over(self.giver, claim, HandOver(load), now=now)
            case "confirm":
                load = Weigh(gross_g=self.mass_g + _TARE_G, tare_g=_TARE_G)
                weighing.confirm(self.receiver, claim, load, now=now)
            case "contradict":
                # A tenth less than the giver's scale showed: more than two scales may differ by.
                less = Weigh(gross_g=self.mass_g * 9 // 10 + _TARE_G, tare_g=_TARE_G)
                weighing.confirm(self.receiver, claim, less, now=now)

    def _slots(self) -> tuple[Window, ...]:
        return tuple(
            Window(
                self.window.starts_at + timedelta(days=day + 1), self.window.ends_at + timedelta(days=day + 1)
            )
            for day in range(_SLOTS)
        )


def _window(handed_over_at: datetime | None, place: int, now: datetime) -> Window:
    """Return when a claim may be fetched: around its handover, or a morning of the days to come."""
    if handed_over_at is not None:
        return Window(handed_over_at - _PICKUP / 3, handed_over_at + _PICKUP)
    day = now.astimezone(ZONE) + timedelta(days=_SOONEST_DAYS + place)
    starts_at = day.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(UTC)
    return Window(starts_at, starts_at + _PICKUP)
