"""Who and what a claim is about: its two sides, its lot, its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from exchange.claims.commands import Window
from exchange.claims.models import Claim, ClaimStep, PickupSlot, Weighing
from exchange.claims.rules import Measure
from exchange.kernel.errors import Missing
from exchange.listings.models import Listing, Lot
from exchange.organisations.models import Organisation, Site
from exchange.storage.database import session, table_of

_CLAIMS, _LOTS, _LISTINGS = table_of(Claim), table_of(Lot), table_of(Listing)
_STEPS, _SLOTS, _WEIGHED, _SITES = (
    table_of(ClaimStep),
    table_of(PickupSlot),
    table_of(Weighing),
    table_of(Site),
)
_GIVER, _RECEIVER = table_of(Organisation).alias("giver"), table_of(Organisation).alias("receiver")
_SOURCE, _TARGET = _SITES.alias("source"), _SITES.alias("target")
_ABOUT: tuple[Any, ...] = (
    _CLAIMS.c.id,
    _CLAIMS.c.public_id,
    _CLAIMS.c.state,
    _CLAIMS.c.version,
    _CLAIMS.c.requested_g,
    _CLAIMS.c.held_g,
    _CLAIMS.c.pickup_from,
    _CLAIMS.c.pickup_until,
    _LOTS.c.id,
    _LOTS.c.public_id,
    _LISTINGS.c.public_id,
    _LISTINGS.c.title,
    _LISTINGS.c.material_id,
    _GIVER.c.id,
    _GIVER.c.name,
    _RECEIVER.c.id,
    _RECEIVER.c.name,
    _SOURCE.c.commune_id,
    _TARGET.c.commune_id,
    _SOURCE.c.time_zone,
)
_MEASURED: tuple[Any, ...] = (
    _WEIGHED.c.side,
    _WEIGHED.c.method,
    _WEIGHED.c.gross_g,
    _WEIGHED.c.tare_g,
    _WEIGHED.c.net_g,
    _WEIGHED.c.refused_g,
    _WEIGHED.c.lost_g,
)

# Statements are put together once: that costs more than asking them.
_SUBJECT = (
    select(*_ABOUT)
    .join(_LOTS, _LOTS.c.id == _CLAIMS.c.lot_id)
    .join(_LISTINGS, _LISTINGS.c.id == _LOTS.c.listing_id)
    .join(_GIVER, _GIVER.c.id == _LISTINGS.c.organisation_id)
    .join(_RECEIVER, _RECEIVER.c.id == _CLAIMS.c.organisation_id)
    .join(_SOURCE, _SOURCE.c.id == _LISTINGS.c.site_id)
    .join(_TARGET, _TARGET.c.id == _CLAIMS.c.site_id)
    .where(_CLAIMS.c.public_id == bindparam("claim"))
)
_LOCKED = _SUBJECT.with_for_update(of=_CLAIMS)
_LOCKED_WITH_LOT = _SUBJECT.with_for_update(of=(_LOTS, _LISTINGS, _CLAIMS))
_WEIGHINGS = (
    select(_WEIGHED.c.at, _WEIGHED.c.by, *_MEASURED)
    .where(_WEIGHED.c.claim_id == bindparam("claim"))
    .order_by(_WEIGHED.c.id)
)
_OFFERS = (
    select(_SLOTS.c.side, _SLOTS.c.starts_at, _SLOTS.c.ends_at)
    .where(_SLOTS.c.claim_id == bindparam("claim"))
    .order_by(_SLOTS.c.starts_at, _SLOTS.c.ends_at)
)
_STANDING_SIDE = (
    select(_WEIGHED.c.side)
    .where(_WEIGHED.c.claim_id == bindparam("claim"))
    .order_by(_WEIGHED.c.id.desc())
    .limit(1)
)
_ACCEPTED_AT = (
    select(_STEPS.c.at)
    .where(_STEPS.c.claim_id == bindparam("claim"), _STEPS.c.target == "accepted")
    .order_by(_STEPS.c.id)
    .limit(1)
)
_OPEN_SITES = select(_SITES.c.id).where(
    _SITES.c.organisation_id == bindparam("organisation"), _SITES.c.is_closed.is_(False)
)
_FIRST_OPEN_SITE = _OPEN_SITES.order_by(_SITES.c.id).limit(1)
_OPEN_SITE = _OPEN_SITES.where(_SITES.c.public_id == bindparam("site"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What an action, or a mail, needs to know of a claim. `*_id` are the database's own ids."""

    id: int
    public_id: str
    state: str
    version: int
    requested_g: int
    held_g: int
    pickup_from: datetime | None
    pickup_until: datetime | None
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
    return _asked(_SUBJECT, public_id)


def locked_subject(public_id: str, *, with_lot: bool) -> Subject:
    """Return what a claim is about as it stands now, locked; `with_lot` after its lot and its listing.

    Raises: Missing.
    """
    return _asked(_LOCKED_WITH_LOT if with_lot else _LOCKED, public_id)


def _asked(statement: Select[Any], public_id: str) -> Subject:
    current = session()
    current.flush()
    row = current.execute(statement, {"claim": public_id}).one_or_none()
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
