"""How a lot's mass may move: every change is a shift whose parts keep the balance. Grams throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from exchange.kernel.units import MASS_UNITS, grams
from exchange.listings.errors import LostExceedsRest, RefusedExceedsNet

QUANTITY_SCALE = 1_000
"""A quantity is kept in thousandths of its unit: what was typed, exactly."""

QUANTITY_LIMIT = 10**11
"""More units than anything weighs, at a gram each."""

LIMITS = {"title": 120, "description": 5_000, "handling": 2_000, "alternative": 200}
"""The longest text of each field, in characters."""

MAX_PHOTOGRAPHS = 6
PRICE_LIMIT_CENTS = 10**11

AHEAD = timedelta(days=3 * 366)
"""How far ahead a day of availability may lie."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What each part of a lot gains (or loses, when negative); always balanced."""

    initial_g: int = 0
    adjusted_g: int = 0
    remaining_g: int = 0
    held_g: int = 0
    collected_g: int = 0
    removed_g: int = 0

    @property
    def is_balanced(self) -> bool:
        """Whether what came in equals where it now is."""
        return self.initial_g + self.adjusted_g == (
            self.remaining_g + self.held_g + self.collected_g + self.removed_g
        )

    def __add__(self, other: Shift) -> Shift:
        return Shift(
            self.initial_g + other.initial_g,
            self.adjusted_g + other.adjusted_g,
            self.remaining_g + other.remaining_g,
            self.held_g + other.held_g,
            self.collected_g + other.collected_g,
            self.removed_g + other.removed_g,
        )


def listed(mass_g: int) -> Shift:
    """Return the shift of a new lot: all of it remains."""
    return Shift(initial_g=mass_g, remaining_g=mass_g)


def hold(mass_g: int) -> Shift:
    """Return the shift that sets mass aside for an accepted claim."""
    return Shift(remaining_g=-mass_g, held_g=mass_g)


def release(mass_g: int, lost_g: int = 0) -> Shift:
    """Return the shift that gives a hold back; what was lost meanwhile is removed.

    Raises: LostExceedsRest.
    """
    if not 0 <= lost_g <= mass_g:
        raise LostExceedsRest
    return Shift(held_g=-mass_g, remaining_g=mass_g - lost_g, removed_g=lost_g)


def adjust(delta_g: int) -> Shift:
    """Return the shift of a giver who finds more, or less, than was announced."""
    return Shift(adjusted_g=delta_g, remaining_g=delta_g)


def remove(mass_g: int) -> Shift:
    """Return the shift of mass that is no longer there to be claimed (lost, sold elsewhere)."""
    return Shift(remaining_g=-mass_g, removed_g=mass_g)


def weighed(held_g: int, net_g: int, remaining_g: int) -> Shift:
    """Return the positive adjustment for a net that exceeds both the hold and what remains."""
    return adjust(max(net_g - held_g - remaining_g, 0))


def settle(held_g: int, net_g: int, refused_g: int, lost_g: int, remaining_g: int) -> Shift:
    """Return the whole shift of a confirmed handover.

    The hold is cleared and net − refused is collected. What is left of the hold, and what was
    refused, returns to `remaining`, or is `removed` as far as it was declared lost. A net above the
    hold takes from `remaining` first, then is matched by a positive adjustment.

    Raises: RefusedExceedsNet, LostExceedsRest; ValueError for a negative mass.
    """
    if min(held_g, net_g, refused_g, lost_g, remaining_g) < 0:
        raise ValueError("a mass is never negative")
    if refused_g > net_g:
        raise RefusedExceedsNet
    if lost_g > max(held_g - net_g, 0) + refused_g:
        raise LostExceedsRest
    collected_g = net_g - refused_g
    gained_g = weighed(held_g, net_g, remaining_g).adjusted_g
    return Shift(
        adjusted_g=gained_g,
        held_g=-held_g,
        collected_g=collected_g,
        removed_g=lost_g,
        remaining_g=gained_g + held_g - collected_g - lost_g,
    )


def mass_of(quantity_thousandths: int, unit: str, grams_per_unit: int) -> int:
    """Return what a typed quantity weighs, in grams.

    Raises: ValueError for an unknown unit or a mass beyond any real one.
    """
    return grams(Decimal(quantity_thousandths) / QUANTITY_SCALE, unit, grams_per_unit)


def weight_of(unit: str, grams_per_unit: int | None) -> int | None:
    """Return what one unit weighs: fixed for kg and t, stated by the giver for all others."""
    return MASS_UNITS.get(unit, grams_per_unit)


def thousandths_of(quantity: Decimal) -> int | None:
    """Return a positive quantity in thousandths, or None if it cannot be kept exactly."""
    if not quantity.is_finite() or not 0 < quantity <= QUANTITY_LIMIT:
        return None
    scaled = quantity * QUANTITY_SCALE
    return int(scaled) if scaled == scaled.to_integral_value() else None
