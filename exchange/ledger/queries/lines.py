"""Single lines: those of a claim, the latest handovers of a territory, and what each one states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from exchange.ledger.figures import BookedLine
from exchange.ledger.models import LedgerLine
from exchange.ledger.queries.belonging import counted_in
from exchange.ledger.rules import LineContent
from exchange.materials.models import Material
from exchange.organisations.models import Organisation
from exchange.storage.database import session
from exchange.territories.models import Territory

_COLUMNS: tuple[Any, ...] = (
    LedgerLine.public_id,
    LedgerLine.kind,
    LedgerLine.claim,
    LedgerLine.lot,
    LedgerLine.giver_commune_id,
    LedgerLine.receiver_commune_id,
    LedgerLine.month,
    LedgerLine.material_id,
    LedgerLine.grams,
    LedgerLine.grade,
    LedgerLine.handed_over_at,
    LedgerLine.booked_at,
    LedgerLine.sha256,
)
_BATCH = 5_000


def lines_of(claim: str) -> tuple[BookedLine, ...]:
    """Return the lines of a claim (public id) in the order of booking."""
    rows = session().execute(
        select(*_COLUMNS).where(LedgerLine.claim == claim).order_by(LedgerLine.booked_at, LedgerLine.id)
    )
    return tuple(BookedLine(*row) for row in rows)


def latest_handovers(territory_id: int, limit: int = 8) -> tuple[BookedLine, ...]:
    """Return the latest handovers out of or into a territory, corrections left out."""
    communes = select(counted_in([territory_id]).c.commune_id)
    rows = session().execute(
        select(*_COLUMNS)
        .where(
            LedgerLine.kind == "handover",
            LedgerLine.grams > 0,
            LedgerLine.giver_commune_id.in_(communes) | LedgerLine.receiver_commune_id.in_(communes),
        )
        .order_by(LedgerLine.handed_over_at.desc(), LedgerLine.id.desc())
        .limit(limit)
    )
    return tuple(BookedLine(*row) for row in rows)


def contents(after_id: int = 0) -> Iterator[tuple[int, LineContent, str]]:
    """Yield every line from an id on: its key, what it states, and the hash stored beside it."""
    while True:
        rows = session().execute(_stated().where(LedgerLine.id > after_id).limit(_BATCH)).all()
        for row in rows:
            after_id, content, stored = _content(row)
            yield after_id, content, stored
        if len(rows) < _BATCH:
            return


def content_of(line_id: int) -> LineContent:
    """Return what a line states."""
    return _content(session().execute(_stated().where(LedgerLine.id == line_id)).one())[1]


def _stated() -> Select[*tuple[Any, ...]]:
    giver, receiver = aliased(Organisation), aliased(Organisation)
    giver_commune, receiver_commune = aliased(Territory), aliased(Territory)
    corrected = aliased(LedgerLine)
    return (
        select(
            LedgerLine.id,
            LedgerLine.public_id,
            LedgerLine.kind,
            corrected.public_id,
            LedgerLine.claim,
            LedgerLine.lot,
            giver.public_id,
            receiver.public_id,
            giver_commune.key,
            receiver_commune.key,
            LedgerLine.month,
            Material.slug,
            LedgerLine.grams,
            LedgerLine.grade,
            LedgerLine.handed_over_at,
            LedgerLine.booked_at,
            LedgerLine.sha256,
        )
        .select_from(LedgerLine)
        .outerjoin(corrected, corrected.id == LedgerLine.corrects_id)
        .join(giver, giver.id == LedgerLine.giver_organisation_id)
        .join(receiver, receiver.id == LedgerLine.receiver_organisation_id)
        .join(giver_commune, giver_commune.id == LedgerLine.giver_commune_id)
        .join(receiver_commune, receiver_commune.id == LedgerLine.receiver_commune_id)
        .join(Material, Material.id == LedgerLine.material_id)
        .order_by(LedgerLine.id)
    )


def _content(row: Sequence[Any]) -> tuple[int, LineContent, str]:
    line_id, public_id, kind, corrects, *facts, stored = row
    return line_id, LineContent(public_id, kind, corrects or "", *facts), stored
