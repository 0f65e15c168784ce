"""When a figure may be shown without betraying anyone, and how sure it is. Pure; masses in grams.

Source of thresholds and ranges: this house's rules of measurement ("Published statistics and secrecy",
"Mass"); three contributors and 85 % are those of the French statistical office's rule for enterprises.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

FEWEST = 3
MOST_PERCENT = 85
RANGE_PERCENT = {"A": 2, "B": 5, "C": 20, "D": 40, "E": 50}
"""How far the truth may lie from a figure of each grade, in percent."""

HOUSE_TIME_ZONE = "Europe/Paris"
"""Where the month changes for a territory that has no time zone of its own."""

FINE, COARSE = Decimal("0.01"), Decimal("0.05")
"""Steps in which shares are shown: fine to who sees all, coarse to others: a small share tells of nobody."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with who stands behind it: grams by organisation, on each side."""

    givers: Mapping[int, int] = field(default_factory=dict)
    receivers: Mapping[int, int] = field(default_factory=dict)

    @property
    def grams(self) -> int:
        """The figure itself."""
        return sum(self.givers.values())

    @property
    def is_empty(self) -> bool:
        """Whether nobody stands behind it: nothing happened, hence nothing to hide."""
        return not self.givers and not self.receivers


def passes(cell: Cell) -> bool:
    """Whether a cell has three givers and three receivers, none above 85 % of its side."""
    return all(_is_shared(side) for side in (cell.givers, cell.receivers))


def _is_shared(side: Mapping[int, int]) -> bool:
    """Whether a side is shared well; one that corrections took below zero is a puzzle, hence hidden."""
    parts = [grams for grams in side.values() if grams]
    if any(grams < 0 for grams in parts):
        return False
    return len(parts) >= FEWEST and max(parts) * 100 <= sum(parts) * MOST_PERCENT


def is_harmless(cell: Cell) -> bool:
    """Whether a figure that others can work out by subtraction betrays nobody."""
    return cell.is_empty or passes(cell)


def joined(cells: Iterable[Cell]) -> Cell:
    """Return several cells taken together."""
    givers: dict[int, int] = {}
    receivers: dict[int, int] = {}
    for cell in cells:
        for total, part in ((givers, cell.givers), (receivers, cell.receivers)):
            for who, grams in part.items():
                total[who] = total.get(who, 0) + grams
    return Cell(givers, receivers)


def without(whole: Cell, parts: Iterable[Cell]) -> Cell:
    """Return what is left of a cell when parts of it are known."""
    known = joined(parts)
    return Cell(_less(whole.givers, known.givers), _less(whole.receivers, known.receivers))


def _less(whole: Mapping[int, int], known: Mapping[int, int]) -> dict[int, int]:
    left = {who: grams - known.get(who, 0) for who, grams in whole.items()}
    return {who: grams for who, grams in left.items() if grams}


def surviving(whole: Cell, parts: Mapping[Key, Cell]) -> frozenset[Key]:
    """Return which parts of a shown whole may be shown beside it.

    Each must pass by itself; and what is left of the whole when they are taken off must betray nobody:
    until it does not, the smallest part shown is hidden too.
    """
    shown = sorted((key for key in parts if passes(parts[key])), key=lambda key: -parts[key].grams)
    while shown and not is_harmless(without(whole, (parts[key] for key in shown))):
        shown.pop()
    return frozenset(shown)


def surviving_split(parts: Mapping[Key, Cell]) -> frozenset[Key]:
    """Return which parts may be shown of a whole that is known, where the parts make up all of it."""
    return surviving(joined(parts.values()), parts)


def shares(by_grade: Mapping[str, int], step: Decimal = FINE) -> dict[str, Decimal]:
    """Return the share of each grade present, of one, in steps; empty without mass."""
    total = sum(by_grade.values())
    if total <= 0:
        return {}
    return {
        grade: (Decimal(grams) / total / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step
        for grade, grams in sorted(by_grade.items())
        if grams > 0
    }


def range_of(total_g: int, portions: Mapping[str, Decimal]) -> tuple[int, int]:
    """Return the least and the most that a total may be, by the share of each grade in it."""
    doubt = sum((portion * RANGE_PERCENT[grade] for grade, portion in portions.items()), Decimal(0))
    gap_g = int((total_g * doubt / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return max(total_g - gap_g, 0), total_g + gap_g
