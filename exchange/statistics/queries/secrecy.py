"""Which months (or years) of a territory's diverted mass may be shown, and stay so whatever is subtracted.

A cell is shown if it passes the threshold, if the same cell of the territory around it is shown, and if
what is left of that one, when all its shown parts are taken off, betrays nobody. The answer depends on the
cell alone, never on the stretch of time asked for, so that two stretches cannot be subtracted either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from exchange.ledger.figures import ActorSum
from exchange.ledger.queries.belonging import FIXED_LEVELS
from exchange.ledger.queries.sums import actor_sums, area_actor_sums
from exchange.statistics.queries.families import children_of, parent_of
from exchange.statistics.rules import Cell, is_harmless, joined, passes, surviving
from exchange.territories.queries import TerritoryView, territories_by_id

Cells = dict[int, Cell]
"""Cells by month (YYYYMM) or year."""


def cells_of(territory: TerritoryView, first: int, last: int, direction: str = "out") -> Cells:
    """Return who stands behind each month of a territory's figures."""
    if territory.level in FIXED_LEVELS:
        return _cells({territory.id}, first, last, direction).get(territory.id, {})
    return _by_place(area_actor_sums(territory.id, direction, first, last)).get(territory.id, {})


def by_year(cells: Cells) -> Cells:
    """Return monthly cells taken together by calendar year."""
    years = {month // 100 for month in cells}
    return {year: joined(cell for month, cell in cells.items() if month // 100 == year) for year in years}


@dataclass(slots=True)
class Secrecy:
    """The judge of one page: whole months or calendar years from `first` to `last` (YYYYMM).

    `sees` tells which territories this reader sees at all: those around them are no threat to it.
    """

    first: int
    last: int
    sees: Callable[[TerritoryView], bool] = lambda territory: territory is not None
    _months: dict[int, frozenset[int]] = field(default_factory=dict)
    _years: dict[int, frozenset[int]] = field(default_factory=dict)
    _parents: dict[int, TerritoryView | None] = field(default_factory=dict)
    _children: dict[int, frozenset[int]] = field(default_factory=dict)

    def months_shown(self, territory: TerritoryView) -> frozenset[int]:
        """Return the months of a territory that may be shown."""
        if territory.id not in self._months:
            self._months[territory.id] = self._shown(territory, is_yearly=False)
        return self._months[territory.id]

    def years_shown(self, territory: TerritoryView) -> frozenset[int]:
        """Return the calendar years of a territory that may be shown."""
        if territory.id not in self._years:
            self._years[territory.id] = self._shown(territory, is_yearly=True)
        return self._years[territory.id]

    def parent(self, territory: TerritoryView) -> TerritoryView | None:
        """Return the territory around another one, if this reader sees it."""
        if territory.id not in self._parents:
            key = parent_of(territory)
            parent = None if key is None else territories_by_id([key])[key]
            self._parents[territory.id] = parent if parent is not None and self.sees(parent) else None
        return self._parents[territory.id]

    def children(self, territory: TerritoryView) -> frozenset[int]:
        """Return the ids of the territories right inside another."""
        if territory.id not in self._children:
            self._children[territory.id] = children_of(territory)
        return self._children[territory.id]

    def _shown(self, territory: TerritoryView, *, is_yearly: bool) -> frozenset[int]:
        own = self._cells(territory, is_yearly=is_yearly)
        passing = {period for period, cell in own.items() if passes(cell)}
        parent = self.parent(territory)
        if parent is None or not passing:
            return frozenset(passing)
        passing &= self.years_shown(parent) if is_yearly else self.months_shown(parent)
        if is_yearly:
            passing &= self._years_without_gaps(parent)
        around = self._cells(parent, is_yearly=is_yearly)
        family = self._family(parent, territory, own, is_yearly=is_yearly)
        return frozenset(
            period
            for period in passing
            if territory.id
            in surviving(
                around.get(period, Cell()),
                {key: cells[period] for key, cells in family.items() if period in cells},
            )
        )

    def _years_without_gaps(self, territory: TerritoryView) -> set[int]:
        """Return the years whose hidden months, taken together, betray nobody once the year is known."""
        shown = self.months_shown(territory)
        hidden = {month: cell for month, cell in self._cells(territory).items() if month not in shown}
        gaps = by_year(hidden)
        return {
            year
            for year in range(self.first // 100, self.last // 100 + 1)
            if is_harmless(gaps.get(year, Cell()))
        }

    def _family(
        self, parent: TerritoryView, territory: TerritoryView, own: Cells, *, is_yearly: bool
    ) -> dict[int, Cells]:
        """Return the cells of all that a parent contains, or of an area alone, which nothing complements."""
        children = self.children(parent)
        if territory.id not in children:
            return {territory.id: own}
        found = _cells(set(children), self.first, self.last, "out")
        return {key: by_year(cells) for key, cells in found.items()} if is_yearly else found

    def _cells(self, territory: TerritoryView, *, is_yearly: bool = False) -> Cells:
        cells = cells_of(territory, self.first, self.last)
        return by_year(cells) if is_yearly else cells


def _cells(territory_ids: set[int], first: int, last: int, direction: str) -> dict[int, Cells]:
    return _by_place(actor_sums(territory_ids, direction, first, last))


def _by_place(parts: Iterable[ActorSum]) -> dict[int, Cells]:
    sides: dict[tuple[int, int], tuple[dict[int, int], dict[int, int]]] = {}
    for part in parts:
        if part.grams or part.handovers:
            givers, receivers = sides.setdefault((part.territory_id, part.month), ({}, {}))
            (givers if part.side == "giver" else receivers)[part.organisation_id] = part.grams
    found: dict[int, Cells] = {}
    for (territory_id, month), (givers, receivers) in sides.items():
        found.setdefault(territory_id, {})[month] = Cell(givers, receivers)
    return found
