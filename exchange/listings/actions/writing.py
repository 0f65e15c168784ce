"""Writing listings: a draft, a correction, and doing away with a draft."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from exchange.journal.actions import record
from exchange.kernel.actor import Actor
from exchange.kernel.errors import Forbidden, Missing, Refusals, Stale
from exchange.kernel.identifiers import new_public_id
from exchange.listings.actions import mass
from exchange.listings.actions.index import refresh
from exchange.listings.actions.judging import Judged, judge
from exchange.listings.actions.taking import lock
from exchange.listings.commands import WriteListing
from exchange.listings.errors import AlreadyCommitted, NotYours, StepClosed
from exchange.listings.lifecycle import EDITABLE
from exchange.listings.models import Listing, ListingPhotograph, ListingStep
from exchange.listings.policy import is_giver
from exchange.listings.queries.lots import LotView, lots_of
from exchange.listings.queries.visibility import visible_to
from exchange.listings.rules import mass_of
from exchange.organisations.models import Organisation
from exchange.storage.appending import append_all
from exchange.storage.database import transaction

_FIXED_ONCE_COMMITTED = {"material_id": "material", "site_id": "site", "unit": "unit"}


def own_listing(session: Session, actor: Actor, public_id: str, version: int | None) -> Listing:
    """Return a listing that the actor gives, locked after its lots; nobody else's.

    Raises: Missing, NotYours; Stale if it is no longer of that version.
    """
    found = session.execute(
        select(Listing.id)
        .join(Organisation, Organisation.id == Listing.organisation_id)
        .where(Listing.public_id == public_id, visible_to(actor))
    ).scalar_one_or_none()
    if found is None:
        raise Missing
    listing = lock(session, found)
    if not is_giver(actor, listing.organisation_id):
        raise NotYours
    if version is not None and version != listing.version:
        raise Stale
    return listing


def create(actor: Actor, command: WriteListing, *, now: datetime) -> str:
    """Write a draft for the organisation acted for, and return its public id.

    Raises: Refusals.
    """
    if not actor.is_member:
        raise Forbidden
    with transaction() as session:
        judged = judge(actor, command, now, going_public=False)
        listing = Listing(
            public_id=new_public_id(),
            organisation_id=actor.organisation_id,
            created_at=now,
            created_by=actor.account,
            **judged.values,
        )
        session.add(listing)
        session.flush()
        _show(listing.id, judged)
        record(actor, "listings.create", "listing", listing.public_id, {"mass_g": judged.mass_g}, now)
        return listing.public_id


def edit(
    actor: Actor, public_id: str, command: WriteListing, *, now: datetime, version: int | None = None
) -> str:
    """Change what a listing says. Another quantity, once published, is an adjustment of its lot.

    Raises: Missing, NotYours, Stale, StepClosed, Refusals, QuantityBelowCommitted.
    """
    with transaction() as session:
        listing = own_listing(session, actor, public_id, version)
        if listing.status not in EDITABLE:
            raise StepClosed
        judged = judge(actor, command, now, going_public=listing.status != "draft")
        announced_g = mass_of(listing.quantity_thousandths, listing.unit, listing.grams_per_unit)
        lots = lots_of(listing.id)
        if any(lot.committed_g for lot in lots):
            _keep_promises(listing, judged)
        changed = sorted(name for name, value in judged.values.items() if getattr(listing, name) != value)
        session.execute(
            update(Listing)
            .where(Listing.id == listing.id)
            .values(version=Listing.version + 1, **judged.values)
            .execution_options(synchronize_session="fetch")
        )
        session.execute(delete(ListingPhotograph).where(ListingPhotograph.listing_id == listing.id))
        _show(listing.id, judged)
        if judged.mass_g != announced_g:
            _adjust(lots, judged.mass_g, actor, now)
        refresh([listing.id])
        facts = {"fields": changed, "mass_g": judged.mass_g}
        record(actor, "listings.edit", "listing", public_id, facts, now)
        return public_id


def delete_draft(actor: Actor, public_id: str, *, now: datetime, version: int | None = None) -> str:
    """Do away with a draft; its photographs go with the next sweep.

    Raises: Missing, NotYours, Stale; StepClosed for anything once published.
    """
    with transaction() as session:
        listing = own_listing(session, actor, public_id, version)
        if listing.status != "draft":
            raise StepClosed
        session.execute(delete(ListingPhotograph).where(ListingPhotograph.listing_id == listing.id))
        session.execute(delete(ListingStep).where(ListingStep.listing_id == listing.id))
        session.delete(listing)
        session.flush()
        record(actor, "listings.delete_draft", "listing", public_id, None, now)
        return public_id


def _keep_promises(listing: Listing, judged: Judged) -> None:
    refusals = [
        AlreadyCommitted(at=field)
        for column, field in _FIXED_ONCE_COMMITTED.items()
        if getattr(listing, column) != judged.values[column]
    ]
    if refusals:
        raise Refusals(list(refusals))


def _adjust(lots: tuple[LotView, ...], mass_g: int, actor: Actor, now: datetime) -> None:
    for lot in lots:
        if lot.total_g != mass_g:
            mass.adjust(lot.id, mass_g - lot.total_g, by=actor.account, now=now)


def _show(listing_id: int, judged: Judged) -> None:
    append_all(
        ListingPhotograph,
        [
            {
                "listing_id": listing_id,
                "photograph_id": photograph_id,
                "position": position,
                "alternative": alternative,
            }
            for position, (photograph_id, alternative) in enumerate(judged.photographs)
        ],
    )
