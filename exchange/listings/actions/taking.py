"""Taking a step of the life cycle: the state changes, and who took it when is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from exchange.listings.errors import StepClosed
from exchange.listings.lifecycle import after
from exchange.listings.models import Listing, ListingStep, Lot
from exchange.storage.appending import append
from exchange.storage.columns import Instant
from exchange.storage.database import table_of

# Statements are put together once: that costs more than asking them.
_LISTINGS = table_of(Listing)
_MOVED = (
    update(_LISTINGS)
    .where(_LISTINGS.c.id == bindparam("listing"))
    .values(
        status=bindparam("reached"),
        version=_LISTINGS.c.version + 1,
        published_at=func.coalesce(bindparam("published", type_=Instant), _LISTINGS.c.published_at),
        closed_at=func.coalesce(bindparam("closed", type_=Instant), _LISTINGS.c.closed_at),
    )
)
_STATUS = select(Listing.status).where(Listing.id == bindparam("listing"))
_LOCKED_LOTS = select(Lot.id).where(Lot.listing_id == bindparam("listing")).order_by(Lot.id).with_for_update()
_LOCKED = (
    select(Listing)
    .where(Listing.id == bindparam("listing"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def take(session: Session, listing_id: int, step: str, *, by: str | None, now: datetime) -> str:
    """Take a step of a listing already locked, and return its new state; `by` is an account's public id.

    Raises: StepClosed.
    """
    source = session.execute(_STATUS, {"listing": listing_id}).scalar_one()
    target = after(step, source)
    if target is None:
        raise StepClosed
    moved = {
        "listing": listing_id,
        "reached": target,
        "published": now if step == "publish" else None,
        "closed": now if target in {"closed", "expired"} else None,
    }
    session.execute(_MOVED, moved)
    append(ListingStep, listing_id=listing_id, step=step, source=source, target=target, at=now, by=by)
    return target


def lock(session: Session, listing_id: int) -> Listing:
    """Lock a listing's lots, then the listing, and return it as it stands now.

    It is the order in which every writer takes them.

    SQLite needs no lock, since a write transaction is alone from its first statement.
    """
    session.flush()
    session.execute(_LOCKED_LOTS, {"listing": listing_id})
    return session.scalars(_LOCKED, {"listing": listing_id}).one()
