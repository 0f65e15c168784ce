"""Moving a lot's mass: each verb is one guarded change, one row of record, and what follows from it.

The lot's row is locked before its listing's; claims lock theirs afterwards, so that no two writers
wait for each other. `claim` and `by` are public ids, kept in the record.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Row, bindparam, func, select, update
from sqlalchemy.orm import Session

from exchange.kernel.errors import Missing
from exchange.kernel.units import kg_of_grams
from exchange.listings import rules
from exchange.listings.actions.index import refresh_mass
from exchange.listings.actions.taking import take
from exchange.listings.errors import ListingNotOpen, MassExceedsRemainder, QuantityBelowCommitted
from exchange.listings.lifecycle import HOLDABLE
from exchange.listings.models import Listing, Lot, LotChange
from exchange.listings.queries.lots import LotView, locked_lot_by_id, locked_lot_for, lot_by_id
from exchange.listings.rules import Shift
from exchange.storage.appending import append
from exchange.storage.database import table_of, transaction

PARTS = ("adjusted_g", "remaining_g", "held_g", "collected_g", "removed_g")
"""Columns of a lot that shifts move."""

# Statements are put together once: that costs more than asking them.
_LOTS, _LISTINGS = table_of(Lot), table_of(Listing)
_LOCKED = (
    select(_LOTS.c.listing_id, _LOTS.c.remaining_g, _LISTINGS.c.status)
    .join(_LISTINGS, _LISTINGS.c.id == _LOTS.c.listing_id)
    .where(_LOTS.c.id == bindparam("lot"))
    .with_for_update(of=(_LOTS, _LISTINGS))
)
_STANDING = (
    select(_LISTINGS.c.status, func.sum(_LOTS.c.remaining_g), func.sum(_LOTS.c.held_g))
    .join(_LOTS, _LOTS.c.listing_id == _LISTINGS.c.id)
    .where(_LISTINGS.c.id == bindparam("listing"))
    .group_by(_LISTINGS.c.id)
)
_SHIFTED = (
    update(_LOTS)
    .where(
        _LOTS.c.id == bindparam("lot"),
        _LOTS.c.remaining_g + bindparam("gained_remaining_g") >= 0,
        _LOTS.c.held_g + bindparam("gained_held_g") >= 0,
    )
    .values({part: _LOTS.c[part] + bindparam(f"gained_{part}") for part in PARTS})
)


def locked_lot(lot_id: int) -> LotView:
    """Return a lot as it stands now, locked with its listing until the transaction ends.

    Raises: Missing.
    """
    with transaction():
        return locked_lot_by_id(lot_id)


def locked_lot_named(public_id: str) -> LotView:
    """Return a lot by its public id as it stands now, locked with its listing until the transaction ends.

    Raises: Missing.
    """
    with transaction():
        return locked_lot_for(public_id)


def hold(lot_id: int, mass_g: int, *, claim: str, by: str | None, now: datetime) -> None:
    """Set mass aside for a claim: of several who ask for the last of it, exactly one succeeds.

    Raises: MassExceedsRemainder; ListingNotOpen for a draft, or a listing that has ended.
    """
    with transaction() as session:
        lot = _locked(session, lot_id)
        if lot.status not in HOLDABLE:
            raise ListingNotOpen
        if not _shift(session, lot_id, "held", rules.hold(mass_g), claim=claim, by=by, now=now):
            raise MassExceedsRemainder
        follow(session, lot.listing_id, now)


def release(lot_id: int, mass_g: int, *, lost_g: int = 0, claim: str, by: str | None, now: datetime) -> None:
    """Give a hold back; the part lost meanwhile is removed.

    Raises: LostExceedsRest.
    """
    with transaction() as session:
        lot = _locked(session, lot_id)
        _must(_shift(session, lot_id, "released", rules.release(mass_g, lost_g), claim=claim, by=by, now=now))
        follow(session, lot.listing_id, now)


def collect(
    lot_id: int,
    *,
    held_g: int,
    net_g: int,
    refused_g: int,
    lost_g: int,
    claim: str,
    by: str | None,
    now: datetime,
) -> Shift:
    """Book a confirmed handover of a claim that held `held_g`; return the whole shift it made.

    Raises: RefusedExceedsNet, LostExceedsRest.
    """
    with transaction() as session:
        lot = _locked(session, lot_id)
        whole = rules.settle(held_g, net_g, refused_g, lost_g, lot.remaining_g)
        gain = rules.adjust(whole.adjusted_g)
        if gain.adjusted_g:
            _must(_shift(session, lot_id, "weighed", gain, claim=claim, by=by, now=now))
        rest = Shift(
            remaining_g=whole.remaining_g - gain.remaining_g,
            held_g=whole.held_g,
            collected_g=whole.collected_g,
            removed_g=whole.removed_g,
        )
        _must(_shift(session, lot_id, "collected", rest, claim=claim, by=by, now=now))
        follow(session, lot.listing_id, now)
        return whole


def correct(lot_id: int, delta_g: int, *, claim: str, by: str | None, now: datetime) -> None:
    """Follow the correction of a handover booked before: what was collected, hence there, was other."""
    with transaction() as session:
        _locked(session, lot_id)
        shift = Shift(adjusted_g=delta_g, collected_g=delta_g)
        _must(_shift(session, lot_id, "weighed", shift, claim=claim, by=by, now=now))


def list_lot(session: Session, lot: Lot, mass_g: int, *, by: str | None, now: datetime) -> None:
    """Record a new lot, all of it remaining; the caller's transaction and index refresh hold it."""
    shift = rules.listed(mass_g)
    lot.initial_g, lot.remaining_g = shift.initial_g, shift.remaining_g
    session.add(lot)
    session.flush()
    _note(lot.id, "listed", shift, None, by, now)


