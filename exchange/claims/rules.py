"""How much, when and how sure: the pure rules of a claim. Masses in grams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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
from exchange.claims.lifecycle import GIVER, RECEIVER
from exchange.kernel.units import MASS_LIMIT_G, kg_of_grams
from exchange.listings.errors import RefusedExceedsNet

METHODS = ("scale", "units", "volume", "declared")
"""How a mass was measured: weighed, counted × unit weight, volume × density, or merely told."""

TOLERANCE_PERCENT = 2
TOLERANCE_FLOOR_G = 500
PLAUSIBLE_FACTOR = 10
LONGEST_WINDOW = timedelta(days=31)
FARTHEST = timedelta(days=366)
MOST_SLOTS = 5
TEXT_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Measure:
    """A weighing that makes sense: gross − tare = net, refused within net, nothing negative."""

    side: str
    method: str
    gross_g: int
    tare_g: int
    net_g: int
    refused_g: int = 0
    lost_g: int = 0


@dataclass(frozen=True, slots=True)
class Settlement:
    """What both sides agree on, and how sure it is."""

    net_g: int
    refused_g: int
    lost_g: int
    grade: str

    @property
    def diverted_g(self) -> int:
        """What counts: the net without what was refused."""
        return self.net_g - self.refused_g


def measure(weigh: Weigh, side: str, held_g: int) -> Measure:
    """Return what was said as a sound measure; `held_g` is the mass agreed on.

    Raises: WeighingNeeded, WeighingTwice, MassNegative, TareAboveGross, NetImplausible, MethodUnknown,
    RefusedByGiver, RefusedExceedsNet.
    """
    gross_g, tare_g = _gross_and_tare(weigh)
    for field, mass_g in (
        ("gross_kg" if weigh.net_g is None else "net_kg", gross_g),
        ("tare_kg", tare_g),
        ("refused_kg", weigh.refused_g),
        ("lost_kg", weigh.lost_g),
    ):
        if mass_g < 0:
            raise MassNegative(at=field)
    net_g = gross_g - tare_g
    if net_g < 0:
        raise TareAboveGross
    if net_g > PLAUSIBLE_FACTOR * held_g or gross_g > MASS_LIMIT_G:
        raise NetImplausible(
            mass_kg=f"{kg_of_grams(held_g):f}", at="gross_kg" if weigh.net_g is None else "net_kg"
        )
    method = weigh.method or ("scale" if weigh.net_g is None else "declared")
    if method not in METHODS:
        raise MethodUnknown
    if weigh.refused_g and side == GIVER:
        raise RefusedByGiver
    if weigh.refused_g > net_g:
        raise RefusedExceedsNet
    return Measure(side, method, gross_g, tare_g, net_g, weigh.refused_g, weigh.lost_g)


def _gross_and_tare(weigh: Weigh) -> tuple[int, int]:
    if weigh.net_g is not None:
        if weigh.gross_g is not None or weigh.tare_g is not None:
            raise WeighingTwice
        return weigh.net_g, 0
    if weigh.gross_g is None:
        raise WeighingNeeded
    return weigh.gross_g, weigh.tare_g or 0


def agrees(first_net_g: int, second_net_g: int) -> bool:
    """Whether a second figure lies within 2 % of the first, or within 500 g."""
    gap_g = abs(first_net_g - second_net_g)
    return gap_g <= TOLERANCE_FLOOR_G or gap_g * 100 <= first_net_g * TOLERANCE_PERCENT


def settled(standing: Measure, answer: Measure, held_g: int) -> Settlement:
    """Return what two agreeing figures come to: the receiver's stands, and says what it refuses."""
    receiver = answer if answer.side == RECEIVER else standing
    methods = {standing.method, answer.method}
    if methods == {"scale"}:
        grade = "A"
    elif "scale" in methods:
        grade = "B"
    else:
        grade = _GRADES[receiver.method]
    lost_g = answer.lost_g or _lost(standing.lost_g, held_g, receiver.net_g, receiver.refused_g)
    return Settlement(receiver.net_g, receiver.refused_g, lost_g, grade)


def yielded(standing: Measure, refused_g: int, held_g: int) -> Settlement:
    """Return what a figure comes to that the other side accepts after a dispute: one scale at best.

    `refused_g` is what the receiver refused, where the giver's figure stands.

    Raises: RefusedExceedsNet.
    """
    refused_g = standing.refused_g if standing.side == RECEIVER else refused_g
    if refused_g > standing.net_g:
        raise RefusedExceedsNet
    lost_g = _lost(standing.lost_g, held_g, standing.net_g, refused_g)
    return Settlement(standing.net_g, refused_g, lost_g, _GRADES[standing.method])


def _lost(told_g: int, held_g: int, net_g: int, refused_g: int) -> int:
    """Return the loss told earlier as far as the final figure leaves room for it."""
    return min(told_g, max(held_g - net_g, 0) + refused_g)


_GRADES = {"scale": "B", "units": "C", "volume": "D", "declared": "E"}
"""The grade of a figure that one side measured. Source: this house's rules of measurement (A to E)."""


def wished(pickup_from: datetime | None, pickup_until: datetime | None, now: datetime) -> Window | None:
    """Return the window wished for, or None if nothing was said.

    Raises: WindowHalf and the refusals of `sound`.
    """
    if pickup_from is None and pickup_until is None:
        return None
    if pickup_from is None:
        raise WindowHalf(at="pickup_from")
    if pickup_until is None:
        raise WindowHalf
    return sound(Window(pickup_from, pickup_until), now)


def sound(window: Window, now: datetime, *, place: str = "pickup") -> Window:
    """Return a window that two people can meet in; `place` prefixes the field that is to blame.

    Raises: WindowDisordered, WindowPast, WindowTooLong, WindowTooFar.
    """
    first, last = f"{place}_from", f"{place}_until"
    if window.ends_at <= window.starts_at:
        raise WindowDisordered(at=last)
    if window.ends_at <= now:
        raise WindowPast(at=last)
    if window.ends_at - window.starts_at > LONGEST_WINDOW:
        raise WindowTooLong(at=last, days=LONGEST_WINDOW.days)
    if window.starts_at - now > FARTHEST:
        raise WindowTooFar(at=first)
    return window


def proposal(slots: Sequence[Window], now: datetime) -> tuple[Window, ...]:
    """Return the slots proposed, sound, in order of time and without repeats.

    Raises: SlotsMiscounted and the refusals of `sound` (field `slots`).
    """
    if not 1 <= len(slots) <= MOST_SLOTS:
        raise SlotsMiscounted(limit=MOST_SLOTS)
    kept = {sound(slot, now, place=f"slot_{number}") for number, slot in enumerate(slots, start=1)}
    return tuple(sorted(kept, key=lambda slot: (slot.starts_at, slot.ends_at)))


def is_offered(window: Window, offers: Iterable[Window]) -> bool:
    """Whether a window lies within one of those offered."""
    return any(offer.starts_at <= window.starts_at and window.ends_at <= offer.ends_at for offer in offers)
