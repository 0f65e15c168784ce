"""Sealing lines in batches: the chain grows by one seal, and the roll-ups by what its lines add."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, text
from sqlalchemy.orm import Session

from exchange.ledger.models import (
    ActorRollup,
    LedgerLine,
    LevelRollup,
    PairRollup,
    Seal,
    SealedLine,
    WaitingLine,
)
from exchange.ledger.queries.recounts import (
    Amounts,
    Counted,
    Rollups,
    counted_lines,
    rollups_of,
    sealed_rollups,
)
from exchange.ledger.rules import FIRST_PREVIOUS, seal_hash
from exchange.storage.database import Base, transaction
from exchange.storage.turns import take_turn

BATCH = 1_000
_TURN = "ledger-seal"


def seal(now: datetime, *, batch: int = BATCH) -> int:
    """Seal the oldest lines that wait, `batch` at most; return how many. One sealer works at a time."""
    with transaction() as session:
        take_turn(_TURN)
        hashes = dict(
            session.execute(
                select(WaitingLine.line_id, LedgerLine.sha256)
                .join(LedgerLine, LedgerLine.id == WaitingLine.line_id)
                .order_by(WaitingLine.line_id)
                .limit(batch)
            )
            .tuples()
            .all()
        )
        if not hashes:
            return 0
        _chain(session, hashes, now)
        rows = session.execute(counted_lines().where(LedgerLine.id.in_(hashes)))
        _write(session, rollups_of(Counted(*row) for row in rows))
        session.execute(delete(WaitingLine).where(WaitingLine.line_id.in_(hashes)))
        return len(hashes)


def rebuild_rollups() -> None:
    """Throw the roll-ups away and count them anew from the sealed lines: after perimeters changed."""
    with transaction() as session:
        take_turn(_TURN)
        for table in (PairRollup, LevelRollup, ActorRollup):
            session.execute(delete(table))
        _write(session, sealed_rollups())


def _chain(session: Session, hashes: dict[int, str], now: datetime) -> None:
    before = session.execute(select(Seal.number, Seal.sha256).order_by(Seal.number.desc()).limit(1)).first()
    number, previous = (before.number + 1, before.sha256) if before else (1, FIRST_PREVIOUS)
    added = Seal(
        number=number,
        lines=len(hashes),
        previous_sha256=previous,
        sha256=seal_hash(number, previous, now, hashes.values()),
        sealed_at=now,
    )
    session.add(added)
    session.flush()
    session.execute(insert(SealedLine), [{"line_id": key, "seal_id": added.id} for key in hashes])


def _write(session: Session, rollups: Rollups) -> None:
    _add_to(session, PairRollup, rollups.pairs)
    _add_to(session, LevelRollup, rollups.levels)
    _add_to(session, ActorRollup, rollups.actors)


def _add_to(session: Session, model: type[Base], amounts: Amounts) -> None:
    """Add amounts to the rows of a roll-up, in the order of their keys; new rows come into being."""
    table = model.__table__
    assert isinstance(table, Table)
    keys = [column.name for column in table.primary_key]
    names = [*keys, "grams", "handovers"]
    statement = text(
        f"INSERT INTO {table.name} ({', '.join(names)})"  # noqa: S608 - names of our own tables
        f" VALUES ({', '.join(f':{name}' for name in names)})"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET"
        f" grams = {table.name}.grams + excluded.grams,"
        f" handovers = {table.name}.handovers + excluded.handovers"
    )
    rows = list(_rows(names, amounts))
    if rows:
        session.execute(statement, rows)


def _rows(names: list[str], amounts: Amounts) -> Iterable[dict[str, Any]]:
    for place, (grams, handovers) in sorted(amounts.items()):
        yield dict(zip(names, (*place, grams, handovers), strict=True))
