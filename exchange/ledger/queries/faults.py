"""What `exchange verify` finds wrong with the ledger: lines, membership, chain, roll-ups, lots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, func, select

from exchange.kernel.faults import Fault
from exchange.ledger.models import (
    ActorRollup,
    LedgerLine,
    LevelRollup,
    PairRollup,
    Seal,
    SealedLine,
    WaitingLine,
)
from exchange.ledger.queries.lines import contents
from exchange.ledger.queries.recounts import sealed_rollups
from exchange.ledger.rules import FIRST_PREVIOUS, line_hash, seal_hash
from exchange.listings.models import Lot
from exchange.storage.database import Base, session, snapshot

LONGEST_WAIT = timedelta(hours=1)
"""A line that waits longer than this for its seal is a fault."""


def faults(now: datetime) -> Iterator[Fault]:
    """Yield every fault of the ledger, all seen in one state of the database."""
    with snapshot():
        found = [*_altered(), *_memberships(now), *_chain(), *_rollups(), *_lots()]
    yield from found


def _altered() -> Iterator[Fault]:
    known = 0
    for _, content, stored in contents():
        known += 1
        if line_hash(content) != stored:
            yield Fault("ledger-line-hash", content.public_id, "the line does not say what was booked")
    total = session().scalar(select(func.count()).select_from(LedgerLine)) or 0
    if known != total:
        yield Fault("ledger-line-subject", "ledger", f"{total - known} lines name a subject that is gone")


def _memberships(now: datetime) -> Iterator[Fault]:
    rows = session().execute(
        select(LedgerLine.public_id, LedgerLine.booked_at, SealedLine.line_id, WaitingLine.line_id)
        .outerjoin(SealedLine, SealedLine.line_id == LedgerLine.id)
        .outerjoin(WaitingLine, WaitingLine.line_id == LedgerLine.id)
        .where((SealedLine.line_id.is_(None)) | (WaitingLine.line_id.is_not(None)))
        .order_by(LedgerLine.id)
    )
    for line, booked_at, sealed, waiting in rows:
        if sealed is None and waiting is None:
            yield Fault("ledger-membership", line, "in no seal, and not waiting for one")
        elif sealed is not None:
            yield Fault("ledger-membership", line, "sealed, and still waiting for a seal: counted twice")
        elif now - booked_at > LONGEST_WAIT:
            yield Fault("ledger-unsealed", line, f"waiting for its seal since {booked_at.isoformat()}")


def _chain() -> Iterator[Fault]:
    number, previous = 0, FIRST_PREVIOUS
    for seal in session().scalars(select(Seal).order_by(Seal.number)):
        lines = session().scalars(
            select(LedgerLine.sha256)
            .join(SealedLine, SealedLine.line_id == LedgerLine.id)
            .where(SealedLine.seal_id == seal.id)
            .order_by(LedgerLine.id)
        )
        hashes = list(lines)
        subject = f"seal {seal.number}"
        if seal.number != number + 1 or seal.previous_sha256 != previous:
            yield Fault("seal-chain", subject, f"does not follow seal {number}")
        if len(hashes) != seal.lines:
            yield Fault("seal-lines", subject, f"{len(hashes)} lines instead of {seal.lines}")
        if seal_hash(seal.number, seal.previous_sha256, seal.sealed_at, hashes) != seal.sha256:
            yield Fault("seal-hash", subject, "its lines, its instant or its place are not what was sealed")
        number, previous = seal.number, seal.sha256


def _rollups() -> Iterator[Fault]:
    expected = sealed_rollups()
    yield from _differences(PairRollup, expected.pairs)
    yield from _differences(LevelRollup, expected.levels)
    yield from _differences(ActorRollup, expected.actors)


def _differences(model: type[Base], expected: Mapping[Any, tuple[int, int]]) -> Iterator[Fault]:
    table = model.__table__
    assert isinstance(table, Table)
    keys = [column.name for column in table.primary_key]
    stored = {tuple(row[: len(keys)]): (row.grams, row.handovers) for row in session().execute(select(table))}
    for place in sorted(stored.keys() | expected.keys()):
        found, wanted = stored.get(place, (0, 0)), expected.get(place, (0, 0))
        if found != wanted:
            subject = " ".join(f"{name}={value}" for name, value in zip(keys, place, strict=True))
            yield Fault(f"rollup-{table.name}", subject, f"{found} instead of {wanted} (grams, handovers)")


def _lots() -> Iterator[Fault]:
    booked = (
        select(LedgerLine.lot, func.sum(LedgerLine.grams).label("grams")).group_by(LedgerLine.lot).subquery()
    )
    grams = func.coalesce(booked.c.grams, 0)
    rows = session().execute(
        select(Lot.public_id, Lot.collected_g, grams)
        .outerjoin(booked, booked.c.lot == Lot.public_id)
        .where(Lot.collected_g != grams)
        .order_by(Lot.id)
    )
    for lot, collected_g, in_ledger in rows:
        yield Fault("ledger-lot", lot, f"{in_ledger} g in the ledger, {collected_g} g collected")
    gone = session().scalars(
        select(booked.c.lot).where(booked.c.lot.not_in(select(Lot.public_id))).order_by(booked.c.lot)
    )
    for lot in gone:
        yield Fault("ledger-lot", lot, "in the ledger, but there is no such lot")
