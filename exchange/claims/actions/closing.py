"""Closing a listing that has claims: a verb of claims, the highest slice whose data it changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from exchange.claims import mails
from exchange.claims.actions.stepping import begin
from exchange.claims.models import Claim
from exchange.kernel.actor import Actor
from exchange.listings.actions import steps
from exchange.listings.models import Listing, Lot
from exchange.storage.database import transaction


def close_listing(actor: Actor, listing: str, *, version: int | None = None, now: datetime) -> str:
    """Close a listing and decline the requests that wait for an answer; return the listing's public id.

    Requests declined so carry no reason but the closing itself.

    Raises: Missing, NotYours, Stale, StepClosed; SomethingHeld while an accepted claim is under way.
    """
    with transaction() as session:
        steps.close(actor, listing, now=now, version=version)
        waiting = session.scalars(
            select(Claim.public_id)
            .join(Lot, Lot.id == Claim.lot_id)
            .join(Listing, Listing.id == Lot.listing_id)
            .where(Listing.public_id == listing, Claim.state == "requested")
            .order_by(Claim.id)
        )
        for public_id in waiting.all():
            taking = begin(session, actor, public_id, "decline", version=None, now=now)
            taking.take()
            mails.declined(taking.subject, "", now=now)
        return listing
