"""Who and what a claim is about: its two sides, its lot, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from exchange.claims.commands import Window
from exchange.claims.models import Claim, ClaimStep, PickupSlot, Weighing
from exchange.claims.rules import Measure
from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, Lot
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session

_GIVER, _RECEIVER = aliased(Organisation), aliased(Organisation)
_SOURCE, _TARGET = aliased(Site), aliased(Site)
_ABOUT: tuple[Any, ...] = (
    Claim.id,
    Claim.public_id,
    Lot.id,
    Lot.public_id,
    Listing.public_id,
    Listing.title,
    Listing.material_id,
    _GIVER.id,
    _GIVER.name,
    _RECEIVER.id,
    _RECEIVER.name,
    _SOURCE.commune_id,
    _TARGET.commune_id,
    _SOURCE.time_zone,
)
_MEASURED: tuple[Any, ...] = (
    Weighing.side,
    Weighing.method,
    Weighing.gross_g,
    Weighing.tare_g,
    Weighing.net_g,
    Weighing.refused_g,
    Weighing.lost_g,
)

# Statements are put together once: that costs more than asking them.
_SUBJECT = (
    select(*_ABOUT)
    .join(Lot, Lot.id == Claim.lot_id)
    .join(Listing, Listing.id == Lot.listing_id)
    .join(_GIVER, _GIVER.id == Listing.organisation_id)
    .join(_RECEIVER, _RECEIVER.id == Claim.organisation_id)
    .join(_SOURCE, _SOURCE.id == Listing.site_id)
    .join(_TARGET, _TARGET.id == Claim.site_id)
    .where(Claim.public_id == bindparam("claim"))
)
_WEIGHINGS = (
    select(Weighing.at, Weighing.by, *_MEASURED)
    .where(Weighing.claim_id == bindparam("claim"))
    .order_by(Weighing.id)
)
_OFFERS = (
    select(PickupSlot.side, PickupSlot.starts_at, PickupSlot.ends_at)
    .where(PickupSlot.claim_id == bindparam("claim"))
    .order_by(PickupSlot.starts_at, PickupSlot.ends_at)
)
_STANDING_SIDE = (
    select(Weighing.side).where(Weighing.claim_id == bindparam("claim")).order_by(Weighing.id.desc()).limit(1)
)
_ACCEPTED_AT = (
    select(ClaimStep.at)
    .where(ClaimStep.claim_id == bindparam("claim"), ClaimStep.target == "accepted")
    .order_by(ClaimStep.id)
    .limit(1)
)
_OPEN_SITES = select(Site.id).where(
    Site.organisation_id == bindparam("organisation"), Site.is_closed.is_(False)
)
_FIRST_OPEN_SITE = _OPEN_SITES.order_by(Site.id).limit(1)
_OPEN_SITE = _OPEN_SITES.where(Site.public_id == bindparam("site"))


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
    row = session().execute(_SUBJECT, {"claim": public_id}).one_or_none()
    if row is None:
        raise Missing
    return Subject(*row)


def weighings_of(claim_id: int) -> tuple[Weighed, ...]:
    """Return the weighings of a claim in the order in which they were told; the last one stands."""
    rows = session().execute(_WEIGHINGS, {"claim": claim_id})
    return tuple(Weighed(Measure(*measured), at, by) for at, by, *measured in rows)


def offers_of(claim_id: int) -> dict[str, tuple[Window, ...]]:
    """Return the pick-up times that each side has offered, in order of time."""
    offers: dict[str, tuple[Window, ...]] = {"giver": (), "receiver": ()}
    for side, starts_at, ends_at in session().execute(_OFFERS, {"claim": claim_id}):
        offers[side] = (*offers[side], Window(starts_at, ends_at))
    return offers


def standing_side(claim_id: int) -> str | None:
    """Return the side whose figure stands, or None before any weighing."""
    return session().scalar(_STANDING_SIDE, {"claim": claim_id})


def accepted_at(claim_id: int) -> datetime | None:
    """Return when a claim was accepted, or None if it never was."""
    return session().scalar(_ACCEPTED_AT, {"claim": claim_id})


def first_open_site(organisation_id: int) -> int | None:
    """Return the id of an organisation's first open site."""
    return session().scalar(_FIRST_OPEN_SITE, {"organisation": organisation_id})


def open_site(organisation_id: int, public_id: str) -> int | None:
    """Return the id of an organisation's open site by its public id, or None."""
    return session().scalar(_OPEN_SITE, {"organisation": organisation_id, "site": public_id})
