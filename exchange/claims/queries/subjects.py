"""Who and what a claim is about: its two sides, its lot, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from exchange.claims.commands import Window
from exchange.claims.models import Claim, ClaimStep, PickupSlot, Weighing
from exchange.claims.rules import Measure
from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, Lot
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action, or a mail, needs to know of a claim. `*_id` are the database's own ids."""

    id: int
    public_id: str
    lot_id: int
    lot: str
    listing: str
    title: str
    material_id: int
    giver_id: int
    giver: str
    receiver_id: int
    receiver: str
    giver_commune_id: int
    receiver_commune_id: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weighing that was made: the measure, when the load was weighed, and by whom (public id)."""

    measure: Measure
    at: datetime
    by: str | None


def subject(public_id: str) -> Subject:
    """Return what a claim is about, by its public id.

    Raises: Missing.
    """
    giver, receiver = aliased(Organisation), aliased(Organisation)
    source, target = aliased(Site), aliased(Site)
    columns: tuple[Any, ...] = (
        Claim.id,
        Claim.public_id,
        Lot.id,
        Lot.public_id,
        Listing.public_id,
        Listing.title,
        Listing.material_id,
        giver.id,
        giver.name,
        receiver.id,
        receiver.name,
        source.commune_id,
        target.commune_id,
        source.time_zone,
    )
    row = (
        session()
        .execute(
            select(*columns)
            .join(Lot, Lot.id == Claim.lot_id)
            .join(Listing, Listing.id == Lot.listing_id)
            .join(giver, giver.id == Listing.organisation_id)
            .join(receiver, receiver.id == Claim.organisation_id)
            .join(source, source.id == Listing.site_id)
            .join(target, target.id == Claim.site_id)
            .where(Claim.public_id == public_id)
        )
        .one_or_none()
    )
    if row is None:
        raise Missing
    return Subject(*row)


def weighings_of(claim_id: int) -> tuple[Weighed, ...]:
    """Return the weighings of a claim in the order in which they were told; the last one stands."""
    rows = session().scalars(select(Weighing).where(Weighing.claim_id == claim_id).order_by(Weighing.id))
    return tuple(
        Weighed(
            Measure(row.side, row.method, row.gross_g, row.tare_g, row.net_g, row.refused_g, row.lost_g),
            row.at,
            row.by,
        )
        for row in rows
    )


def offers_of(claim_id: int) -> dict[str, tuple[Window, ...]]:
    """Return the pick-up times that each side has offered, in order of time."""
    rows = session().scalars(
        select(PickupSlot)
        .where(PickupSlot.claim_id == claim_id)
        .order_by(PickupSlot.starts_at, PickupSlot.ends_at)
    )
    offers: dict[str, tuple[Window, ...]] = {"giver": (), "receiver": ()}
    for row in rows:
        offers[row.side] = (*offers[row.side], Window(row.starts_at, row.ends_at))
    return offers


def standing_side(claim_id: int) -> str | None:
    """Return the side whose figure stands, or None before any weighing."""
    return session().scalar(
        select(Weighing.side).where(Weighing.claim_id == claim_id).order_by(Weighing.id.desc()).limit(1)
    )


def accepted_at(claim_id: int) -> datetime | None:
    """Return when a claim was accepted, or None if it never was."""
    return session().scalar(
        select(ClaimStep.at)
        .where(ClaimStep.claim_id == claim_id, ClaimStep.target == "accepted")
        .order_by(ClaimStep.id)
        .limit(1)
    )


def first_open_site(organisation_id: int) -> int | None:
    """Return the id of an organisation's first open site."""
    return session().scalar(
        select(Site.id)
        .where(Site.organisation_id == organisation_id, Site.is_closed.is_(False))
        .order_by(Site.id)
        .limit(1)
    )


def open_site(organisation_id: int, public_id: str) -> int | None:
    """Return the id of an organisation's open site by its public id, or None."""
    return session().scalar(
        select(Site.id).where(
            Site.organisation_id == organisation_id,
            Site.public_id == public_id,
            Site.is_closed.is_(False),
        )
    )
