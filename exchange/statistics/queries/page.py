"""A territory's page: what was diverted, received and kept within, as far as this reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from exchange.kernel.actor import Actor
from exchange.kernel.time import following, month_in, months_between
from exchange.ledger.figures import Sum
from exchange.ledger.queries.sums import sums
from exchange.materials.queries.materials import top_ids, tree
from exchange.statistics.errors import MonthInvalid, PeriodInvalid
from exchange.statistics.figures import MaterialFigure, PeriodFigure, TerritoryPage, Totals
from exchange.statistics.policy import LIVE, PUBLIC, WHOLE, sight_of
from exchange.statistics.queries.families import contains
from exchange.statistics.queries.latest import latest_of
from exchange.statistics.queries.materials import PUBLIC_LEVELS, MaterialSecrecy, Quarters
from exchange.statistics.queries.secrecy import Cells, Secrecy, by_year, cells_of
from exchange.statistics.rules import (
    COARSE,
    FINE,
    HOUSE_TIME_ZONE,
    Cell,
    is_harmless,
    joined,
    range_of,
    shares,
    without,
)
from exchange.storage.database import session, snapshot
from exchange.territories.queries import TerritoryView, perimeter, territory
from exchange.territories.rules import LEVELS

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
            materials=self._materials(facts),
            latest=latest_of(self.place.id, self.language),
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
        judge = self._judge(self.first, self.last)
        shown = judge.years_shown(self.place) if self.is_yearly else judge.months_shown(self.place)
        empty = {period for period in periods if period not in own}
        allowed = frozenset(periods & (shown | empty))
        if self.sight == LIVE:
            return allowed
        return frozenset(period for period in allowed if self._is_closed(period))

    def _judge(self, first: int, last: int) -> Secrecy:
        return Secrecy(first, last, self._sees)

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
        is_counted = self.sight != PUBLIC or bool(behind) or not hidden
        grams = sum(fact.grams for fact in known)
        by_grade: dict[str, int] = {}
        for fact in known:
            by_grade[fact.grade] = by_grade.get(fact.grade, 0) + fact.grams
        portions = shares(by_grade, FINE if self.sight == WHOLE else COARSE)
        is_silent = bool(hidden) and not behind
        received_g, internal_g, is_less = self._around(shown)
        return Totals(
            diverted_g=None if is_silent else grams,
            received_g=received_g,
            internal_g=internal_g,
            handovers=None if is_silent else sum(fact.handovers for fact in known),
            givers=len(counted.givers) if is_counted else None,
            receivers=len(counted.receivers) if is_counted else None,
            organisations=len(counted.givers.keys() | counted.receivers.keys()) if is_counted else None,
            is_partial=bool(hidden),
            is_around_partial=is_less,
            shares={} if is_silent else portions,
            range_g=None if is_silent or not grams else range_of(grams, portions),
        )

    def _around(self, shown: frozenset[int]) -> tuple[int | None, int | None, bool]:
        """Return what was received, what stayed within, and whether months are missing from them.

        A month's are told where what went out of, into and around the territory, and their differences,
        betray nobody; and only for a territory whose surroundings this reader does not see. The public
        reads diverted mass alone.
        """
        if self.sight == WHOLE:
            return self._sum("in"), self._sum("internal"), False
        if self.sight == PUBLIC or self._judge(self.first, self.last).parent(self.place) is not None:
            return None, None, True
        out, into, within = (
            cells_of(self.place, self.first, self.last, direction) for direction in ("out", "in", "internal")
        )
        told = {
            month
            for month in out.keys() | into.keys()
            if month in shown
            and all(map(is_harmless, _flows(*(cells.get(month, Cell()) for cells in (out, into, within)))))
        }
        is_less = bool((out.keys() | into.keys()) - told)
        if is_less and not told:
            return None, None, True
        return (
            sum(cell.grams for month, cell in into.items() if month in told),
            sum(cell.grams for month, cell in within.items() if month in told),
            is_less,
        )

    def _sum(self, direction: str) -> int:
        return sum(fact.grams for fact in sums(self.place.id, direction, self.first, self.last))

    def _materials(self, facts: Iterable[Sum]) -> tuple[MaterialFigure, ...]:
        """Return the top materials, largest first: all that is there, or what whole quarters may tell."""
        if self.sight == WHOLE:
            above = top_ids()
            grams: dict[int, int] = {}
            for fact in facts:
                grams[above[fact.material_id]] = grams.get(above[fact.material_id], 0) + fact.grams
            hidden: set[int] = set()
        else:
            grams, hidden = self._told()
        figures = [
            MaterialFigure(
                top.slug,
                top.name,
                grams.get(top.id),
                is_secret=top.id not in grams,
                is_partial=top.id in hidden and top.id in grams,
            )
            for top in tree(self.language)
            if self.sight == PUBLIC or top.id in grams or top.id in hidden
        ]
        return tuple(sorted(figures, key=lambda figure: -(figure.diverted_g or 0)))

    def _told(self) -> tuple[dict[int, int], set[int]]:
        """Return the grams of each top material that may be told, and those of which some is hidden."""
        levels = PUBLIC_LEVELS if self.sight == PUBLIC else LEVELS
        grams: dict[int, int] = {}
        hidden: set[int] = set()
        judge = MaterialSecrecy(self._judge(self.first, self.last), levels)
        for quarter in Quarters(self.first, self.last).whole:
            if self.sight == PUBLIC and not self._is_closed(following(quarter, 2)):
                continue
            told = judge.told(self.place, quarter)
            parts = judge.parts(self.place, quarter)
            for key in told:
                grams[key] = grams.get(key, 0) + parts[key].grams
            hidden |= parts.keys() - told
        return grams, hidden


def _flows(out: Cell, into: Cell, within: Cell) -> tuple[Cell, ...]:
    """Return all that a month's three figures tell: themselves, what was brought in, what was sent out."""
    return out, into, within, without(into, [within]), without(out, [within])
