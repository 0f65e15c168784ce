"""A territory's page: what was diverted, received and kept within, as far as this reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from exchange.kernel.actor import Actor
from exchange.kernel.time import day_in, following, month_in, months_between
from exchange.ledger.figures import Sum
from exchange.ledger.queries.lines import latest_handovers
from exchange.ledger.queries.sums import material_actor_sums, sums
from exchange.materials.queries import MaterialView, materials_by_id, top_ids, tree
from exchange.statistics.errors import MonthInvalid, PeriodInvalid
from exchange.statistics.figures import Latest, MaterialFigure, PeriodFigure, TerritoryPage, Totals
from exchange.statistics.policy import LIVE, PUBLIC, WHOLE, sight_of
from exchange.statistics.queries.families import contains
from exchange.statistics.queries.secrecy import Cells, Secrecy, by_year, cells_of
from exchange.statistics.rules import (
    COARSE,
    FINE,
    Cell,
    is_harmless,
    joined,
    range_of,
    shares,
    surviving_split,
    without,
)
from exchange.storage.database import session, snapshot
from exchange.territories.queries import TerritoryView, perimeter, territories_by_id, territory

HOUSE_TIME_ZONE = "Europe/Paris"
LONGEST_YEARS = 10
DEFAULT_MONTHS = 12
DEFAULT_YEARS = 3


def territory_page(
    actor: Actor,
    key: str,
    first: int | None = None,
    last: int | None = None,
    *,
    now: datetime,
    language: str = "fr",
) -> TerritoryPage:
    """Return a territory's page for months `first` to `last` (YYYYMM), by default the last twelve.

    The public reads closed months; of a commune, closed calendar years.

    Raises: TerritoryUnknown, MonthInvalid, PeriodInvalid.
    """
    with snapshot():
        place = territory(key)
        sight = sight_of(actor, is_within=contains(actor.territories, place))
        is_yearly = sight == PUBLIC and place.level == "commune"
        current = month_in(now, place.time_zone or HOUSE_TIME_ZONE)
        first, last = _stretch(first, last, current, sight, is_yearly=is_yearly)
        return _Reading(actor, place, sight, is_yearly, first, last, current, language).page()


def _stretch(
    first: int | None, last: int | None, current: int, sight: str, *, is_yearly: bool
) -> tuple[int, int]:
    closed = current if sight != PUBLIC else following(current, -1)
    if is_yearly:
        closed = (current // 100 - 1) * 100 + 12
    for month in (first, last):
        if month is not None and not (190001 <= month <= 999912 and 1 <= month % 100 <= 12):
            raise MonthInvalid
    last = closed if last is None else last
    if first is None:
        first = (
            (last // 100 - DEFAULT_YEARS + 1) * 100 + 1 if is_yearly else following(last, 1 - DEFAULT_MONTHS)
        )
    if first > last or following(first, LONGEST_YEARS * 12) <= last:
        raise PeriodInvalid(years=LONGEST_YEARS)
    return first, last


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reader before one territory; splits the page into its questions."""

    actor: Actor
    place: TerritoryView
    sight: str
    is_yearly: bool
    first: int
    last: int
    current: int
    language: str

    def page(self) -> TerritoryPage:
        facts = sums(self.place.id, "out", self.first, self.last)
        cells = cells_of(self.place, self.first, self.last)
        shown = self._shown(cells)
        return TerritoryPage(
            territory=self.place,
            sight=self.sight,
            first=self.first,
            last=self.last,
            is_yearly=self.is_yearly,
            periods=tuple(self._figure(period, facts, shown) for period in self._periods()),
            totals=self._totals(facts, cells, shown),
            materials=self._materials(facts, cells, shown),
            latest=self._latest(),
            communes_loaded=len(session().scalars(perimeter(self.place.id)).all()),
        )

    def _periods(self) -> list[int]:
        months = months_between(self.first, self.last)
        if not self.is_yearly:
            return months
        whole = {month // 100 for month in months}
        return sorted(year for year in whole if year * 100 + 1 >= self.first and year * 100 + 12 <= self.last)

    def _period(self, month: int) -> int:
        return month // 100 if self.is_yearly else month

    def _is_closed(self, period: int) -> bool:
        return period < (self.current // 100 if self.is_yearly else self.current)

    def _shown(self, cells: Cells) -> frozenset[int]:
        """Return the periods whose figure may be shown; those without any exchange hide nothing."""
        periods = set(self._periods())
        own = by_year(cells) if self.is_yearly else cells
        if self.sight == WHOLE:
            return frozenset(periods)
        judge = Secrecy(self.first, self.last, self._sees)
        shown = judge.years_shown(self.place) if self.is_yearly else judge.months_shown(self.place)
        empty = {period for period in periods if period not in own}
        allowed = frozenset(periods & (shown | empty))
        if self.sight == LIVE:
            return allowed
        return frozenset(period for period in allowed if self._is_closed(period))

    def _sees(self, around: TerritoryView) -> bool:
        return self.sight == PUBLIC or contains(self.actor.territories, around)

    def _figure(self, period: int, facts: Iterable[Sum], shown: frozenset[int]) -> PeriodFigure:
        is_open = not self._is_closed(period)
        if period not in shown:
            return PeriodFigure(period, None, None, is_secret=True, is_open=is_open)
        own = [fact for fact in facts if self._period(fact.month) == period]
        return PeriodFigure(
            period,
            sum(fact.grams for fact in own),
            sum(fact.handovers for fact in own),
            is_secret=False,
            is_open=is_open,
        )

    def _totals(self, facts: Iterable[Sum], cells: Cells, shown: frozenset[int]) -> Totals:
        known = [fact for fact in facts if self._period(fact.month) in shown]
        behind = {period: cell for period, cell in cells.items() if self._period(period) in shown}
        hidden = [cell for period, cell in cells.items() if self._period(period) not in shown]
        counted = joined(cells.values() if self.sight != PUBLIC else behind.values())
        grams = sum(fact.grams for fact in known)
        by_grade: dict[str, int] = {}
        for fact in known:
            by_grade[fact.grade] = by_grade.get(fact.grade, 0) + fact.grams
        portions = shares(by_grade, FINE if self.sight == WHOLE else COARSE)
        is_silent = bool(hidden) and not behind
        received_g, internal_g = self._around()
        return Totals(
            diverted_g=None if is_silent else grams,
            received_g=received_g,
            internal_g=internal_g,
            handovers=None if is_silent else sum(fact.handovers for fact in known),
            givers=len(counted.givers),
            receivers=len(counted.receivers),
            organisations=len(counted.givers.keys() | counted.receivers.keys()),
            is_partial=bool(hidden),
            shares={} if is_silent else portions,
            range_g=None if is_silent or not grams else range_of(grams, portions),
        )

    def _around(self) -> tuple[int | None, int | None]:
        """Return what was received and what stayed within, where their difference from the rest is safe."""
        if self.sight == PUBLIC:
            return None, None
        if self.sight == WHOLE:
            return self._sum("in"), self._sum("internal")
        out, into, within = (
            joined(cells_of(self.place, self.first, self.last, direction).values())
            for direction in ("out", "in", "internal")
        )
        may_tell_in = is_harmless(into) and is_harmless(without(into, [within]))
        may_tell_within = (
            is_harmless(within)
            and is_harmless(without(into, [within]))
            and is_harmless(without(out, [within]))
        )
        return into.grams if may_tell_in else None, within.grams if may_tell_within else None

    def _sum(self, direction: str) -> int:
        return sum(fact.grams for fact in sums(self.place.id, direction, self.first, self.last))

    def _materials(
        self, facts: Iterable[Sum], cells: Cells, shown: frozenset[int]
    ) -> tuple[MaterialFigure, ...]:
        tops = tree(self.language)
        above = top_ids()
        if self.sight == PUBLIC:
            return tuple(MaterialFigure(top.slug, top.name, None, is_secret=True) for top in tops)
        grams: dict[int, int] = {}
        for fact in facts:
            top_id = above[fact.material_id]
            grams[top_id] = grams.get(top_id, 0) + fact.grams
        told = frozenset(grams)
        if self.sight == LIVE:
            # With a month hidden, materials would tell its mass: their sum less the months shown.
            is_known = all(self._period(month) in shown for month in cells)
            told = surviving_split(self._by_material(above)) if is_known else frozenset()
        present = [top for top in tops if top.id in grams]
        figures = [
            MaterialFigure(top.slug, top.name, grams[top.id] if top.id in told else None, top.id not in told)
            for top in present
        ]
        return tuple(sorted(figures, key=lambda figure: -(figure.diverted_g or 0)))

    def _by_material(self, above: dict[int, int]) -> dict[int, Cell]:
        sides: dict[int, tuple[dict[int, int], dict[int, int]]] = {}
        for material_id, side, who, grams in material_actor_sums(self.place.id, "out", self.first, self.last):
            givers, receivers = sides.setdefault(above[material_id], ({}, {}))
            parts = givers if side == "giver" else receivers
            parts[who] = parts.get(who, 0) + grams
        return {key: Cell(givers, receivers) for key, (givers, receivers) in sides.items()}

    def _latest(self) -> tuple[Latest, ...]:
        lines = latest_handovers(self.place.id)
        names: dict[int, MaterialView] = materials_by_id({line.material_id for line in lines}, self.language)
        communes = territories_by_id(
            {line.giver_commune_id for line in lines} | {line.receiver_commune_id for line in lines}
        )
        found = []
        for line in lines:
            giver = communes[line.giver_commune_id]
            day = day_in(line.handed_over_at, giver.time_zone or HOUSE_TIME_ZONE)
            found.append(
                Latest(
                    names[line.material_id].slug,
                    names[line.material_id].name,
                    giver.name,
                    communes[line.receiver_commune_id].name,
                    day - timedelta(days=day.weekday()),
                )
            )
        return tuple(found)
