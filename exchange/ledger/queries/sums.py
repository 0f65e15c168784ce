"""Figures of any territory, exact at every moment: roll-ups plus the lines that wait for their seal.

Both parts are read by one statement, hence in one state of the database, whatever the sealer does
meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from exchange.ledger.figures import ActorSum, PairSum, Sum
from exchange.ledger.models import ActorRollup, LedgerLine, LevelRollup, PairRollup, WaitingLine
from exchange.ledger.queries.belonging import counted_in, is_fixed
from exchange.ledger.rules import COUNTS
from exchange.storage.database import session

HANDOVERS = case(COUNTS, value=LedgerLine.kind)
"""What a line adds to a number of handovers."""


def sums(territory_id: int, direction: str, first: int, last: int) -> tuple[Sum, ...]:
    """Return what went `out` of, `in`to or stayed `internal` to a territory, by month, material, grade."""
    counted = counted_in([territory_id])
    months = LedgerLine.month.between(first, last)
    waiting = _facts().join(WaitingLine, WaitingLine.line_id == LedgerLine.id)
    waiting = waiting.where(months, *_moves(direction, counted))
    if is_fixed(territory_id):
        sealed = select(
            LevelRollup.month,
            LevelRollup.material_id,
            LevelRollup.grade,
            LevelRollup.grams,
            LevelRollup.handovers,
        ).where(
            LevelRollup.territory_id == territory_id,
            LevelRollup.direction == direction,
            LevelRollup.month.between(first, last),
        )
    else:
        sealed = select(
            PairRollup.month, PairRollup.material_id, PairRollup.grade, PairRollup.grams, PairRollup.handovers
        ).where(PairRollup.month.between(first, last), *_moves(direction, counted, PairRollup))
    both = union_all(sealed, waiting).subquery()
    place = (both.c.month, both.c.material_id, both.c.grade)
    rows = session().execute(
        select(*place, func.sum(both.c.grams), func.sum(both.c.handovers)).group_by(*place).order_by(*place)
    )
    return tuple(Sum(month, material, grade, int(grams), int(n)) for month, material, grade, grams, n in rows)


def actor_sums(territory_ids: Collection[int], direction: str, first: int, last: int) -> tuple[ActorSum, ...]:
    """Return each organisation's part in these territories' months, as giver and as receiver.

    For fixed territories; the parts of an area are counted by `area_actor_sums`.
    """
    counted = counted_in(territory_ids)
    sealed = select(
        ActorRollup.territory_id,
        ActorRollup.month,
        ActorRollup.side,
        ActorRollup.organisation_id,
        ActorRollup.grams,
        ActorRollup.handovers,
    ).where(
        ActorRollup.territory_id.in_(territory_ids),
        ActorRollup.direction == direction,
        ActorRollup.month.between(first, last),
    )
    waiting = [
        _parts(side, direction, counted, first, last).join(WaitingLine, WaitingLine.line_id == LedgerLine.id)
        for side in ("giver", "receiver")
    ]
    return _actors(sealed, *waiting)


def area_actor_sums(territory_id: int, direction: str, first: int, last: int) -> tuple[ActorSum, ...]:
    """Return each organisation's part in an area's months, counted from its communes' lines."""
    counted = counted_in([territory_id])
    return _actors(*(_parts(side, direction, counted, first, last) for side in ("giver", "receiver")))


def material_actor_sums(
    territory_id: int, direction: str, first: int, last: int
) -> tuple[tuple[int, str, int, int], ...]:
    """Return (material, side, organisation, grams) over a stretch of months, counted from the lines."""
    counted = counted_in([territory_id])
    parts = [
        select(
            LedgerLine.material_id,
            literal(side).label("side"),
            _organisation(side).label("organisation_id"),
            LedgerLine.grams,
        ).where(LedgerLine.month.between(first, last), *_moves(direction, counted))
        for side in ("giver", "receiver")
    ]
    both = union_all(*parts).subquery()
    place = (both.c.material_id, both.c.side, both.c.organisation_id)
    rows = session().execute(select(*place, func.sum(both.c.grams)).group_by(*place))
    return tuple((material, side, who, int(grams)) for material, side, who, grams in rows)


def pair_sums(first: int, last: int) -> tuple[PairSum, ...]:
    """Return what went from commune to commune, by month: the flows that any perimeter is made of."""
    sealed = select(
        PairRollup.giver_commune_id,
        PairRollup.receiver_commune_id,
        PairRollup.month,
        PairRollup.grams,
        PairRollup.handovers,
    ).where(PairRollup.month.between(first, last))
    waiting = (
        select(
            LedgerLine.giver_commune_id,
            LedgerLine.receiver_commune_id,
            LedgerLine.month,
            LedgerLine.grams,
            HANDOVERS,
        )
        .join(WaitingLine, WaitingLine.line_id == LedgerLine.id)
        .where(LedgerLine.month.between(first, last))
    )
    both = union_all(sealed, waiting).subquery()
    place = (both.c.giver_commune_id, both.c.receiver_commune_id, both.c.month)
    rows = session().execute(
        select(*place, func.sum(both.c.grams), func.sum(both.c.handovers)).group_by(*place).order_by(*place)
    )
    return tuple(
        PairSum(giver, receiver, month, int(grams), int(n)) for giver, receiver, month, grams, n in rows
    )


def _facts() -> Select[*tuple[Any, ...]]:
    return select(
        LedgerLine.month,
        LedgerLine.material_id,
        LedgerLine.grade,
        LedgerLine.grams,
        HANDOVERS.label("handovers"),
    )


def _moves(
    direction: str, counted: CTE, table: type[LedgerLine | PairRollup] = LedgerLine
) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a line, or a pair, one of this direction for the one territory counted."""
    communes = select(counted.c.commune_id)
    out, into = table.giver_commune_id.in_(communes), table.receiver_commune_id.in_(communes)
    return {"out": (out,), "in": (into,), "internal": (out, into)}[direction]


def _parts(side: str, direction: str, counted: CTE, first: int, last: int) -> Select[*tuple[Any, ...]]:
    """Return the lines of several territories as one side's parts; a line counts in each of them."""
    end = LedgerLine.receiver_commune_id if direction == "in" else LedgerLine.giver_commune_id
    parts = (
        select(
            counted.c.territory_id,
            LedgerLine.month,
            literal(side).label("side"),
            _organisation(side).label("organisation_id"),
            LedgerLine.grams,
            HANDOVERS.label("handovers"),
        )
        .join_from(LedgerLine, counted, counted.c.commune_id == end)
        .where(LedgerLine.month.between(first, last))
    )
    if direction == "internal":
        within = counted.alias(f"within_{side}")  # both sides stand in one statement
        parts = parts.join(
            within,
            (within.c.territory_id == counted.c.territory_id)
            & (within.c.commune_id == LedgerLine.receiver_commune_id),
        )
    return parts


def _organisation(side: str) -> InstrumentedAttribute[int]:
    return LedgerLine.giver_organisation_id if side == "giver" else LedgerLine.receiver_organisation_id


def _actors(*parts: Select[*tuple[Any, ...]]) -> tuple[ActorSum, ...]:
    both = union_all(*parts).subquery()
    place = (both.c.territory_id, both.c.month, both.c.side, both.c.organisation_id)
    rows = session().execute(
        select(*place, func.sum(both.c.grams), func.sum(both.c.handovers)).group_by(*place).order_by(*place)
    )
    return tuple(
        ActorSum(territory, month, side, who, int(grams), int(n))
        for territory, month, side, who, grams, n in rows
    )
