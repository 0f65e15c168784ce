"""How territories lie within one another, worked out from their communes alone.

Levels do not nest by law (an EPCI may straddle départements), so a parent is whatever contains a
territory wholly, and a territory's children are what it contains with nothing between.
"""

from __future__ import annotations

from sqlalchemy import func, select

from exchange.ledger.queries.belonging import FIXED_LEVELS
from exchange.storage.database import session
from exchange.territories.models import Perimeter, Territory
from exchange.territories.queries import TerritoryView, perimeter


def parent_of(territory: TerritoryView) -> int | None:
    """Return the id of the smallest territory of a higher level that contains all of this one's communes."""
    size = _size(territory.id)
    if not size:
        return None
    higher = FIXED_LEVELS[_rank(territory.level) + 1 :]
    containing = (
        select(Perimeter.territory_id, func.count().label("inside"))
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(
            Perimeter.valid_until.is_(None),
            Perimeter.commune_id.in_(perimeter(territory.id)),
            Territory.level.in_(higher),
            Territory.id != territory.id,
        )
        .group_by(Perimeter.territory_id)
        .having(func.count() == size)
        .subquery()
    )
    rows = session().execute(
        select(Territory.id, Territory.level, func.count())
        .join(containing, containing.c.territory_id == Territory.id)
        .join(Perimeter, (Perimeter.territory_id == Territory.id) & Perimeter.valid_until.is_(None))
        .group_by(Territory.id, Territory.level)
    )
    ranked = sorted((count, _rank(level), id_) for id_, level, count in rows)
    return ranked[0][2] if ranked else None


def children_of(parent: TerritoryView) -> frozenset[int]:
    """Return the ids of the territories wholly inside another, with no third one between them."""
    rows = session().execute(
        select(Perimeter.territory_id, Territory.level, Perimeter.commune_id)
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(
            Perimeter.valid_until.is_(None),
            Perimeter.commune_id.in_(perimeter(parent.id)),
            Territory.level.in_(FIXED_LEVELS[: _rank(parent.level)]),
        )
    )
    communes: dict[int, set[int]] = {}
    levels: dict[int, str] = {}
    for territory_id, level, commune_id in rows:
        communes.setdefault(territory_id, set()).add(commune_id)
        levels[territory_id] = level
    sizes = _sizes(frozenset(communes))
    inside = [key for key, found in communes.items() if len(found) == sizes[key]]
    inside.sort(key=lambda key: (len(communes[key]), _rank(levels[key])))
    covered: dict[int, list[int]] = {}
    for key in inside:
        for commune_id in communes[key]:
            covered.setdefault(commune_id, []).append(key)

    def is_between(lower: int, upper: int) -> bool:
        return _rank(levels[upper]) > _rank(levels[lower]) and communes[lower] <= communes[upper]

    return frozenset(
        key
        for key in inside
        if not any(is_between(key, other) for other in covered[next(iter(communes[key]))])
    )


def contains(territory_ids: frozenset[int], inner: TerritoryView) -> bool:
    """Whether one of the territories is, or contains, another.

    A département never contains its région, even where no other département is loaded.
    """
    if inner.id in territory_ids:
        return True
    lower_than = FIXED_LEVELS[_rank(inner.level) + 1 :]
    size = _size(inner.id)
    if not size or not territory_ids:
        return False
    rows = session().execute(
        select(Territory.level, func.count())
        .select_from(Perimeter)
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(
            Perimeter.valid_until.is_(None),
            Perimeter.territory_id.in_(territory_ids),
            Perimeter.commune_id.in_(perimeter(inner.id)),
        )
        .group_by(Perimeter.territory_id, Territory.level)
    )
    return any(
        inside == size and (level in lower_than or (level == "area" and inner.level == "commune"))
        for level, inside in rows
    )


def _rank(level: str) -> int:
    """Return a level's place; an area stands beside communes, since anything may contain it."""
    return FIXED_LEVELS.index(level) if level in FIXED_LEVELS else 0


def _size(territory_id: int) -> int:
    return _sizes(frozenset({territory_id})).get(territory_id, 0)


def _sizes(territory_ids: frozenset[int]) -> dict[int, int]:
    rows = session().execute(
        select(Perimeter.territory_id, func.count())
        .where(Perimeter.valid_until.is_(None), Perimeter.territory_id.in_(territory_ids))
        .group_by(Perimeter.territory_id)
    )
    return dict(rows.tuples().all())
