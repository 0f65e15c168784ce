"""Figures of a territory by month, by material, or both: the same cells as its page, as a list."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from exchange.kernel.actor import Actor
from exchange.kernel.time import months_between
from exchange.ledger.queries.sums import sums
from exchange.materials.queries.materials import top_ids, tree
from exchange.statistics.errors import BreakdownUnknown
from exchange.statistics.figures import TerritoryPage
from exchange.statistics.policy import WHOLE
from exchange.statistics.queries.page import territory_page
from exchange.storage.database import snapshot

DIMENSIONS = ("month", "material")


@dataclass(frozen=True, slots=True)
class Item:
    """One combination asked for: `month` YYYYMM and `material` (slug), None where not asked by.

    `diverted_g` None with `is_secret` is hidden, never zero.
    """

    month: int | None
    material: str | None
    material_name: str | None
    diverted_g: int | None
    is_secret: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A territory's page, and its items."""

    page: TerritoryPage
    items: tuple[Item, ...]


def breakdown(
    actor: Actor,
    key: str,
    first: int | None = None,
    last: int | None = None,
    *,
    by: Collection[str] = (),
    now: datetime,
    language: str = "fr",
) -> Breakdown:
    """Return a territory's figures, one item for each combination of the dimensions asked for.

    Raises: TerritoryUnknown, MonthInvalid, PeriodInvalid, BreakdownUnknown.
    """
    if not set(by) <= set(DIMENSIONS):
        raise BreakdownUnknown
    with snapshot():
        page = territory_page(actor, key, first, last, now=now, language=language)
        if set(by) == {"month"}:
            items = _by_month(page)
        elif set(by) == {"material"}:
            items = iter(
                Item(None, figure.slug, figure.name, figure.diverted_g, figure.is_secret)
                for figure in page.materials
            )
        elif by:
            items = _by_both(page, language)
        else:
            items = iter(())
        return Breakdown(page, tuple(items))


def _by_month(page: TerritoryPage) -> Iterator[Item]:
    """Yield the months; where only years may be read, every month is hidden."""
    if page.is_yearly:
        for month in months_between(page.first, page.last):
            yield Item(month, None, None, None, is_secret=True)
        return
    for figure in page.periods:
        yield Item(figure.period, None, None, figure.diverted_g, figure.is_secret)


def _by_both(page: TerritoryPage, language: str) -> Iterator[Item]:
    """Yield month × top material: as they are for who sees all, else all hidden, existing or not."""
    tops = tree(language)
    months = months_between(page.first, page.last)
    if page.sight != WHOLE:
        for month in months:
            for top in tops:
                yield Item(month, top.slug, top.name, None, is_secret=True)
        return
    above = top_ids()
    grams: dict[tuple[int, int], int] = {}
    for fact in sums(page.territory.id, "out", page.first, page.last):
        place = (fact.month, above[fact.material_id])
        grams[place] = grams.get(place, 0) + fact.grams
    for month in months:
        for top in tops:
            if (month, top.id) in grams:
                yield Item(month, top.slug, top.name, grams[month, top.id], is_secret=False)
