"""Taking a step of the life cycle: the state changes, and who took it when is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from exchange.listings.errors import StepClosed
from exchange.listings.lifecycle import after
from exchange.listings.models import Listing, ListingStep, Lot
from exchange.storage.appending import append

_STATUS = select(Listing.status).where(Listing.id == bindparam("listing"))
_LOCKED = (
    select(Lot.id).where(Lot.listing_id == bindparam("listing")).order_by(Lot.id).with_for_update(),
    select(Listing.id).where(Listing.id == bindparam("listing")).with_for_update(),
)


def take(session: Session, listing_id: int, step: str, *, by: str | None, now: datetime) -> str:
    """Take a step of a listing already locked, and return its new state; `by` is an account's public id.

    Raises: StepClosed.
    """
    source = session.execute(_STATUS, {"listing": listing_id}).scalar_one()
    target = after(step, source)
    if target is None:
        raise StepClosed
    values: dict[str, object] = {"status": target, "version": Listing.version + 1}
    if step == "publish":
        values["published_at"] = now
    if target in {"closed", "expired"}:
        values["closed_at"] = now
    session.execute(update(Listing).where(Listing.id == listing_id).values(**values))
    append(ListingStep, listing_id=listing_id, step=step, source=source, target=target, at=now, by=by)
    return target


def lock(session: Session, listing_id: int) -> None:
    """Lock a listing's lots, then the listing: the order in which every writer takes them.

    SQLite needs no lock, since a write transaction is alone from its first statement.
    """
    session.flush()
    for statement in _LOCKED:
        session.execute(statement, {"listing": listing_id})
