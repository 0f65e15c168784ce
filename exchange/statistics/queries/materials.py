"""Which materials of a territory may be told, by calendar quarter, and stay safe whatever is subtracted.

Cells are top materials × whole quarters, so that no two stretches of time can be subtracted. Where months
of the quarter are hidden whose mass the materials would give away, no material of that quarter is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from exchange.kernel.time import following
from exchange.ledger.queries.sums import material_actor_sums
from exchange.materials.queries.materials import top_ids
from exchange.statistics.queries.secrecy import Secrecy, cells_of
from exchange.statistics.rules import Cell, is_harmless, joined, passes, surviving, surviving_split
from exchange.territories.queries import TerritoryView, territories_by_id

PUBLIC_LEVELS = ("departement", "region")
"""Levels for which the public reads a table of materials."""

Parts = dict[int, Cell]
"""Cells by top material."""


def parts_of(territory: TerritoryView, first: int, last: int, above: Mapping[int, int]) -> Parts:
    """Return who stands behind each top material from `first` to `last`; `above` names the top ones."""
    sides: dict[int, tuple[dict[int, int], dict[int, int]]] = {}
    for material_id, side, who, grams in material_actor_sums(territory.id, "out", first, last):
        givers, receivers = sides.setdefault(above[material_id], ({}, {}))
        parts = givers if side == "giver" else receivers
        parts[who] = parts.get(who, 0) + grams
    return {key: Cell(givers, receivers) for key, (givers, receivers) in sides.items()}


@dataclass(slots=True)
class MaterialSecrecy:
    """The judge of tables by material. `levels` are those that have such a table for this reader."""

    months: Secrecy
    levels: tuple[str, ...]
    above: dict[int, int] = field(default_factory=top_ids)
    _parts: dict[tuple[int, int], Parts] = field(default_factory=dict)

    def parts(self, territory: TerritoryView, quarter: int) -> Parts:
        """Return the cells of a quarter, named by its first month (YYYYMM)."""
        key = (territory.id, quarter)
        if key not in self._parts:
            self._parts[key] = parts_of(territory, quarter, following(quarter, 2), self.above)
        return self._parts[key]

    def told(self, territory: TerritoryView, quarter: int) -> frozenset[int]:
        """Return the top materials whose mass may be told for a quarter."""
        parts = self.parts(territory, quarter)
        if territory.level not in self.levels or not any(passes(cell) for cell in parts.values()):
            return frozenset()
        if not self._months_are_safe(territory, quarter):
            return frozenset()
        kept = surviving_split(parts)
        parent = self.months.parent(territory)
        if kept and parent is not None and parent.level in self.levels:
            kept &= self.told(parent, quarter)
            kept = frozenset(key for key in kept if self._survives(key, territory, parent, quarter))
        return _harmless(kept, parts)

    def _months_are_safe(self, territory: TerritoryView, quarter: int) -> bool:
        last = following(quarter, 2)
        shown = self.months.months_shown(territory)
        cells = cells_of(territory, quarter, last)
        return is_harmless(joined(cell for month, cell in cells.items() if month not in shown))

    def _survives(self, key: int, territory: TerritoryView, parent: TerritoryView, quarter: int) -> bool:
        children = territories_by_id(self.months.children(parent) | {territory.id}).values()
        family = {
            child.id: self.parts(child, quarter).get(key, Cell())
            for child in children
            if child.level in self.levels
        }
        return territory.id in surviving(self.parts(parent, quarter).get(key, Cell()), family)


def _harmless(kept: frozenset[int], parts: Parts) -> frozenset[int]:
    """Return the materials that may stay: the rest of the quarter, taken together, betrays nobody."""
    ranked = sorted(kept, key=lambda key: -parts[key].grams)
    while ranked and not is_harmless(joined(parts[key] for key in parts if key not in ranked)):
        ranked.pop()
    return frozenset(ranked)


@dataclass(frozen=True)
class Quarters:
    """The whole calendar quarters from `first` to `last` (YYYYMM), each named by its first month."""

    first: int
    last: int

    @cached_property
    def whole(self) -> tuple[int, ...]:
        """The quarters that lie inside, in order."""
        month = self.first
        while month % 100 not in {1, 4, 7, 10}:
            month = following(month)
        found = []
        while following(month, 2) <= self.last:
            found.append(month)
            month = following(month, 3)
        return tuple(found)
