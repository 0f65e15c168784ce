"""Taking a step of the life cycle: the state changes, and who took it when is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from exchange.listings.errors import StepClosed
from exchange.listings.lifecycle import after
from exchange.listings.models import Listing, ListingStep, Lot


def take(session: Session, listing_id: int, step: str, *, by: str | None, now: datetime) -> str:
    """Take a step of a listing already locked, and return its new state; `by` is an account's public id.

    Raises: StepClosed.
    """
    source = session.execute(select(Listing.status).where(Listing.id == listing_id)).scalar_one()
    target = after(step, source)
    if target is None:
        raise StepClosed
    values: dict[str, object] = {"status": target, "version": Listing.version + 1}
    if step == "publish":
        values["published_at"] = now
    if target in {"closed", "expired"}:
        values["closed_at"] = now
    session.execute(update(Listing).where(Listing.id == listing_id).values(**values))
    session.add(ListingStep(listing_id=listing_id, step=step, source=source, target=target, at=now, by=by))
    session.flush()
    return target


def lock(session: Session, listing_id: int) -> None:
    """Lock a listing's lots, then the listing: the order in which every writer takes them.

    SQLite needs no lock, since a write transaction is alone from its first statement.
    """
    session.flush()
    session.execute(select(Lot.id).where(Lot.listing_id == listing_id).order_by(Lot.id).with_for_update())
    session.execute(select(Listing.id).where(Listing.id == listing_id).with_for_update())
