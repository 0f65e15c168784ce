"""Masses in whole grams, money in whole cents; what people type is read exactly, never through a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

GRAMS_PER_KG = 1_000
GRAMS_PER_TONNE = 1_000_000
MASS_LIMIT_G = 10**13
"""Ten million tonnes: more than any listing can mean, and safe in 64 bits whatever is added up."""

MASS_UNITS: dict[str, int] = {"kg": GRAMS_PER_KG, "t": GRAMS_PER_TONNE}
"""Units that need no conversion stated on the listing."""

COUNTED_UNITS = ("piece", "litre", "m3", "pallet", "big_bag", "bag", "roll", "drum", "box")
"""Units whose weight the listing states (`grams_per_unit`)."""

UNITS = (*MASS_UNITS, *COUNTED_UNITS)

_SPACES = re.compile(r"[\s\u00a0\u202f’']+")
_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,9})?")
_GROUPED = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){1,4}\.\d{1,9}|(?:\.\d{3}){1,4},\d{1,9}|(?:,\d{3}){2,4}|(?:\.\d{3}){2,4})"
)
_SIGNS = re.compile("[.,]")
_TWOFOLD = re.compile(r"([+-]?[1-9]\d{0,2})([.,])(\d{3})")


class TwofoldNumber(ValueError):  # noqa: N818 - what was met, not a fault of ours
    """A number that one fashion reads a thousand times larger than another: 1,234 in English."""

    def __init__(self, thousands: str, fraction: str) -> None:
        super().__init__("not a number that can be read in one way only")
        self.thousands = thousands
        self.fraction = fraction


def parse_number(text: str, grouping: str = "") -> Decimal:
    """Return the exact number written in whatever usual fashion: "1 234,5", "1234.5", "1,234.5", "1.234,5".

    `grouping` is the sign with which the writer's language parts thousands, where that is a comma or a point.

    Raises: TwofoldNumber where that sign stands so that it might as well begin the decimals; ValueError for
    anything that is not one plain number of at most 15 digits.
    """
    bare = _SPACES.sub("", text)
    twofold = _TWOFOLD.fullmatch(bare)
    if twofold is not None and twofold[2] == grouping:
        raise TwofoldNumber(twofold[1] + twofold[3], twofold[1] + "." + twofold[3])
    if _GROUPED.fullmatch(bare):
        last = bare[max(bare.rfind(","), bare.rfind("."))]
        whole_part, mark, decimals = bare.rpartition(last) if bare.count(last) == 1 else (bare, "", "")
        bare = _SIGNS.sub("", whole_part) + mark + decimals
    if not _NUMBER.fullmatch(bare):
        raise ValueError("not a number")
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def whole(value: Decimal) -> int:
    """Return the nearest whole number, halves away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def grams(value: Decimal, unit: str, grams_per_unit: int | None = None) -> int:
    """Return a quantity in whole grams; a counted unit needs `grams_per_unit`.

    Raises: ValueError for an unknown unit, a missing weight, or a mass beyond the limit.
    """
    weight = MASS_UNITS.get(unit, grams_per_unit if unit in COUNTED_UNITS else None)
    if weight is None:
        raise ValueError("this unit needs its weight")
    mass_g = whole(value * weight)
    if abs(mass_g) > MASS_LIMIT_G:
        raise ValueError("beyond any real mass")
    return mass_g


def grams_of_kg(value: Decimal | str) -> int:
    """Return kilograms as whole grams.

    Raises: ValueError for more than three decimals, or a mass beyond the limit.
    """
    number = Decimal(value)
    if not number.is_finite() or number != round(number, 3):
        raise ValueError("a mass in kg has at most three decimals")
    return grams(number, "kg")


def kg_of_grams(mass_g: int) -> Decimal:
    """Return whole grams as exact kilograms."""
    return Decimal(mass_g) / GRAMS_PER_KG


def cents_of_euros(value: Decimal) -> int:
    """Return euros as whole cents.

    Raises: ValueError for more than two decimals or beyond 10^12 cents.
    """
    if value != round(value, 2) or abs(value) > Decimal(10**10):
        raise ValueError("an amount in euros has at most two decimals")
    return int(value * 100)
