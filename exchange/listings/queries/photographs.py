"""Which photographs a listing shows, which an actor may see, and which wait for a listing in vain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from exchange.kernel.actor import Actor
from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, ListingPhotograph
from exchange.listings.queries.visibility import visible_to
from exchange.media.models import Photograph
from exchange.media.queries import PhotographView, photograph_for
from exchange.media.rules import ORPHAN_AGE
from exchange.organisations.models import Organisation
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class ShownPhotograph:
    """A photograph on a listing: its public id, what it shows in words, the original's size in pixels."""

    public_id: str
    alternative: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class VisiblePhotograph:
    """A photograph that an actor may see; `is_public` if everyone may."""

    photograph: PhotographView
    is_public: bool


def photographs_of(listing_ids: Collection[int]) -> dict[int, tuple[ShownPhotograph, ...]]:
    """Return the photographs of several listings, in their order, by listing."""
    rows = session().execute(
        select(
            ListingPhotograph.listing_id,
            Photograph.public_id,
            ListingPhotograph.alternative,
            Photograph.width,
            Photograph.height,
        )
        .join(Photograph, Photograph.id == ListingPhotograph.photograph_id)
        .where(ListingPhotograph.listing_id.in_(listing_ids))
        .order_by(ListingPhotograph.listing_id, ListingPhotograph.position)
    )
    found: dict[int, list[ShownPhotograph]] = defaultdict(list)
    for listing_id, public_id, alternative, width, height in rows:
        found[listing_id].append(ShownPhotograph(public_id, alternative, width, height))
    return {key: tuple(shown) for key, shown in found.items()}


def visible_photograph(actor: Actor, public_id: str) -> VisiblePhotograph:
    """Return a photograph if the actor may read a listing that shows it, or belongs to who keeps it.

    Raises: Missing.
    """
    photograph = photograph_for(public_id)
    shown = (
        select(Listing.status, Organisation.status)
        .join(ListingPhotograph, ListingPhotograph.listing_id == Listing.id)
        .join(Organisation, Organisation.id == Listing.organisation_id)
        .where(ListingPhotograph.photograph_id == photograph.id, visible_to(actor))
    )
    states = session().execute(shown).tuples().all()
    if not states and photograph.organisation_id != actor.organisation_id:
        raise Missing
    is_public = any(listing != "draft" and giver == "active" for listing, giver in states)
    return VisiblePhotograph(photograph, is_public=is_public)


def orphans(now: datetime) -> list[int]:
    """Return the keys of photographs that no listing shows a day after they were uploaded."""
    shown = exists().where(ListingPhotograph.photograph_id == Photograph.id)
    statement = select(Photograph.id).where(~shown, Photograph.created_at < now - ORPHAN_AGE)
    return list(session().scalars(statement.order_by(Photograph.id)))
