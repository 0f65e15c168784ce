"""Which territories a commune counts in: those of today, for a commune of the past those of its heirs."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CTE, literal, select, union

from exchange.storage.database import session
from exchange.territories.models import Perimeter, Territory, TerritorySuccessor

FIXED_LEVELS = ("commune", "epci", "departement", "region", "country")
"""Levels that have roll-ups of their own; an area is summed from its communes."""


def territories_over(commune_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return, for each commune, the fixed territories it counts in, itself included."""
    wanted = frozenset(commune_ids)
    heirs = _heirs(wanted)
    rows = session().execute(
        select(Perimeter.commune_id, Perimeter.territory_id)
        .join(Territory, Territory.id == Perimeter.territory_id)
        .where(
            Perimeter.commune_id.in_({heir for found in heirs.values() for heir in found}),
            Perimeter.valid_until.is_(None),
            Territory.level.in_(FIXED_LEVELS),
        )
    )
    over: dict[int, set[int]] = {}
    for commune_id, territory_id in rows.tuples():
        over.setdefault(commune_id, set()).add(territory_id)
    return {
        commune_id: frozenset({commune_id}.union(*(over.get(heir, set()) for heir in heirs[commune_id])))
        for commune_id in wanted
    }


def _heirs(commune_ids: frozenset[int]) -> dict[int, frozenset[int]]:
    """Return each commune with all that took over from it, however far down."""
    successors: dict[int, set[int]] = {}
    ahead = set(commune_ids)
    while ahead:
        rows = session().execute(
            select(TerritorySuccessor.territory_id, TerritorySuccessor.successor_id).where(
                TerritorySuccessor.territory_id.in_(ahead)
            )
        )
        found: set[int] = set()
        for old, new in rows.tuples():
            successors.setdefault(old, set()).add(new)
            found.add(new)
        ahead = found - successors.keys()
    heirs: dict[int, frozenset[int]] = {}
    for commune_id in commune_ids:
        reached, edge = {commune_id}, {commune_id}
        while edge:
            edge = {new for old in edge for new in successors.get(old, set())} - reached
            reached |= edge
        heirs[commune_id] = frozenset(reached)
    return heirs


def counted_in(territory_ids: Iterable[int]) -> CTE:
    """Return rows (territory_id, commune_id): the communes, of today and before, whose lines count there."""
    ids = sorted(set(territory_ids))
    today = select(Perimeter.territory_id, Perimeter.commune_id).where(
        Perimeter.territory_id.in_(ids), Perimeter.valid_until.is_(None)
    )
    itself = select(Territory.id, Territory.id.label("commune_id")).where(
        Territory.id.in_(ids), Territory.level == "commune"
    )
    first = union(today, itself).subquery()
    counted = select(first.c.territory_id, first.c.commune_id).cte("counted", recursive=True)
    before = select(counted.c.territory_id, TerritorySuccessor.territory_id).join(
        counted, counted.c.commune_id == TerritorySuccessor.successor_id
    )
    return counted.union(before)


def is_fixed(territory_id: int) -> bool:
    """Whether a territory has roll-ups of its own."""
    return bool(
        session().scalar(
            select(literal(1)).where(Territory.id == territory_id, Territory.level.in_(FIXED_LEVELS))
        )
    )