def adjust(lot_id: int, delta_g: int, *, by: str | None, now: datetime) -> None:
    """Correct a lot's announced mass, up or down, never below what is committed already.

    Raises: QuantityBelowCommitted.
    """
    with transaction() as session:
        lot = _locked(session, lot_id)
        if not _shift(session, lot_id, "adjusted", rules.adjust(delta_g), claim=None, by=by, now=now):
            raise QuantityBelowCommitted(mass_kg=_spelled(lot_by_id(lot_id).committed_g))
        follow(session, lot.listing_id, now)


def remove(lot_id: int, mass_g: int, *, by: str | None, now: datetime) -> None:
    """Take mass off a lot that is no longer there to be claimed: lost, or gone elsewhere.

    Raises: MassExceedsRemainder.
    """
    with transaction() as session:
        lot = _locked(session, lot_id)
        if not _shift(session, lot_id, "removed", rules.remove(mass_g), claim=None, by=by, now=now):
            raise MassExceedsRemainder
        follow(session, lot.listing_id, now)


def _locked(session: Session, lot_id: int) -> Row[Any, Any, Any]:
    """Lock a lot, then its listing; return `listing_id`, `remaining_g` and `status`."""
    session.flush()
    found = session.execute(_LOCKED, {"lot": lot_id}).one_or_none()
    if found is None:
        raise Missing
    return found


def _shift(
    session: Session,
    lot_id: int,
    kind: str,
    shift: Shift,
    *,
    claim: str | None,
    by: str | None,
    now: datetime,
) -> bool:
    """Apply a shift if no part would fall below zero; return whether it was applied."""
    gains = {f"gained_{part}": getattr(shift, part) for part in PARTS}
    applied = cast("CursorResult[Any]", session.execute(_SHIFTED, {"lot": lot_id, **gains})).rowcount == 1
    if applied:
        _note(lot_id, kind, shift, claim, by, now)
    return applied


def _spelled(mass_g: int) -> str:
    # Refusals are worded in French, the source language; its decimals follow a comma.
    return f"{kg_of_grams(mass_g).normalize():f}".replace(".", ",")


def _must(applied: bool) -> None:  # noqa: FBT001 - reads as a sentence where it is used
    if not applied:
        raise RuntimeError("a claim's hold is not on its lot")


def _note(lot_id: int, kind: str, shift: Shift, claim: str | None, by: str | None, now: datetime) -> None:
    append(
        LotChange,
        lot_id=lot_id,
        kind=kind,
        initial_g=shift.initial_g,
        adjusted_g=shift.adjusted_g,
        remaining_g=shift.remaining_g,
        held_g=shift.held_g,
        collected_g=shift.collected_g,
        removed_g=shift.removed_g,
        claim=claim,
        at=now,
        by=by,
    )


def follow(session: Session, listing_id: int, now: datetime) -> None:
    """Take the steps that follow from a listing’s mass, and keep the index true; the listing is locked."""
    status, remaining_g, held_g = session.execute(_STANDING, {"listing": listing_id}).one()
    if status == "published" and remaining_g + held_g == 0:
        status = take(session, listing_id, "exhaust", by=None, now=now)
    elif status == "exhausted" and remaining_g > 0:
        status = take(session, listing_id, "replenish", by=None, now=now)
    refresh_mass(listing_id, int(remaining_g), is_open=status == "published" and remaining_g > 0)
