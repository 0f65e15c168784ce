"""How territories lie within one another, worked out from their communes alone.

Levels do not nest by law (an EPCI may straddle départements), so a parent is whatever contains a
territory wholly, and a territory's children are what it contains with nothing between.

That changes only when another vintage is loaded, and takes long to work out for a whole country: the
answers are kept in the process, under the vintage they hold for.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache

from sqlalchemy import func, select

from exchange.ledger.queries.belonging import FIXED_LEVELS
from exchange.storage.database import engine, session
from exchange.territories.loading import DATASET
from exchange.territories.models import Perimeter, ReferenceVintage, Territory
from exchange.territories.queries import TerritoryView, perimeter

_KEPT = 2_000
"""Territories whose children are remembered: every one above the commune."""


def parent_of(territory: TerritoryView) -> int | None:
    """Return the id of the smallest territory of a higher level that contains all of this one's communes."""
    higher = FIXED_LEVELS[_rank(territory.level) + 1 :]
    one = session().scalar(perimeter(territory.id).limit(1))
    around = dict(
        session()
        .execute(
            select(Territory.id, Territory.level)
            .join(Perimeter, Perimeter.territory_id == Territory.id)
            .where(
                Perimeter.commune_id == one,
                Perimeter.valid_until.is_(None),
                Territory.level.in_(higher),
            )
        )
        .tuples()
        .all()
    )
    sizes = _sizes({territory.id, *around})
    inside = session().execute(
        select(Perimeter.territory_id, func.count())
        .where(
            Perimeter.valid_until.is_(None),
            Perimeter.territory_id.in_(around),
            Perimeter.commune_id.in_(perimeter(territory.id)),
        )
        .group_by(Perimeter.territory_id)
    )
    whole = [id_ for id_, count in inside.tuples() if count == sizes[territory.id]]
    return min(whole, key=lambda id_: (sizes[id_], _rank(around[id_]), id_), default=None)


def children_of(parent: TerritoryView) -> frozenset[int]:
    """Return the ids of the territories wholly inside another, with no third one between them."""
    loaded = session().execute(
        select(ReferenceVintage.sha256, ReferenceVintage.loaded_at)
        .filter_by(dataset=DATASET)
        .order_by(ReferenceVintage.id)
    )
    return _children(parent.id, parent.level, (str(engine().url), *loaded.tuples().all()))


@lru_cache(maxsize=_KEPT)
def _children(parent_id: int, level: str, vintages: Hashable) -> frozenset[int]:
    """Return the children of a territory, as they are while a database holds these vintages."""
    del vintages
    lower = FIXED_LEVELS[: _rank(level)]
    rows = session().execute(
        select(Perimeter.territory_id, Perimeter.commune_id)
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(
            Perimeter.valid_until.is_(None),
            Perimeter.commune_id.in_(perimeter(parent_id)),
            Territory.level.in_(lower[1:]),
        )
    )
    communes: dict[int, set[int]] = {}
    for territory_id, commune_id in rows.tuples():
        communes.setdefault(territory_id, set()).add(commune_id)
    sizes = _sizes(communes)
    inside = {key: found for key, found in communes.items() if len(found) == sizes[key]}
    levels = dict(
        session()
        .execute(select(Territory.id, Territory.level).where(Territory.id.in_(inside)))
        .tuples()
        .all()
    )
    over: dict[int, list[int]] = {}
    for key, found in inside.items():
        for commune_id in found:
            over.setdefault(commune_id, []).append(key)

    def is_between(lesser: int, other: int) -> bool:
        return _rank(levels[other]) > _rank(levels[lesser]) and inside[lesser] <= inside[other]

    found = {
        key
        for key, members in inside.items()
        if not any(is_between(key, other) for other in over[next(iter(members))])
    }
    if lower:
        found.update(
            commune_id for commune_id in session().scalars(perimeter(parent_id)) if commune_id not in over
        )
    return frozenset(found)


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
    return _sizes([territory_id]).get(territory_id, 0)


def _sizes(territory_ids: Iterable[int]) -> dict[int, int]:
    rows = session().execute(
        select(Perimeter.territory_id, func.count())
        .where(Perimeter.valid_until.is_(None), Perimeter.territory_id.in_(territory_ids))
        .group_by(Perimeter.territory_id)
    )
    return dict(rows.tuples().all())
