"""What `exchange verify` finds wrong with claims: holds, states, and the ledger's view of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from exchange.claims.lifecycle import HOLDING, after
from exchange.claims.models import Claim, ClaimStep
from exchange.kernel.faults import Fault
from exchange.ledger.models import LedgerLine
from exchange.listings.models import Lot, LotChange
from exchange.storage.database import session, snapshot

_PARTS = ("initial_g", "adjusted_g", "remaining_g", "held_g", "collected_g", "removed_g")
_BEGINNINGS = {"request": ("requested", "requested"), "serve": ("requested", "accepted")}


def faults(now: datetime) -> Iterator[Fault]:
    """Yield every fault of the claims, all seen in one state of the database."""
    del now
    with snapshot():
        found = [*_holds(), *_changes(), *_states(), *_books()]
    yield from found


def _holds() -> Iterator[Fault]:
    claimed = select(Claim.lot_id, func.sum(Claim.held_g).label("held_g")).group_by(Claim.lot_id).subquery()
    held_g = func.coalesce(claimed.c.held_g, 0)
    mismatched = session().execute(
        select(Lot.public_id, Lot.held_g, held_g)
        .outerjoin(claimed, claimed.c.lot_id == Lot.id)
        .where(Lot.held_g != held_g)
        .order_by(Lot.id)
    )
    for lot, on_lot, on_claims in mismatched:
        yield Fault("claim-holds", lot, f"{on_lot} g held on the lot, {on_claims} g by its claims")
    astray = session().execute(
        select(Claim.public_id, Claim.state, Claim.held_g)
        .where((Claim.held_g > 0) != Claim.state.in_(HOLDING))
        .order_by(Claim.id)
    )
    for claim, state, on_claim in astray:
        yield Fault("claim-hold-state", claim, f"{on_claim} g held while {state}")


def _changes() -> Iterator[Fault]:
    summed = (
        select(
            LotChange.lot_id,
            *(func.sum(getattr(LotChange, part)).label(part) for part in _PARTS),
        )
        .group_by(LotChange.lot_id)
        .subquery()
    )
    differs: ColumnElement[bool] = summed.c.lot_id.is_(None)
    for part in _PARTS:
        differs = differs | (getattr(Lot, part) != summed.c[part])
    rows = session().execute(
        select(Lot.public_id).outerjoin(summed, summed.c.lot_id == Lot.id).where(differs).order_by(Lot.id)
    )
    for (lot,) in rows:
        yield Fault("lot-changes", lot, "its recorded changes do not add up to what it holds")


def _states() -> Iterator[Fault]:
    """Check that each claim stands where its steps lead, one legal step after another."""
    rows = session().execute(
        select(Claim.public_id, Claim.state, ClaimStep.step, ClaimStep.source, ClaimStep.target)
        .outerjoin(ClaimStep, ClaimStep.claim_id == Claim.id)
        .order_by(Claim.id, ClaimStep.id)
    )
    reached: dict[str, str | None] = {}
    stated: dict[str, str] = {}
    for claim, state, step, source, target in rows:
        stated[claim] = state
        before = reached.get(claim, "requested")
        legal = _BEGINNINGS.get(step) == (source, target) or after(step or "", source or "") is not None
        reached[claim] = target if before == source and legal else None
    for claim, state in stated.items():
        if reached[claim] != state:
            yield Fault("claim-steps", claim, f"its steps do not lead to {state}")


def _books() -> Iterator[Fault]:
    """Check that the claims with a handover in the ledger are the confirmed ones."""
    booked = select(LedgerLine.claim).where(LedgerLine.kind == "handover")
    unbooked = session().scalars(
        select(Claim.public_id)
        .where(Claim.state == "confirmed", Claim.public_id.not_in(booked))
        .order_by(Claim.id)
    )
    for claim in unbooked:
        yield Fault("claim-unbooked", claim, "confirmed, but not in the ledger")
    confirmed = select(Claim.public_id).where(Claim.state == "confirmed")
    unconfirmed = session().scalars(
        select(LedgerLine.claim)
        .where(LedgerLine.claim.not_in(confirmed))
        .distinct()
        .order_by(LedgerLine.claim)
    )
    for claim in unconfirmed:
        yield Fault("claim-unconfirmed", claim, "in the ledger, but not confirmed")
    twice = session().scalars(
        booked.group_by(LedgerLine.claim).having(func.count() > 1).order_by(LedgerLine.claim)
    )
    for claim in twice:
        yield Fault("claim-booked-twice", claim, "more than one handover in the ledger")
